"""Addresses of strengths: at a table, and for anyone."""

from django.urls import path

from . import views

app_name = "strengths"
STRENGTHS = "tafel/<slug:table_id>/krachten/"
urlpatterns = [
    path(STRENGTHS, views.overview, name="overview"),
    path(STRENGTHS + "nieuw/", views.new, name="new"),
    path(STRENGTHS + "<int:strength_id>/", views.strength, name="strength"),
    path(STRENGTHS + "<int:strength_id>/wijzig/", views.change, name="change"),
    path(STRENGTHS + "<int:strength_id>/doe/", views.deed, name="deed"),
]
