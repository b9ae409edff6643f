"""How Django knows this app."""

from django.apps import AppConfig


class DialogueConfig(AppConfig):
    name = "gebiedstafel.dialogue"
    label = "dialogue"
    default_auto_field = "django.db.models.BigAutoField"
