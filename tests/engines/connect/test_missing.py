"""Who is missing: what each party changes, checked against planning the table with or without it."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

import pytest

from gebiedstafel.engines.connect import Infeasible, solve
from gebiedstafel.engines.connect.appraisal import appraise
from gebiedstafel.engines.connect.levers import Lever, LeverKind, with_lever
from gebiedstafel.engines.connect.missing import (
    Newcomer,
    PartyEffect,
    Standing,
    missing,
    with_newcomer,
    without_party,
)
from gebiedstafel.engines.connect.missing_words import Known, convincing
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import CostType, MoneyFlow, OwnerClass, Party
from gebiedstafel.engines.connect.unlock import WrongPlan
from gebiedstafel.exchange.archetypes import newcomer_names, newcomers_for
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import names_of, problem_of

from .oracle import best_plan
from .small_tables import small_table

SEEDS = (6, 13)


@cache
def demo():
    problem = problem_of(demo_table())
    return problem, solve(problem)


@cache
def demo_parties():
    problem, plan = demo()
    newcomers = newcomers_for(problem, names_of(demo_table()))
    return {one.party: one for one in missing(problem, plan, newcomers=newcomers).found}


@pytest.mark.parametrize("seed", SEEDS)
def test_what_a_party_changes_is_what_planning_from_scratch_says(seed):
    problem = replace(small_table(seed), weights=replace(small_table(seed).weights, lapse=0))
    plan = solve(problem, gap=0)
    away = {p.id for p in problem.parties if not p.at_table}

    for one in missing(problem, plan).found:
        if one.party in away:
            changed = with_lever(problem, Lever(LeverKind.SEATED, party=one.party))
            change = (
                solve(changed, gap=0).objective - appraise(possibilities(changed), plan.measures).objective
            )
        else:
            change = plan.objective - solve(without_party(problem, one.party), gap=0).objective
        assert one.firm
        assert one.least - 1e-6 <= change <= one.most + 1e-6


def test_the_demo_s_empty_chairs_open_what_their_tension_says():
    insurer, water = demo_parties()["zorgverz"], demo_parties()["waterschap"]

    assert insurer.standing is water.standing is Standing.ABSENT
    assert "M14" in insurer.enters
    assert insurer.pays > 0
    assert insurer.gains > 0
    assert "M13" in water.enters
    assert water.hours == 40


def test_a_party_on_which_nothing_hangs_changes_nothing_and_that_is_sure():
    problem, plan = demo()
    busy = {m.lead for m in plan.measures} | {h.party for m in plan.measures for h in m.hours}
    flows = {p.flow for m in plan.measures for p in m.payments}
    busy |= {f.holder for f in problem.flows if f.id in flows}
    busy |= {f.needs_at_table for f in problem.flows if f.id in flows}
    idle = {p.id for p in problem.parties if p.at_table} - busy

    assert idle
    for name in idle:
        assert demo_parties()[name].change == 0
        assert demo_parties()[name].firm


def test_without_a_party_all_that_hangs_on_it_drops_out():
    _, plan = demo()
    led = {m.id for m in plan.measures if m.lead == "wc_gaarde"}

    corporation = demo_parties()["wc_gaarde"]

    assert not corporation.tied
    assert set(corporation.leaves) & led
    assert corporation.change > demo_parties()["jongeren"].change


def test_a_newcomer_joins_with_its_own_money_and_only_where_nobody_like_it_is_on_the_list():
    problem, _ = demo()
    newcomers = {n.party.id: n for n in newcomers_for(problem, names_of(demo_table()))}

    assert "nieuw:energiecooperatie" in newcomers
    assert not {"nieuw:waterschap", "nieuw:zorgverzekeraar", "nieuw:provincie"} & newcomers.keys()
    assert newcomers.keys() <= newcomer_names().keys()
    joined = with_newcomer(problem, newcomers["nieuw:energiecooperatie"])
    assert len(joined.parties) == len(problem.parties) + 1
    assert demo_parties()["nieuw:energiecooperatie"].standing is Standing.NEWCOMER


def test_estimates_come_first_and_a_stop_keeps_them():
    problem, plan = demo()
    told = []

    answer = missing(problem, plan, stop=lambda: len(told) >= 6, told=told.append)

    assert answer.stopped
    assert 0 < answer.looked_at < answer.parties
    assert not any(one.firm and one.change for one in answer.found)
    assert len(told[0].found) <= len(answer.found)


def test_a_plan_of_another_table_is_refused():
    problem, _ = demo()

    with pytest.raises(WrongPlan):
        missing(problem, solve(small_table(4), gap=0))
    with pytest.raises(WrongPlan):
        missing(problem, Infeasible(()))


EFFECT = PartyEffect("p", Standing.ABSENT, 5.0, 3.0, 9.0, firm=True)
EFFECTS = {
    "comes": replace(EFFECT, enters=("m", "n"), pays=75_000_00, hours=40, gains=140_000_00),
    "comes with a chair alone": replace(EFFECT, enters=("m",)),
    "changes nothing": EFFECT,
    "leaves": replace(EFFECT, standing=Standing.PRESENT, leaves=tuple("mnopqr"), serves=("ZOR-OUDE",)),
    "comes in place of others": replace(EFFECT, enters=("m", "n"), follows=("n",), leaves=("o",)),
    "is not worked out yet": replace(EFFECT, firm=False),
    "is not needed": replace(EFFECT, standing=Standing.PRESENT),
    "a newcomer": replace(EFFECT, standing=Standing.NEWCOMER, enters=("m",), hours=20),
}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("effect", EFFECTS.values(), ids=EFFECTS)
def test_each_effect_is_a_sentence(effect, language):
    text = convincing(effect, {"p": "waterschap", "m": "Daken, tuinen"}, language)

    assert re.fullmatch(r"[A-Z].*\.", text)
    assert not re.search(r"[{}_\[\]]|None", text)


def test_the_sentence_says_what_it_pays_and_what_it_gains():
    names = {"p": "Waterschap", "m": "Tuinen", "n": "Daken"}
    brings = "Met €\u00a075.000 en 40 uur van Waterschap kan dit erbij: Tuinen en Daken. "

    estimated = convincing(EFFECTS["comes"], names)
    confirmed = convincing(EFFECTS["comes"], names, known=Known(confirmed=True))

    assert estimated == brings + "Daar heeft deze partij zelf ook voordeel van (geschat)."
    assert confirmed == brings + "Dat levert deze partij zelf €\u00a0140.000 per jaar op."


def test_the_sentence_names_what_drops_out_for_a_party_and_what_only_takes_the_room_of_that():
    names = {"p": "Waterschap", "m": "Daken", "n": "Hoek", "o": "Kersenstraat"}

    text = convincing(EFFECTS["comes in place of others"], names)

    assert text.startswith(
        "Met een stoel aan tafel van Waterschap kan dit erbij: Daken. Daarvoor valt weg: Kersenstraat. "
        "Dan is er ook ruimte voor: Hoek."
    )


def test_an_estimate_does_not_say_that_a_party_changes_nothing():
    text = convincing(EFFECTS["is not worked out yet"], {"p": "Fonds"})

    assert text == "Fonds: nog niet nagerekend."


@pytest.mark.parametrize(
    ("effect", "known", "reason"),
    [
        ({"serves": ("GROEN",)}, Known(helps=("o",)), "Dat hoort bij het werk van deze partij: GROEN."),
        ({}, Known(helps=("o",), wants="Rust."), "Dat helpt bij waar deze partij voor staat: o."),
        ({}, Known(wants="Rust."), "Waar het deze partij zelf om gaat: Rust."),
        ({}, Known(), "Wat deze partij er zelf aan heeft, weten we nog niet: vul in wat haar belang is"),
    ],
)
def test_each_party_has_a_reason_of_its_own_or_reads_what_to_fill_in(effect, known, reason):
    text = convincing(replace(EFFECT, enters=("m",), **effect), {}, known=known)

    assert f" {reason}" in text


@pytest.mark.parametrize(("change", "slight", "doubt"), [(5.0, False, "wide"), (0.5, True, "tied")])
def test_a_large_change_that_is_not_proven_is_not_called_small(change, slight, doubt):
    assert replace(EFFECT, change=change, least=-1.0, slight=slight).doubt == doubt
    assert replace(EFFECT, change=change, slight=slight).doubt == ""


def test_three_measures_that_drop_out_are_not_slight_though_the_search_did_not_prove_it():
    shopkeepers = demo_parties()["ondernemers"]

    assert shopkeepers.tied
    assert len(shopkeepers.leaves) > 1
    assert shopkeepers.doubt == "wide"


def test_what_drops_out_for_a_gain_that_may_be_nothing_is_not_laid_at_a_party_s_door():
    problem, plan = demo()
    shopkeepers = demo_parties()["ondernemers"]
    flows = {f.id for f in problem.flows if f.holder == "ondernemers"}
    theirs = {
        m.id
        for m in plan.measures
        if m.lead == "ondernemers"
        or any(h.party == "ondernemers" for h in m.hours)
        or any(p.flow in flows for p in m.payments)
    }

    assert set(shopkeepers.leaves) <= theirs


def test_who_comes_in_place_of_something_says_what_drops_out_and_what_is_its_own():
    water = demo_parties()["waterschap"]

    assert water.leaves
    assert "M13" in water.enters
    assert "M13" not in water.follows
    assert set(water.follows) == set(water.enters) - {"M13"}


def test_parties_that_the_search_cannot_tell_apart_share_a_rank():
    absent = [one for one in demo_parties().values() if one.standing is Standing.ABSENT]

    for one in absent:
        surely = [other for other in absent if other.least > one.change + 1e-9]
        assert one.rank == len(surely) + 1
    assert demo_parties()["fonds"].rank == demo_parties()["waterschap"].rank == 2
    assert demo_parties()["zorgverz"].rank == 1


def test_a_newcomer_brings_a_measure_that_nobody_else_can_pay():
    problem = small_table(13)
    money = MoneyFlow(
        id="new", holder="new", owner_class=OwnerClass.FUND, budget=dict.fromkeys(problem.years, 10**7),
        cost_types=frozenset(CostType), area="wijk",
    )  # fmt: skip
    newcomer = Newcomer(Party("new", OwnerClass.FUND), (money,))
    plan = solve(problem, gap=0)

    found = {one.party: one for one in missing(problem, plan, newcomers=(newcomer,)).found}

    gained = best_plan(with_newcomer(problem, newcomer)).worth - plan.objective
    assert found["new"].change > 0
    assert found["new"].most >= gained - 1e-6
    assert found["new"].pays > 0
