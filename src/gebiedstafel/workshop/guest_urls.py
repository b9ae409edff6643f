"""Addresses of a gathering for who takes part on a phone: no account, no table."""

from django.urls import path

from . import guest_views

app_name = "join"
urlpatterns = [
    path("", guest_views.code, name="code"),
    path("<slug:code>/", guest_views.door, name="door"),
    path("<slug:code>/kaarten/", guest_views.cards, name="cards"),
    path("<slug:code>/kaart/", guest_views.write, name="write"),
    path("<slug:code>/proeven/", guest_views.tries, name="tries"),
    path("<slug:code>/proeven/<int:trying_id>/", guest_views.tell_of_try, name="tell"),
    path("<slug:code>/stand/", guest_views.stand, name="stand"),
]
