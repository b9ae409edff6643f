"""Addresses of the record of a table, and of a person's own data."""

from django.urls import path

from . import own_views, record_views, views

app_name = "record"
urlpatterns = [
    path("mijn-account/gegevens/", own_views.mine, name="mine"),
    path("mijn-account/gegevens/bestand/", own_views.mine_file, name="mine_file"),
    path("tafel/<slug:table_id>/logboek/", views.trail, name="trail"),
    path("tafel/<slug:table_id>/logboek/bestand/", views.trail_file, name="trail_file"),
    path("tafel/<slug:table_id>/dossier/", record_views.files, name="files"),
    path("tafel/<slug:table_id>/dossier/<int:record_id>/", record_views.file, name="file"),
    path("tafel/<slug:table_id>/bewaren/", record_views.keeping, name="keeping"),
    path("tafel/<slug:table_id>/bewaren/opruimen/", record_views.clear, name="clear"),
    path("tafel/<slug:table_id>/bewaren/tijd/", record_views.keep, name="keep"),
]
