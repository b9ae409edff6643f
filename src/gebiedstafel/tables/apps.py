"""How Django knows this app."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "gebiedstafel.tables"
    label = "tables"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let an invitation hear what became of its letter."""
        from . import invitation_letters  # noqa: F401
