"""How Django knows this app."""

from django.apps import AppConfig


class SignalsConfig(AppConfig):
    name = "gebiedstafel.signals"
    label = "signals"
    default_auto_field = "django.db.models.BigAutoField"
