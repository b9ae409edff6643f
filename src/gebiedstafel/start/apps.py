"""How Django knows this app."""

from django.apps import AppConfig


class StartConfig(AppConfig):
    name = "gebiedstafel.start"
    label = "start"
    default_auto_field = "django.db.models.BigAutoField"
