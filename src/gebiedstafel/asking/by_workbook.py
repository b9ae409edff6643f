"""A party's own rows as a workbook, and a filled workbook as its answers: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import Viewer, visible_document
from gebiedstafel.exchange.entries import NAMES, find_entry, name_of, owner_of
from gebiedstafel.exchange.faults import BadFile, Fault
from gebiedstafel.exchange.workbook import Reading, faults_within, read_workbook, workbook_of
from gebiedstafel.means.visible import read_document
from gebiedstafel.ui.refusals import Refused

from .answering import add_row, keep_answer
from .asked_fields import asked_fields, asked_kinds
from .models import Answer, AskedParty

Document = Mapping[str, Any]
Row = Mapping[str, Any]
LARGEST = 10 * 1024 * 1024


class FaultyWorkbook(Refused):
    """A workbook that is not taken, with every reason as a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def workbook_for(asked: AskedParty, *, on: date) -> bytes:
    """Return a workbook with the party's own rows, and no others."""
    return workbook_of(_seen(asked), only=asked.party.key, made_on=on)


def _seen(asked: AskedParty) -> Document:
    """Return what the party itself may see of the table."""
    return visible_document(read_document(asked.request.table), Viewer(frozenset({asked.party.key})))


@transaction.atomic
def answer_by_workbook(asked: AskedParty, data: bytes, *, at: datetime) -> int:
    """Keep what a workbook says otherwise than the table, as answers; return how many. All or nothing."""
    document = _seen(asked)
    reading = _reading(asked, data, document)
    count = 0
    for kind in asked_kinds(asked.request.subjects):
        for row in reading.document.get(kind, ()):
            count += _answer(asked, kind, row, document, reading, at=at)
    return count


def _reading(asked: AskedParty, data: bytes, document: Document) -> Reading:
    if len(data) > LARGEST:
        too_large = _("Dit bestand is groter dan 10 MB. Een werkboek van uw rijen is veel kleiner.")
        raise FaultyWorkbook([too_large])
    try:
        reading = read_workbook(data, within=document)
    except BadFile as refused:
        raise FaultyWorkbook(_sentences(refused.faults)) from None
    _check_own(asked, reading, document)
    faults = reading.faults or tuple(faults_within(reading, _merged(document, reading)))
    if faults:
        raise FaultyWorkbook(_sentences(faults))
    return reading


def _check_own(asked: AskedParty, reading: Reading, document: Document) -> None:
    """Refuse a workbook of another table or party, and rows of others in one's own."""
    base = reading.base
    if base and base.document["table"]["id"] != document["table"]["id"]:
        other = base.document["table"]["name"]
        raise FaultyWorkbook(
            [_("Dit werkboek hoort bij de tafel “{other}”. Haal hier uw eigen werkboek.").format(other=other)]
        )
    if base and base.only not in (None, asked.party.key):
        other = find_entry(base.document, "parties", base.only or "") or {}
        raise FaultyWorkbook(
            [
                _("Dit werkboek is van {other}. Deze uitvraag is aan {party}.").format(
                    other=other.get("name", base.only), party=asked
                )
            ]
        )
    strange = [
        _("“{row}” is niet van {party}. Haal deze rij uit het werkboek.").format(
            row=name_of(kind, row), party=asked
        )
        for kind in asked_kinds(asked.request.subjects)
        for row in reading.document.get(kind, ())
        if owner_of(kind, row) not in (None, asked.party.key)
    ]
    if strange:
        raise FaultyWorkbook(strange)


def _merged(document: Document, reading: Reading) -> dict[str, Any]:
    """Return the table as the party sees it with the rows of the workbook in their place."""
    merged = dict(document)
    for kind, entries in reading.entries.items():
        kept = [row for row in document.get(kind, ()) if row["id"] not in entries]
        merged[kind] = [*kept, *entries.values()]
    return merged


def _sentences(faults: tuple[Fault, ...]) -> list[str]:
    return [fault.sentence(get_language() or "nl") for fault in faults]


def _answer(
    asked: AskedParty, kind: str, row: Row, document: Document, reading: Reading, *, at: datetime
) -> int:
    known = find_entry(document, kind, row["id"])
    key = row["id"] if known else add_row(asked, kind, name_of(kind, row), at=at)
    count = 0 if known else 1
    for name, value in _said(asked, kind, row, known, reading):
        if name == NAMES[kind]:
            continue
        before = Answer.objects.filter(asked=asked, kind=kind, row=key, field=name).first()
        seen = before.version if before else 0
        stood = (known or {}).get(name)
        quality = (row.get("quality") or {}).get(name)
        keep_answer(asked, (kind, key, name), value, stood=stood, quality=quality, seen=seen, at=at)
        count += 1
    return count


def _said(
    asked: AskedParty, kind: str, row: Row, known: Row | None, reading: Reading
) -> Iterator[tuple[str, Any]]:
    """Yield the asked fields of which the workbook says something else than the table."""
    for field in asked_fields(asked.request.subjects, kind):
        if any(left == kind and path[:1] == (field.name,) for left, path in reading.left_out):
            continue
        value, stands = row.get(field.name), (known or {}).get(field.name)
        if value != stands:
            yield field.name, value
