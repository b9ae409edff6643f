"""Addresses of the plan page."""

from django.urls import path

from . import views

app_name = "connections"

urlpatterns = [
    path("", views.plan, name="plan"),
    path("rekenen/", views.solve, name="solve"),
    path("stand/", views.progress, name="progress"),
    path("stoppen/", views.stop, name="stop"),
    path("keuze/", views.choose, name="choose"),
    path("vaststellen/", views.adopt, name="adopt"),
]
