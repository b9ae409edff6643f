"""How Django knows this app."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "gebiedstafel.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"
