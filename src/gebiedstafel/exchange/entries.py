"""The rows of a table's document that people bring in and change: what they are called and whose they are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from .faults import Fault
from .schema_faults import schema_faults
from .semantic_faults import semantic_faults
from .table_references import REFERENCES, places_of, reference_faults

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
    return str(entry.get(NAMES.get(kind, "text")) or entry["id"])


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
    numbered = (re.fullmatch(rf"{letter}([0-9]{{1,9}})", row["id"]) for row in rows)
    return f"{letter}{max((int(found[1]) for found in numbered if found), default=0) + 1:02d}"


def patched(entry: Mapping[str, Any], values: Mapping[str, Any]) -> Row:
    """Return the row with these fields changed; None makes a field unknown again."""
    whole = {**entry, **values}
    return {field: value for field, value in whole.items() if value is not None}


def entry_faults(document: Document, touched: Collection[tuple[str, str]] | None = None) -> tuple[Fault, ...]:
    """Return every fault of a document: in its form, else in how its parts fit together.

    With `touched` as (kind, id) only these rows are held against the form, which is what takes long.
    """
    looked_at = document if touched is None else only_rows(document, touched)
    found = tuple(schema_faults(looked_at, {}))
    return found or (*reference_faults(document, {}), *semantic_faults(document))


def only_rows(document: Mapping[str, Any], touched: Collection[tuple[str, str]]) -> Document:
    """Return the document with of its rows only these, as (kind, id)."""
    kept = {name: part for name, part in document.items() if name not in (*KINDS, "figures", "statements")}
    for kind in {kind for kind, _key in touched}:
        kept[kind] = [row for row in document.get(kind, ()) if (kind, row["id"]) in touched]
    return kept


def mentions(document: Mapping[str, Any], kind: str, key: str) -> Iterator[tuple[str, Row]]:
    """Return the rows that name this one, with their kind; forced choices are the table's, not a row's."""
    for user, fields in REFERENCES.items():
        for row in document.get(user, ()):
            named = (
                (kinds, name)
                for field, kinds in fields.items()
                for _path, name in places_of(row, field.split("."))
            )
            if any(kind in kinds and name == key for kinds, name in named):
                yield user, row


def entries(document: Mapping[str, Any]) -> Iterator[tuple[str, Row]]:
    """Return every row that people bring in, with its kind, in the order of the document."""
    return ((kind, row) for kind in KINDS for row in document.get(kind, ()))
