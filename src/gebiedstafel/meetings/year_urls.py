"""Addresses of the steps in the year of a table."""

from django.urls import path

from . import year_views

app_name = "year"
urlpatterns = [
    path("stap/", year_views.step, name="new_step"),
    path("stap/<int:step_id>/", year_views.step, name="step"),
    path("stap/<int:step_id>/doe/", year_views.act, name="act"),
]
