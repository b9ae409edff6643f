"""From a table and its plan to who bears what."""

from __future__ import annotations

import copy

import pytest

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.fairshare import Method, Transfer
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.plan_sharing import CONFIRMED, DISPUTED, ESTIMATED, share_plan
from gebiedstafel.exchange.share_file import sharing_in_words, sharing_to_json
from gebiedstafel.exchange.table_problem import names_of, problem_of

#: The town pays for falling less; the insurer gains most by it. Delivered in 2027, it counts four years.
TABLE = {
    "format": "gebiedstafel/table",
    "version": 1,
    "table": {"id": "t", "name": "T", "area": "wijk", "as_of": "2027-01-01", "years": [2027, 2028]},
    "areas": [{"id": "wijk", "name": "Wijk", "level": "wijk"}],
    "parties": [
        {"id": "town", "name": "Gemeente", "owner_class": "gemeente"},
        {"id": "insurer", "name": "Zorgverzekeraar", "owner_class": "zorg"},
        {"id": "state", "name": "Rijk", "owner_class": "rijk"},
    ],
    "challenges": [{"id": "O", "title": "Vallen"}],
    "measures": [
        {
            "id": "M",
            "title": "Niet vallen",
            "themes": ["ZOR"],
            "area": "wijk",
            "start": {"earliest": 2027, "latest": 2027},
            "costs": {"personeel": [100_000]},
            "leads": ["town"],
            "effects": {"O": 5},
            "benefits": [
                {"party": "insurer", "cents_per_year": 30_000, "until": 2031, "quality": "bevestigd"},
                {"party": "town", "cents_per_year": 10_000, "until": 2031, "quality": "bevestigd"},
            ],
        }
    ],
    "money_flows": [
        {
            "id": "F",
            "name": "Wmo",
            "holder": "town",
            "owner_class": "gemeente",
            "budget": {"2027": 100_000},
            "cost_types": ["personeel"],
            "certainty": "vast",
            "area": "wijk",
        }
    ],
}


def table(**changes):
    """The table, with fields of its measure changed."""
    given = copy.deepcopy(TABLE)
    given["measures"][0] |= changes
    return given


def shared(given, **asked):
    problem = problem_of(given)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    assert plan.measures
    return share_plan(given, problem, plan, **asked)


def of(found, party):
    return next(one for one in found.parties if one.party == party)


def test_who_gains_three_quarters_bears_three_quarters():
    found = shared(TABLE)

    assert (of(found, "insurer").benefit, of(found, "insurer").paid, of(found, "insurer").fair) == (
        120_000,
        0,
        75_000,
    )
    assert (of(found, "town").benefit, of(found, "town").paid, of(found, "town").fair) == (
        40_000,
        100_000,
        25_000,
    )
    assert found.worth_cents == 60_000
    assert found.objects is None


def test_as_it_is_paid_now_the_town_would_be_better_off_without():
    found = shared(TABLE)

    assert found.objects_now.parties == ("town",)
    assert found.objects_now.without == ("insurer",)
    assert found.objects_now.cents == 60_000


def test_what_the_money_may_not_pay_is_settled():
    found = shared(TABLE)

    assert of(found, "insurer").allowed == 0
    assert found.transfers == (Transfer("insurer", "town", 75_000),)


def test_where_the_insurer_has_money_for_it_nothing_is_left_to_settle():
    given = copy.deepcopy(TABLE)
    given["money_flows"].append(
        given["money_flows"][0] | {"id": "Z", "name": "Zvw", "holder": "insurer", "owner_class": "zorg"}
    )

    found = shared(given)

    assert found.repaid
    assert of(found, "insurer").allowed == 75_000
    assert found.transfers == ()


