"""How Django knows this app."""

from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "gebiedstafel.followup"
    label = "followup"
    default_auto_field = "django.db.models.BigAutoField"
