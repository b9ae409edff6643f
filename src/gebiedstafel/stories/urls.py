"""Addresses of stories: for anyone, behind a teller's own link, and at a table."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import reading_views, table_views, views

app_name = "stories"
slowed = slowed_by_link("story_link")
urlpatterns = [
    path("verhaal/<slug:address>/", views.tell, name="tell"),
    path("verhaal/<slug:address>/lezen/", views.read, name="read"),
    path("verhaal/<slug:address>/foto/<int:story_id>/", views.public_photo, name="public_photo"),
    path("verhaal/<slug:address>/code/", views.code, name="code"),
    path("verhaal/<slug:address>/volg/<str:link>/", slowed(views.follow), name="follow"),
    path("verhaal/<slug:address>/volg/<str:link>/foto/", slowed(views.own_photo), name="own_photo"),
    path("verhaal/<slug:address>/volg/<str:link>/terug/", slowed(views.take_back), name="take_back"),
    path("tafel/<slug:table_id>/verhalen/", table_views.overview, name="overview"),
    path("tafel/<slug:table_id>/verhalen/foto/<int:story_id>/", table_views.photo, name="photo"),
    path("tafel/<slug:table_id>/verhalen/bus/", table_views.box, name="box"),
    path("tafel/<slug:table_id>/verhalen/poster/", table_views.poster, name="poster"),
    path("tafel/<slug:table_id>/verhalen/papier/", table_views.paper, name="paper"),
    path("tafel/<slug:table_id>/verhalen/overtypen/", table_views.typing, name="typing"),
    path("tafel/<slug:table_id>/verhalen/eerst/", reading_views.queue, name="queue"),
    path("tafel/<slug:table_id>/verhalen/eerst/meelezers/", reading_views.readers, name="readers"),
    path("tafel/<slug:table_id>/verhalen/eerst/<int:story_id>/", reading_views.story, name="story"),
    path(
        "tafel/<slug:table_id>/verhalen/eerst/<int:story_id>/foto/", reading_views.photo, name="first_photo"
    ),
    path("tafel/<slug:table_id>/verhalen/eerst/<int:story_id>/wis/", reading_views.erase, name="erase"),
]
