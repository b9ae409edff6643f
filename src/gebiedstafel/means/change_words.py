"""A change in words: who, when, which row, and each field from what into what, as this seat may see it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import DEFAULT, Viewer, visible_row
from gebiedstafel.exchange.entries import KINDS, NAMES, entries, name_of
from gebiedstafel.exchange.without_rows import MAY_GO, without_rows
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.viewers import viewer_of

from .entry_subject import SLUGS
from .field_words import fields_of
from .fields import Around, around_of
from .fields.boxes import value_in
from .fields.telling import told
from .models import ChangeSet, RowChange
from .visible import read_document, seen_by

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ToldField:
    """One field from what into what."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One row of a deed. `slug` is empty where the row is no longer there."""

    name: str
    slug: str
    key: str
    what: str
    fields: tuple[ToldField, ...]


@dataclass(frozen=True, slots=True)
class ToldChange:
    """One deed: what this seat may see of it, and whether it may be undone."""

    pk: int
    by: str
    at: datetime
    origin: str
    rows: tuple[ToldRow, ...]
    undone: bool
    undoes: bool


@dataclass(frozen=True, slots=True)
class _Looking:
    """Who looks, and at what it may see."""

    viewer: Viewer
    default: str
    around: Around
    hidden: Mapping[str, frozenset[str]]
    now: Mapping[tuple[str, str], Row]
    there: Mapping[str, frozenset[str]]


def told_changes(seat: Seat, changes: Iterable[ChangeSet]) -> tuple[ToldChange, ...]:
    """Return deeds in words; one of which this seat may see nothing is not there."""
    looking = _looking(seat)
    found = (_told(one, looking) for one in changes)
    return tuple(one for one in found if one.rows)


def _looking(seat: Seat) -> _Looking:
    whole, seen = read_document(seat.table), seen_by(seat)
    there = {kind: frozenset(row["id"] for row in seen.get(kind, ())) for kind in KINDS}
    return _Looking(
        viewer_of(seat),
        whole.get("circles_default", DEFAULT),
        around_of(seen),
        {kind: frozenset(row["id"] for row in whole.get(kind, ())) - there[kind] for kind in MAY_GO},
        {(kind, row["id"]): row for kind, row in entries(whole)},
        there,
    )


def _told(change: ChangeSet, looking: _Looking) -> ToldChange:
    rows = (_told_row(one, looking) for one in change.rows.all())
    undone = getattr(change, "undone_by", None) is not None
    return ToldChange(
        change.pk, change.by_name, change.at, _ORIGINS.get(change.origin, lambda: "")(),
        tuple(row for row in rows if row), undone, change.undoes_id is not None,
    )  # fmt: skip


def _told_row(change: RowChange, looking: _Looking) -> ToldRow | None:
    before, after = (_seen(row, change.kind, looking) for row in (change.before, change.after))
    if (before is None and after is None) or before == after:
        return None
    shown = after if after is not None else before or {}
    what = _("nieuw") if change.before is None else _("weggehaald") if change.after is None else ""
    names = [*dict.fromkeys([*(before or {}), *(after or {})])]
    fields = tuple(
        one
        for name in names
        if (before or {}).get(name) != (after or {}).get(name)
        for one in _told_fields(change.kind, name, before or {}, after or {}, looking.around)
    )
    there = change.key in looking.there[change.kind]
    return ToldRow(
        name_of(change.kind, shown), SLUGS[change.kind] if there else "", change.key, what,
        () if what else fields,
    )  # fmt: skip


def _seen(row: Row | None, kind: str, looking: _Looking) -> Row | None:
    """What this seat may see of a row as it was, without mention of what is hidden.

    What was shared then and is not any more is not told either: its circles of now hold too.
    """
    if row is None:
        return None
    shown = visible_row(dict(row), kind, looking.viewer, looking.default)
    now = looking.now.get((kind, row["id"]), row)
    narrowed = {**row, "circles": now.get("circles") or {}, "exploration": now.get("exploration", False)}
    still = visible_row(narrowed, kind, looking.viewer, looking.default)
    if shown is None or still is None or NAMES[kind] not in still:
        return None
    shown = {name: value for name, value in shown.items() if name in still}
    kept: list[Row] = without_rows({kind: [shown]}, looking.hidden).get(kind, [shown])
    return kept[0] if kept else None


def _told_fields(kind: str, name: str, before: Row, after: Row, around: Around) -> Iterable[ToldField]:
    for field in fields_of(kind, name):
        was, becomes = value_in(before, field), value_in(after, field)
        if was != becomes:
            label = str(field.label).replace("{}", "…")
            yield ToldField(label, told(field, was, around), told(field, becomes, around))
    if name in _OTHER:
        yield ToldField(_OTHER[name](), *(_said(name, row, around) for row in (before, after)))


def _said(name: str, row: Row, around: Around) -> str:
    value = row.get(name)
    if value is None:
        return "–"
    if name == "leads":
        return ", ".join(around.label("parties", party) for party in value)
    if name == "judgements":
        return "; ".join(_judged(one, around) for one in value)
    if name == "offered_hours":
        return "; ".join(
            f"{around.label('parties', one['party'])}: {', '.join(map(str, one['per_year']))}"
            for one in value
        )
    return ", ".join(f"{field}: {said}" for field, said in value.items())


def _judged(one: Row, around: Around) -> str:
    party, challenge = around.label("parties", one["party"]), around.label("challenges", one["challenge"])
    return f"{party}: {challenge} {one['size']}"


_OTHER = {
    "leads": lambda: _("Wie trekt dit?"),
    "judgements": lambda: _("Oordelen over het effect"),
    "offered_hours": lambda: _("Uren van vrijwilligers"),
    "circles": lambda: _("Wie mag dit zien?"),
    "quality": lambda: _("Hoe zeker?"),
}
_ORIGINS = {
    "undo": lambda: _("ongedaan gemaakt"),
    "excel": lambda: _("uit Excel"),
    "uitvraag": lambda: _("uit de Uitvraag"),
    "request": lambda: _("uit de Uitvraag"),
}
