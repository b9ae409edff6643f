"""Addresses of the start pages."""

from django.urls import path

from . import begin_urls, search_views, views

app_name = "start"
urlpatterns = [
    path("", views.front, name="front"),
    path("tafel/<slug:table_id>/", views.home, name="home"),
    path("tafel/<slug:table_id>/zoeken/", search_views.search, name="search"),
    *begin_urls.urlpatterns,
]
