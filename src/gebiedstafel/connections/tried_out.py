"""A table's document as a variant asks it: other choices, money that counts, chairs that are taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gebiedstafel.exchange.lever_document import that_matter, with_levers
from gebiedstafel.exchange.lever_file import lever_from_json, lever_to_json

Document = dict[str, Any]

#: What each kind of assumption is about, as the parts of a table's file.
ASSUMED = {"counts": "money_flows", "without": "money_flows", "seated": "parties"}
#: Levers of *Wat opent meer* that are assumed to be so, as `lever_file` writes them.
LEVERS = "levers"


def tried_out(document: Document, choices: Mapping[str, Any], assumptions: Mapping[str, Any]) -> Document:
    """Return the document with these choices, and with what is assumed as if it were so."""
    changed = document | {"choices": choices_of(document, choices)}
    if "money_flows" in document:
        changed["money_flows"] = [_flow(row, assumptions) for row in document["money_flows"]]
    if "parties" in document:
        changed["parties"] = [_party(row, assumptions) for row in document["parties"]]
    levers = assumptions.get(LEVERS, ())
    return with_levers(changed, map(lever_from_json, levers)) if levers else changed


def choices_of(document: Document, choices: Mapping[str, Any]) -> Document:
    """Return the choices about measures the table still has."""
    known = {row["id"] for row in document.get("measures", ())}
    return {
        "in": [id_ for id_ in choices.get("in", ()) if id_ in known],
        "out": [id_ for id_ in choices.get("out", ()) if id_ in known],
        "start": {id_: year for id_, year in choices.get("start", {}).items() if id_ in known},
    }


def assumptions_of(document: Document, assumptions: Mapping[str, Any]) -> Document:
    """Return what is assumed about rows the table still has and that are not so already."""
    kept: dict[str, Any] = {
        kind: _still_assumed(document, kind, assumptions.get(kind, ())) for kind in ASSUMED
    }
    if assumptions.get(LEVERS):
        others = tried_out(document, {}, kept)
        levers = that_matter(others, map(lever_from_json, assumptions[LEVERS]))
        kept[LEVERS] = [lever_to_json(lever) for lever in levers]
    return {kind: assumed for kind, assumed in kept.items() if assumed}


def counts(flow: Mapping[str, Any]) -> bool:
    """Say whether this money is in the base plan by how certain it is."""
    return flow.get("certainty") in ("vast", "kansrijk")


def may_be_assumed(kind: str, row: Mapping[str, Any]) -> bool:
    """Say whether one may assume this: only what is not so now, and never what is ruled out."""
    if kind == "seated":
        return row.get("at_table") is False
    if row.get("in_engine") is False:
        return False
    return counts(row) if kind == "without" else not counts(row) and row.get("certainty") != "uitgesloten"


def _still_assumed(document: Document, kind: str, ids: Iterable[str]) -> list[str]:
    rows = {row["id"]: row for row in document.get(ASSUMED[kind], ())}
    return sorted(id_ for id_ in ids if id_ in rows and may_be_assumed(kind, rows[id_]))


def _flow(row: Document, assumptions: Mapping[str, Any]) -> Document:
    if row["id"] in assumptions.get("counts", ()) and may_be_assumed("counts", row):
        return row | {"certainty": "vast"}
    if row["id"] in assumptions.get("without", ()) and may_be_assumed("without", row):
        return row | {"certainty": "mogelijk"}
    return row


def _party(row: Document, assumptions: Mapping[str, Any]) -> Document:
    return row | {"at_table": True} if row["id"] in assumptions.get("seated", ()) else row
