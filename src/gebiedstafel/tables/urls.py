"""Addresses of seats."""

from django.urls import path

from . import views

app_name = "tables"
urlpatterns = [path("stoel/", views.switch_seat, name="switch_seat")]
