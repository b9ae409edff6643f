"""Addresses of signals."""

from django.urls import path

from . import round_views, views

app_name = "signals"
urlpatterns = [
    path("tafel/<slug:table_id>/signalen/", views.overview, name="overview"),
    path("tafel/<slug:table_id>/signalen/nieuw/", views.new, name="new"),
    path("tafel/<slug:table_id>/signalen/een-persoon/", views.one_person, name="one_person"),
    path("tafel/<slug:table_id>/signalen/kwartaal/", round_views.quarter_round, name="round"),
    path("tafel/<slug:table_id>/signalen/eigen/", views.own, name="own"),
    path("tafel/<slug:table_id>/signalen/eigen/<int:signal_id>/terug/", views.take_back, name="take_back"),
    path("tafel/<slug:table_id>/signalen/groep/<int:batch_id>/antwoord/", views.answer, name="answer"),
    path("tafel/<slug:table_id>/signalen/groep/<int:batch_id>/nagekeken/", views.review, name="review"),
    path("tafel/<slug:table_id>/signalen/wie-antwoordt/", views.answerers, name="answerers"),
]
