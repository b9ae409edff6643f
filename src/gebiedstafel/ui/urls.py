"""Addresses that belong to no table: language, theme, plain texts, the gallery of parts."""

from django.urls import path
from django.views.generic import TemplateView
from django.views.i18n import set_language

from gebiedstafel.ui import views

app_name = "ui"

urlpatterns = [
    path("taal/", set_language, name="language"),
    path("thema.css", views.theme_sheet, name="theme_sheet"),
    path("onderdelen/", views.gallery, name="gallery"),
    path(
        "toegankelijkheid/",
        TemplateView.as_view(template_name="ui/texts/accessibility.html"),
        name="accessibility",
    ),
    path("privacy/", TemplateView.as_view(template_name="ui/texts/privacy.html"), name="privacy"),
    path(
        "hoe-rekent-gebiedstafel/",
        TemplateView.as_view(template_name="ui/texts/reckoning.html"),
        name="reckoning",
    ),
]
