"""How Django knows this app."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "gebiedstafel.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
