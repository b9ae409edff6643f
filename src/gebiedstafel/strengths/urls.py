"""Addresses of strengths: at a table, and for anyone."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import resident_views, views

app_name = "strengths"
slowed = slowed_by_link("strength_link")
STRENGTHS = "tafel/<slug:table_id>/krachten/"
FOLLOW = "kracht/<slug:address>/volg/<str:link>/"
urlpatterns = [
    path(STRENGTHS, views.overview, name="overview"),
    path(STRENGTHS + "nieuw/", views.new, name="new"),
    path(STRENGTHS + "wachtrij/", resident_views.queue, name="queue"),
    path(STRENGTHS + "pagina/", resident_views.box, name="box"),
    path(STRENGTHS + "poster/", resident_views.poster, name="poster"),
    path(STRENGTHS + "<int:strength_id>/", views.strength, name="strength"),
    path(STRENGTHS + "<int:strength_id>/wijzig/", views.change, name="change"),
    path(STRENGTHS + "<int:strength_id>/doe/", views.deed, name="deed"),
    path(STRENGTHS + "<int:strength_id>/gebruik/", views.use, name="use"),
    path(STRENGTHS + "<int:strength_id>/oordeel/", resident_views.judge, name="judge"),
    path("kracht/<slug:address>/", resident_views.bring, name="bring"),
    path(FOLLOW, slowed(resident_views.follow), name="follow"),
    path(FOLLOW + "terug/", slowed(resident_views.take_it_back), name="take_back"),
]
