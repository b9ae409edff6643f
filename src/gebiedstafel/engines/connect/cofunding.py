"""What a flow asks of others before it pays for a measure: how much, by when, and what there is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from .excerpt import Excerpt, Shortage
from .formulation import rules_alone
from .model import Model
from .possible import Possible, in_time, of_arranged
from .problem import Match, Measure, MoneyFlow, Problem
from .rule_rows import counts_as_match

EURO = 100


@dataclass(frozen=True)
class Alone:
    """A measure on its own: its columns in a model, and the rules that count when nothing else is chosen."""

    able: Possible
    excerpt: Excerpt
    own: Callable[[Model], list[int]]
    tags: frozenset[str]

    def gap(self, m: Measure, flows: set[str], start: int) -> int | None:
        """The cents that nobody pays at this start if only these flows pay; None if it cannot be at all."""
        names = self.excerpt.model.names
        columns = [c for c in self.own(self.excerpt.model) if _of(names[c], flows, start)]
        return _cents(self.excerpt.shortage(columns, measure=m.id, tags=self.tags, fixed={}))

    def paid_without_match(self, m: Measure, f: MoneyFlow) -> bool:
        """Whether the measure would be paid if this flow asked nothing of others."""
        flows = tuple(replace(g, match=None) if g.id == f.id else g for g in self.able.problem.flows)
        model = rules_alone(of_arranged(replace(self._near(m), flows=flows)))
        lacks = Excerpt(model).shortage(self.own(model), measure=m.id, tags=self.tags, fixed={})
        return _cents(lacks) == 0

    def _near(self, m: Measure) -> Problem:
        """The table with this measure and those it may save with, step after step."""
        problem, near = self.able.problem, {m.id}
        while (
            more := {n for b in problem.bundles if near.intersection(b.measures) for n in b.measures} - near
        ):
            near |= more
        return replace(
            problem,
            measures=tuple(replace(n, requires=()) for n in problem.measures if n.id in near),
            bundles=tuple(b for b in problem.bundles if near.intersection(b.measures)),
        )


def _cents(lacks: Shortage | None) -> int | None:
    return None if lacks is None else sum(lacks.cents.values())


def cofunding_asked(alone: Alone, m: Measure) -> dict[str, object]:
    """The flow whose co-funding is the only thing that lacks, with what it asks and what there is.

    Asked is what goes with the most that flow may pay: then the measure does not lean on money that
    comes too late to count. Empty when no one flow alone holds the measure up.
    """
    found: list[tuple[int, str, dict[str, object]]] = []
    for f in alone.able.payers[m.id]:
        if f.match is None or f.match.programme:
            continue
        asks = list(_asks(alone, f, f.match, m))
        if asks and alone.paid_without_match(m, f):
            found += [(cents, f.id, facts) for cents, facts in asks]
    return min(found, key=lambda each: each[:2])[2] if found else {}


def _asks(alone: Alone, f: MoneyFlow, match: Match, m: Measure) -> Iterator[tuple[int, dict[str, object]]]:
    """(cents missing, facts) for each start at which this flow may pay."""
    able = alone.able
    others = {g.id for g in able.payers[m.id] if counts_as_match(f, match, g)}
    late = [
        g.id
        for g in able.payers[m.id]
        if g.id not in others and g.id != f.id and g.owner_class not in match.excluded_classes
    ]
    for start in able.starts[m.id]:
        if not in_time(f, start):
            continue
        total = sum(cents for _, _, cents in able.due(m.id, start))
        gap = alone.gap(m, others, start)
        needed = -(-match.ratio * _most(able, f, match, m, start) // EURO) * EURO
        there = min((total - gap) // EURO * EURO, int(needed)) if gap is not None else 0
        if needed > there:
            missing = int(needed) - there
            year = match.certain_by.year if match.certain_by else start
            facts = {"flow": f.id, "needed": int(needed), "there": there, "certain_by": match.certain_by}
            yield missing, {**facts, "cents": missing, "years": {year: missing}, "late": late}


def _most(able: Possible, f: MoneyFlow, match: Match, m: Measure, start: int) -> Fraction:
    """The most this flow may pay once others do their part."""
    total = sum(cents for _, _, cents in able.due(m.id, start))
    payable = sum(
        cents
        for kind, year, cents in able.due(m.id, start)
        if kind in f.cost_types and year in able.payable[f.id]
    )
    limits = [f.max_share * total, Fraction(total) / (1 + match.ratio), Fraction(payable)]
    limits.append(Fraction(sum(f.budget.get(year, 0) for year in able.problem.years)))
    limits += [Fraction(limit) for limit in (f.max_application, f.lump or None) if limit is not None]
    if f.max_per_unit:
        unit, cents = f.max_per_unit
        limits.append(Fraction(cents * m.units.get(unit, 0)))
    return min(limits)


def _of(name: tuple[object, ...], flows: set[str], start: int) -> bool:
    """Whether a column is about this start, these flows, or neither."""
    if name[0] == "start":
        return name[2] == start
    return name[1] in flows if name[0] in ("pay", "uses") else True
