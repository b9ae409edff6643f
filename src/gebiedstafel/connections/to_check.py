"""What people still have to check: conditions the engine did not calculate, per flow and per measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from .amounts import day, listed
from .reading import Reading, Row


@dataclass(frozen=True, slots=True)
class Check:
    """One condition: which flow, what must be true, and who says so by when."""

    flow: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class FlowChecks:
    """All conditions of one flow with the measures whose payments they touch."""

    flow: str
    measures: str
    checks: tuple[Check, ...]


def checks_by_measure(reading: Reading) -> dict[str, tuple[Check, ...]]:
    """Return per measure what is still to be checked about its payments."""
    found: dict[str, list[Check]] = defaultdict(list)
    for row in reading.plan.get("to_check", ()):
        for measure in row["measures"]:
            found[measure].append(_check(reading, row))
    return {measure: tuple(dict.fromkeys(checks)) for measure, checks in found.items()}


def checks_by_flow(reading: Reading) -> tuple[FlowChecks, ...]:
    """Return what is still to be checked, flow by flow."""
    rows: dict[str, list[Row]] = defaultdict(list)
    for row in reading.plan.get("to_check", ()):
        rows[row["flow"]].append(row)
    found = []
    for flow, conditions in rows.items():
        measures = {measure for row in conditions for measure in row["measures"]}
        checks = dict.fromkeys(_check(reading, row) for row in conditions)
        names = listed(sorted(reading.title(measure) for measure in measures))
        found.append(FlowChecks(_flow_name(reading, flow), names, tuple(checks)))
    return tuple(sorted(found, key=lambda row: row.flow))


def _flow_name(reading: Reading, flow: str) -> str:
    return str(reading.flows.get(flow, {}).get("name", flow))


def _check(reading: Reading, row: Row) -> Check:
    facts = row.get("facts", {})
    who, by = str(facts.get("checked_by") or ""), str(facts.get("by") or "")
    if not who:
        flow = reading.flows.get(row["flow"], {})
        who = str(flow.get("applicant") or flow.get("holder", ""))
    words = _("Nog te toetsen door %(who)s.") % {"who": reading.party(who)} if who else _("Nog te toetsen.")
    if by:
        words = _("Nog te toetsen door %(who)s, vóór %(day)s.") % {"who": reading.party(who), "day": day(by)}
    return Check(reading.flow(row["flow"]), _condition(row), words)


def _condition(row: Row) -> str:
    text = str(row.get("facts", {}).get("text") or row.get("text") or "")
    return text if text.endswith((".", "!", "?")) else f"{text}."
