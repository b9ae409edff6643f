"""The page on which someone sees every difference before anything is saved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import KINDS, find_entry, name_of, patched
from gebiedstafel.exchange.entry_differences import Brought, Fate, RowDifference, differences
from gebiedstafel.exchange.entry_words import Told, told
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.workbook import Reading, faults_within
from gebiedstafel.exchange.workbook_layout import KINDS as SHEETS
from gebiedstafel.exchange.workbook_sheets import names_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed

from ..deliveries import Delivery
from ..permissions import check_can_change
from ..visible import read_document, seen_by
from .reading import read_delivery, sentences

Document = Mapping[str, Any]
#: What a page shows of one kind; the rest is counted, and saved with it.
MOST_ROWS = 250


@dataclass(frozen=True, slots=True)
class ShownRow:
    """One row that differs: its name, what happens to it, and heading by heading from what to what."""

    address: str
    key: str
    name: str
    where: str
    fate: Fate
    lines: tuple[Told, ...]
    clashes: tuple[tuple[str, tuple[Told, ...]], ...]
    refusal: str


@dataclass(frozen=True, slots=True)
class ShownSheet:
    """The rows of one kind."""

    title: str
    rows: tuple[ShownRow, ...]
    more: int


@dataclass(frozen=True, slots=True)
class DifferencePage:
    """Everything the page shows."""

    delivery: Delivery
    edition: str
    sheets: tuple[ShownSheet, ...]
    counts: Mapping[str, int]
    faults: tuple[str, ...]
    notices: tuple[str, ...]
    has_formulas: bool

    @property
    def may_save(self) -> bool:
        """Whether there is something to save, and nothing in the way."""
        return bool(self.sheets) and not self.faults


def found_differences(delivery: Delivery, seat: Seat) -> tuple[Reading, tuple[RowDifference, ...]]:
    """Return what a delivery says, and every row in which it differs from what stands there now."""
    now = seen_by(seat)
    reading = read_delivery(delivery, now)
    base = reading.base.document if reading.base else None
    brought = Brought(reading.document, base, reading.left_out_kinds, reading.left_out, reading.years)
    return reading, differences(now, brought)


def difference_page(delivery: Delivery, seat: Seat) -> DifferencePage:
    """Return the page of a delivery."""
    reading, found = found_differences(delivery, seat)
    now = seen_by(seat)
    faults = [*reading.faults, *_unfit(reading, found, now)]
    notices = [*sentences(reading.notices), *_not_taken(reading, now)]
    return DifferencePage(
        delivery,
        seat.table.edition,
        tuple(_sheets(reading, found, now, seat)),
        _counts(found),
        tuple(sentences(tuple(dict.fromkeys(faults)))),
        tuple(notices),
        any("formule" in fault.sentence_nl for fault in reading.faults),
    )


def _counts(found: Iterable[RowDifference]) -> dict[str, int]:
    counts = {fate.value: 0 for fate in Fate}
    for each in found:
        counts[each.fate.value] += 1
    return counts


def _unfit(reading: Reading, found: Iterable[RowDifference], now: Document) -> Iterator[Fault]:
    """What would not fit together if all this were saved, told at its cell; saving asks the engine too."""
    changed = {(each.kind, each.key): each for each in found if each.fate is not Fate.GONE_THERE}
    if reading.faults or not changed:
        return
    after = _after_all(changed, now)
    yield from faults_within(reading, after, set(changed))


def _after_all(changed: Mapping[tuple[str, str], RowDifference], now: Document) -> dict[str, Any]:
    """Return the document as it would be if everything were taken."""
    after = dict(now)
    for kind in KINDS:
        rows = [_after(changed.get((kind, row["id"])), row) for row in now.get(kind, ())]
        there = {row["id"] for row in rows}
        fresh = (each for each in changed.values() if each.kind == kind and each.key not in there)
        rows += [_after(each, {"id": each.key}) for each in fresh]
        if rows or kind in now:
            after[kind] = rows
    return after


def _after(each: RowDifference | None, row: Mapping[str, Any]) -> dict[str, Any]:
    return patched(row, each.values({one.field for one in each.fields}) or {}) if each else dict(row)


def _not_taken(reading: Reading, now: Document) -> Iterator[str]:
    """Say of the sheets that are only there to be read that what was changed on them is not taken."""
    before = reading.base.document if reading.base else now
    for kind, title in SHEETS.items():
        if kind in KINDS or kind not in reading.document:
            continue
        if list(reading.document[kind]) != list(before.get(kind, ())):
            yield _("Blad {sheet}: wat u hier wijzigde, nemen we niet over. Dit blad is om te lezen.").format(
                sheet=title
            )


def _sheets(
    reading: Reading, found: Iterable[RowDifference], now: Document, seat: Seat
) -> Iterator[ShownSheet]:
    names = _names(reading, now)
    whole = read_document(seat.table)
    for kind in KINDS:
        rows = [each for each in found if each.kind == kind]
        if rows:
            shown = tuple(_row(each, reading, now, names, seat, whole) for each in rows[:MOST_ROWS])
            yield ShownSheet(SHEETS[kind], shown, max(0, len(rows) - MOST_ROWS))


def _names(reading: Reading, now: Document) -> dict[str, dict[str, str]]:
    names = names_of(now)
    for kind, told_names in names_of({**now, **reading.document}).items():
        names.setdefault(kind, {}).update(told_names)
    return names


def _row(
    each: RowDifference,
    reading: Reading,
    now: Document,
    names: Mapping[str, Mapping[str, str]],
    seat: Seat,
    whole: Document,
) -> ShownRow:
    before = find_entry(now, each.kind, each.key) or {"id": each.key}
    changes = {one.field: one.becomes for one in each.fields}
    after = patched(before, changes)
    calm = {one.field for one in each.fields if not one.is_conflict}
    clashes = tuple(
        (f"{each.address}/{one.field}", told(each.kind, before, after, names, {one.field}))
        for one in each.fields
        if one.is_conflict
    )
    spot = reading.places.found((each.kind, each.key))
    where = _("blad {sheet}, rij {row}").format(sheet=spot[0], row=spot[1]) if spot else ""
    return ShownRow(
        each.address,
        each.key,
        name_of(each.kind, after),
        where,
        each.fate,
        told(each.kind, before, after, names, calm) if calm else (),
        clashes,
        _refusal(each, seat, whole),
    )


def _refusal(each: RowDifference, seat: Seat, whole: Document) -> str:
    """Return why this seat may not change this row, empty when it may."""
    before = find_entry(whole, each.kind, each.key)
    values = each.values({one.field for one in each.fields})
    after = None if values is None else patched(before or {"id": each.key}, values)
    fields = set(values or before or ())
    try:
        check_can_change(seat, each.kind, before, after, fields=fields, document=whole)
    except NotAllowed as refused:
        return str(refused)
    return ""
