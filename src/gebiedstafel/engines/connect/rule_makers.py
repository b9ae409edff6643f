"""Whose rule a lever changes: what is set by law or by a giver elsewhere, the table cannot change itself."""

from __future__ import annotations

from dataclasses import dataclass

from .levers import Lever, LeverKind
from .problem import MoneyFlow, OwnerClass, Party, Problem

OF_A_FLOW = frozenset({LeverKind.RULE_RELAXED, LeverKind.LATER_DATE})


@dataclass(frozen=True, slots=True)
class RuleMaker:
    """Who is to be asked about the rule of a flow, because the table itself cannot change it.

    `party` is one of the table's list, or "" where none is of the `owner_class` that gives the money.
    `by_law` says that the rule is in a law or a scheme, else it is of a giver who is not at the table.
    """

    flow: str
    party: str
    owner_class: OwnerClass
    by_law: bool


def rule_maker(problem: Problem, lever: Lever) -> RuleMaker | None:
    """Who made the rule or set the day that a lever changes; None where the table can change it itself."""
    for part in lever.parts or (lever,):
        flow = next((f for f in problem.flows if f.id == part.flow), None)
        if flow is None or part.kind not in OF_A_FLOW:
            continue
        giver = _giver(problem, flow)
        if flow.by_law or giver is None or not giver.at_table:
            return RuleMaker(flow.id, giver.id if giver else "", flow.owner_class, flow.by_law)
    return None


def _giver(problem: Problem, flow: MoneyFlow) -> Party | None:
    """Whose money it is: the holder's, or that of another whose kind of money it passes on."""
    holder = next((p for p in problem.parties if p.id == flow.holder), None)
    if holder is not None and holder.owner_class in (None, flow.owner_class):
        return holder
    alike = sorted((p for p in problem.parties if p.owner_class is flow.owner_class), key=lambda p: p.id)
    return next((p for p in alike if p.at_table), alike[0] if alike else None)
