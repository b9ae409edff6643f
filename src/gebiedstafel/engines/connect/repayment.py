"""The same plan paid by others: what the rules of the money leave free once everything is chosen.

What starts, who leads, which flows are used and what is saved stay as they are in the plan. What is
left are payments and the rows that bind them, as plain values; `repaid` makes a plan of other payments.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from .appraisal import appraise
from .formulation import formulate
from .model import Floats, Model, Name
from .plan import Payment, Plan, PlannedMeasure
from .possible import possibilities
from .problem import Problem
from .rounding import CannotRound, whole_cents
from .verify import verify

FREE = ("pay", "reserve", "advance")


@dataclass(frozen=True, slots=True)
class Column:
    """Cents that may move: what a flow pays (its name, and the measure's), or keeps for another year."""

    flow: str | None
    measure: str | None
    now_cents: float
    most_cents: float


@dataclass(frozen=True, slots=True)
class Row:
    """least ≤ Σ factor × column ≤ most, in cents."""

    terms: tuple[tuple[int, float], ...]
    least_cents: float
    most_cents: float


class Repayment:
    """What of a plan's payments may move, in cents: `columns` and the `rows` that bind them."""

    def __init__(self, problem: Problem, plan: Plan) -> None:
        self.problem, self.plan = problem, plan
        self.able = possibilities(problem)
        self.model: Model = formulate(self.able)
        self.values = _values_of(self.model, plan)
        chosen = {measure.id for measure in plan.measures}
        names = self.model.names
        self.numbers = [
            c for c, name in enumerate(names) if name[0] in FREE and (name[0] != "pay" or name[2] in chosen)
        ]
        self.columns = tuple(self._column(c) for c in self.numbers)
        self.rows = tuple(self._rows())

    def _column(self, column: int) -> Column:
        name, cent = self.model.names[column], self.model.cent
        is_payment = name[0] == "pay"
        return Column(
            name[1] if is_payment else None,
            name[2] if is_payment else None,
            float(self.values[column]) / cent if is_payment else 0.0,
            self.model.upper[column] / cent,
        )

    def _rows(self) -> list[Row]:
        number = {column: n for n, column in enumerate(self.numbers)}
        paying = {c for c in self.numbers if self.model.names[c][0] == "pay"}
        found = []
        for r in range(len(self.model.row_names)):
            part = slice(self.model.row_start[r], self.model.row_start[r + 1])
            indices, factors = self.model.indices[part], self.model.values[part]
            if paying.isdisjoint(indices):
                continue
            pairs = list(zip(indices, factors, strict=True))
            moved = sum(factor * self.values[c] for c, factor in pairs if c not in number)
            terms = tuple((number[c], factor) for c, factor in pairs if c in number)
            cent = self.model.cent
            least, most = self.model.row_lower[r] - moved, self.model.row_upper[r] - moved
            found.append(Row(terms, float(least) / cent, float(most) / cent))
        return found

    def repaid(self, cents: tuple[float, ...]) -> Plan | None:
        """Return the plan with these payments in whole cents; None where they break a rule."""
        values = self.values.copy()
        values[self.numbers] = np.array(cents) * self.model.cent
        try:
            whole = whole_cents(self.model, values)
        except CannotRound:
            return None
        measures = tuple(_paid_by(one, whole) for one in self.plan.measures)
        worth = appraise(self.able, measures)
        bound = max(self.plan.bound, worth.objective)
        plan = replace(
            self.plan,
            measures=measures,
            unused=worth.unused,
            terms=worth.terms,
            objective=worth.objective,
            bound=bound,
            gap=(bound - worth.objective) / max(abs(worth.objective), 1e-9),
        )
        return None if verify(self.problem, plan) else plan


def _paid_by(measure: PlannedMeasure, cents: dict[Name, int]) -> PlannedMeasure:
    payments = [
        Payment(name[1], name[3], name[4], amount)
        for name, amount in cents.items()
        if name[0] == "pay" and name[2] == measure.id and amount
    ]
    return replace(measure, payments=tuple(sorted(payments, key=lambda p: (p.year, p.cost_type, p.flow))))


def _values_of(model: Model, plan: Plan) -> Floats:
    """The value of every column that says what is chosen, paid or saved in this plan."""
    chosen = {measure.id: measure for measure in plan.measures}
    paid = {(m.id, p.flow, p.cost_type, p.year): p.cents for m in plan.measures for p in m.payments}
    saved = {(m.id, s.bundle, s.cost_type, s.year): s.cents for m in plan.measures for s in m.savings}
    used = {(flow, measure) for measure, flow, _, _ in paid}
    values = np.zeros(len(model.names))
    for c, name in enumerate(model.names):
        kind = name[0]
        if kind == "start":
            values[c] = name[1] in chosen and chosen[name[1]].start == name[2]
        elif kind == "by":
            values[c] = name[1] in chosen and chosen[name[1]].start <= name[2]
        elif kind == "lead":
            values[c] = name[1] in chosen and chosen[name[1]].lead == name[2]
        elif kind == "pay":
            values[c] = paid.get((name[2], name[1], name[3], name[4]), 0) * model.cent
        elif kind == "save":
            values[c] = saved.pop((name[4], name[1], name[5], name[3]), 0) * model.cent
        elif kind == "uses":
            values[c] = (name[1], name[2]) in used
        elif kind == "used":
            values[c] = any(flow == name[1] for flow, _ in used)
    return values
