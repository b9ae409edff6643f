"""The base page: language, seat, menu, and how a refusal is told."""

from types import SimpleNamespace

import pytest
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import include, path
from django.utils.translation import override

from gebiedstafel.ui.refusals import NotAllowed, Refused, way_back


def refuse(request: HttpRequest) -> HttpResponse:
    raise Refused("Deze maatregel is al gekozen.")


def forbid(request: HttpRequest) -> HttpResponse:
    raise NotAllowed("Alleen de voorzitter <legt> vast.")


def crash(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [
    path("weiger/", refuse),
    path("verbied/", forbid),
    path("stuk/", crash),
    path("", include("gebiedstafel.ui.urls")),
]

here = pytest.mark.urls(__name__)
TABLE = SimpleNamespace(
    name="De Zeven Gaarden", is_demo=True, notice="", place=None, municipality="Vlietstede"
)


@here
def test_a_refusal_is_told_with_409_and_a_way_back(client: Client):
    answer = client.get("/weiger/", headers={"Referer": "http://testserver/tafel/1/?a=b"})

    assert answer.status_code == 409
    assert "Deze maatregel is al gekozen." in answer.content.decode()
    assert 'href="/tafel/1/?a=b"' in answer.content.decode()


@here
def test_what_a_seat_may_not_do_is_told_with_403(client: Client):
    answer = client.get("/verbied/")

    assert answer.status_code == 403
    assert "Alleen de voorzitter &lt;legt&gt; vast." in answer.content.decode()


@here
def test_a_request_for_a_part_of_the_page_gets_an_alert_only(client: Client):
    answer = client.get("/weiger/", headers={"HX-Request": "true"})

    text = answer.content.decode()
    assert answer.status_code == 409
    assert "Deze maatregel is al gekozen." in text
    assert 'role="alert"' in text
    assert "<html" not in text


@pytest.mark.parametrize(
    "referer", ["https://elders.example/", "http://testserver.elders.example/", "javascript:alert(1)", ""]
)
def test_the_way_back_never_leaves_the_site(rf: RequestFactory, referer: str):
    request = rf.get("/weiger/", headers={"Referer": referer})

    assert way_back(request) == "/"


@here
def test_a_crash_and_a_lost_page_look_like_the_other_pages(client: Client):
    client.raise_request_exception = False

    crashed, lost = client.get("/stuk/"), client.get("/nergens/")

    assert (crashed.status_code, lost.status_code) == (500, 404)
    for answer in (crashed, lost):
        assert 'class="gt-foot"' in answer.content.decode()
        assert "Naar het begin" in answer.content.decode()
        assert "ZeroDivisionError" not in answer.content.decode()


@here
def test_a_form_without_its_token_is_refused_in_plain_words():
    client = Client(enforce_csrf_checks=True)

    answer = client.post("/taal/", {"language": "en"})

    assert answer.status_code == 403
    assert "stond te lang open" in answer.content.decode()


def test_the_page_speaks_dutch_until_someone_chooses_english(client: Client):
    first = client.get("/privacy/", headers={"Accept-Language": "en"})
    client.post("/taal/", {"language": "en", "next": "/privacy/"})
    then = client.get("/privacy/", headers={"Accept-Language": "nl"})

    assert '<html lang="nl"' in first.content.decode()
    assert '<html lang="en"' in then.content.decode()
    assert then.headers["Content-Language"] == "en"


def test_a_made_up_language_is_ignored(client: Client):
    client.cookies["django_language"] = "xx"

    assert '<html lang="nl"' in client.get("/privacy/").content.decode()


def test_the_demo_says_so_and_lets_one_change_seats(rf: RequestFactory, settings):
    settings.ROOT_URLCONF = "seats_urls"
    chair, resident = SimpleNamespace(pk=1), SimpleNamespace(pk=2)
    context = {"table": TABLE, "seat": resident, "demo_seats": [chair, resident]}

    text = render_to_string("ui/page.html", context, rf.get("/privacy/"))

    assert "alles op deze pagina’s is verzonnen" in text
    assert 'action="/stoel/" data-at-once' in text
    assert '<option value="2" selected>' in text
    assert 'name="next" value="/privacy/"' in text


def test_outside_a_demo_nothing_offers_another_seat(rf: RequestFactory):
    table = SimpleNamespace(**{**vars(TABLE), "is_demo": False})

    text = render_to_string("ui/page.html", {"table": table, "seat": "Woningcorporatie"}, rf.get("/privacy/"))

    assert "verzonnen" not in text
    assert "<select" not in text
    assert "Woningcorporatie" in text


def test_the_menu_marks_where_one_is(rf: RequestFactory):
    menu = [
        {"label": "Gebied", "url": "/g/", "current": ""},
        {"label": "Verbinden", "url": "/v/", "current": "page"},
    ]

    text = render_to_string("ui/page.html", {"menu": menu}, rf.get("/"))

    assert '<a href="/v/" aria-current="page">Verbinden</a>' in text
    assert text.count("aria-current") == 1


def test_the_page_stands_without_any_request():
    with override("nl"):
        text = render_to_string("500.html")

    assert "Het lukt ons nu niet" in text
    assert "<select" not in text
