"""What people still have to check: conditions the engine did not calculate, per flow and per measure."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import ToCheck
from gebiedstafel.exchange.applicants import applicant_of

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
    """All conditions of one flow with the measures they touch; of a measure itself, under its name."""

    about: str
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
    """Return what is still to be checked, flow by flow; what hangs on a measure itself comes last."""
    per_flow: dict[tuple[str, str], list[ToCheck]] = defaultdict(list)
    for condition in reading.checks:
        measure = "" if condition.flow else ", ".join(condition.measures)
        per_flow[condition.flow, measure].append(condition)
    found = []
    for (flow, measure), conditions in per_flow.items():
        touched = {id_ for condition in conditions for id_ in condition.measures}
        checks = dict.fromkeys(_check(reading, condition) for condition in conditions)
        names = listed(sorted(reading.title(id_) for id_ in touched))
        about = str(reading.flows.get(flow, {}).get("name", flow)) if flow else names
        found.append((measure != "", FlowChecks(about, names if flow else "", tuple(checks))))
    return tuple(row for _last, row in sorted(found, key=lambda pair: (pair[0], pair[1].about)))


def _check(reading: Reading, condition: ToCheck) -> Check:
    flow = reading.flow(condition.flow) if condition.flow else ""
    if condition.code != CONDITION:
        return Check(flow, reading.said(condition), "")
    text = str(condition.facts.get("text", ""))
    return Check(flow, text if text.endswith((".", "!", "?")) else f"{text}.", _by_whom(reading, condition))


def _by_whom(reading: Reading, condition: ToCheck) -> str:
    who, by = str(condition.facts.get("checked_by") or ""), condition.facts.get("by")
    by = by if isinstance(by, date) else None
    if not who:
        flow = reading.flows.get(condition.flow, {})
        who = applicant_of(flow)
    if not who:
        return _("Nog te toetsen, uiterlijk %(day)s.") % {"day": day(by)} if by else _("Nog te toetsen.")
    facts = {"who": reading.party(who), "day": day(by) if by else ""}
    if facts["day"]:
        return _("Nog te toetsen door %(who)s, uiterlijk %(day)s.") % facts
    return _("Nog te toetsen door %(who)s.") % facts
