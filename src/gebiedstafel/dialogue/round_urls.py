"""Addresses of rounds at a table."""

from django.urls import path

from . import moderation_views, round_views, sheet_views

app_name = "rounds"
urlpatterns = [
    path("", round_views.overview, name="overview"),
    path("nieuw/", round_views.new, name="new"),
    path("<int:round_id>/", round_views.page, name="page"),
    path("<int:round_id>/regels/", round_views.change, name="change"),
    path("<int:round_id>/plakken/", round_views.seed, name="seed"),
    path("<int:round_id>/openen/", round_views.open, name="open"),
    path("<int:round_id>/sluiten/", round_views.close, name="close"),
    path("<int:round_id>/ingangen/", round_views.add_door, name="add_door"),
    path("<int:round_id>/ingangen/<int:entrance_id>/", round_views.poster, name="poster"),
    path("<int:round_id>/stellingen/", moderation_views.statements, name="statements"),
    path("<int:round_id>/vertalen/<slug:language>/", moderation_views.translations, name="translations"),
    path("<int:round_id>/codes/", sheet_views.codes, name="codes"),
    path("<int:round_id>/codes/intrekken/", sheet_views.withdraw_batch, name="withdraw_codes"),
    path("<int:round_id>/papier/", sheet_views.paper, name="paper"),
]
