"""A table's document without some of its rows, and without every mention of them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

Document = dict[str, Any]
Row = dict[str, Any]

#: Kinds whose rows may go; parties and areas are what the others stand on.
MAY_GO = ("challenges", "money_flows", "measures", "bundles")


def without_rows(document: Mapping[str, Any], gone: Mapping[str, Collection[str]]) -> Document:
    """Return the document without the rows named per kind; what only meant something with them goes too.

    A bundle of which fewer than two works are left is no bundle any more, and goes as well. A measure
    that waited for one that went keeps standing: the caller says what that means.
    """
    left = {kind: set(gone.get(kind, ())) for kind in MAY_GO}
    bundles = [_bundle(row, left["measures"]) for row in _staying(document, "bundles", left)]
    left["bundles"] |= {row["id"] for row in bundles if len(row.get("measures", (0, 0))) < 2}
    kept: dict[str, list[Row]] = {
        "challenges": _staying(document, "challenges", left),
        "money_flows": _staying(document, "money_flows", left),
        "measures": [_measure(row, left) for row in _staying(document, "measures", left)],
        "bundles": [row for row in bundles if row["id"] not in left["bundles"]],
        "statements": [
            _lists(row, ("served_by",), left["measures"] | left["bundles"])
            for row in document.get("statements", ())
        ],
    }
    whole = {name: kept.get(name, part) for name, part in document.items()}
    if "choices" in document:
        whole["choices"] = choices_without(document["choices"], left["measures"])
    return whole


def _staying(document: Mapping[str, Any], kind: str, left: Mapping[str, Collection[str]]) -> list[Row]:
    return [row for row in document.get(kind, ()) if row["id"] not in left[kind]]


def _measure(row: Row, left: Mapping[str, Collection[str]]) -> Row:
    kept = dict(row)
    if "effects" in row:
        kept["effects"] = {key: size for key, size in row["effects"].items() if key not in left["challenges"]}
    if "judgements" in row:
        kept["judgements"] = [one for one in row["judgements"] if one["challenge"] not in left["challenges"]]
    if "requires" in row:
        kept["requires"] = [one for one in row["requires"] if one["measure"] not in left["measures"]]
    return kept


def _bundle(row: Row, gone: Collection[str]) -> Row:
    return _lists(row, ("measures", "saving_on"), gone)


def _lists(row: Row, names: Collection[str], gone: Collection[str]) -> Row:
    return row | {name: [one for one in row[name] if one not in gone] for name in names if name in row}


def choices_without(choices: Mapping[str, Any], gone: Collection[str]) -> Row:
    """Return what the table forced, but for measures that went."""
    kept: Row = {
        side: [one for one in choices[side] if one not in gone] for side in ("in", "out") if side in choices
    }
    if "start" in choices:
        kept["start"] = {one: year for one, year in choices["start"].items() if one not in gone}
    return kept
