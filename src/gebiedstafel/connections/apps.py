"""How Django knows this app."""

from django.apps import AppConfig


class ConnectionsConfig(AppConfig):
    name = "gebiedstafel.connections"
    label = "connections"
    default_auto_field = "django.db.models.BigAutoField"
