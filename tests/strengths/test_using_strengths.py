"""A measure or a challenge builds on a strength without money; both pages say so, to who may see both."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse

from gebiedstafel.exchange.demo import demo_strengths
from gebiedstafel.exchange.free_text_guard import refusals
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.record.clearing import clear_table
from gebiedstafel.record.keeping import KINDS
from gebiedstafel.record.sheets import sheets_of
from gebiedstafel.strengths.actions import bring_strength, change_strength, take_away
from gebiedstafel.strengths.from_residents import bring_from_outside, open_box, refuse
from gebiedstafel.strengths.models import Strength, StrengthUse
from gebiedstafel.strengths.published import strengths_for, strengths_used_by
from gebiedstafel.strengths.said import LONGEST, Said
from gebiedstafel.strengths.using import stop_using, use_strength, uses_of
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.tables.own_tables import a_seat, a_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=31)
HALL = Said(kind="room", name="De zaal", sentence="Leeg op dinsdag.", in_kind="yes", circle="openbaar")
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return a_table()


@pytest.fixture
def chair(table):
    return table.seats.get()


@pytest.fixture
def hall(table, chair):
    return bring_strength(table, HALL, by=chair, at=NOON)


def test_a_measure_and_a_strength_each_tell_of_the_other(client, table, chair, hall):
    client.force_login(chair.person)
    page = reverse("strengths:strength", args=[table.pk, hall.pk])
    measure = table.measures.get(key="M1")

    client.post(
        reverse("strengths:use", args=[table.pk, hall.pk]),
        {"bij": "measures/M1", "woorden": "Voor de aftrap."},
    )

    assert measure.title in client.get(page).content.decode()
    row = client.get(reverse("means:row", args=[table.pk, "maatregelen", "M1"])).content.decode()
    assert "De zaal" in row
    assert "Voor de aftrap." in row


def test_said_again_the_words_are_said_anew_and_it_stays_one_use(chair, hall):
    use_strength(hall, "challenges/O1", "Eerst zo.", by=chair, at=NOON)
    use_strength(hall, "challenges/O1", "Toch zo.", by=chair, at=NOON)

    assert StrengthUse.objects.get().words == "Toch zo."


def test_it_ends_in_one_press(chair, hall):
    use = use_strength(hall, "measures/M1", "", by=chair, at=NOON)

    stop_using(hall, use.pk, by=chair, at=NOON)

    assert not StrengthUse.objects.exists()


@pytest.mark.parametrize("name", ["measures/M999", "money_flows/F1", "", "M1", "measures/\0"])
def test_only_what_the_table_has_uses_a_strength(chair, hall, name):
    with pytest.raises(Refused):
        use_strength(hall, name, "", by=chair, at=NOON)


def test_what_is_not_for_use_or_gone_is_used_by_nothing(table, chair, hall):
    closed = bring_strength(table, Said(kind="room", name="Kelder", in_kind="no"), by=chair, at=NOON)
    take_away(hall, by=chair, at=NOON)

    for strength in (closed, hall):
        with pytest.raises(Refused):
            use_strength(strength, "measures/M1", "", by=chair, at=NOON)


def test_what_it_is_used_for_names_no_person(chair, hall):
    with pytest.raises(Refused):
        use_strength(hall, "measures/M1", "Voor de lessen van mevrouw Jansen", by=chair, at=NOON)


def test_a_visitor_says_nothing_of_use(table, hall):
    with pytest.raises(NotAllowed):
        use_strength(hall, "measures/M1", "", by=a_seat(table, "visitor"), at=NOON)


def test_a_measure_that_a_party_keeps_to_itself_is_not_told_by_the_strength(table, chair, hall):
    neighbours = a_seat(table, "member", "buren")
    own = {
        "title": "Geheim werk",
        "owner": "buren",
        "area": "WK1",
        "start": {"earliest": 2027, "latest": 2027},
        "circles": {"*": "eigen", "title": "eigen"},
    }
    change_entries(table, [Change("measures", None, own)], by=neighbours, at=NOON)
    key = table.measures.get(title="Geheim werk").key

    neighbours.table.refresh_from_db()
    use_strength(hall, f"measures/{key}", "", by=neighbours, at=NOON)

    other = a_seat(table, "member", "huis")
    assert [one.subject.title for one in uses_of(hall, neighbours)] == ["Geheim werk"]
    assert uses_of(hall, other) == []


def test_others_are_told_what_their_circle_may_see(table, chair, hall):
    bring_strength(table, Said(kind="tool", name="Van de tafel"), by=chair, at=NOON)
    bring_from_outside(open_box(table, by=chair, at=NOON), HALL, at=NOON)

    assert [one.name for one in strengths_for(table, "openbaar")] == ["De zaal"]
    assert [one.name for one in strengths_for(table, "tafel")] == ["De zaal", "Van de tafel"]
    assert strengths_used_by(table, "measures", "M1", "tafel") == []


def test_what_was_taken_away_or_refused_goes_after_a_month_and_the_rest_forgets_its_past(table, chair, hall):
    box = open_box(table, by=chair, at=NOON)
    refused, _link = bring_from_outside(box, HALL, at=NOON)
    refuse(refused, "Bestaat niet meer.", by=chair, at=NOON)
    gone = bring_strength(table, HALL, by=chair, at=NOON)
    take_away(gone, by=chair, at=NOON)
    change_strength(hall, Said(kind="room", name="Zaaltje"), by=chair, at=NOON)
    keeping = KINDS["strengths"]
    before = LATER - timedelta(days=keeping.days)
    assert keeping.count(table, before) == 3

    keeping.clear(table, before, LATER)

    assert [(one.name, one.before) for one in Strength.objects.all()] == [("Zaaltje", None)]


def test_where_only_an_old_change_is_too_old_its_words_go_and_once_is_enough(table, chair, hall):
    bring_strength(table, Said(kind="tool", name="Bakfiets"), by=chair, at=NOON)
    change_strength(hall, Said(kind="room", name="Zaaltje"), by=chair, at=NOON)
    at = NOON + timedelta(days=KINDS["strengths"].days)

    went = clear_table(table, by=chair, at=at)

    assert [(due.keeping.kind, due.count) for due in went] == [("strengths", 1)]
    assert {one.name: one.before for one in Strength.objects.all()} == {"Zaaltje": None, "Bakfiets": None}
    assert clear_table(table, by=chair, at=at) == []


def test_the_record_of_a_table_holds_what_was_shown_and_no_secret(table, chair, hall):
    bring_from_outside(open_box(table, by=chair, at=NOON), Said(kind="tool", name="Wacht nog"), at=NOON)

    sheet = next(sheet for sheet in sheets_of(table) if sheet.name == "krachten")

    assert [row["name"] for row in sheet.rows] == ["De zaal"]
    assert "digest" not in sheet.columns


def test_the_demo_names_organisations_and_places_and_never_a_person():
    made = demo_strengths()

    texts = [one.get(name, "") for one in [*made["strengths"], *made["waiting"]] for name in LONGEST]

    assert len(made["strengths"]) >= 8
    assert {text: refusals(text) for text in texts if refusals(text)} == {}
