"""How Django knows this app."""

from django.apps import AppConfig


class AgreementsConfig(AppConfig):
    name = "gebiedstafel.agreements"
    label = "agreements"
    default_auto_field = "django.db.models.BigAutoField"
