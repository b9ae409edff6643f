"""What of a half-known table can be counted: the engine works on this, and pages say what is left out.

Only a name and an owner are required of any row. What the engine cannot do without, it does not
make up: such a row stays out of the sum, and `missing_answers` names what would let it in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .without_rows import Row, without_rows

#: Per kind what the engine cannot do without, in the order in which people would fill it in.
NEEDED: Mapping[str, tuple[str, ...]] = {
    "money_flows": ("budget", "cost_types", "area", "owner_class"),
    "measures": ("start", "area", "themes"),
    "bundles": ("measures", "saving_per_extra"),
}


def missing_answers(row: Mapping[str, Any], kind: str) -> tuple[str, ...]:
    """Return the answers without which this row stays out of the sum."""
    return tuple(name for name in NEEDED.get(kind, ()) if _answered(row, name) is None)


def counted(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the document the engine reads: whole rows only, a band counting for its low end."""
    classes = {party["id"]: party.get("owner_class") for party in document.get("parties", ())}
    flows = [_flow(row, classes) for row in document.get("money_flows", ())]
    whole = {**document, **({"money_flows": flows} if flows else {})}
    gone = {kind: {row["id"] for row in whole.get(kind, ()) if missing_answers(row, kind)} for kind in NEEDED}
    gone["measures"] |= waiting_measures(whole)
    return without_rows(whole, gone)


def _answered(row: Mapping[str, Any], name: str) -> Any:
    if name == "budget" and "bands" in row:
        return row["bands"]
    return row.get(name)


def _flow(row: Row, classes: Mapping[str, str | None]) -> Row:
    """A flow whose kind of owner is not told is of the kind of its holder."""
    told = dict(row)
    owner = row.get("owner_class") or classes.get(row["holder"])
    if owner:
        told["owner_class"] = owner
    if "budget" not in row and "bands" in row:
        told["budget"] = {year: low for year, (low, _high) in row["bands"].items()}
    if "correction" in row and "budget" in told:
        told["budget"] = available(told)
        del told["correction"]
    return told


def available(flow: Mapping[str, Any]) -> dict[str, int]:
    """Return what a flow has left per year once its corrections went off."""
    off = flow.get("correction", {}).get("per_year", {})
    return {year: max(0, int(cents) - off.get(year, 0)) for year, cents in flow.get("budget", {}).items()}


def waiting_measures(document: Mapping[str, Any]) -> set[str]:
    """Return the measures that wait, directly or through others, for one that cannot be counted."""
    rows = document.get("measures", ())
    gone = {row["id"] for row in rows if missing_answers(row, "measures")}
    waits = {row["id"]: {one["measure"] for one in row.get("requires", ())} for row in rows}
    found = set(gone)
    while more := {key for key, needs in waits.items() if key not in found and needs & found}:
        found |= more
    return found - gone
