"""Addresses of the means of a table."""

from django.urls import path

from . import entry_views, history_views, views, voice_views
from .schemes import views as scheme_views
from .workbooks import views as workbook_views

app_name = "means"
MEANS = "tafel/<slug:table_id>/middelen/"
SCHEMES = MEANS + "welk-geld/"
MEASURE = MEANS + "maatregelen/<path:key>/"
DELIVERY = MEANS + "excel/ingeleverd/<int:delivery>/"
urlpatterns = [
    path(MEANS, views.overview, name="overview"),
    path(MEANS + "veranderd/", history_views.history, name="history"),
    path(MEANS + "veranderd/<int:change>/terug/", history_views.undo, name="undo"),
    path(SCHEMES, scheme_views.search, name="schemes"),
    path(SCHEMES + "gemeente/", scheme_views.own, name="own_schemes"),
    path(SCHEMES + "gemeente/bestand.yaml", scheme_views.download, name="own_schemes_file"),
    path(SCHEMES + "gemeente/nieuw/", scheme_views.write, name="new_scheme"),
    path(SCHEMES + "gemeente/bewerken/<path:key>/", scheme_views.write, name="edit_scheme"),
    path(SCHEMES + "gemeente/weg/<path:key>/", scheme_views.drop, name="drop_scheme"),
    path(SCHEMES + "regeling/<path:key>/", scheme_views.scheme, name="scheme"),
    path(MEANS + "excel/werkboek/", workbook_views.download, name="workbook"),
    path(MEANS + "excel/inleveren/", workbook_views.upload, name="upload"),
    path(DELIVERY, workbook_views.differences, name="differences"),
    path(DELIVERY + "formules/", workbook_views.let_formulas_count, name="count_formulas"),
    path(DELIVERY + "weg/", workbook_views.throw_away, name="throw_away"),
    path(MEANS + "excel/plakken/<slug:page>/", workbook_views.paste, name="paste"),
    path(MEASURE + "trekken/", voice_views.lead, name="lead"),
    path(MEASURE + "oordeel/", voice_views.judge, name="judge"),
    path(MEASURE + "vrijwilligers/", voice_views.offer, name="offer"),
    path(MEASURE + "baat/", voice_views.reply, name="reply"),
    path(MEANS + "<slug:slug>/nieuw/", entry_views.new, name="new"),
    path(MEANS + "<slug:slug>/nieuw/past/", entry_views.fits, name="fits_new"),
    path(MEANS + "<slug:slug>/", views.rows, name="rows"),
    path(MEANS + "<slug:slug>/<path:key>/bewerken/", entry_views.edit, name="edit"),
    path(MEANS + "<slug:slug>/<path:key>/past/", entry_views.fits, name="fits"),
    path(MEANS + "<slug:slug>/<path:key>/weg/", entry_views.remove, name="remove"),
    path(MEANS + "<slug:slug>/<path:key>/", entry_views.row, name="row"),
]
