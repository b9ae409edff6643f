"""What everyone may read: what the wijk is told, and the calendar file of a letter."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import minutes_views, views

app_name = "meeting_calendar"
urlpatterns = [
    path("verteld/<slug:address>/", minutes_views.public, name="told"),
    path("bijeenkomst/<str:token>.ics", slowed_by_link("calendar_link")(views.calendar), name="file"),
]
