"""How Django knows this app."""

from django.apps import AppConfig


class TablesConfig(AppConfig):
    name = "gebiedstafel.tables"
    label = "tables"
    default_auto_field = "django.db.models.BigAutoField"
