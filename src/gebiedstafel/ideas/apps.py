"""How Django knows this app."""

from django.apps import AppConfig


class IdeasConfig(AppConfig):
    name = "gebiedstafel.ideas"
    label = "ideas"
    default_auto_field = "django.db.models.BigAutoField"
