"""The rows of a table's document that people bring in and change: what they are called and whose they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from .faults import Fault
from .schema_faults import schema_faults
from .semantic_faults import semantic_faults
from .table_references import reference_faults

Document = dict[str, Any]
Row = dict[str, Any]

KINDS = ("parties", "challenges", "money_flows", "measures", "bundles")
#: Which field names the row.
NAMES: Mapping[str, str] = {
    "parties": "name",
    "challenges": "title",
    "money_flows": "name",
    "measures": "title",
    "bundles": "title",
}
#: Which field says whose row it is.
OWNERS: Mapping[str, str] = {
    "challenges": "owners",
    "money_flows": "holder",
    "measures": "owner",
    "bundles": "owner",
}
LETTERS: Mapping[str, str] = {
    "parties": "P",
    "challenges": "O",
    "money_flows": "F",
    "measures": "M",
    "bundles": "B",
}


def find_entry(document: Mapping[str, Any], kind: str, key: str) -> Row | None:
    """Return the row with this id, or None."""
    return next((row for row in document.get(kind, ()) if row["id"] == key), None)


def name_of(kind: str, entry: Mapping[str, Any]) -> str:
    """Return what the row is called; its id where it has no name to this reader."""
    return str(entry.get(NAMES[kind]) or entry["id"])


def owner_of(kind: str, entry: Mapping[str, Any]) -> str | None:
    """Return the party the row belongs to: who brought it in, else who offered to lead or take it on."""
    if kind == "parties":
        return str(entry["id"])
    first: list[str] = entry.get("leads" if kind == "measures" else "owners") or []
    return entry.get("holder") or entry.get("owner") or (first[0] if first else None)


def free_key(document: Mapping[str, Any], kind: str) -> str:
    """Return an id that no row has yet: the letter of its kind and the first number above all others."""
    rows = [*document.get(kind, ())]
    if kind in ("measures", "bundles"):  # a bundle and a measure never share an id
        rows = [*document.get("measures", ()), *document.get("bundles", ())]
    letter = LETTERS[kind]
    numbered = (re.fullmatch(rf"{letter}(\d{{1,9}})", row["id"]) for row in rows)
    return f"{letter}{max((int(found[1]) for found in numbered if found), default=0) + 1:02d}"


def patched(entry: Mapping[str, Any], values: Mapping[str, Any]) -> Row:
    """Return the row with these fields changed; None makes a field unknown again."""
    whole = {**entry, **values}
    return {field: value for field, value in whole.items() if value is not None}


def entry_faults(document: Document) -> tuple[Fault, ...]:
    """Return every fault of a changed document: in its form, else in how its parts fit together."""
    found = tuple(schema_faults(document, {}))
    return found or (*reference_faults(document, {}), *semantic_faults(document))


def entries(document: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """Return every row that people bring in, with its kind, in the order of the document."""
    return ((kind, row) for kind in KINDS for row in document.get(kind, ()))
