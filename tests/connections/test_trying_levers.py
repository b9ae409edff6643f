"""A lever of *Wat opent meer* becomes a variant at a click, and the variant's plan counts with it."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gebiedstafel.connections.assumed import assumptions_in_words
from gebiedstafel.connections.models import Plan, Study, Variant
from gebiedstafel.connections.reading import read_plan
from gebiedstafel.connections.solving import current_hash, make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study
from gebiedstafel.connections.unlock_study import lever_of
from gebiedstafel.connections.variant_actions import assume_in_variant, try_lever
from gebiedstafel.engines.connect.levers import Lever, LeverKind
from gebiedstafel.means.heading import lifts_one_off
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.ui.refusals import NotAllowed
from tests.small_table import small_table

NOON = datetime(2026, 11, 27, 12, tzinfo=UTC)
LIFT = Lever(LeverKind.RULE_LIFTED, rule="one_off_pays_recurring")
pytestmark = pytest.mark.django_db


@pytest.fixture
def table(settings):
    """M1 comes back every year, and all money there is comes once."""
    settings.DEMO = True
    document = small_table()
    document["measures"][0] |= {"nature": "structureel"}
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table):
    return make_plan(table, by=None, clock=lambda: NOON)


@pytest.fixture
def study(plan, chair):
    study = ask_study(plan, "unlock", {}, by=chair, at=NOON)
    work_out(study, clock=lambda: NOON, run=study.run)
    study.refresh_from_db()
    return study


def in_seat(client, seat):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})
    return client


def tried(client, table, study, lever, **more):
    address = reverse("connections:try_lever", args=[table.pk, study.pk])
    return client.post(address, {"lever": lever}, **more)


def test_the_rule_on_one_off_money_is_offered_as_a_lever_to_lift_knowingly(client, chair, study, table):
    page = (
        in_seat(client, chair).get(reverse("connections:study", args=[table.pk, study.pk])).content.decode()
    )

    assert lever_of(study, LIFT.id) == LIFT
    assert "Eenmalig geld mag ook kosten betalen die elk jaar terugkomen." in page
    assert "Kies dit alleen bewust" in page
    assert reverse("start:arrange", args=[table.pk]) in page


def test_a_click_makes_a_variant_named_after_the_lever_and_lets_it_be_planned(client, chair, study, table):
    answer = tried(in_seat(client, chair), table, study, LIFT.id, follow=True)

    variant = Variant.objects.get()
    page = answer.content.decode()
    assert variant.name == "Eenmalig geld mag ook kosten betalen die elk jaar terugkomen"
    assert variant.made_by == chair
    assert "alsof dit al zo is" in page
    assert Run.objects.filter(kind="plan", subject__contains=str(variant.pk)).exists()
    assert "make_variant" in Deed.objects.values_list("action", flat=True)


def test_the_plan_of_the_variant_counts_with_the_lever_and_the_table_stays_as_it_was(plan, chair, table):
    before = current_hash(table)
    variant, is_new = try_lever(plan, LIFT, "Anders.", by=chair, at=NOON)

    there = make_plan(table, by=None, clock=lambda: NOON, variant=variant)

    assert is_new
    assert plan.result["measures"] == []
    assert "M1" in [m["id"] for m in there.result["measures"]]
    assert there.assumptions == variant.assumptions
    assert any("Eenmalig geld" in line for line in assumptions_in_words(read_plan(there), there.assumptions))
    assert current_hash(table) == before
    assert not lifts_one_off(table)


def test_the_same_lever_twice_is_one_variant(plan, chair):
    first, _ = try_lever(plan, LIFT, "Anders.", by=chair, at=NOON)

    again, is_new = try_lever(plan, LIFT, "Anders.", by=chair, at=NOON)

    assert again == first
    assert not is_new


def test_a_lever_is_kept_or_let_go_with_the_other_assumptions(plan, chair):
    variant, _ = try_lever(plan, LIFT, "Anders.", by=chair, at=NOON)

    kept = assume_in_variant(variant, {"levers": [LIFT.id]}, by=chair, at=NOON)
    assert [row["id"] for row in kept.assumptions["levers"]] == [LIFT.id]

    let_go = assume_in_variant(kept, {"levers": ["more_money/iets/2027:5"]}, by=chair, at=NOON)
    assert let_go.assumptions == {}


@pytest.mark.parametrize("lever", ["", "more_money/F1/2027:999999999", "\x00", "x" * 5000])
def test_only_a_lever_that_was_found_is_tried_out(client, chair, study, table, lever):
    assert tried(in_seat(client, chair), table, study, lever).status_code == 404
    assert not Variant.objects.exists()


def test_a_visitor_tries_nothing_out(plan, table):
    visitor = table.seats.filter(role=Seat.Role.VISITOR).first() or Seat(table=table, role=Seat.Role.VISITOR)

    with pytest.raises(NotAllowed):
        try_lever(plan, LIFT, "Anders.", by=visitor, at=NOON)


def test_a_lever_that_came_true_is_no_assumption_of_the_next_plan(plan, chair, table):
    variant, _ = try_lever(plan, LIFT, "Anders.", by=chair, at=NOON)
    table.settings = {"one_off_pays_recurring": True}
    table.save(update_fields=["settings"])
    table.count_change()

    there = make_plan(table, by=None, clock=lambda: NOON, variant=variant)

    assert there.assumptions == {}
    assert Plan.objects.of(table).tried(variant).count() == 1
    assert Study.objects.count() == 0
