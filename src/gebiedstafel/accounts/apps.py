"""How Django knows this app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "gebiedstafel.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Let visits begin and end with signing in and out."""
        from . import visits  # noqa: F401
