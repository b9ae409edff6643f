"""Addresses of signals."""

from django.urls import path

from . import figure_views, round_views, views

app_name = "signals"
FIGURES = "tafel/<slug:table_id>/signalen/cijfers/"
urlpatterns = [
    path("tafel/<slug:table_id>/signalen/", views.overview, name="overview"),
    path("tafel/<slug:table_id>/signalen/nieuw/", views.new, name="new"),
    path("tafel/<slug:table_id>/signalen/een-persoon/", views.one_person, name="one_person"),
    path("tafel/<slug:table_id>/signalen/kwartaal/", round_views.quarter_round, name="round"),
    path("tafel/<slug:table_id>/signalen/eigen/", views.own, name="own"),
    path("tafel/<slug:table_id>/signalen/eigen/<slug:address>/terug/", views.take_back, name="take_back"),
    path("tafel/<slug:table_id>/signalen/groep/<int:batch_id>/antwoord/", views.answer, name="answer"),
    path("tafel/<slug:table_id>/signalen/groep/<int:batch_id>/nagekeken/", views.review, name="review"),
    path("tafel/<slug:table_id>/signalen/wacht/antwoord/", views.to_waiting, name="to_waiting"),
    path("tafel/<slug:table_id>/signalen/wie-antwoordt/", views.answerers, name="answerers"),
    path(FIGURES, figure_views.figures, name="figures"),
    path(FIGURES + "bestand.csv", figure_views.figures_file, {"form": "csv"}, name="figures_csv"),
    path(FIGURES + "bestand.json", figure_views.figures_file, {"form": "json"}, name="figures_json"),
    path(FIGURES + "open/", figure_views.choose_open, name="choose_open"),
    path("cijfers/<slug:table_id>/signalen/", figure_views.open_page, name="open_page"),
    path("cijfers/<slug:table_id>/signalen.csv", figure_views.open_file, {"form": "csv"}, name="open_csv"),
    path("cijfers/<slug:table_id>/signalen.json", figure_views.open_file, {"form": "json"}, name="open_json"),
    path("cijfers/signalen.schema.json", figure_views.schema, name="schema"),
]
