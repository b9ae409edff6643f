"""Addresses of the challenges of a table."""

from django.urls import path

from . import views

app_name = "challenges"
urlpatterns = [
    path("tafel/<slug:table_id>/opgaven/", views.overview, name="overview"),
    path("tafel/<slug:table_id>/opgaven/kiezen/", views.choose, name="choose"),
]
