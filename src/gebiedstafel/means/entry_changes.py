"""The one way a table's rows change: forms, Excel, paste and Uitvraag all end here.

A change is a patch of one entry of the table's document. All changes of one deed stand, or none does:
first may it, then did nobody change it meanwhile, then is the whole still sound, then it is stored.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import (
    KINDS,
    entry_faults,
    find_entry,
    free_key,
    mentions,
    name_of,
    patched,
)
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.without_rows import choices_without
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .entry_rows import put_rows, remove_rows, row_versions
from .models import ChangeSet, RowChange
from .permissions import Doer, check_can_change
from .table_document import table_document

Document = dict[str, Any]
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Change:
    """One row as somebody wants it.

    `key` None is a new row; `values` are the fields that change, None where one becomes unknown
    again; `values` None removes the row. `seen` is the version this person looked at, None where
    nobody looked, such as in a command, and 0 where the row was not there: a new row with this key.
    """

    kind: str
    key: str | None
    values: Mapping[str, Any] | None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that someone else changed meanwhile: what stands there now, and what this person wants."""

    kind: str
    key: str
    field: str
    theirs: Any
    yours: Any


class StaleRow(Refused):
    """Someone changed a row after this person looked at it; both texts are kept."""

    def __init__(self, clashes: Sequence[Clash], names: Sequence[str]) -> None:
        super().__init__(
            _("Iemand was u voor: {rows} is intussen veranderd. Leg beide naast elkaar en kies.").format(
                rows=", ".join(f"“{name}”" for name in names)
            )
        )
        self.clashes = tuple(clashes)


@dataclass(frozen=True, slots=True)
class EntryFault:
    """What is wrong with one field of one row, as a sentence; `key` is empty for the table as a whole."""

    kind: str
    key: str
    field: str
    sentence: str


class FaultyEntries(Refused):
    """Changes that would make the table unsound, with every fault at once."""

    def __init__(self, faults: Sequence[EntryFault]) -> None:
        super().__init__("\n".join(fault.sentence for fault in faults))
        self.faults = tuple(faults)


