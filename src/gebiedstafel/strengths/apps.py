"""How Django knows this app."""

from django.apps import AppConfig


class StrengthsConfig(AppConfig):
    name = "gebiedstafel.strengths"
    label = "strengths"
    default_auto_field = "django.db.models.BigAutoField"
