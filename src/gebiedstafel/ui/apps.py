"""How Django knows this app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "gebiedstafel.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"
