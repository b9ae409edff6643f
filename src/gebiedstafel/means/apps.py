"""How Django knows this app."""

from django.apps import AppConfig


class MeansConfig(AppConfig):
    name = "gebiedstafel.means"
    label = "means"
    default_auto_field = "django.db.models.BigAutoField"
