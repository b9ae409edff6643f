"""The demo is loaded once, kept, and put back without touching anything else."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.accounts.models import Person
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.models import Measure, MoneyFlow
from gebiedstafel.means.table_document import table_document
from gebiedstafel.means.table_import import load_table
from gebiedstafel.start.demo import load_demo, reset_demo
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.refusals import Refused
from tests.small_table import SMALL, small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_the_demo_goes_out_as_it_came_in():
    table, _ = load_demo(at=NOON)

    assert table_document(AreaTable.objects.get(pk=table.pk)) == demo_table()


def test_loading_the_demo_again_keeps_what_people_changed():
    table, first = load_demo(at=NOON)
    table.measures.filter(position=0).update(title="Onze eigen woorden")

    _, second = load_demo(at=NOON)

    assert (first, second) == (True, False)
    assert table.measures.filter(title="Onze eigen woorden").exists()


def test_putting_the_demo_back_touches_demo_rows_only():
    own = load_table(small_table(), by=Person.objects.create(username="brenger"), at=NOON)
    demo, _ = load_demo(at=NOON)
    rows = {model: set(model.objects.values_list("pk", flat=True)) for model in (Measure, MoneyFlow)}
    kept = set(own.measures.values_list("pk", flat=True)), set(own.flow_offers.values_list("flow", flat=True))
    demo.measures.update(title="Alles anders")

    demo = reset_demo(at=NOON)

    assert table_document(demo) == demo_table()
    assert table_document(own) == SMALL
    assert kept[0] <= set(Measure.objects.values_list("pk", flat=True))
    assert kept[1] <= set(MoneyFlow.objects.values_list("pk", flat=True))
    assert {model: model.objects.count() for model in rows} == {
        model: len(keys) for model, keys in rows.items()
    }


def test_a_table_of_ones_own_is_never_taken_for_the_demo():
    person = Person.objects.create(username="brenger")
    own = load_table(small_table(id=demo_table()["table"]["id"]), by=person, at=NOON)

    with pytest.raises(Refused):
        reset_demo(at=NOON)

    assert table_document(own)["table"]["name"] == "Beukenhof"


def test_the_demo_has_seven_seats_to_try():
    table, _ = load_demo(at=NOON)

    seats = list(table.seats.all())
    assert [seat.role for seat in seats] == ["chair", *["member"] * 4, "finance", "visitor"]
    classes = {seat.party.owner_class for seat in seats if seat.party}
    assert {"gemeente", "bewoners", "corporatie"} <= classes
