"""How Django knows this app."""

from django.apps import AppConfig


class TrailConfig(AppConfig):
    name = "gebiedstafel.trail"
    label = "trail"
    default_auto_field = "django.db.models.BigAutoField"
