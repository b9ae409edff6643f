"""How Django knows this app."""

from django.apps import AppConfig


class WorkshopConfig(AppConfig):
    name = "gebiedstafel.workshop"
    label = "workshop"
    default_auto_field = "django.db.models.BigAutoField"
