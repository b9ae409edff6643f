"""What a flow asks of others, in the sentence a treasurer needs: who, how much, by when, what there is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import Plan, cofunding, sentence, solve
from gebiedstafel.engines.connect.formulation import rules_alone
from gebiedstafel.engines.connect.plan import Reason
from gebiedstafel.engines.connect.problem import Bundle, Certainty, Match, OwnerClass, Prerequisite, Problem

from .rule_pairs.pair import euros, money, table, work

OCTOBER = date(2027, 10, 1)
NAMES = {"F": "De rijksregeling", "G": "De provincie", "H": "De reserve"}


def told(problem: Problem, language: str = "nl") -> tuple[Reason, str]:
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    [left] = plan.not_chosen
    [reason] = left.reasons
    return reason, sentence(reason, NAMES, language).replace("\N{NO-BREAK SPACE}", " ")


def asking() -> Problem:
    """A of €2,400: F pays 70 % beside €200 of G; H has €600 that is certain too late to count."""
    return table(
        work("A", (800, 1600)),
        money(
            "F",
            2400,
            owner_class=OwnerClass.STATE,
            carry_forward=1,
            max_share=Fraction(7, 10),
            min_application=euros(1500),
            match=Match(Fraction(3, 7), frozenset({OwnerClass.STATE}), OCTOBER),
        ),
        money("G", 200, owner_class=OwnerClass.PROVINCE, carry_forward=1),
        money("H", 0, 600, certainty=Certainty.LIKELY, certain_on=date(2028, 1, 1)),
    )


def test_the_sentence_says_which_flow_asks_how_much_by_when_and_what_there_is():
    reason, said = told(asking())

    assert said == (
        "De rijksregeling betaalt mee als er uiterlijk 1 oktober 2027 € 720 ander geld vastligt. "
        "Er is nu € 200; er ontbreekt € 520. Te laat zeker om mee te tellen: De reserve."
    )
    assert reason.code == "cofunding_short"
    assert reason.facts["years"] == {2027: euros(520)}


def test_what_lacks_is_enough_when_it_comes():
    problem = asking()
    reason, _ = told(problem)

    missing = reason.facts["cents"]
    given = money("N", missing // 100, owner_class=OwnerClass.FUND, carry_forward=1)
    plan = solve(table(*problem.measures, *problem.flows, given), gap=0)

    assert isinstance(plan, Plan)
    assert [m.id for m in plan.measures] == ["A"]


def test_without_a_day_the_sentence_names_none():
    problem = table(work(), money("F", 100, match=Match(Fraction(1))), money("G", 20))

    _, said = told(problem, "en")

    assert (
        said
        == "De rijksregeling joins in if €50 of other money is certain. There is €20 now; €30 is lacking."
    )


def test_of_two_flows_that_each_could_help_the_one_that_lacks_least_is_named():
    problem = table(
        work(),
        money("F", 100, match=Match(Fraction(1), frozenset({OwnerClass.MUNICIPALITY}))),
        money("G", 100, match=Match(Fraction(1, 4), frozenset({OwnerClass.MUNICIPALITY}))),
    )

    reason, _ = told(problem)

    assert (reason.facts["flow"], reason.facts["cents"]) == ("G", euros(20))


def test_money_that_lacks_beside_co_funding_is_no_matter_of_co_funding():
    problem = table(work(cost=1000), money("F", 100, match=Match(Fraction(1))))

    reason, said = told(problem)

    assert reason.code == "money_short"
    assert said.startswith("Er is")


@pytest.mark.parametrize("asked", [Fraction(1, 3), Fraction(2, 7)])
def test_what_is_asked_and_what_lacks_add_up_to_the_euro(asked: Fraction):
    problem = table(
        work(), money("F", 100, match=Match(asked, frozenset({OwnerClass.CARE}))), money("G", 1, match=None)
    )

    reason, _ = told(problem)

    assert reason.facts["needed"] == reason.facts["there"] + reason.facts["cents"]
    assert reason.facts["needed"] % 100 == 0


def test_what_lacks_is_sought_among_the_measure_and_what_it_may_save_with_alone(monkeypatch):
    crowd = [replace(work(f"X{n}", 10), requires=(Prerequisite("A"),)) for n in range(6)]
    problem = asking()
    wide = replace(
        problem,
        measures=(*problem.measures, work("B", 10), *crowd),
        bundles=(Bundle("together", ("A", "B"), euros(1)),),
    )
    looked: list[set[str]] = []

    def noted(able, *rest):
        looked.append({m.id for m in able.problem.measures})
        return rules_alone(able, *rest)

    monkeypatch.setattr(cofunding, "rules_alone", noted)

    plan = solve(wide, gap=0)

    assert isinstance(plan, Plan)
    [reason] = next(left.reasons for left in plan.not_chosen if left.id == "A")
    assert reason.code == "cofunding_short"
    assert looked
    assert all(names == {"A", "B"} for names in looked)
