"""What a row would fit with as it is filled in: measures a flow may pay, flows and hours for a measure.

Nothing is solved here: it says what may, not what the plan does. A row that lacks what the engine
cannot do without fits with nothing yet, and `lacks` names why.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..engines.connect.possible import (
    allowed_starts,
    deficits,
    in_time,
    meets,
    misfits,
    open_flow,
    payable_years,
    willing,
)
from ..engines.connect.problem import HourNeed, Measure, MoneyFlow, Problem
from .counted import missing_answers
from .effects import UNKNOWN, effects_of
from .entries import find_entry
from .table_problem import problem_of

Document = dict[str, Any]


@dataclass(frozen=True, slots=True)
class AskedHours:
    """Hours a measure asks, and the parties at the table that offer such hours."""

    party: str
    skill: str
    hours: int
    givers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fits:
    """The ids of what a row fits with. `closed` says why the base plan may not use a flow, as a code."""

    kind: str
    fits: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()
    hours: tuple[AskedHours, ...] = ()
    leads: tuple[str, ...] = ()
    closed: str = ""
    saving: int = 0


def fits_of(document: Document, kind: str, key: str) -> Fits:
    """Return what this row of the document fits with."""
    row = find_entry(document, kind, key) or {"id": key}
    if kind == "challenges":
        return Fits(kind, tuple(_helping(document, key)))
    problem = problem_of(_alone(document))
    match kind:
        case "money_flows":
            flow = next((one for one in problem.flows if one.id == key), None)
            return Fits(kind, lacks=_lacks(row, document)) if flow is None else _flow_fits(problem, flow)
        case "measures":
            measure = next((one for one in problem.measures if one.id == key), None)
            return (
                Fits(kind, lacks=_lacks(row, document))
                if measure is None
                else _measure_fits(problem, measure)
            )
        case "parties":
            return Fits(kind, tuple(_asking(problem, key)))
    members = list(row.get("measures", ()))
    saving = max(len(members) - 1, 0) * int(row.get("saving_per_extra", 0))
    return Fits(kind, tuple(members), missing_answers(row, "bundles"), saving=saving)


def with_row(document: Document, kind: str, row: Mapping[str, Any]) -> Document:
    """Return the document with this row in the place of the one with its id, or added."""
    rows = [dict(row) if one["id"] == row["id"] else one for one in document.get(kind, ())]
    if all(one["id"] != row["id"] for one in rows):
        rows.append(dict(row))
    return {**document, kind: rows}


def _alone(document: Document) -> Document:
    """What the question needs of a table: forced choices and statements change nothing about it."""
    return {name: part for name, part in document.items() if name not in ("choices", "statements")}


def _lacks(row: Mapping[str, Any], document: Document) -> tuple[str, ...]:
    kind = "money_flows" if "holder" in row else "measures"
    found = list(missing_answers(row, kind))
    holder = find_entry(document, "parties", row.get("holder", "")) or {}
    if "owner_class" in found and holder.get("owner_class"):
        found.remove("owner_class")
    return tuple(found or (["requires"] if kind == "measures" else []))


def _flow_fits(problem: Problem, flow: MoneyFlow) -> Fits:
    found = tuple(m.id for m in problem.measures if may_pay(problem, flow, m))
    return Fits("money_flows", found, closed=open_flow(problem, flow))


def _measure_fits(problem: Problem, measure: Measure) -> Fits:
    seated = {party.id for party in problem.parties if party.at_table}
    return Fits(
        "measures",
        tuple(flow.id for flow in problem.flows if may_pay(problem, flow, measure)),
        hours=tuple(_asked(problem, measure, need) for need in measure.hours),
        leads=tuple(party for party in measure.leads if party in seated),
        lacks=() if measure.costs else ("costs",),
    )


def may_pay(problem: Problem, flow: MoneyFlow, measure: Measure) -> bool:
    """Whether a flow may pay any euro of a measure: by its earmark, its cost types and its dates."""
    if misfits(problem, flow, measure):
        return False
    years = set(payable_years(problem, flow))
    return any(
        amount and kind in flow.cost_types and start + offset in years
        for start in allowed_starts(problem, measure)
        if in_time(flow, start)
        for kind, amounts in deficits(measure).items()
        for offset, amount in enumerate(amounts)
    )


def _asked(problem: Problem, measure: Measure, need: HourNeed) -> AskedHours:
    givers = [
        party.id
        for party in problem.parties
        if willing(party, measure) and any(meets((party.id, offer.skill), need) for offer in party.offers)
    ]
    return AskedHours(need.party or "", need.skill or "", sum(need.hours), tuple(givers))


def _asking(problem: Problem, key: str) -> Iterable[str]:
    """The measures that ask hours this party offers."""
    party = next((one for one in problem.parties if one.id == key), None)
    if party is None:
        return ()
    return (
        measure.id
        for measure in problem.measures
        if willing(party, measure)
        and any(meets((key, offer.skill), need) for offer in party.offers for need in measure.hours)
    )


def _helping(document: Document, key: str) -> Iterable[str]:
    for measure in document.get("measures", ()):
        if effects_of(measure).get(key, UNKNOWN) != UNKNOWN:
            yield measure["id"]
