"""An adopted plan becomes draft agreements once, and the plan tells which of its parts are promised."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from gebiedstafel.agreements.actions import change_agreement, confirm_part, drop_agreement
from gebiedstafel.agreements.drafting import drafts_from_plan, fits_still, misfits, previews, undo_drafts
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.agreements.plan_promises import promised_measures
from gebiedstafel.agreements.said import said_of
from gebiedstafel.agreements.visible import visible_agreements, visible_drafts
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .promises import DAY, NOON, part_of, table_with_people

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(settings):
    settings.DEMO = False
    return table_with_people()


@pytest.fixture
def plan(people):
    table, seats = people
    plan = make_plan(table, by=seats["chair"], clock=lambda: NOON)
    plan.adopted_at, plan.adopted_by = NOON, seats["chair"]
    plan.save(update_fields=["adopted_at", "adopted_by"])
    return plan


def planned(plan):
    return {row["id"]: row for row in plan.result["measures"]}


def test_each_measure_becomes_one_draft_with_its_lead_hours_and_money_to_the_cent(people, plan):
    _table, seats = people

    made = drafts_from_plan(plan, by=seats["chair"], at=NOON)

    assert {one.measure for one in made} == set(planned(plan))
    for one in made:
        row = planned(plan)[one.measure]
        said = said_of(one)
        assert said.lead == row["lead"]
        assert sum(money.cents for money in said.money) == sum(paid["cents"] for paid in row["payments"])
        assert {(h.party, h.year) for h in said.hours} == {
            (share["party"], share["year"]) for share in row["hours"] if share["hours"]
        }
        assert said.due >= DAY


def test_done_again_it_makes_no_doubles_and_undone_it_leaves_what_people_worked_on(people, plan):
    table, seats = people
    first, *others = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    change_agreement(
        first, replace(said_of(first), words="Wij beginnen in maart."), by=seats["chair"], at=NOON
    )

    again = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    gone = undo_drafts(table, by=seats["chair"], at=NOON)

    assert again == ()
    assert gone == len(others)
    assert list(Agreement.objects.values_list("words", "drafted")) == [("Wij beginnen in maart.", False)]


def test_a_dropped_promise_leaves_room_for_a_new_draft(people, plan):
    _table, seats = people
    first, *_rest = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    change_agreement(first, said_of(first), by=seats["chair"], at=NOON)
    drop_agreement(first, "De partij ging weg.", by=seats["chair"], at=NOON)

    again = drafts_from_plan(plan, by=seats["chair"], at=NOON)

    assert [one.measure for one in again] == [first.measure]


def test_only_the_chair_drafts_and_only_of_an_adopted_plan(people, plan):
    _table, seats = people

    with pytest.raises(NotAllowed):
        drafts_from_plan(plan, by=seats["buren"], at=NOON)
    Plan.objects.filter(pk=plan.pk).update(adopted_at=None, adopted_by=None)
    with pytest.raises(Refused, match="nog niet aangenomen"):
        drafts_from_plan(plan, by=seats["chair"], at=NOON)


def test_money_that_is_not_certain_becomes_a_reservation(people, plan):
    certainty = {row["id"]: row.get("certainty") for row in plan.input["money_flows"]}

    found = previews(plan, DAY)

    assert found
    for one in found:
        unsure = any(certainty.get(money.flow) != "vast" for money in one.said.money)
        assert bool(one.said.reservation) == unsure


def test_a_draft_promises_nothing_and_nobody_outside_sees_it(people, plan):
    _table, seats = people
    first, *_rest = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    part = first.parts.first()
    seat = next(one for one in seats.values() if one.party_id == part.party_id and one.role != "finance")

    with pytest.raises(Refused, match="nog een concept"):
        confirm_part(part, by=seat, at=NOON)
    assert not visible_agreements(seats["buren"]).exists()
    assert not visible_drafts(seats["visitor"]).exists()


def test_the_plan_tells_what_is_promised_by_whom_and_what_hangs(client, people, plan):
    table, seats = people
    first, *_rest = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    decision = {"reservation_body": "raad", "reservation_by": date(2027, 2, 1)}
    said = replace(said_of(first), reservation="Besluit van de raad", **decision)
    change_agreement(first, said, by=seats["chair"], at=NOON)
    lead = first.lead.key
    confirm_part(part_of(first, lead), by=seats[lead], at=NOON)

    found = promised_measures(seats["chair"]).by_measure[first.measure]
    client.force_login(seats["chair"].person)
    html = client.get(reverse("connections:plan", args=[table.pk])).content.decode()

    assert str(first.lead) in found.who
    assert found.reservation == "Besluit van de raad"
    assert not found.holds
    assert f"afspraak {first.key}" in html
    # What it hangs on does not run on from the names of who said yes.
    assert '<span class="gt-muted">· Besluit van de raad</span>' in html


def test_a_promise_that_no_longer_fits_the_plan_says_why(people, plan):
    table, seats = people
    first, *_rest = drafts_from_plan(plan, by=seats["chair"], at=NOON)
    change_agreement(first, said_of(first), by=seats["chair"], at=NOON)
    first = Agreement.objects.get(pk=first.pk)
    assert fits_still(first, plan) == ""

    other = Plan(table=table, result={"measures": []})

    assert "niet meer in het aangenomen plan" in fits_still(first, other)
    assert [one.key for one, _why in misfits(table, other)] == [first.key]
