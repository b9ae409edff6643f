"""How Django knows this app."""

from django.apps import AppConfig


class AskingConfig(AppConfig):
    name = "gebiedstafel.asking"
    label = "asking"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let a party that is asked hear what became of its letter."""
        from . import letters  # noqa: F401