@dataclass(frozen=True, slots=True)
class _Row:
    """One row on its way: where it stands, and what it was and becomes."""

    kind: str
    key: str
    before: Row | None
    after: Row | None
    version: int
    position: int

    @property
    def fields(self) -> frozenset[str]:
        """Which fields differ."""
        before, after = self.before or {}, self.after or {}
        return frozenset(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


@transaction.atomic
def change_entries(
    table: AreaTable, changes: Iterable[Change], *, by: Doer, at: datetime, origin: str = "web"
) -> ChangeSet | None:
    """Change rows of a table, all or nothing; None when they already stood as asked.

    Raises `NotAllowed`, `StaleRow` with both texts, or `FaultyEntries` with every fault.
    """
    table, document = _open(table, by)
    rows = _rows(table, document, list(changes))
    return _carry_out(table, document, rows, by=by, at=at, origin=origin)


@transaction.atomic
def undo_change(change_set: ChangeSet, *, by: Doer, at: datetime) -> ChangeSet:
    """Bring back what stood there before a deed, unless a row was changed again since."""
    table, document = _open(change_set.table, by)
    if ChangeSet.objects.filter(undoes=change_set).exists():
        raise Refused(_("Dit is al ongedaan gemaakt."))
    rows = [_undone(table, document, each) for each in change_set.rows.all()]
    undone = _carry_out(table, document, rows, by=by, at=at, origin="undo", undoes=change_set)
    if undone is None:
        raise Refused(_("Er is niets om ongedaan te maken."))
    return undone


def _open(table: AreaTable, by: Doer) -> tuple[AreaTable, Document]:
    stay_at_table(by, table.pk)
    table = locked_table(table.pk)
    return table, table_document(table)


def _rows(table: AreaTable, document: Document, changes: Sequence[Change]) -> list[_Row]:
    """Return the rows as they become; refuses what was changed meanwhile, all of it at once."""
    there = {kind: row_versions(table, kind) for kind in {change.kind for change in changes}}
    growing = {kind: list(document.get(kind, ())) for kind in KINDS}
    rows: list[_Row] = []
    clashes: list[Clash] = []
    for change in changes:
        before = find_entry(document, change.kind, change.key) if change.key else None
        if change.key is None or (before is None and change.seen == 0):
            rows.append(_new(change, there[change.kind], growing))
            continue
        if before is None:
            raise Refused(_("“{key}” is er niet meer. Kijk opnieuw.").format(key=change.key))
        version, position = there[change.kind][change.key]
        if change.seen is not None and change.seen != version:
            clashes += _clashes(change, change.key, before)
        after = None if change.values is None else patched(before, change.values)
        rows.append(_Row(change.kind, change.key, before, after, version + 1, position))
    if clashes:
        places = dict.fromkeys((clash.kind, clash.key) for clash in clashes)
        names = [name_of(kind, find_entry(document, kind, key) or {"id": key}) for kind, key in places]
        raise StaleRow(clashes, names)
    return rows


def _new(change: Change, there: Mapping[str, tuple[int, int]], growing: dict[str, list[Row]]) -> _Row:
    key = change.key or free_key(growing, change.kind)
    after = patched({"id": key}, change.values or {})
    growing[change.kind].append(after)
    last = max((place for _version, place in there.values()), default=-1)
    return _Row(change.kind, key, None, after, 1, last + len(growing[change.kind]) - len(there))


def _clashes(change: Change, key: str, before: Row) -> Iterator[Clash]:
    if change.values is None:
        yield Clash(change.kind, key, "", name_of(change.kind, before), None)
        return
    for field, yours in change.values.items():
        yield Clash(change.kind, key, field, before.get(field), yours)


def _undone(table: AreaTable, document: Document, each: RowChange) -> _Row:
    now = find_entry(document, each.kind, each.key)
    if now != each.after:
        name = name_of(each.kind, each.after or each.before or {"id": each.key})
        raise Refused(_("“{row}” is daarna opnieuw veranderd. Verander het nu zelf terug.").format(row=name))
    version, position = row_versions(table, each.kind).get(each.key, (0, each.position))
    return _Row(each.kind, each.key, now, each.before, version + 1, position)


def _carry_out(
    table: AreaTable,
    document: Document,
    rows: Sequence[_Row],
    *,
    by: Doer,
    at: datetime,
    origin: str,
    undoes: ChangeSet | None = None,
) -> ChangeSet | None:
    rows = [row for row in rows if row.before != row.after]
    if not rows:
        return None
    changed = _changed(document, rows)
    for row in rows:
        check_can_change(by, row.kind, row.before, row.after, fields=row.fields, document=changed)
    _check_sound(document, changed, rows)
    _store(table, rows)
    kept = _keep(table, rows, by=by, at=at, origin=origin, undoes=undoes)
    table.count_change()
    subject = " ".join([f"change/{kept.pk}", *(f"{row.kind}/{row.key}" for row in rows[:20])])
    record_deed(
        table.chain,
        action="undo_change" if undoes else "change_rows",
        subject=subject,
        actor=by.actor,
        origin=origin,
        at=at,
    )
    return kept


def _changed(document: Document, rows: Sequence[_Row]) -> Document:
    """Return the document with the rows as they become."""
    changed = dict(document)
    for kind in {row.kind for row in rows}:
        becomes = {row.key: row.after for row in rows if row.kind == kind}
        kept = [becomes.pop(one["id"], one) for one in document.get(kind, ())]
        added = [row.after for row in sorted(rows, key=_place) if row.key in becomes and row.kind == kind]
        changed[kind] = [one for one in [*kept, *added] if one is not None]
    if "choices" in document:
        gone = {row.key for row in rows if row.kind == "measures" and row.after is None}
        changed["choices"] = choices_without(document["choices"], gone)
    return changed


def _place(row: _Row) -> int:
    return row.position


def _check_sound(document: Document, changed: Document, rows: Sequence[_Row]) -> None:
    """Refuse what would make the table unsound; what was wrong elsewhere before stops nobody.

    Nor does what the table forced: choices that no longer go together are told where a plan is asked.
    """
    faults = [*_hanging(changed, rows)]
    if not faults:
        found = entry_faults(changed, {(row.kind, row.key) for row in rows})
        known = entry_faults(document, set()) if found else ()
        faults = [_fault(one) for one in found if one not in known and not one.path.startswith("choices")]
    if faults:
        raise FaultyEntries(faults)


def _hanging(changed: Document, rows: Sequence[_Row]) -> Iterator[EntryFault]:
    """What still names a row that goes."""
    for row in rows:
        if row.after is not None or row.before is None:
            continue
        users = [name_of(kind, one) for kind, one in mentions(changed, row.kind, row.key)]
        if users:
            sentence = _("“{row}” hoort nog bij: {users}. Haal het daar eerst weg.").format(
                row=name_of(row.kind, row.before), users=", ".join(f"“{user}”" for user in users)
            )
            yield EntryFault(row.kind, row.key, "", sentence)


def _fault(fault: Fault) -> EntryFault:
    kind, key, field = [*re.split(r" → |/", fault.path)[:3], "", "", ""][:3]
    kind = "money_flows" if kind == "flows" else kind
    if kind not in KINDS:
        kind, key, field = "", "", ""
    return EntryFault(kind, key, field, fault.sentence(get_language() or "nl"))


def _store(table: AreaTable, rows: Sequence[_Row]) -> None:
    for kind in KINDS:
        put = [(row.after, row.position, row.version) for row in rows if row.kind == kind and row.after]
        put_rows(table, kind, put)
    for kind in reversed(KINDS):
        remove_rows(table, kind, [row.key for row in rows if row.kind == kind and row.after is None])


def _keep(
    table: AreaTable,
    rows: Sequence[_Row],
    *,
    by: Doer,
    at: datetime,
    origin: str,
    undoes: ChangeSet | None,
) -> ChangeSet:
    kept = ChangeSet.objects.create(
        table=table,
        by=by if isinstance(by, Seat) else None,
        by_name=str(by),
        origin=origin,
        at=at,
        undoes=undoes,
    )
    RowChange.objects.bulk_create(
        RowChange(
            change_set=kept,
            kind=row.kind,
            key=row.key,
            before=row.before,
            after=row.after,
            version=row.version if row.after is not None else 0,
            position=row.position,
        )
        for row in rows
    )
    return kept
