"""Start tells each seat what asks something of it, from what the table and its plan say."""

from datetime import UTC, date, datetime

import pytest

from gebiedstafel.connections.actions import adopt_plan, choose_measure_out
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.means.visible import shared_document
from gebiedstafel.start.facts import facts_of
from gebiedstafel.start.lapsing import lapsing
from gebiedstafel.start.round_table import chairs
from gebiedstafel.start.table_year import table_year
from gebiedstafel.start.today import asked_of, first_things, tasks
from gebiedstafel.tables.models import Seat
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
TODAY = date(2026, 11, 21)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    document = small_table()
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=lambda: NOON)


def found(seat):
    return tasks(facts_of(seat, TODAY))


def test_without_a_plan_the_table_is_asked_for_one(chair):
    assert [one.kind for one in found(chair) if one.kind == "plan"] == ["plan"]
    assert "eerste plan" in next(one.title for one in found(chair) if one.kind == "plan")


def test_a_plan_is_put_before_the_table_until_it_is_adopted(chair, plan):
    assert any("voorstel" in one.title for one in found(chair))

    adopt_plan(plan, by=chair, at=NOON)

    assert not any(one.kind == "plan" for one in found(chair))


def test_an_outdated_plan_asks_for_a_new_one(table, chair, plan):
    choose_measure_out(table.measures.get(key="M1"), by=chair, at=NOON)

    assert any("nieuw plan" in one.title for one in found(Seat.objects.get(pk=chair.pk)))


def test_money_that_waits_for_an_empty_chair_is_named_with_its_amount(chair, plan):
    task = next(one for one in found(chair) if one.kind == "chair")

    assert "Waterschap Bosrijk" in task.title
    assert "80.000" in task.text


def test_a_party_that_sits_down_is_no_longer_invited(table, chair, plan):
    table.parties.filter(key="water").update(at_table=True)

    assert not any(one.kind == "chair" for one in found(chair))


def test_a_condition_with_a_day_is_asked_of_who_checks_it(table, plan):
    chair, resident = table.seats.get(role="chair"), table.seats.get(party__key="buren")
    everything = found(chair)
    task = next(one for one in everything if one.kind == "deadline")

    assert (task.date, task.title) == (date(2027, 3, 1), "Maak dit rond: Collegebesluit")
    assert task in asked_of(chair, everything)
    assert task not in asked_of(resident, everything)


