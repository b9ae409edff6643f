"""Addresses of the start pages."""

from django.urls import path

from . import views

app_name = "start"
urlpatterns = [
    path("", views.front, name="front"),
    path("tafel/<slug:table_id>/", views.home, name="home"),
]
