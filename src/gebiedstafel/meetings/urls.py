"""Addresses of the meetings of a table."""

from django.urls import path

from . import minutes_views, room_views, views, year_views

app_name = "meetings"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("jaar/", year_views.year, name="year"),
    path("<int:meeting_id>/", views.meeting, name="meeting"),
    path("<int:meeting_id>/wijzig/", views.change, name="change"),
    path("<int:meeting_id>/afzeggen/", views.gone, name="gone"),
    path("<int:meeting_id>/agenda/", views.agenda, name="agenda"),
    path("<int:meeting_id>/rondsturen/", views.send, name="send"),
    path("<int:meeting_id>/begin/", room_views.begin, name="begin"),
    path("<int:meeting_id>/zaal/", room_views.room, name="room"),
    path("<int:meeting_id>/stand/", room_views.stand, name="stand"),
    path("<int:meeting_id>/schrijf/", room_views.save, name="save"),
    path("<int:meeting_id>/punt/", room_views.go, name="go"),
    path("<int:meeting_id>/einde/", room_views.end, name="end"),
    path("<int:meeting_id>/verslag/", minutes_views.minutes, name="minutes"),
    path("<int:meeting_id>/vaststellen/", minutes_views.settle, name="settle"),
]
