"""Addresses of the record of a table."""

from django.urls import path

from . import views

app_name = "record"
urlpatterns = [
    path("tafel/<slug:table_id>/logboek/", views.trail, name="trail"),
    path("tafel/<slug:table_id>/logboek/bestand/", views.trail_file, name="trail_file"),
]
