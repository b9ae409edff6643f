"""How Django knows this app."""

from django.apps import AppConfig


class ChallengesConfig(AppConfig):
    name = "gebiedstafel.challenges"
    label = "challenges"
    default_auto_field = "django.db.models.BigAutoField"
