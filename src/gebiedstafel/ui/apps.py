"""How Django knows this app."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """The base page, its parts, and how a refusal reaches people."""

    name = "gebiedstafel.ui"
    label = "ui"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let Django run our checks."""
        from gebiedstafel.ui import checks  # noqa: F401
