"""What a plan is worth, computed from the plan alone in exact fractions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from .budget_rows import keeps_after
from .plan import PlannedMeasure, UnusedMoney
from .possible import Possible
from .problem import MoneyFlow


@dataclass(frozen=True)
class Appraisal:
    """The terms of the objective with what lies behind them."""

    terms: dict[str, float]
    coverage: dict[str, float]
    points: dict[str, float]
    statements: dict[str, float]
    unused: tuple[UnusedMoney, ...]
    resident_shortfall: int

    @property
    def objective(self) -> float:
        """The one weighted sum."""
        return sum(self.terms.values())


def appraise(able: Possible, measures: tuple[PlannedMeasure, ...]) -> Appraisal:
    """Value a plan by the published objective."""
    problem, weights = able.problem, able.problem.weights
    start = {m.id: m.start for m in measures}
    need, coverage, points = _need(able, start)
    statements = _statements(able, start)
    strength = {s.id: s.strength for s in problem.statements}
    unused, lapsed = _unused(able, measures)
    led_by_residents = sum(1 for m in problem.measures if m.resident_led and m.id in start)
    shortfall = max(0, problem.min_resident_led - led_by_residents)
    used = {p.flow for m in measures for p in m.payments}
    burden = sum((f.accounting for f in able.flows if f.id in used), Fraction(0))
    terms = {
        "need": weights.need * need,
        "statement": weights.statement
        * sum((strength[s] * met for s, met in statements.items()), Fraction(0)),
        "lapse": -weights.lapse * lapsed / 10_000_000,
        "lead": weights.lead * len({m.lead for m in measures}),
        "burden": -weights.burden * burden,
        "resident_shortfall": -weights.resident_shortfall * shortfall,
    }
    return Appraisal(
        terms={name: float(value) for name, value in terms.items()},
        coverage=coverage,
        points=points,
        statements={s: float(met) for s, met in statements.items()},
        unused=unused,
        resident_shortfall=shortfall,
    )


def _need(able: Possible, start: dict[str, int]) -> tuple[Fraction, dict[str, float], dict[str, float]]:
    problem = able.problem
    total, coverage, points = Fraction(0), {}, {}
    for o in problem.challenges:
        met = plain = Fraction(0)
        for m in problem.measures:
            if m.id in start and m.effects.get(o.id):
                effect = m.effects[o.id] or Fraction(0)
                plain += effect
                met += effect * problem.yearly_discount ** (start[m.id] - problem.years[0])
        left = met
        for segment in problem.segments:
            inside = min(left, segment.width * o.need)
            total += o.urgency * (1 + o.resident_priority) * segment.value * inside
            left -= inside
        coverage[o.id] = float(min(met / o.need, Fraction(1)))
        points[o.id] = float(plain)
    return total, dict(sorted(coverage.items())), dict(sorted(points.items()))


def _statements(able: Possible, start: dict[str, int]) -> dict[str, Fraction]:
    together = {b.id: _together(able, n, start) for n, b in enumerate(able.problem.bundles)}
    met = {}
    for s in sorted(able.problem.statements, key=lambda s: s.id):
        served = sum((together.get(x, Fraction(x in start)) for x in s.served_by), Fraction(0))
        met[s.id] = served / max(len(s.served_by), 1)
    return met


def _together(able: Possible, number: int, start: dict[str, int]) -> Fraction:
    """How far works of a bundle start at one moment: 0 until two do, then less per other moment."""
    groups = [[start[m] for m in members if m in start] for members in able.members(number)]
    moments = sum(len(set(years)) for years in groups)
    if sum(len(years) for years in groups) == moments:
        return Fraction(0)
    others = len(able.problem.bundles[number].measures) - 1
    return max(1 - Fraction(moments - 1, others), Fraction(0))


def _unused(able: Possible, measures: Iterable[PlannedMeasure]) -> tuple[tuple[UnusedMoney, ...], Fraction]:
    spent: dict[tuple[str, int], int] = {}
    for m in measures:
        for p in m.payments:
            spent[p.flow, p.year] = spent.get((p.flow, p.year), 0) + p.cents
    unused: list[UnusedMoney] = []
    lapsed = Fraction(0)
    for f in sorted(able.flows, key=lambda f: f.id):
        rows, lost = left_over(able, f, spent)
        unused += rows
        lapsed += lost
    return tuple(unused), lapsed


def left_over(
    able: Possible, f: MoneyFlow, spent: dict[tuple[str, int], int]
) -> tuple[list[UnusedMoney], Fraction]:
    """Year by year: what lapses, what is kept, and what later years lend to earlier ones."""
    rows, lost = [], Fraction(0)
    reserve = advance = Fraction(0)
    years = able.problem.years
    for year in years:
        left = f.budget.get(year, 0) + reserve - advance - spent.get((f.id, year), 0)
        advance, left = (max(-left, Fraction(0)), max(left, Fraction(0)))
        reserve = left * f.carry_forward if keeps_after(able, f, year) else Fraction(0)
        lapse = left - reserve
        lost += lapse
        if lapse >= 1:
            rows.append(UnusedMoney(f.id, year, int(lapse), lapses=True))
        if year == years[-1] and reserve >= 1:
            rows.append(UnusedMoney(f.id, year, int(reserve), lapses=False))
    return rows, lost
