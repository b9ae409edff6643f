"""A table comes in from its file and goes out again without loss."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError
from hypothesis import Phase, given, settings
from hypothesis.extra.django import TestCase

from gebiedstafel.accounts.models import Organisation, Person
from gebiedstafel.means import table_rows
from gebiedstafel.means.models import Benefit, FlowYear, ForcedChoice, Measure, MoneyFlow
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import FaultyTable, load_demo_table, load_table, remove_demo_table
from gebiedstafel.means.table_rows import store_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import Refused
from tests.small_table import SMALL, small_table
from tests.tables_from_schema import documents

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def person() -> Person:
    return Person.objects.create(username="brenger")


def test_a_table_goes_out_as_it_came_in(person):
    table = load_table(small_table(), by=person, at=NOON)

    assert table_document(AreaTable.objects.get(pk=table.pk)) == SMALL


class AnyTable(TestCase):
    # Shrinking a whole table takes minutes and teaches little.
    @settings(max_examples=60, phases=(Phase.explicit, Phase.generate))
    @given(documents())
    def test_every_table_the_schema_allows_goes_out_as_it_came_in(self, document):
        table = store_document(document, is_demo=False, at=NOON)

        assert table_document(AreaTable.objects.get(pk=table.pk)) == document


def test_who_brings_a_table_gets_the_chair(person):
    table = load_table(small_table(), by=person, at=NOON)

    seat = Seat.objects.get(table=table)
    assert (seat.person, seat.role) == (person, Seat.Role.CHAIR)
    assert list(Deed.objects.values_list("action", "subject")) == [("load_table", table.pk)]


def test_all_faults_are_told_at_once_and_nothing_is_kept(person):
    document = small_table()
    document["parties"].append(document["parties"][0])
    document["money_flows"][0]["holder"] = "niemand"
    document["measures"][0]["effects"]["O9"] = "veel"

    with pytest.raises(FaultyTable) as refusal:
        load_table(document, by=person, at=NOON)

    said = "\n".join(refusal.value.faults)
    assert len(refusal.value.faults) == 3
    for word in ("stad", "niemand", "O9"):
        assert word in said
    assert not AreaTable.objects.exists()
    assert not Organisation.objects.exists()


def test_a_table_whose_id_does_not_fit_an_address_is_refused(person):
    with pytest.raises(FaultyTable, match="een/twee"):
        load_table(small_table(id="een/twee"), by=person, at=NOON)


def test_a_table_that_fails_halfway_leaves_nothing_behind(person, monkeypatch):
    def power_cut(*_):
        raise OSError

    monkeypatch.setattr(table_rows, "_store_bundles", power_cut)

    with pytest.raises(OSError):  # noqa: PT011
        load_table(small_table(), by=person, at=NOON)

    assert not AreaTable.objects.exists()
    assert not MoneyFlow.objects.exists()
    assert not Deed.objects.exists()


@pytest.mark.parametrize(
    ("rows", "change", "promise"),
    [
        (Measure, {"latest": 2020}, "a_measure_starts_no_later_than_its_latest_year"),
        (FlowYear, {"cents": -1}, "cents|a_flow_never_holds_less_than_nothing"),
        (ForcedChoice, {"side": "half"}, "a_choice_is_in_out_or_free"),
        (Benefit, {"quality": "zeker"}, "a_benefit_is_estimated_confirmed_or_disputed"),
    ],
)
def test_the_database_keeps_its_promises(person, rows, change, promise):
    load_table(small_table(), by=person, at=NOON)

    with pytest.raises(IntegrityError, match=promise):
        rows.objects.update(**change)


def test_a_second_table_with_the_same_id_is_refused(person):
    load_table(small_table(), by=person, at=NOON)

    with pytest.raises(FaultyTable, match="beukenhof"):
        load_table(small_table(), by=person, at=NOON)


def test_an_organisation_at_two_tables_is_one_organisation(person):
    load_table(small_table(), by=person, at=NOON)
    load_table(small_table(id="elders"), by=person, at=NOON)

    assert Organisation.objects.filter(name="Buren van Beukenhof").count() == 1
    assert MoneyFlow.objects.count() == 4


def test_letting_the_demo_go_leaves_other_tables_as_they_are(person):
    own = load_table(small_table(), by=person, at=NOON)
    demo = load_demo_table(small_table(id="voorbeeld"), at=NOON)

    remove_demo_table(demo, at=NOON)

    assert list(AreaTable.objects.all()) == [own]
    assert table_document(own) == SMALL
    assert MoneyFlow.objects.count() == 2
    assert Measure.objects.count() == 2


def test_an_own_table_is_never_let_go_as_a_demo(person):
    own = load_table(small_table(), by=person, at=NOON)

    with pytest.raises(Refused, match="geen voorbeeld"):
        remove_demo_table(own, at=NOON)

    assert AreaTable.objects.filter(pk=own.pk).exists()


def test_a_demo_offers_a_seat_of_each_kind_its_parties_hold():
    table = load_demo_table(small_table(), at=NOON)

    seats = [(seat.role, seat.party.key if seat.party else None) for seat in table.seats.all()]
    assert seats == [
        ("chair", "stad"),
        ("member", "buren"),
        ("member", "huis"),
        ("finance", "stad"),
        ("visitor", None),
    ]
