"""Who asks for the money of a flow, and where a table does not say so yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .faults import Fault

Row = Mapping[str, Any]


def applicant_of(flow: Row) -> str:
    """Return the party that asks for this money and answers for it, by id.

    Who holds money that nobody has to apply for spends it itself. Where there is an application, its
    holder decides and does not apply: then nobody is known ("") until the flow names who does.
    """
    if flow.get("applicant"):
        return str(flow["applicant"])
    return "" if flow.get("apply_by") else str(flow.get("holder", ""))


def asked_for_days_of(flow: Row) -> tuple[str, ...]:
    """Return the parties, by id, that must see to the days of this money; none while nobody is known."""
    return tuple(filter(None, (applicant_of(flow),)))


def missing_applicants(table: Row) -> tuple[Fault, ...]:
    """Say of which flows someone must apply while nobody is named, for what can still come here."""
    return tuple(
        _missing(flow)
        for flow in table.get("money_flows", ())
        if not applicant_of(flow)
        and flow.get("certainty") not in ("vast", "uitgesloten")
        and flow.get("in_engine", True)
    )


def _missing(flow: Row) -> Fault:
    place, name, day = f"money_flows → {flow['id']}", flow["name"], flow["apply_by"]
    return Fault(
        place,
        f"{place}: „{name}” moet uiterlijk {day} worden aangevraagd, maar het is nog niet bekend wie dat "
        "doet. Vul “applicant” in.",
        f"{place}: “{name}” must be applied for by {day}, but it is not known yet who applies. "
        "Fill in “applicant”.",
    )
