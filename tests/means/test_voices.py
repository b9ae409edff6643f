"""What each party says of a measure is that party's alone: to lead, to judge, to offer hours, to reply."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.entries import find_entry
from gebiedstafel.means.entry_changes import Change, change_entries
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.means.voices import keep_replies
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.ui.refusals import NotAllowed
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return load_table(small_table(), by=Person.objects.create(username="voorzitter"), at=NOON)


def seat_of(table, party, role=Seat.Role.MEMBER):
    return Seat.objects.create(table=table, party=table.parties.get(key=party), role=role, label=party)


def measure(table, key):
    return find_entry(table_document(AreaTable.objects.get(pk=table.pk)), "measures", key)


def change(table, seat, key="M1", **values):
    return change_entries(table, [Change("measures", key, values)], by=seat, at=NOON)


def test_a_party_offers_to_lead_what_another_owns_and_withdraws(table):
    huis = seat_of(table, "huis")

    change(table, huis, leads=["stad", "huis"])
    offered = measure(table, "M1")["leads"]
    change(table, huis, leads=["stad"])

    assert offered == ["stad", "huis"]
    assert measure(table, "M1")["leads"] == ["stad"]


def test_nobody_offers_another_to_lead_nor_lets_it_withdraw(table):
    owner, chair = seat_of(table, "stad"), table.seats.get(role="chair")

    for seat in (owner, chair):
        with pytest.raises(NotAllowed, match="Wonen in Bosrijk zelf"):
            change(table, seat, leads=["stad", "huis"])
    with pytest.raises(NotAllowed, match="Gemeente Bosrijk zelf"):
        change(table, chair, leads=[])


def test_a_party_judges_for_itself_alone(table):
    huis = seat_of(table, "huis")
    stands = measure(table, "M1")["judgements"]

    change(table, huis, judgements=[*stands, {"challenge": "O1", "party": "huis", "size": "veel"}])

    assert len(measure(table, "M1")["judgements"]) == 3
    with pytest.raises(NotAllowed, match="Buren van Beukenhof zelf"):
        change(table, huis, judgements=[{"challenge": "O1", "party": "huis", "size": "veel"}, stands[1]])


def test_volunteers_hours_are_offered_by_their_own_party(table):
    with pytest.raises(NotAllowed, match="Buren van Beukenhof zelf"):
        change(table, seat_of(table, "stad"), offered_hours=[{"party": "buren", "per_year": [900]}])

    change(table, seat_of(table, "buren"), offered_hours=[{"party": "buren", "per_year": [20]}])

    assert measure(table, "M1")["offered_hours"] == [{"party": "buren", "per_year": [20]}]


def test_only_the_party_named_replies_to_a_benefit(table):
    water, owner = seat_of(table, "water"), seat_of(table, "stad")
    benefits = measure(table, "M1")["benefits"]
    confirmed = {**benefits[0], "quality": "bevestigd", "reply": {"says": "bevestigd", "words": "Klopt."}}

    with pytest.raises(NotAllowed, match="Waterschap Bosrijk zelf"):
        change(table, owner, benefits=[confirmed, benefits[1]])
    with pytest.raises(NotAllowed, match="Wonen in Bosrijk zelf"):
        change(table, owner, benefits=[benefits[0], {**benefits[1], "reply": {"says": "bevestigd"}}])
    change(table, water, benefits=[confirmed, benefits[1]])

    assert measure(table, "M1")["benefits"][0]["quality"] == "bevestigd"


def test_who_replies_changes_no_amount(table):
    water = seat_of(table, "water")
    benefits = measure(table, "M1")["benefits"]

    with pytest.raises(NotAllowed, match="is van"):
        change(table, water, benefits=[{**benefits[0], "cents_per_year": 1}, benefits[1]])


def test_another_amount_asks_for_another_reply():
    stood = [{"party": "huis", "cents_per_year": 5, "quality": "betwist", "reply": {"says": "betwist"}}]

    same = keep_replies(stood, [{"party": "huis", "cents_per_year": 5, "quality": "geschat"}])
    other = keep_replies(stood, [{"party": "huis", "cents_per_year": 9, "quality": "bevestigd"}])

    assert same == stood
    assert other == [{"party": "huis", "cents_per_year": 9, "quality": "geschat"}]


def test_a_party_says_nothing_of_what_is_not_shared_with_it(table):
    change(table, seat_of(table, "stad"), circles={"title": "eigen"})

    with pytest.raises(NotAllowed, match="nog niet met u gedeeld"):
        change(table, seat_of(table, "huis"), leads=["stad", "huis"])
