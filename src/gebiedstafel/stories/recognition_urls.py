"""Addresses of *Herkent u dit?*: for residents, behind a letter, and at a table."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import recognition_table_views as table_views
from . import recognition_views as views

app_name = "recognition"
slowed = slowed_by_link("recognition_letter")
urlpatterns = [
    path("herkent/<slug:address>/", views.recognise, name="recognise"),
    path("herkent/<slug:address>/in/<path:area>/", views.recognise, name="recognise_in"),
    path("herkent/<slug:address>/brief/<str:code>/", slowed(views.by_letter), name="by_letter"),
    path("tafel/<slug:table_id>/herkent/", table_views.overview, name="overview"),
    path("tafel/<slug:table_id>/herkent/<int:asked_id>/", table_views.press, name="press"),
    path("tafel/<slug:table_id>/herkent/kies/", table_views.choose, name="choose"),
    path("tafel/<slug:table_id>/herkent/pagina/", table_views.page, name="page"),
    path("tafel/<slug:table_id>/herkent/brieven/", table_views.letters, name="letters"),
    path("tafel/<slug:table_id>/herkent/zin/<int:view_id>/", table_views.sentence, name="sentence"),
    path("tafel/<slug:table_id>/herkent/poster/<path:area>/", table_views.poster, name="poster"),
]
