"""What was tried and refused stands in the trail, though the deed itself was rolled back."""

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import include, path
from django.utils.timezone import now
from django.views.decorators.http import require_POST

from gebiedstafel.accounts.models import Organisation
from gebiedstafel.trail.check import check_trail
from gebiedstafel.trail.deeds import record_deed, token_of
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused


@transaction.atomic
def half_done(request: HttpRequest, table_id: str) -> HttpResponse:
    """A deed that is refused when half of it was done."""
    Organisation.objects.create(name="half", owner_class="zorg")
    record_deed(f"table/{table_id}", action="half", subject="half", actor="guest", at=now())
    raise Refused("Dit geld is al verdeeld.")


def forbidden(request: HttpRequest) -> HttpResponse:
    """A deed that this visitor may not do."""
    raise NotAllowed("Alleen de voorzitter mag dit.")


def by_link(request: HttpRequest, link: str) -> HttpResponse:
    """A deed behind a link in a letter."""
    raise Refused("Deze ronde is voorbij.")


@require_POST
def broken_by_link(request: HttpRequest, link: str, fault: str) -> HttpResponse:
    """What goes wrong behind a link in a letter, and where Django itself logs it."""
    raise {"404": Http404, "403": PermissionDenied, "400": BadRequest, "500": ZeroDivisionError}[fault]


urlpatterns = [
    path("tafel/<str:table_id>/half/", half_done, name="half"),
    path("forbidden/", forbidden, name="forbidden"),
    path("terug/<str:link>/", by_link, name="by_link"),
    path("stuk/<str:link>/<str:fault>/", broken_by_link, name="broken_by_link"),
    path("", include("gebiedstafel.site.urls")),
]


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_a_refused_deed_leaves_one_row_and_nothing_else(client):
    answer = client.post("/tafel/a/half/")

    deed = Deed.objects.get()
    assert answer.status_code == 409
    assert not Organisation.objects.exists()
    assert (deed.chain_id, deed.action, deed.result) == (
        "table/a",
        "half",
        "refused: Dit geld is al verdeeld.",
    )
    assert check_trail() == []


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_who_was_not_allowed_stands_there_by_pseudonym(client, django_user_model):
    person = django_user_model.objects.create_user("anne")
    client.force_login(person)

    assert client.post("/forbidden/").status_code == 403

    deed = Deed.objects.get()
    assert deed.chain_id == "site"
    assert deed.result.startswith("not allowed: Alleen de voorzitter")
    assert deed.actor == token_of(f"person/{person.pk}")


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_looking_leaves_no_trace(client):
    assert client.get("/forbidden/").status_code == 403

    assert not Deed.objects.exists()


@pytest.mark.django_db(transaction=True)
@override_settings(ROOT_URLCONF=__name__)
def test_the_secret_of_a_link_is_in_no_refusal_and_in_no_log(client, caplog):
    assert client.post("/terug/zegel-8a1f/").status_code == 409
    assert client.post("/forbidden/").status_code == 403

    assert Deed.objects.order_by("number").first().subject == "/terug/…/"
    assert "zegel-8a1f" not in caplog.text
    assert "/forbidden/" in caplog.text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "fault", "status", "checks"),
    [
        ("get", "404", 405, False),
        ("post", "404", 403, True),
        ("post", "404", 404, False),
        ("post", "403", 403, False),
        ("post", "400", 400, False),
        ("post", "500", 500, False),
    ],
)
@override_settings(ROOT_URLCONF=__name__)
def test_whatever_goes_wrong_behind_a_link_its_address_is_logged_without_its_secret(
    caplog, method, fault, status, checks
):
    stranger = Client(enforce_csrf_checks=checks, raise_request_exception=False)

    assert getattr(stranger, method)(f"/stuk/zegel-8a1f/{fault}/").status_code == status

    assert f"/stuk/…/{fault}/" in caplog.text
    assert "zegel-8a1f" not in caplog.text
