"""Addresses of the means of a table."""

from django.urls import path

from . import views

app_name = "means"
urlpatterns = [path("tafel/<slug:table_id>/middelen/", views.overview, name="overview")]
