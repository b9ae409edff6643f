"""Addresses behind links in letters of follow-up."""

from django.urls import path

from gebiedstafel.accounts.slowing import slowed_by_link

from . import link_views

app_name = "reporting"
slowed = slowed_by_link("follow_up_link")
urlpatterns = [
    path("bericht/<str:token>/", slowed(link_views.report), name="report"),
    path("berichten-stoppen/<str:token>/", slowed(link_views.stop), name="stop"),
    path("agenda/<str:token>.ics", slowed(link_views.calendar), name="calendar"),
]
