"""Residents say what is strong without an account; the chair looks first, and they may take it back."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache
from django.urls import reverse

from gebiedstafel.accounts.models import Person
from gebiedstafel.strengths.actions import bring_strength, change_strength
from gebiedstafel.strengths.from_residents import (
    bring_from_outside,
    close_box,
    open_box,
    refuse,
    show,
    take_back,
)
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.said import Said
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import a_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
SHED = Said(kind="tool", name="Bakfiets van de speeltuin", sentence="Te leen voor wie iets verhuist.")
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    cache.clear()
    return a_table()


@pytest.fixture
def chair(table):
    return table.seats.get()


@pytest.fixture
def box(table, chair):
    return open_box(table, by=chair, at=NOON)


def test_what_a_resident_brings_is_seen_by_nobody_before_the_chair_looked(client, table, chair, box):
    strength, link = bring_from_outside(box, SHED, at=NOON)
    public = reverse("strengths:bring", args=[box.address])
    at_table = reverse("strengths:overview", args=[table.pk])
    client.force_login(chair.person)
    assert SHED.name not in client.get(public).content.decode()
    assert SHED.name not in client.get(at_table).content.decode()
    assert SHED.name in client.get(reverse("strengths:queue", args=[table.pk])).content.decode()

    show(strength, by=chair, at=LATER)

    assert SHED.name in client.get(public).content.decode()
    assert SHED.name in client.get(at_table).content.decode()
    assert (
        "Het staat erbij."
        in client.get(reverse("strengths:follow", args=[box.address, link])).content.decode()
    )


def test_the_form_needs_no_account_and_leads_to_a_link_of_their_own(client, box):
    page = reverse("strengths:bring", args=[box.address])

    answer = client.post(page, {"kind": "place", "name": "Het hofje", "circle": "tafel", "party": "stad"})

    strength = Strength.objects.get()
    assert answer.status_code == 302
    assert "/volg/" in answer["Location"]
    assert (strength.state, strength.circle, strength.party) == ("waiting", "openbaar", None)
    assert client.get(answer["Location"]).status_code == 200


def test_a_link_is_kept_as_a_digest_alone(client, box):
    strength, link = bring_from_outside(box, SHED, at=NOON)

    assert link not in str(Strength.objects.filter(pk=strength.pk).values().get())
    assert client.get(reverse("strengths:follow", args=[box.address, link[:-1] + "x"])).status_code == 404
    assert client.get(reverse("strengths:follow", args=["anders", link])).status_code == 404


def test_taken_back_it_is_gone_everywhere_at_once(client, table, chair, box):
    strength, link = bring_from_outside(box, SHED, at=NOON)
    show(strength, by=chair, at=LATER)
    change_strength(strength, Said(kind="tool", name="Bakfiets"), by=chair, at=LATER)

    client.post(reverse("strengths:take_back", args=[box.address, link]))

    assert not Strength.objects.exists()
    assert client.get(reverse("strengths:follow", args=[box.address, link])).status_code == 404


def test_a_mail_scanner_that_opens_the_link_takes_nothing_back(client, box):
    _strength, link = bring_from_outside(box, SHED, at=NOON)

    assert client.get(reverse("strengths:take_back", args=[box.address, link])).status_code == 405
    assert Strength.objects.exists()


def test_a_refusal_has_a_reason_that_its_bringer_reads_and_can_be_undone(client, table, chair, box):
    strength, link = bring_from_outside(box, SHED, at=NOON)
    with pytest.raises(Refused):
        refuse(strength, "  ", by=chair, at=LATER)

    refuse(strength, "Deze bakfiets is er niet meer.", by=chair, at=LATER)

    page = client.get(reverse("strengths:follow", args=[box.address, link])).content.decode()
    assert "Deze bakfiets is er niet meer." in page
    assert show(strength, by=chair, at=LATER).reason == ""


def test_only_the_chair_judges_and_only_what_residents_brought(table, chair, box):
    party = table.parties.get(key="buren")
    member = Seat.objects.create(
        table=table, role="member", person=Person.objects.create_user("lid"), party=party
    )
    strength, _link = bring_from_outside(box, SHED, at=NOON)
    own = bring_strength(table, SHED, by=chair, at=NOON)

    with pytest.raises(NotAllowed):
        show(strength, by=member, at=LATER)
    with pytest.raises(Refused):
        refuse(own, "Nee.", by=chair, at=LATER)
    with pytest.raises(NotAllowed):
        change_strength(strength, SHED, by=member, at=LATER)


def test_without_an_open_page_nobody_brings_anything(client, table, chair, box):
    assert client.get("/kracht/beukenhof/").status_code == 404
    bring_strength(table, Said(kind="place", name="Kas", circle="openbaar"), by=chair, at=NOON)

    close_box(table, by=chair, at=LATER)

    with pytest.raises(Refused):
        bring_from_outside(box, SHED, at=LATER)
    page = client.get(reverse("strengths:bring", args=[box.address])).content.decode()
    assert "Deze pagina is nu dicht." in page
    assert "Kas" not in page


def test_the_public_page_holds_nothing_that_is_of_the_table_alone(client, table, chair, box):
    bring_strength(table, Said(kind="place", name="Alleen hier"), by=chair, at=NOON)
    bring_strength(table, Said(kind="place", name="Voor allen", circle="openbaar"), by=chair, at=NOON)

    page = client.get(reverse("strengths:bring", args=[box.address])).content.decode()

    assert "Voor allen" in page
    assert "Alleen hier" not in page


@pytest.mark.parametrize(
    ("field", "text", "told"),
    [
        ("name", "Werkplaats van mevrouw Jansen", "Dit lijkt over een persoon te gaan."),
        ("sentence", "Bel 06 12 34 56 78 voor de sleutel.", "Hier staat hoe iemand te bereiken is."),
        ("sentence", "Kom langs op Esdoornlaan 14.", "Dit lijkt op een adres."),
        ("holder", "De zoon van de bakker", "Dit lijkt over een persoon te gaan."),
        ("available", "mail naar kas@voorbeeld.nl", "Hier staat hoe iemand te bereiken is."),
    ],
)
def test_what_points_at_a_person_is_not_taken_in_and_kept_nowhere(client, box, field, text, told):
    deeds = Deed.objects.count()

    answer = client.post(
        reverse("strengths:bring", args=[box.address]), {"kind": "place", "name": "Kas", field: text}
    )

    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Strength.objects.exists()
    assert Deed.objects.count() == deeds


def test_chairs_and_ages_are_counted_freely_where_they_point_at_nobody(box):
    said = Said(
        kind="room", name="Zaal", capacity="vijf mensen en een hond", available="voor 75-plus op dinsdag"
    )

    assert bring_from_outside(box, said, at=NOON)[0].capacity == "vijf mensen en een hond"


def test_one_place_brings_no_more_than_ten_things_an_hour(client, box):
    page = reverse("strengths:bring", args=[box.address])

    answers = [client.post(page, {"kind": "place", "name": f"Plek {n}"}) for n in range(12)]

    assert [one.status_code for one in answers] == [302] * 10 + [400] * 2
    assert "Plek 11" in answers[-1].content.decode()
    assert "Probeer het over een uur opnieuw." in answers[-1].content.decode()


def test_taking_back_twice_is_one_deed_and_a_judgement_after_it_says_that_it_is_gone(table, box, chair):
    strength, _link = bring_from_outside(box, SHED, at=NOON)

    take_back(strength, at=LATER)
    take_back(strength, at=LATER)

    assert Deed.objects.filter(action="take_strength_back").count() == 1
    with pytest.raises(Refused, match="nam het terug"):
        show(strength, by=chair, at=LATER)


def test_taking_back_is_written_down_without_what_it_said(box):
    strength, _link = bring_from_outside(box, SHED, at=NOON)

    take_back(strength, at=LATER)

    deed = Deed.objects.order_by("pk").last()
    assert deed.action == "take_strength_back"
    assert SHED.name not in str(Deed.objects.values())
