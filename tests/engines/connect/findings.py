"""Every finding the engine can come to, each on a table made for it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from unittest.mock import patch

from gebiedstafel.engines.connect import Infeasible, Plan, check, solve, verify
from gebiedstafel.engines.connect.conflict import out_of_time
from gebiedstafel.engines.connect.formulation import formulate
from gebiedstafel.engines.connect.many import Effort, ManyPlans, solve_many, verify_many
from gebiedstafel.engines.connect.plan import (
    HourShare,
    Issue,
    Payment,
    Reason,
    Saving,
    ToCheck,
    Violation,
)
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import (
    Benefit,
    Certainty,
    Challenge,
    Choices,
    Condition,
    CostType,
    HourNeed,
    HourOffer,
    Match,
    Nature,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
)
from gebiedstafel.engines.connect.reasons import reasons_for_rest

from .bad_tables import BAD, WARNED
from .broken_plans import BREAKERS
from .rule_pairs import PAIRS
from .rule_pairs.pair import INVEST, euros, money, table, work
from .rule_pairs.together import TOGETHER
from .small_cities import small_city
from .small_tables import small_table

Finding = Issue | Reason | ToCheck | Violation


def every_finding() -> list[Finding]:
    """Findings of bad tables, of tables where things lack, of plans to check and of broken plans."""
    found: list[Finding] = [
        issue for problem in (*BAD.values(), *WARNED.values()) for issue in check(problem)
    ]
    for problem in LACKING:
        answer = solve(problem, gap=0)
        if isinstance(answer, Infeasible):
            found += answer.reasons
        else:
            found += [reason for left in answer.not_chosen for reason in left.reasons]
            found += answer.to_check
    found += stopped_at_once().reasons
    found += not_worked_out()
    found += out_of_time(stopped_at_once(), 5).reasons
    return [*found, *_violations(), *_of_many()]


def _of_many() -> list[Violation]:
    """An answer for many tables that forgets a table, and one that is silent about shared money."""
    city = small_city(3)
    plans = solve_many(city, effort=Effort(gap=0.1, rounds=1, table_gap=0.1))
    assert isinstance(plans, ManyPlans)
    _, *others = plans.tables
    silent = tuple(replace(use, spent={}, budget={}) for use in plans.shared)
    return [
        *verify_many(city, replace(plans, tables={name: plans.tables[name] for name in others})),
        *verify_many(city, replace(plans, shared=silent)),
    ]


def stopped_at_once() -> Infeasible:
    """A search with choices that a spreadsheet does not fit in, ended before there is any plan."""
    answer = solve(HARD_TO_BEGIN, gap=0, stop=lambda progress: True)
    assert isinstance(answer, Infeasible)
    return answer


def not_worked_out() -> list[Reason]:
    """A stopped search of a table so large that only what asks no calculation is told of what is left out."""
    able = possibilities(small_table(3))
    model = formulate(able)
    with patch("gebiedstafel.engines.connect.reasons.WORK_AFTER_STOP", 0):
        left = reasons_for_rest(able, model, (), lambda: True)
    return [reason for measure in left for reason in measure.reasons]


def _violations() -> Iterator[Violation]:
    for pair in PAIRS.values():
        other = solve(pair.lenient, gap=0)
        assert isinstance(other, Plan)
        yield from verify(pair.strict, pair.turn(other))
    for seed in (3, 5, 9, 14):
        problem = small_table(seed)
        plan = solve(problem, gap=0)
        assert isinstance(plan, Plan)
        for breaker in BREAKERS.values():
            broken = breaker(problem, plan)
            yield from verify(problem, broken) if broken is not None else ()
    yield from _odd_savings()
    yield from _odd_hours()


def _odd_savings() -> Iterator[Violation]:
    """A saving that is not taken, and one that is more than the work costs."""
    problem = TOGETHER["only a bundle saves"].lenient
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)
    first, *rest = plan.measures
    untaken = replace(first, savings=(), payments=(Payment("F", INVEST, 2027, euros(100)),))
    yield from verify(problem, replace(plan, measures=(untaken, *rest)))
    too_much = replace(first, savings=(Saving("b", INVEST, 2027, euros(120)),))
    yield from verify(problem, replace(plan, measures=(too_much, *rest)))


def _odd_hours() -> Iterator[Violation]:
    problem = table(work(hours=(HourNeed((2,), party="p"),)), money())
    plan = solve(table(work(), money()), gap=0)
    assert isinstance(plan, Plan)
    odd = replace(plan.measures[0], hours=(HourShare("p", "", 2027, -1),))
    yield from verify(problem, replace(plan, measures=(odd,)))


P = Party("p", OwnerClass.MUNICIPALITY)
AWAY = Party("q", OwnerClass.CARE, at_table=False)
HERE = Party("q", OwnerClass.CARE)
LEVER = money("L", certainty=Certainty.POSSIBLE, cost_types=frozenset({CostType.STAFF}))
STAFF = {"costs": {CostType.STAFF: (euros(100),)}}
TO_CHECK = money(
    "F",
    certainty=Certainty.LIKELY,
    conditions=(
        Condition("De raad is akkoord"),
        Condition("Past in de regels.", "q", date(2027, 1, 1)),
    ),
    apply_by=date(2027, 1, 1),
    start_by=date(2028, 1, 1),
    commit_by=date(2028, 1, 1),
)

HARD_TO_BEGIN = table(
    work("A", 50, effect=8),
    work("B", **STAFF),
    money("F", cost_types=frozenset({CostType.INVESTMENT, CostType.STAFF})),
    money("G"),
    choices=Choices(frozenset({"A", "B"})),
)

LACKING: tuple[Problem, ...] = (
    table(work(), money("F", 10)),
    table(work(cost=(50, 50, 50)), money()),
    table(work(leads=()), money()),
    table(work(hours=(HourNeed((9,), party="q"),)), money(), AWAY),
    table(work(hours=(HourNeed((9,), party="q", skill="tekenen"),)), money(), HERE),
    table(work(**STAFF), money(), LEVER),
    table(work(**STAFF), money(), money("G", themes=frozenset({"y"}))),
    table(work(), money(match=Match(Fraction(1)))),
    table(work(), money(match=Match(Fraction(1), certain_by=date(2027, 10, 1)))),
    table(work(requires=(Prerequisite("B"),)), work("B", leads=()), money()),
    table(work(alternative="k"), work("B", alternative="k"), money("F", 200)),
    table(work(), work("B"), money()),
    table(work(nature=Nature.RECURRING), money(), one_off_pays_recurring=True),
    table(work(), money(), choices=Choices(forced_out=frozenset({"A"}))),
    table(
        work(start_years=(2027, 2028)),
        money("F", 0, 100),
        choices=Choices(frozenset({"A"}), start={"A": 2027}),
    ),
    table(
        work(hours=(HourNeed((9,), party="q"),)),
        work("B", hours=(HourNeed((9,), party="q"),)),
        money("F", 200),
        replace(HERE, offers=(HourOffer("", {2027: 9}),)),
    ),
    table(
        work(benefits=(Benefit("p", euros(100)), Benefit("p", euros(200), 2040)), effects={"o": Fraction(4)}),
        money(),
        replace(P, never_worse_off=True),
    ),
    table(
        work("A", (50, 50), start_years=(2028,), funded_beyond=True, effects={"o": Fraction(4), "o2": None}),
        money("F", 0, 50),
        challenges=(Challenge("o"), Challenge("o2")),
    ),
    table(work(), TO_CHECK, HERE),
    *(small_table(seed) for seed in range(1, 40)),
)
