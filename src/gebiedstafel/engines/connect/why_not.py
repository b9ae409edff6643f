"""Why a measure is not in a plan: impossible under these rules, or possible at a price.

Impossible does not depend on the plan: whatever else is chosen, these rules together forbid it, and each
is needed for that. Possible comes with what lacks beside this plan, and `price` says what forcing it costs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .easing import Way
from .excerpt import Excerpt
from .forcing import Forcing
from .formulation import formulate
from .named_rules import Rule
from .plan import Plan, Reason
from .possible import possibilities
from .problem import Problem
from .reasons import RULES, TOGETHER
from .rules_told import decisive_first
from .ways_out import ways_out

CHOSEN_RULES = frozenset({"requires", "alternative", "forced_in", "forced_out", "forced_start"})


@dataclass(frozen=True, slots=True)
class Gap:
    """What lacks beside a plan that mixes its payments again: cents per (cost type, year), hours per year."""

    cents: Mapping[tuple[str, int], int]
    hours: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class WhyNot:
    """The answer for one measure.

    Impossible: `rules` together forbid it, none can be left out, what decides comes first, and `ways` are
    each enough. Possible:
    `rules` and `ways` are empty and `gap` is what lacks beside the plan; None where the plan's own
    choices leave no room at all, an empty gap where only its worth decides. `reasons` are the plan's.
    """

    measure: str
    rules: tuple[Rule, ...] = ()
    ways: tuple[Way, ...] = ()
    gap: Gap | None = None
    reasons: tuple[Reason, ...] = field(default=())

    @property
    def is_possible(self) -> bool:
        """Whether some plan has it."""
        return not self.rules


class WhyNots:
    """Answers for every measure that one plan leaves out; what they share is worked out once."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem = problem
        self.plan = plan
        self.start = {m.id: m.start for m in plan.measures}
        self.paying = {(p.flow, m.id) for m in plan.measures for p in m.payments}
        self.reasons = {left.id: left.reasons for left in plan.not_chosen}
        self.model = formulate(possibilities(problem))
        self.excerpt = Excerpt(self.model)

    def of(self, measure: str, *, ways: bool = True) -> WhyNot:
        """Why this measure is not in the plan; `ways` may be left for later."""
        forcing = Forcing(self.problem, [measure])
        rules = forcing.conflict()
        reasons = tuple(self.reasons.get(measure, ()))
        if rules:
            out = ways_out(forcing, rules) if ways else ()
            return WhyNot(measure, decisive_first(rules, out), out, reasons=reasons)
        return WhyNot(measure, gap=self._gap(measure, forcing.along), reasons=reasons)

    def _gap(self, measure: str, along: set[str]) -> Gap | None:
        """The least that lacks when the plan stays and the measure comes in with all it waits for."""
        free = {m for m in along if m not in self.start} | {measure}
        inside = {*self.start, *free}
        columns = [c for c, name in enumerate(self.model.names) if _about(name, inside)]
        fixed = {c: v for c in columns if (v := self._planned(self.model.names[c], free)) is not None}
        tags = RULES | TOGETHER | CHOSEN_RULES
        lacks = self.excerpt.shortage(columns, measure=measure, tags=tags, fixed=fixed)
        if lacks is None:
            return None
        hours: dict[int, int] = {}
        for (_, year), number in lacks.hours.items():
            hours[year] = hours.get(year, 0) + number
        return Gap(dict(lacks.cents), hours)

    def _planned(self, name: tuple[object, ...], free: set[str]) -> float | None:
        """The plan's value of a choice that stays; None for what may still be arranged."""
        if name[0] == "start" and name[1] not in free:
            return float(self.start[str(name[1])] == name[2])
        if name[0] == "uses" and name[2] not in free:
            return float((name[1], name[2]) in self.paying)
        if name[0] == "no_money" and name[1] not in free:
            return 0.0
        return None


def _about(name: tuple[object, ...], inside: set[str]) -> bool:
    """Whether a column is about these measures, or about flows and hours in general."""
    place = {"pay": 2, "uses": 2, "start": 1, "by": 1, "lead": 1, "no_money": 1, "save": 4}.get(str(name[0]))
    if place is not None:
        return name[place] in inside
    return name[0] in ("some", "short", "full", "reserve", "advance", "used", "give", "no_hours")


def why_not(problem: Problem, plan: Plan, measure: str) -> WhyNot:
    """Why one measure is not in the plan; for more of one plan `WhyNots` works out less."""
    return WhyNots(problem, plan).of(measure)
