"""Addresses of the agreements of a table."""

from django.urls import path

from . import deed_views, plan_views, views

app_name = "agreements"
urlpatterns = [
    path("", views.overview, name="board"),
    path("afspraken.xlsx", views.board_file, {"form": "xlsx"}, name="workbook"),
    path("afspraken.csv", views.board_file, {"form": "csv"}, name="csv"),
    path("nieuw/", views.new, name="new"),
    path("concepten/", plan_views.drafts, name="drafts"),
    path("naar-boven/", plan_views.higher, name="higher"),
    path("<slug:key>/", views.agreement, name="agreement"),
    path("<slug:key>/veranderen/", views.change, name="change"),
    path("<slug:key>/klopt/", views.is_proven, name="proven"),
    path("<slug:key>/doe/", deed_views.deed, name="deed"),
]