def test_only_confirmed_benefits_count_in_cents():
    given = table(
        benefits=[
            {"party": "insurer", "cents_per_year": 30_000, "until": 2031},
            {"party": "town", "cents_per_year": 10_000, "until": 2031, "quality": "betwist"},
        ]
    )

    found = shared(given)

    assert not found.shares_anything
    assert found.transfers == ()
    assert of(found, "town").fair == 100_000
    assert {(gain.party, gain.quality) for gain in found.gains} == {
        ("insurer", ESTIMATED),
        ("town", DISPUTED),
    }
    counted = shared(given, counted=(CONFIRMED, ESTIMATED))
    assert of(counted, "insurer").fair == 100_000
    assert of(counted, "town").benefit == 0


def test_a_benefit_without_an_end_does_not_count_and_is_told():
    found = shared(table(benefits=[{"party": "insurer", "cents_per_year": 30_000, "quality": "bevestigd"}]))

    assert found.gains[0].cents is None
    assert not found.shares_anything


def test_what_the_benefits_do_not_cover_stays_with_who_pays():
    found = shared(
        table(
            benefits=[{"party": "insurer", "cents_per_year": 10_000, "until": 2031, "quality": "bevestigd"}]
        )
    )

    assert of(found, "insurer").fair == 40_000
    assert (of(found, "town").carried, of(found, "town").fair) == (60_000, 60_000)


def test_a_grant_lowers_the_cost_before_anything_is_shared():
    given = copy.deepcopy(TABLE)
    given["money_flows"][0]["budget"] = {"2027": 40_000}
    given["money_flows"].append(
        given["money_flows"][0]
        | {"id": "R", "name": "SPUK", "holder": "state", "owner_class": "rijk", "budget": {"2027": 60_000}}
    )

    found = shared(given)

    assert found.givers == {"state": 60_000}
    assert "state" not in {one.party for one in found.parties}
    assert of(found, "insurer").fair == 30_000
    assert of(found, "town").fair == 10_000


@pytest.mark.parametrize("method", list(Method))
def test_the_demo_is_shared_to_the_cent_within_every_rule_of_the_money(demo_plan, method):
    demo, problem, plan = demo_plan

    found = share_plan(demo, problem, plan, method=method, counted=(CONFIRMED, ESTIMATED))

    paid = sum(one.paid for one in found.parties)
    assert paid + sum(found.givers.values()) == sum(p.cents for m in plan.measures for p in m.payments)
    assert sum(one.fair for one in found.parties) == sum(one.allowed for one in found.parties) == paid
    assert found.repaid
    assert found.objects is None
    ends = {one.party: one.allowed for one in found.parties}
    for transfer in found.transfers:
        ends[transfer.payer] += transfer.cents
        ends[transfer.receiver] -= transfer.cents
    assert ends == {one.party: one.fair for one in found.parties}


def test_without_confirmed_benefits_the_demo_names_who_gains_and_moves_no_money(demo_plan):
    demo, problem, plan = demo_plan
    unsure = copy.deepcopy(demo)
    for measure in unsure["measures"]:
        for benefit in measure.get("benefits", ()):
            benefit["quality"] = "geschat"

    found = share_plan(unsure, problem, plan)

    assert not found.shares_anything
    assert found.transfers == ()
    assert {gain.party for gain in found.gains}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_words_name_parties_and_measures(language):
    words = "\n".join(sharing_in_words(shared(TABLE), names_of(TABLE), language))

    assert "Zorgverzekeraar" in words
    assert "Gemeente" in words
    assert ("€ 750" if language == "nl" else "€750") in words


def test_the_json_has_the_same_figures():
    found = sharing_to_json(shared(TABLE))

    assert found["settlement"] == [{"from": "insurer", "to": "town", "cents": 75_000}]
    assert found["measures"] == [
        {
            "measure": "M",
            "paid": {"town": 100_000},
            "given": {},
            "carried": 0,
            "fair": {"insurer": 75_000, "town": 25_000},
        }
    ]


@pytest.fixture(scope="module")
def demo_plan():
    demo = demo_table()
    problem = problem_of(demo)
    plan = solve(problem)
    assert isinstance(plan, Plan)
    return demo, problem, plan
