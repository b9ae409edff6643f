"""How Django knows this app."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class MeetingsConfig(AppConfig):
    name = "gebiedstafel.meetings"
    label = "meetings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let the database keep minutes as they were."""
        from .unchanging import keep_unchanged

        post_migrate.connect(keep_unchanged, sender=self)
