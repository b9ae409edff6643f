"""How Django knows the site's own commands."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "gebiedstafel.site"
    label = "gebiedstafel_site"
