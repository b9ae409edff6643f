"""A lever is one named change of a table, and says in a sentence what would be otherwise."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import Severity, check
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.lever_words import lever_sentence
from gebiedstafel.engines.connect.levers import (
    DATES,
    LIFTED,
    RULES,
    Lever,
    LeverKind,
    UnknownLever,
    together,
    with_lever,
)
from gebiedstafel.engines.connect.problem import Certainty, CostType, Match, MoneyFlow, OwnerClass, Party

from .small_tables import small_table

STRINGS = MoneyFlow(
    id="f",
    holder="p0",
    owner_class=OwnerClass.STATE,
    budget={2027: 100_00},
    cost_types=frozenset(CostType),
    area="wijk",
    certainty=Certainty.POSSIBLE,
    certain_on=date(2027, 12, 1),
    max_share=Fraction(7, 10),
    match=Match(Fraction(3, 7), frozenset({OwnerClass.STATE}), date(2027, 10, 1)),
    start_by=date(2028, 2, 29),
)
TABLE = replace(
    small_table(3),
    flows=(STRINGS, replace(STRINGS, id="g", needs_at_table="away", holder="away")),
    parties=(*small_table(3).parties, Party("away", OwnerClass.CARE, at_table=False)),
)
EVERY = (
    Lever(LeverKind.MORE_MONEY, flow="f", cents=((2027, 500_00), (2028, 20_00))),
    Lever(LeverKind.NEW_MONEY, measure="m0", cents=((2027, 900_00),), cost_types=(CostType.PROCESS,)),
    Lever(LeverKind.CERTAIN_IN_TIME, flow="f", by=date(2027, 10, 1)),
    Lever(LeverKind.PROMISED, flow="f"),
    Lever(LeverKind.MORE_HOURS, party="p0", skill="a", hours=((2027, 1500), (2028, 1500))),
    Lever(LeverKind.MORE_HOURS, party="p0", hours=((2027, 40),)),
    Lever(LeverKind.SEATED, party="away"),
    *(Lever(LeverKind.RULE_LIFTED, rule=rule) for rule in LIFTED),
    *(Lever(LeverKind.RULE_RELAXED, flow="f", rule=rule) for rule in RULES),
    *(Lever(LeverKind.LATER_DATE, flow="f", rule=rule, by=date(2028, 10, 1)) for rule in DATES),
)


def flow(problem, name="f"):
    return next(f for f in problem.flows if f.id == name)


def test_more_money_comes_on_top_of_what_a_flow_has():
    changed = with_lever(TABLE, EVERY[0])

    assert flow(changed).budget == {2027: 600_00, 2028: 20_00}
    assert flow(changed, "g") == flow(TABLE, "g")


def test_new_money_is_a_flow_of_its_own_that_fits_the_measure_it_is_meant_for():
    changed = with_lever(TABLE, EVERY[1])
    again = with_lever(changed, EVERY[1])

    (new,) = {f.id for f in changed.flows} - {"f", "g"}
    measure = next(m for m in TABLE.measures if m.id == "m0")
    assert flow(changed, new).cost_types == {CostType.PROCESS}
    assert flow(changed, new).themes == frozenset(measure.themes)
    assert len({f.id for f in again.flows}) == 4


def test_money_that_is_certain_in_time_counts_for_the_flow_that_asks_it():
    assert flow(with_lever(TABLE, EVERY[2])).certain_on == date(2027, 10, 1)


def test_a_promise_brings_money_into_the_base_plan():
    assert flow(with_lever(TABLE, EVERY[3])).certainty is Certainty.LIKELY


def test_hours_come_beside_what_a_party_offers():
    party = next(p for p in with_lever(TABLE, EVERY[4]).parties if p.id == "p0")

    assert party.offers[-1].skill == "a"
    assert party.offers[-1].hours == {2027: 1500, 2028: 1500}


def test_a_party_in_its_chair_brings_the_money_that_waits_for_it():
    changed = with_lever(TABLE, Lever(LeverKind.SEATED, party="away"))

    assert next(p for p in changed.parties if p.id == "away").at_table
    assert flow(changed, "g").certainty is Certainty.LIKELY
    assert flow(changed, "f").certainty is Certainty.POSSIBLE


def test_a_share_and_the_co_funding_it_leaves_are_one_rule():
    by_share = with_lever(TABLE, Lever(LeverKind.RULE_RELAXED, flow="f", rule="max_share"))
    by_match = with_lever(TABLE, Lever(LeverKind.RULE_RELAXED, flow="f", rule="match"))

    assert by_share == by_match
    assert flow(by_share).max_share == 1
    assert flow(by_share).match is None


@pytest.mark.parametrize("lever", EVERY, ids=lambda lever: lever.id)
def test_each_lever_leaves_a_table_without_faults(lever):
    errors = [issue for issue in check(with_lever(TABLE, lever)) if issue.severity is Severity.ERROR]

    assert errors == []


def test_levers_together_do_what_they_do_one_after_another():
    both = together([EVERY[0], EVERY[3], EVERY[0]])

    assert both.parts == tuple(sorted((EVERY[0], EVERY[3]), key=lambda lever: lever.id))
    assert with_lever(TABLE, both) == with_lever(with_lever(TABLE, EVERY[0]), EVERY[3])
    assert both.total_cents == 520_00
    assert together([EVERY[3]]) == EVERY[3]


@pytest.mark.parametrize(
    "lever",
    [
        Lever(LeverKind.MORE_MONEY, flow="nobody"),
        Lever(LeverKind.SEATED, party="nobody"),
        Lever(LeverKind.NEW_MONEY, measure="nothing"),
        Lever(LeverKind.RULE_RELAXED, flow="f", rule="gravity"),
        Lever(LeverKind.RULE_LIFTED, rule="gravity"),
        Lever(LeverKind.LATER_DATE, flow="f", rule="doomsday", by=date(2028, 1, 1)),
    ],
)
def test_a_lever_about_something_the_table_does_not_have_is_refused(lever):
    with pytest.raises(UnknownLever):
        with_lever(TABLE, lever)


def test_two_levers_have_one_id_only_when_they_are_the_same():
    assert len({lever.id for lever in EVERY}) == len(EVERY)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("lever", [*EVERY, together(EVERY[:3])], ids=lambda lever: lever.id[:60])
def test_each_lever_is_a_sentence(lever, language):
    names = {"f": "Fonds", "p0": "Gemeente", "away": "Waterschap", "m0": "Schaduw"}

    text = lever_sentence(lever, names, language)

    assert re.fullmatch(r"[A-Z€].*\.", text)
    assert not re.search(r"[{}_\[\]]|None", text)


def test_a_sentence_says_amounts_as_people_write_them():
    names = {"f": "Fonds", "p0": "Gemeente"}

    assert lever_sentence(EVERY[0], names) == "€\u00a0520 meer bij Fonds in 2027 en 2028."
    assert lever_sentence(EVERY[4], names) == "Gemeente geeft 1500 uur per jaar meer a in 2027 en 2028."
    assert lever_sentence(EVERY[5], names, "en") == "Gemeente gives 40 hours more in 2027."


def test_a_generated_table_keeps_its_levers_apart_from_itself():
    problem = generate(12, 1, flows=8, parties=6)

    for f in problem.flows:
        for rule in RULES:
            changed = with_lever(problem, Lever(LeverKind.RULE_RELAXED, flow=f.id, rule=rule))
            assert [g for g in changed.flows if g.id != f.id] == [g for g in problem.flows if g.id != f.id]
