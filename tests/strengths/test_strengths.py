"""Who sits at the table says what is already strong: of places and organisations, with a way back."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.strengths.actions import bring_strength, change_strength, put_back, take_away, undo_change
from gebiedstafel.strengths.models import Strength
from gebiedstafel.strengths.said import LONGEST, Said, cleaned, said_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import a_seat, a_table, own_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
KAS = Said(kind="place", name="De kas", sentence="Hier drinken buren koffie.", area="ST1")
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return table.seats.get()


def bring(table, seat, **said):
    return bring_strength(table, Said(**{"kind": "place", "name": "De kas"} | said), by=seat, at=NOON)


def test_a_kind_and_a_name_are_enough(client, table, chair):
    client.force_login(chair.person)

    answer = client.post(reverse("strengths:new", args=[table.pk]), {"kind": "place", "name": " De  kas "})

    strength = Strength.objects.get()
    assert answer["Location"] == reverse("strengths:strength", args=[table.pk, strength.pk])
    assert (strength.name, strength.circle, strength.in_kind) == ("De kas", "tafel", "ask")


def test_all_that_is_wrong_is_said_at_once_and_what_was_typed_stays(client, table, chair):
    client.force_login(chair.person)

    answer = client.post(
        reverse("strengths:new", args=[table.pk]),
        {"name": "!", "sentence": "z" * 241, "area": "NERGENS", "party": "niemand", "circle": "wereld"},
    )

    page = answer.content.decode()
    assert answer.status_code == 400
    for fault in (
        "Kies wat het is.",
        "Geef het een naam",
        "Dit zijn 241 tekens. Hier passen er 240.",
        "Kies een buurt of straat uit de lijst.",
        "Kies een partij uit de lijst.",
        "Kies wie dit mag zien.",
    ):
        assert fault in page, fault
    assert "z" * 241 in page
    assert not Strength.objects.exists()


def test_the_list_stands_by_kind_and_is_sieved_by_what_one_asks(client, table, chair):
    bring(table, chair, name="De kas", area="ST1", in_kind="yes", themes=("OPE-GROE",))
    bring(table, chair, kind="tool", name="De bakfiets", in_kind="no")
    client.force_login(chair.person)
    address = reverse("strengths:overview", args=[table.pk])

    whole = client.get(address).content.decode()

    assert "2 krachten staan op de kaart." in whole
    assert whole.index("De kas") < whole.index("De bakfiets")
    for asked in ({"soort": "place"}, {"plek": "ST1"}, {"thema": "OPE-GROE"}, {"inzet": "yes"}):
        found = client.get(address, asked).content.decode()
        assert "De kas" in found, asked
        assert "De bakfiets" not in found, asked


def test_what_one_asked_for_last_is_remembered_until_all_is_asked_for(client, table, chair):
    bring(table, chair, name="De kas")
    bring(table, chair, kind="tool", name="De bakfiets")
    client.force_login(chair.person)
    address = reverse("strengths:overview", args=[table.pk])

    client.get(address, {"toon": "1", "soort": "place"})

    assert "De bakfiets" not in client.get(address).content.decode()
    assert "De kas" not in client.get(address, {"soort": "tool"}).content.decode(), "a link asks for its own"
    assert "De bakfiets" not in client.get(address).content.decode()
    client.get(address, {"toon": "1"})
    assert "De bakfiets" in client.get(address).content.decode()


def test_an_empty_page_teaches_what_to_think_of(client, table, chair):
    client.force_login(chair.person)

    page = client.get(reverse("strengths:overview", args=[table.pk])).content.decode()

    assert "ruimte die leeg staat of vaak leeg is" in page
    assert reverse("strengths:new", args=[table.pk]) in page
    assert re.search('aria-current="true">\\s*Gebied', page)


def test_a_visitor_sees_what_everyone_may_see_and_writes_nothing(client, table, chair):
    hidden = bring(table, chair, name="Van de tafel")
    bring(table, chair, name="Van iedereen", circle="openbaar")
    visitor = a_seat(table, "visitor")
    client.force_login(visitor.person)

    page = client.get(reverse("strengths:overview", args=[table.pk])).content.decode()

    assert "Van iedereen" in page
    assert "Van de tafel" not in page
    assert client.get(reverse("strengths:strength", args=[table.pk, hidden.pk])).status_code == 404
    with pytest.raises(NotAllowed):
        bring(table, visitor)


def test_a_party_changes_its_own_and_the_chair_any(table, chair):
    neighbours, house = a_seat(table, "member", "buren"), a_seat(table, "member", "huis")
    strength = bring(table, neighbours, party="buren")

    with pytest.raises(NotAllowed):
        change_strength(strength, KAS, by=house, at=LATER)
    change_strength(strength, KAS, by=neighbours, at=LATER)
    changed = change_strength(strength, Said(kind="room", name="Zaal"), by=chair, at=LATER)

    assert (changed.name, changed.version) == ("Zaal", 3)


def test_who_looked_at_an_older_one_is_refused_with_both_texts(client, table, chair):
    strength = bring(table, chair)
    change_strength(strength, KAS, by=chair, at=LATER, seen=1)
    client.force_login(chair.person)

    answer = client.post(
        reverse("strengths:change", args=[table.pk, strength.pk]),
        {"kind": "place", "name": "De oranjerie", "gezien": "1"},
    )

    page = answer.content.decode()
    assert answer.status_code == 400
    assert "Hier drinken buren koffie." in page
    assert "De oranjerie" in page
    assert Strength.objects.get().name == "De kas"


def test_a_change_is_put_back_in_one_press_and_once_more_brings_it_again(table, chair):
    strength = bring(table, chair, name="Oud")
    change_strength(strength, Said(kind="tool", name="Nieuw"), by=chair, at=LATER)

    back = undo_change(strength, by=chair, at=LATER)
    assert said_of(back) == Said(kind="place", name="Oud")

    assert undo_change(strength, by=chair, at=LATER).name == "Nieuw"


def test_what_was_never_changed_is_not_put_back(table, chair):
    with pytest.raises(Refused):
        undo_change(bring(table, chair), by=chair, at=LATER)


def test_what_is_taken_away_is_gone_for_all_and_comes_back(client, table, chair):
    strength = bring(table, chair, circle="openbaar")
    finance = a_seat(table, "finance")
    page = reverse("strengths:strength", args=[table.pk, strength.pk])

    take_away(strength, by=chair, at=LATER)

    client.force_login(finance.person)
    assert client.get(page).status_code == 404
    client.force_login(chair.person)
    assert "Terugzetten" in client.get(page).content.decode()
    with pytest.raises(Refused):
        change_strength(strength, KAS, by=chair, at=LATER)
    put_back(strength, by=chair, at=LATER)
    assert Strength.objects.shown().get() == strength


def test_nobody_does_anything_with_a_strength_of_another_table(client, table, chair):
    other = own_table("elders")
    stranger = other.seats.get()
    strength = bring(table, chair)

    with pytest.raises(NotAllowed):
        take_away(strength, by=stranger, at=LATER)
    client.force_login(stranger.person)
    assert client.get(reverse("strengths:strength", args=[other.pk, strength.pk])).status_code == 404


def test_the_database_itself_keeps_the_promises(table):
    bad = ({"name": ""}, {"kind": "mens"}, {"circle": "eigen"}, {"in_kind": "?"}, {"state": "refused"})
    for one in bad:
        with pytest.raises(IntegrityError), transaction.atomic():
            Strength.objects.create(
                **{"table": table, "kind": "place", "name": "Kas", "brought_at": NOON, "changed_at": NOON}
                | one
            )


def test_no_field_of_a_strength_is_for_a_person():
    people = {"person", "email", "phone", "telephone", "writer", "contact"}

    assert not {field.name for field in Strength._meta.get_fields()} & people


@given(st.builds(Said, **{name: st.text(max_size=300) for name in (*LONGEST, "area", "party")}))
def test_cleaning_what_is_clean_changes_nothing_and_leaves_one_line(said):
    once = cleaned(said)

    assert cleaned(once) == once
    assert all("\n" not in getattr(once, name) and "\0" not in getattr(once, name) for name in LONGEST)


def test_a_member_offers_nothing_in_the_name_of_another_party(table, chair):
    neighbours = a_seat(table, "member", "buren")

    with pytest.raises(NotAllowed, match="Alleen die partij zelf"):
        bring(table, neighbours, party="stad")

    assert bring(table, neighbours, party="buren").party.key == "buren"
    assert bring(table, chair, party="buren").party.key == "buren"