def days_of_likely_money(**more):
    """The tasks with a day of money that the plan uses and that must be applied for, and who is asked."""
    document = small_table()
    del document["choices"]
    likely = {"certainty": "kansrijk", "apply_by": "2027-02-01", "commit_by": "2027-06-01", "conditions": []}
    document["money_flows"][0] |= likely | more
    table = load_demo_table(document, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    everything = found(table.seats.get(role=Seat.Role.CHAIR))
    dated = [one for one in everything if one.kind == "deadline"]
    return {one.title: one for one in dated}, {key for one in dated for key in one.parties}


def test_the_days_of_money_are_asked_of_who_applies_and_not_of_its_holder():
    days, asked = days_of_likely_money(applicant="buren")

    assert [*days] == ["Vraag aan: Wijkbudget", "Leg vast: Wijkbudget"]
    assert asked == {"buren"}


def test_while_nobody_is_named_who_applies_the_chair_is_asked_to_settle_that():
    days, asked = days_of_likely_money()

    assert asked == set()
    assert all(one.by_chair for one in days.values())
    assert days["Vraag aan: Wijkbudget"].text.endswith("Spreek af wie de aanvraag doet.")


def test_money_that_is_certain_asks_for_no_application():
    days, _asked = days_of_likely_money(certainty="vast", applicant="buren")

    assert [*days] == ["Leg vast: Wijkbudget"]


def test_a_party_is_asked_whether_its_part_of_the_proposal_is_right(table, chair, plan):
    resident = table.seats.get(party__key="buren")
    hours = sum(
        share["hours"]
        for one in plan.result["measures"]
        for share in one["hours"]
        if share["party"] == "buren"
    )

    asked = asked_of(resident, found(resident))

    assert [one.title for one in asked] == ["Kijk of uw deel klopt"]
    assert f"geeft u {hours} uur" in asked[0].text
    assert hours > 0


def test_once_adopted_nobody_is_asked_about_their_part(table, chair, plan):
    adopt_plan(plan, by=chair, at=NOON)

    assert not any(one.kind == "part" for one in found(chair))


def test_money_that_lapses_is_asked_of_its_holder_and_of_the_finance_officer(table, plan):
    resident, officer = table.seats.get(party__key="buren"), table.seats.get(role=Seat.Role.FINANCE)
    everything = found(officer)
    lapses = [one for one in everything if one.kind == "lapse"]

    assert sum(one.cents for one in lapses) == sum(
        one["cents"] for one in plan.result["unused"] if one["lapses"]
    )
    assert lapses
    assert set(lapses) <= set(asked_of(officer, everything))
    assert set(lapses).isdisjoint(asked_of(resident, everything))


def test_nothing_is_asked_of_a_visitor(table, plan):
    visitor = table.seats.get(role=Seat.Role.VISITOR)

    assert asked_of(visitor, found(visitor)) == ()


def test_three_things_come_first_of_as_many_kinds_as_there_are(chair, plan):
    first, rest = first_things(found(chair))

    assert len(first) <= 3
    kinds = {one.kind for one in (*first, *rest)}
    assert len({one.kind for one in first}) == min(3, len(kinds))
    assert [one.date or date.max for one in first] == sorted(one.date or date.max for one in first)


def test_a_demo_stands_still_on_the_day_of_its_story(table):
    assert table.today_at(date(2031, 5, 5)) == date(2026, 11, 1)
    table.is_demo = False
    assert table.today_at(date(2031, 5, 5)) == date(2031, 5, 5)


def test_every_party_has_one_chair_and_empty_ones_are_dashed(table, chair):
    drawn = chairs(shared_document(table)["parties"], chair.party)

    assert sorted(one.name for one in drawn) == sorted(party.name for party in table.parties.all())
    assert {one.name: one.look for one in drawn}["Waterschap Bosrijk"] == "ts-e"
    assert {one.name: one.look for one in drawn}["Gemeente Bosrijk"] == "ts-me"
    assert len({(one.x, one.y) for one in drawn}) == len(drawn)


@pytest.mark.parametrize("month", range(1, 13))
def test_the_year_has_one_step_that_is_now(month):
    steps = table_year(date(2027, month, 15))

    assert [step.state for step in steps].count("now") == 1
    assert [step.is_meeting for step in steps].count(True) == 4


def test_what_lapses_is_what_the_plan_leaves(chair, plan):
    facts = facts_of(chair, TODAY)
    left = sum(one["cents"] for one in plan.result["unused"] if one["lapses"])

    rows = lapsing(facts)

    assert bool(rows) == bool(left)


def test_the_page_shows_the_round_table_and_the_same_as_a_list(client, table, plan):
    page = client.get("/tafel/beukenhof/").content.decode()
    drawing, listed = page.split('class="gt-table-svg"')[1].split("</details>")[0].split("</svg>")

    assert drawing.count('class="ts-e"') == 1
    assert listed.count("<li>") == drawing.count("<circle") - 1 == table.parties.count()
    assert page.count('aria-current="step"') == 1
    assert page.count('class="gt-next"') == 1


@pytest.mark.parametrize(("asked", "left_out"), [({"party__key": "buren"}, True), ({"role": "chair"}, False)])
def test_a_phone_repeats_no_step_that_is_all_that_is_asked(client, asked, left_out):
    document = small_table()
    del document["choices"]
    for measure in document["measures"]:
        measure["leads"] = ["buren"]
    table = load_demo_table(document, at=NOON)
    make_plan(table, by=None, clock=lambda: NOON)
    client.post("/stoel/", {"seat": table.seats.get(**asked).pk})

    page = client.get("/tafel/beukenhof/").content.decode()

    before = page.partition('<section class="gt-next"')[0].rstrip()
    assert before.endswith('<div class="gt-desk">') is left_out


@pytest.mark.parametrize(
    ("role", "asked"),
    [("chair", True), ("member", True), ("finance", True), ("visitor", False)],
)
def test_every_seat_has_a_start_page(client, table, plan, role, asked):
    seat = table.seats.filter(role=role).first()
    client.post("/stoel/", {"seat": seat.pk})

    page = client.get("/tafel/beukenhof/")

    assert page.status_code == 200
    assert ("Er ligt niets op uw naam" in page.content.decode()) is not asked


def test_the_front_page_goes_to_the_only_table(client, table):
    assert client.get("/")["Location"] == "/tafel/beukenhof/"


def test_the_front_page_lists_tables_when_there_are_more(client, table):
    load_demo_table(small_table(id="tweede"), at=NOON)

    page = client.get("/").content.decode()

    assert page.index('href="/tafel/beukenhof/"') < page.index('href="/tafel/tweede/"')


def test_a_fresh_installation_tells_how_to_begin(client):
    page = client.get("/")

    assert page.status_code == 200
    assert "Inloggen" in page.content.decode()


def test_a_table_that_is_not_there_is_not_found(client):
    for path in ("", "opgaven/", "middelen/"):
        assert client.get(f"/tafel/nergens/{path}").status_code == 404
