"""Root addresses."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("gebiedstafel.ui.urls")),
    path("", include("gebiedstafel.tables.urls")),
]
