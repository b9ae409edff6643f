"""Measures and works that go together, as short lists: what they are called and whose they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gebiedstafel.exchange.circles import DEFAULT, Viewer, is_own, visible_row
from gebiedstafel.exchange.entries import name_of, owner_of
from gebiedstafel.tables.models import AreaTable

from .entry_subject import SLUGS

#: What a list needs of a row, under the names of the file.
TOLD = ("title", "owner", "circles", "leads")
#: Which kinds have a page of their own as a list.
LISTED = {"maatregelen": "measures", "bundels": "bundles"}


@dataclass(frozen=True, slots=True)
class ListedRow:
    """A row as one line."""

    slug: str
    key: str
    name: str
    owner: str
    leads: tuple[str, ...]
    own: bool


def listed_rows(table: AreaTable, slug: str, viewer: Viewer) -> tuple[ListedRow, ...]:
    """Return the rows of this kind that the viewer may see."""
    names = dict(table.parties.values_list("key", "name"))
    rows = getattr(table, LISTED[slug]).values("key", *(TOLD if slug == "maatregelen" else TOLD[:-1]))
    return tuple(_listed(LISTED[slug], rows, table, viewer, names))


def _listed(
    kind: str, rows: Any, table: AreaTable, viewer: Viewer, names: Mapping[str, str]
) -> Iterator[ListedRow]:
    default = table.circles_default or DEFAULT
    for row in rows:
        entry = {name: value for name, value in row.items() if value is not None and name != "key"}
        entry["id"] = row["key"]
        seen = visible_row(entry, kind, viewer, default)
        if seen is None:
            continue
        owner = owner_of(kind, seen)
        leads = tuple(names.get(key, key) for key in seen.get("leads", ()))
        yield ListedRow(
            SLUGS[kind], row["key"], name_of(kind, seen), names.get(owner or "", ""), leads,
            is_own(viewer, entry, kind),
        )  # fmt: skip
