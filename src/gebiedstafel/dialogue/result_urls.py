"""Addresses of the result of the dialogue: at the table, in the hall, on paper, on a phone, and as files."""

from django.urls import path

from . import file_views, hall_views, result_views

app_name = "gesprek"
urlpatterns = [
    path("tafel/<slug:table_id>/gesprek/", result_views.page, name="page"),
    path("tafel/<slug:table_id>/gesprek/inlezen/", file_views.take_in, name="import"),
    path("tafel/<slug:table_id>/gesprek/<slug:address>/zaal/", hall_views.hall, name="hall"),
    path("tafel/<slug:table_id>/gesprek/<slug:address>/vel/", hall_views.sheet, name="sheet"),
    path("tafel/<slug:table_id>/gesprek/<slug:address>/bestanden/", file_views.export, name="export"),
    path("gesprek/<slug:address>/uitkomst/", result_views.outcome, name="outcome"),
]
