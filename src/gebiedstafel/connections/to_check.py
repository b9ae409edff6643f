"""What people still have to check: conditions the engine did not calculate, per flow and per measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import ToCheck

from .amounts import day, listed
from .reading import Reading

CONDITION = "condition"
"""The engine's code for a rule that only people can judge; the others it words itself."""


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
    """Return per measure what is still to be checked about it and its payments."""
    found: dict[str, list[Check]] = defaultdict(list)
    for condition in reading.checks:
        for measure in condition.measures:
            found[measure].append(_check(reading, condition))
    return {measure: tuple(dict.fromkeys(checks)) for measure, checks in found.items()}


def checks_by_flow(reading: Reading) -> tuple[FlowChecks, ...]:
    """Return what is still to be checked, flow by flow; what hangs on no flow comes last."""
    per_flow: dict[str, list[ToCheck]] = defaultdict(list)
    for condition in reading.checks:
        per_flow[condition.flow].append(condition)
    found = []
    for flow, conditions in per_flow.items():
        measures = {measure for condition in conditions for measure in condition.measures}
        checks = dict.fromkeys(_check(reading, condition) for condition in conditions)
        names = listed(sorted(reading.title(measure) for measure in measures))
        found.append((flow == "", FlowChecks(_flow_name(reading, flow), names, tuple(checks))))
    return tuple(row for _last, row in sorted(found, key=lambda pair: (pair[0], pair[1].flow)))


def _flow_name(reading: Reading, flow: str) -> str:
    if not flow:
        return _("Los van een geldstroom")
    return str(reading.flows.get(flow, {}).get("name", flow))


def _check(reading: Reading, condition: ToCheck) -> Check:
    flow = reading.flow(condition.flow) if condition.flow else ""
    if condition.code != CONDITION:
        return Check(flow, reading.said(condition), "")
    text = str(condition.facts.get("text", ""))
    return Check(flow, text if text.endswith((".", "!", "?")) else f"{text}.", _by_whom(reading, condition))


def _by_whom(reading: Reading, condition: ToCheck) -> str:
    who, by = str(condition.facts.get("checked_by") or ""), condition.facts.get("by")
    if not who:
        flow = reading.flows.get(condition.flow, {})
        who = str(flow.get("applicant") or flow.get("holder", ""))
    facts = {"who": reading.party(who), "day": day(by) if isinstance(by, date) else ""}
    if facts["day"]:
        return _("Nog te toetsen door %(who)s, vóór %(day)s.") % facts
    return _("Nog te toetsen door %(who)s.") % facts
