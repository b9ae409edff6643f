"""Addresses where words become work."""

from django.urls import path

from . import words_views as views

app_name = "words"
urlpatterns = [
    path("tafel/<slug:table_id>/gesprek/<slug:address>/werk/", views.work, name="work"),
    path("tafel/<slug:table_id>/ideeen/<int:idea_id>/maatregel/", views.idea, name="idea"),
]
