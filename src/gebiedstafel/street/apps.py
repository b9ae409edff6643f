"""How Django knows this app."""

from django.apps import AppConfig


class StreetConfig(AppConfig):
    name = "gebiedstafel.street"
    label = "street"
    default_auto_field = "django.db.models.BigAutoField"
