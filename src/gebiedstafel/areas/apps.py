"""How Django knows this app."""

from django.apps import AppConfig


class AreasConfig(AppConfig):
    name = "gebiedstafel.areas"
    label = "areas"
    default_auto_field = "django.db.models.BigAutoField"
