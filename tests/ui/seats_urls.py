"""A made-up demo table, for tests of the base page."""

from types import SimpleNamespace

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template import RequestContext, Template
from django.urls import include, path

from gebiedstafel.ui.refusals import Refused

TABLE = SimpleNamespace(
    name="De Zeven Gaarden",
    is_demo=True,
    notice="",
    municipality="Vlietstede",
    place=SimpleNamespace(get_level_display="wijk", residents=7400),
)
WORDS = ("Gebied", "Gesprek", "Opgaven", "Verbinden", "Afspraken", "Buurtbudget", "Werkplaats")
MENU = [{"label": word, "url": f"#{word}", "current": word == "Verbinden"} for word in WORDS]


class SeatOfTheTest:
    """A seat with a number and a name."""

    def __init__(self, pk: int, name: str) -> None:
        self.pk, self.name = pk, name

    def __str__(self) -> str:
        return self.name


SEATS = [
    SeatOfTheTest(1, "Gemeente – wijkregie"),
    SeatOfTheTest(2, "Woningcorporatie De Gaarde"),
    SeatOfTheTest(3, "Stichting Bewonersgroep Zeven Gaarden"),
]


def switch_seat(request: HttpRequest) -> HttpResponse:
    request.session["seat"] = int(request.POST["seat"])
    return redirect(request.POST["next"])


def table(request: HttpRequest) -> HttpResponse:
    seat = next(s for s in SEATS if s.pk == request.session.get("seat", 1))
    context = {"table": TABLE, "seat": seat, "demo_seats": SEATS, "menu": MENU}
    return render(request, "ui/texts/reckoning.html", context)


WITH_A_PART = """{% extends "ui/page.html" %}{% block main %}<h1>Plan</h1>
<form hx-post="/deel/" hx-target="#deel" hx-swap="innerHTML" method="post" action="/deel/">
{% csrf_token %}<button name="deed" value="kies">Kies</button>
<button name="deed" value="weiger">Weiger</button>
</form><div id="deel">nog niets</div>{% endblock %}"""


def part(request: HttpRequest) -> HttpResponse:
    if request.method == "POST":
        if request.POST["deed"] == "weiger":
            raise Refused("Deze maatregel is al gekozen.")
        return HttpResponse("gekozen")
    return HttpResponse(Template(WITH_A_PART).render(RequestContext(request)))


urlpatterns = [
    path("deel/", part),
    path("", include("gebiedstafel.ui.urls")),
    path("tafel/", table),
    path("stoel/", include(([path("", switch_seat, name="switch_seat")], "tables"))),
]
