"""How Django knows this app."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "gebiedstafel.asking"
    label = "asking"
    default_auto_field = "django.db.models.BigAutoField"
