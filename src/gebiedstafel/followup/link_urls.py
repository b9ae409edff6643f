"""Addresses behind links in letters of follow-up."""

from django.urls import path

from . import link_views

app_name = "reporting"
urlpatterns = [
    path("bericht/<str:token>/", link_views.report, name="report"),
    path("berichten-stoppen/<str:token>/", link_views.stop, name="stop"),
    path("agenda/<str:token>.ics", link_views.calendar, name="calendar"),
]
