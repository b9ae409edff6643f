"""What the plan is worth: need covered, statements met, the residents' floor."""

from __future__ import annotations

from .model import INFINITY, Model, Term
from .possible import Possible
from .start_rows import chosen


def add_coverage(model: Model, able: Possible) -> None:
    """cov[o,k] ≤ width of segment k; Σ_k cov[o,k] ≤ Σ effect × discount^t × start[m,t]."""
    problem = able.problem
    discount = float(problem.yearly_discount)
    for o in problem.challenges:
        met: list[Term] = []
        for m in problem.measures:
            effect = m.effects.get(o.id)
            if effect:
                for t in able.starts[m.id]:
                    keeps = discount ** (t - problem.years[0])
                    met.append((model.column["start", m.id, t], -float(effect) * keeps))
        if not met:
            continue
        point = float(problem.weights.need * o.urgency * (1 + o.resident_priority))
        for k, segment in enumerate(problem.segments):
            width = float(segment.width * o.need)
            met.append((model.add(("cov", o.id, k), 0, width, cost=point * float(segment.value)), 1.0))
        model.at_most(("coverage", o.id), met, 0)


def add_statements(model: Model, able: Possible) -> None:
    """Each measure in the plan, and each bundle as far as its works start at one moment, meets its part."""
    problem = able.problem
    bundles = {b.id: number for number, b in enumerate(problem.bundles)}
    for s in problem.statements:
        for served in s.served_by:
            worth = float(problem.weights.statement * s.strength / len(s.served_by))
            if served in bundles:
                column = model.column.get(("together", served))
                if column is None:
                    column = _together(model, able, bundles[served])
                model.cost[column] += worth
            else:
                for column, _ in chosen(model, able, served):
                    model.cost[column] += worth


def _together(model: Model, able: Possible, number: int) -> int:
    """together[b] ≤ Σ (members that start together − 1), and ≤ 1 − (moments − 1) / (n − 1)."""
    bundle = able.problem.bundles[number]
    together = model.add(("together", bundle.id), 0, 1)
    met: list[Term] = [(together, 1.0)]
    spread: list[Term] = [(together, len(bundle.measures) - 1.0)]
    for g, members in enumerate(able.members(number)):
        for t in able.problem.years:
            starts = [model.column["start", m, t] for m in members if t in able.starts[m]]
            some = model.column.get(("some", bundle.id, g, t))
            if some is None:
                spread += [(column, 1.0) for column in starts]
            else:
                spread.append((some, 1.0))
                met += [(some, 1.0), *((column, -1.0) for column in starts)]
    model.at_most(("together", bundle.id), met, 0)
    model.at_most(("spread", bundle.id), spread, len(bundle.measures))
    return together


def add_resident_floor(model: Model, able: Possible) -> None:
    """Σ measures led by residents + missing ≥ the floor; each missing one has its price."""
    problem = able.problem
    if not problem.min_resident_led:
        return
    missing = model.add(("missing",), 0, INFINITY, cost=-float(problem.weights.resident_shortfall))
    terms: list[Term] = [(missing, 1.0)]
    for m in problem.measures:
        if m.resident_led:
            terms += chosen(model, able, m.id)
    model.row(("residents",), problem.min_resident_led, terms, INFINITY)
