"""Addresses for the base page of a demo table."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def switch_seat(request: HttpRequest) -> HttpResponse:
    return HttpResponse()


urlpatterns = [
    path("", include("gebiedstafel.ui.urls")),
    path("stoel/", include(([path("", switch_seat, name="switch_seat")], "tables"))),
]
