"""A plan with its figures, from the measures that were chosen: whoever chose them."""

from __future__ import annotations

from math import inf, isfinite

from .appraisal import appraise
from .conditions import conditions_to_check
from .plan import NotChosen, Plan, PlannedMeasure, Status
from .possible import Possible

PROVEN = 1e-6


class SelfCheckFailed(RuntimeError):
    """The engine's own plan broke a rule: a crash, never an answer."""


def answer(
    able: Possible,
    measures: tuple[PlannedMeasure, ...],
    *,
    bound: float = inf,
    stopped: bool = False,
    nodes: int = 0,
    not_chosen: tuple[NotChosen, ...] = (),
) -> Plan:
    """The plan of these measures. `bound` is what no plan can exceed, infinite when nobody knows."""
    worth = appraise(able, measures)
    objective = worth.objective
    most = max(bound, objective) if isfinite(bound) else inf
    status = Status.OPTIMAL if most - objective <= PROVEN * max(1.0, abs(objective)) else Status.WITHIN_GAP
    if stopped and status is not Status.OPTIMAL:
        status = Status.STOPPED
    return Plan(
        status=status,
        objective=objective,
        terms=worth.terms,
        weights=able.problem.weights,
        bound=most,
        gap=relative_gap(objective, most),
        coverage=worth.coverage,
        points=worth.points,
        statements=worth.statements,
        measures=measures,
        unused=worth.unused,
        not_chosen=not_chosen,
        to_check=conditions_to_check(able, measures),
        resident_shortfall=worth.resident_shortfall,
        nodes=nodes,
    )


def relative_gap(objective: float, bound: float) -> float:
    """How far a plan is from what no plan can exceed, as a share of the plan."""
    return (bound - objective) / max(abs(objective), 1e-9) if bound > objective else 0.0
