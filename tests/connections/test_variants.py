"""A table tries things out under names: its own choices stay, until it takes a variant over."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from gebiedstafel.connections.actions import (
    adopt_plan,
    ask_plan,
    choose_measure_in,
    choose_measure_out,
    stop_run,
)
from gebiedstafel.connections.models import Plan, Variant
from gebiedstafel.connections.newest import newest_plan
from gebiedstafel.connections.plan_runs import run_of
from gebiedstafel.connections.since import changes_since
from gebiedstafel.connections.solving import current_hash, make_plan
from gebiedstafel.connections.table_plans import is_outdated, table_plans
from gebiedstafel.connections.tried_out import tried_out
from gebiedstafel.connections.variant_actions import (
    MOST,
    assume_in_variant,
    choose_in_variant,
    copy_variant,
    make_variant,
    note_variant,
    remove_variant,
    rename_variant,
    restore_variant,
    take_over_variant,
)
from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.means.table_document import forced_choices
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
LATER = NOON + timedelta(hours=1)
pytestmark = pytest.mark.django_db


def clock():
    return LATER


@pytest.fixture
def table():
    document = small_table()
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def resident(table):
    return table.seats.get(party__owner_class="bewoners")


@pytest.fixture
def variant(table, resident):
    return make_variant(table, "Zonder afkoppelen", by=resident, at=NOON)


def measure(table, key):
    return table.measures.get(key=key)


def deeds():
    return [*Deed.objects.order_by("number").values_list("action", flat=True)]


def test_a_variant_begins_with_the_choices_of_the_table(table, chair):
    choose_measure_out(measure(table, "M1"), by=chair, at=NOON)

    made = make_variant(table, "  Anders   gezegd ", by=chair, at=NOON)

    assert made.name == "Anders gezegd"
    assert made.choices == {"in": [], "out": ["M1"], "start": {}}
    assert deeds()[-1] == "make_variant"


def test_a_variant_can_begin_with_an_earlier_plan(table, chair):
    choose_measure_out(measure(table, "M1"), by=chair, at=NOON)
    plan = make_plan(table, by=chair, clock=clock)
    choose_measure_in(measure(table, "M1"), by=chair, at=LATER)

    made = make_variant(table, "Zoals toen", by=chair, at=LATER, start_from=plan)

    assert made.choices["out"] == ["M1"]


def test_what_a_variant_forces_leaves_the_table_alone(table, resident, variant):
    before = current_hash(table)

    choose_in_variant(variant, measure(table, "M1"), "out", by=resident, at=NOON)

    variant.refresh_from_db()
    assert variant.choices["out"] == ["M1"]
    assert not ForcedChoice.objects.exists()
    assert current_hash(table) == before
    assert current_hash(table, variant) != before


def test_the_plan_of_a_variant_is_asked_with_its_own_choices(table, resident, variant):
    choose_in_variant(variant, measure(table, "M1"), "out", by=resident, at=NOON)
    variant.refresh_from_db()

    plan = make_plan(table, by=resident, clock=clock, variant=variant)

    assert plan.variant == variant
    assert plan.choices["out"] == ["M1"]
    assert "M1" not in {row["id"] for row in plan.result["measures"]}
    assert newest_plan(table) is None
    assert table_plans(table).shown is None
    assert table_plans(table, variant=variant).shown == plan


def test_a_measure_is_forced_to_begin_in_a_year_and_let_go_again(table, resident, variant):
    choose_in_variant(variant, measure(table, "M1"), "in", by=resident, at=NOON, start=2028)
    variant.refresh_from_db()
    plan = make_plan(table, by=resident, clock=clock, variant=variant)

    choose_in_variant(variant, measure(table, "M1"), "free", by=resident, at=NOON)

    assert plan.input["choices"] == {"in": ["M1"], "out": [], "start": {"M1": 2028}}
    variant.refresh_from_db()
    assert variant.choices == {"in": [], "out": [], "start": {}}


def test_a_measure_is_not_forced_into_a_year_it_cannot_start(table, resident, variant):
    with pytest.raises(Refused, match="van 2027 tot en met 2028"):
        choose_in_variant(variant, measure(table, "M1"), "in", by=resident, at=NOON, start=2031)


def test_assumptions_hold_in_the_input_of_the_variant_alone(table, resident, variant):
    assume_in_variant(variant, {"counts": ["F2"], "seated": ["water"]}, by=resident, at=NOON)
    variant.refresh_from_db()

    plan = make_plan(table, by=resident, clock=clock, variant=variant)

    flows = {row["id"]: row for row in plan.input["money_flows"]}
    parties = {row["id"]: row for row in plan.input["parties"]}
    assert (flows["F2"]["certainty"], parties["water"]["at_table"]) == ("vast", True)
    assert plan.assumptions == {"counts": ["F2"], "seated": ["water"]}
    table.refresh_from_db()
    assert table.flow_offers.get(key="F2").flow.certainty == "mogelijk"


def test_money_may_be_assumed_not_to_come(table, resident, variant):
    assume_in_variant(variant, {"without": ["F1"]}, by=resident, at=NOON)
    variant.refresh_from_db()

    plan = make_plan(table, by=resident, clock=clock, variant=variant)

    paid = {payment["flow"] for row in plan.result["measures"] for payment in row["payments"]}
    assert "F1" not in paid


def test_what_is_ruled_out_or_unknown_is_never_assumed():
    document = small_table()
    document["money_flows"][1]["certainty"] = "uitgesloten"

    tried = tried_out(document, {}, {"counts": ["F2", "F99"], "without": ["F2"], "seated": ["niemand"]})

    assert tried["money_flows"] == document["money_flows"]
    assert tried["parties"] == document["parties"]


def test_a_plan_with_assumptions_is_never_adopted(table, chair, variant):
    assume_in_variant(variant, {"counts": ["F2"]}, by=chair, at=NOON)
    variant.refresh_from_db()
    plan = make_plan(table, by=chair, clock=clock, variant=variant)

    with pytest.raises(Refused, match="aannames"):
        adopt_plan(plan, by=chair, at=LATER)


def test_the_chair_makes_a_variant_the_choice_of_the_table_and_nothing_is_lost(table, chair, variant):
    choose_measure_out(measure(table, "M2"), by=chair, at=NOON)
    choose_in_variant(variant, measure(table, "M1"), "in", by=chair, at=NOON, start=2028)
    variant.refresh_from_db()

    kept = take_over_variant(variant, by=chair, at=LATER)

    assert forced_choices(table) == {"in": ["M1"], "start": {"M1": 2028}}
    assert kept.choices == {"in": [], "out": ["M2"], "start": {}}
    assert kept.name.startswith("Keuze van de tafel tot 21")
    assert deeds()[-2:] == ["make_variant", "take_over_variant"]


def test_a_plan_of_the_choices_taken_over_counts_at_once(table, chair, variant):
    choose_in_variant(variant, measure(table, "M1"), "out", by=chair, at=NOON)
    variant.refresh_from_db()
    plan = make_plan(table, by=chair, clock=clock, variant=variant)

    take_over_variant(variant, by=chair, at=LATER + timedelta(minutes=1))

    own = table_plans(table).shown
    assert (own.input, own.result, own.variant) == (plan.input, plan.result, None)
    assert not is_outdated(own)
    assert Plan.objects.get(pk=plan.pk).variant == variant


def test_a_plan_with_assumptions_does_not_come_along(table, chair, variant):
    assume_in_variant(variant, {"counts": ["F2"]}, by=chair, at=NOON)
    variant.refresh_from_db()
    make_plan(table, by=chair, clock=clock, variant=variant)

    take_over_variant(variant, by=chair, at=LATER)

    assert table_plans(table).shown is None


def test_a_removed_variant_comes_back_under_a_name_that_is_free(table, resident, variant):
    remove_variant(variant, by=resident, at=NOON)
    make_variant(table, "Zonder afkoppelen", by=resident, at=NOON)

    back = restore_variant(variant, by=resident, at=LATER)

    assert back.name == "Zonder afkoppelen 2"
    assert {one.name for one in Variant.objects.of(table)} == {"Zonder afkoppelen", "Zonder afkoppelen 2"}
    assert deeds()[-3:] == ["remove_variant", "make_variant", "restore_variant"]


def test_a_removed_variant_is_not_changed_but_its_plans_stay(table, resident, variant):
    plan = make_plan(table, by=resident, clock=clock, variant=variant)
    remove_variant(variant, by=resident, at=NOON)

    with pytest.raises(Refused, match="weggehaald"):
        choose_in_variant(variant, measure(table, "M1"), "out", by=resident, at=NOON)

    assert Plan.objects.get(pk=plan.pk).variant == variant


def test_a_copy_goes_its_own_way(table, chair, resident, variant):
    note_variant(variant, "Te duur", by=resident, at=NOON)
    copied = copy_variant(variant, by=chair, at=NOON)

    choose_in_variant(copied, measure(table, "M1"), "out", by=chair, at=NOON)

    variant.refresh_from_db()
    assert (copied.name, copied.notes, copied.made_by) == ("Zonder afkoppelen (kopie)", "Te duur", chair)
    assert variant.choices["out"] == []


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("  ", "Geef de variant een naam"),
        ("x" * 81, "hoogstens 80 tekens"),
        ("zonder AFKOPPELEN", "Er is al een variant"),
        ("basis", "Er is al een variant"),
    ],
)
def test_a_name_that_says_nothing_or_is_taken_is_refused(table, resident, variant, name, sentence):
    with pytest.raises(Refused, match=sentence):
        make_variant(table, name, by=resident, at=NOON)
    other = make_variant(table, "Anders", by=resident, at=NOON)
    with pytest.raises(Refused, match=sentence):
        rename_variant(other, name, by=resident, at=NOON)


def test_two_variants_of_one_name_cannot_exist(table, resident, variant):
    with pytest.raises(IntegrityError):
        Variant.objects.create(table=table, name=variant.name, made_at=NOON)


def test_a_table_does_not_drown_in_variants(table, resident):
    for number in range(MOST):
        make_variant(table, f"Variant {number}", by=resident, at=NOON)

    with pytest.raises(Refused, match="Haal er eerst een weg"):
        make_variant(table, "Nog een", by=resident, at=NOON)


def test_a_change_made_on_an_old_page_is_refused_with_both_texts(table, chair, resident, variant):
    rename_variant(variant, "Droge voeten", by=resident, at=NOON, seen=1)

    with pytest.raises(Refused) as refusal:
        rename_variant(variant, "Natte voeten", by=chair, at=NOON, seen=1)

    assert "Droge voeten" in str(refusal.value)
    assert "Natte voeten" in str(refusal.value)


def test_who_made_it_and_the_chair_change_a_variant_others_copy_it(table, chair, resident):
    variant = make_variant(table, "Van de voorzitter", by=chair, at=NOON)

    with pytest.raises(NotAllowed, match="Maak een kopie"):
        rename_variant(variant, "Anders", by=resident, at=NOON)
    with pytest.raises(NotAllowed, match="voorzitter"):
        take_over_variant(variant, by=resident, at=NOON)

    assert copy_variant(variant, by=resident, at=NOON).made_by == resident


@pytest.mark.parametrize("role", [Seat.Role.FINANCE, Seat.Role.VISITOR])
def test_who_only_looks_makes_no_variant(table, variant, role):
    seat = table.seats.get(role=role)

    with pytest.raises(NotAllowed, match="aan tafel zit"):
        make_variant(table, "Nieuw", by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        copy_variant(variant, by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        remove_variant(variant, by=seat, at=NOON)


def test_a_seat_of_another_table_changes_no_variant_here(table, chair, variant):
    other = load_demo_table(small_table(id="elders"), at=NOON)
    stranger = other.seats.get(role=Seat.Role.CHAIR)
    plan = make_plan(table, by=chair, clock=clock)

    with pytest.raises(NotAllowed, match="andere tafel"):
        rename_variant(variant, "Anders", by=stranger, at=NOON)
    with pytest.raises(NotAllowed, match="andere tafel"):
        take_over_variant(variant, by=stranger, at=NOON)
    with pytest.raises(NotAllowed, match="andere tafel"):
        make_variant(other, "Geleend", by=stranger, at=NOON, start_from=plan)


def test_each_variant_has_a_run_of_its_own(table, chair, variant):
    own = ask_plan(table, by=chair, at=NOON)
    of_variant = ask_plan(table, by=chair, at=NOON, variant=variant)

    stop_run(table, by=chair, at=NOON, variant=variant)

    assert run_of(table) == own
    assert run_of(table, variant) is None
    assert of_variant != own


def test_what_happens_in_a_variant_never_outdates_the_plan_of_the_table(table, resident, variant):
    plan = make_plan(table, by=resident, clock=clock)
    of_variant = make_plan(table, by=resident, clock=clock, variant=variant)

    choose_in_variant(variant, measure(table, "M1"), "out", by=resident, at=LATER + timedelta(minutes=1))

    of_variant = Plan.objects.select_related("table", "variant").get(pk=of_variant.pk)
    assert not is_outdated(plan)
    assert is_outdated(of_variant)
    assert changes_since(of_variant, resident) == (
        "De keuze over Straat afkoppelen: eerst ‘vrij’, nu ‘blijft eruit’.",
    )


def test_removing_the_table_removes_its_variants_and_their_plans(table, resident, variant):
    make_plan(table, by=resident, clock=clock, variant=variant)

    table.delete()

    assert not Variant.objects.exists()
    assert not Plan.objects.exists()
