"""Families of rules, each with a way to lift it from a table: does the best plan change without it?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction

from gebiedstafel.engines.connect import Plan, solve
from gebiedstafel.engines.connect.problem import Certainty, Measure, MoneyFlow, Nature, Party, Problem

from .small_tables import KINDS

Lift = Callable[[Problem], Problem]


def _flows(**changes: object) -> Lift:
    def lifted(problem: Problem) -> Problem:
        return replace(problem, flows=tuple(replace(f, **changes) for f in problem.flows))

    return lifted


def _each_flow(change: Callable[[MoneyFlow], MoneyFlow]) -> Lift:
    return lambda problem: replace(problem, flows=tuple(change(f) for f in problem.flows))


def _each_measure(change: Callable[[Measure], Measure]) -> Lift:
    return lambda problem: replace(problem, measures=tuple(change(m) for m in problem.measures))


def _each_party(change: Callable[[Party], Party]) -> Lift:
    return lambda problem: replace(problem, parties=tuple(change(p) for p in problem.parties))


def _richer(f: MoneyFlow) -> MoneyFlow:
    return replace(f, budget={year: cents + 200_00 for year, cents in f.budget.items()})


def _match(**changes: object) -> Lift:
    return _each_flow(lambda f: f if f.match is None else replace(f, match=replace(f.match, **changes)))


def _seated(problem: Problem) -> Problem:
    return _each_party(lambda p: replace(p, at_table=True))(problem)


FAMILIES: dict[str, Lift] = {
    "theme": _flows(themes=None),
    "area": lambda problem: replace(problem, flows=tuple(replace(f, area="wijk") for f in problem.flows)),
    "cost type": lambda problem: replace(
        problem, flows=tuple(replace(f, cost_types=frozenset(KINDS)) for f in problem.flows)
    ),
    "kind": _flows(kinds=None),
    "target group": _flows(target_groups=None),
    "recurring": _flows(nature=Nature.RECURRING),
    "recurring, lifted by the table": lambda problem: replace(problem, one_off_pays_recurring=True),
    "certainty": _each_flow(
        lambda f: replace(f, certainty=Certainty.LIKELY) if f.certainty is Certainty.POSSIBLE else f
    ),
    "budget": _each_flow(_richer),
    "kept": _flows(carry_forward=Fraction(1)),
    "spent earlier": _flows(carry_backward=True),
    "available from": _flows(available_from=None),
    "spend by": _flows(spend_by=None),
    "start or commit by": _flows(start_by=None, commit_by=None),
    "largest share": _flows(max_share=Fraction(1)),
    "smallest share": _flows(min_share=Fraction(0)),
    "co-funding": _flows(match=None),
    "co-funding: classes": _match(excluded_classes=frozenset()),
    "co-funding: certain by": _match(certain_by=None),
    "minimum": _flows(min_application=0),
    "maximum": _flows(max_application=None),
    "lump": _flows(lump=None),
    "per unit": _flows(max_per_unit=None),
    "programme minimum": _flows(programme_min=0),
    "core": _flows(core=None),
    "ban group": _flows(ban_group=""),
    "ban class": _flows(ban_classes=frozenset()),
    "wants at table": _flows(needs_at_table=""),
    "led by": _flows(only_led_by=None),
    "burden": _flows(burden=0, accounting_cents=None, accounting_hours=None),
    "never worse off": _each_party(lambda p: replace(p, never_worse_off=False)),
    "most leads": _each_party(lambda p: replace(p, max_leads=None)),
    "themes of hours": _each_party(lambda p: replace(p, themes=None)),
    "at the table": _seated,
    "hours": _each_measure(lambda m: replace(m, hours=())),
    "leads offered": _each_measure(lambda m: replace(m, leads=("p0", "p1", "p2"))),
    "order": _each_measure(lambda m: replace(m, requires=())),
    "alternatives": _each_measure(lambda m: replace(m, alternative="")),
    "horizon": _each_measure(lambda m: replace(m, funded_beyond=True)),
    "bundles": lambda problem: replace(problem, bundles=(), statements=()),
    "residents lead": lambda problem: replace(problem, min_resident_led=0),
}


def families_that_bind(problem: Problem, worth: float, among: Iterable[str] = FAMILIES) -> Iterable[str]:
    """The families without which the best plan of this table is worth something else."""
    for family in among:
        lifted = FAMILIES[family](problem)
        if lifted != problem:
            plan = solve(lifted, gap=0)
            if isinstance(plan, Plan) and abs(plan.objective - worth) > 1e-6:
                yield family


def said(counts: Counter[str]) -> str:
    """How often each family bound, most often first."""
    return ", ".join(f"{family} {count}" for family, count in counts.most_common())
