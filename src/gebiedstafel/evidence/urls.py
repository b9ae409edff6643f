"""Addresses of what the picture brings up."""

from django.urls import path

from . import views

app_name = "evidence"
urlpatterns = [
    path("tafel/<slug:table_id>/opgaven/voorstellen/", views.proposals, name="proposals"),
    path("tafel/<slug:table_id>/opgaven/voorstellen/<slug:theme>/", views.weigh, name="theme"),
    path("tafel/<slug:table_id>/opgaven/terug/<int:weighed_id>/", views.back, name="back"),
    path("tafel/<slug:table_id>/opgaven/<path:key>/waarom/", views.of_challenge, name="of_challenge"),
]
