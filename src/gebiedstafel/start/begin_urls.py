"""Addresses of beginning a table and arranging it."""

from django.urls import path

from . import begin_views as views

urlpatterns = [
    path("tafels/begin/", views.begin, name="begin"),
    path("tafel/<slug:table_id>/begin/gebied/", views.begin_area, name="begin_area"),
    path("tafel/<slug:table_id>/begin/jaren/", views.begin_years, name="begin_years"),
    path("tafel/<slug:table_id>/inrichten/", views.arrange, name="arrange"),
    path("tafel/<slug:table_id>/inrichten/straten/", views.streets, name="streets"),
    path("tafel/<slug:table_id>/inrichten/partijen/", views.parties, name="parties"),
    path("tafel/<slug:table_id>/inrichten/partijen/<str:key>/weg/", views.party_leaves, name="party_leaves"),
    path(
        "tafel/<slug:table_id>/inrichten/partijen/<str:key>/terug/", views.party_returns, name="party_returns"
    ),
]
