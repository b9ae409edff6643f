"""How Django knows this app."""

from django.apps import AppConfig


class StoriesConfig(AppConfig):
    name = "gebiedstafel.stories"
    label = "stories"
    default_auto_field = "django.db.models.BigAutoField"
