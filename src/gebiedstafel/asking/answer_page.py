"""The page that a party fills in: its rows in sections, each field with its boxes and what became of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from gebiedstafel.means.fields import Shown

from .asked_values import Around, boxes_of, shown_of
from .earlier import Earlier, Place, earlier_of
from .models import Answer, AskedParty, Circle
from .own_rows import OwnField, OwnRow, OwnRows
from .saving import UNKNOWN, boxes_typed
from .words import add_label, kind_of

Faults = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class PageField:
    """One question: `how` is how sure the party is, `earlier` what it was last year."""

    name: str
    shown: Shown
    is_graded: bool
    asks_unknown: bool
    how: str
    seen: int
    is_answered: bool
    earlier: Earlier | None

    @property
    def takes(self) -> str:
        """The boxes of last year, by their names on the page, for the button that fills them."""
        boxes = self.earlier.boxes if self.earlier else {}
        return json.dumps({f"{self.name}:{key}" if key else self.name: text for key, text in boxes.items()})


@dataclass(frozen=True, slots=True)
class PageRow:
    """One row with its questions; the first that waits is open."""

    row: OwnRow
    fields: tuple[PageField, ...]
    is_open: bool


@dataclass(frozen=True, slots=True)
class Section:
    """The rows of one kind, and the box for one more."""

    kind: str
    title: str
    rows: tuple[PageRow, ...]
    add_label: str
    add_text: str
    add_faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """Everything on the page."""

    sections: tuple[Section, ...]
    circles: tuple[tuple[str, str, bool], ...]
    fault_count: int


@dataclass(frozen=True, slots=True)
class Filling:
    """What the page is made with: the table around it, last year, and what was just sent."""

    around: Around
    last_time: Mapping[Place, Any]
    faults: Faults
    sent: Mapping[str, str]


def answer_page(asked: AskedParty, rows: OwnRows, filling: Filling) -> AnswerPage:
    """Return the page of a party."""
    kinds = dict.fromkeys([*(row.kind for row in rows.rows), *rows.adds])
    first = next((row.name for row in rows.rows if not row.is_done), "")
    return AnswerPage(
        sections=tuple(_section(kind, rows, filling, first) for kind in kinds),
        circles=tuple((one.value, str(one.label), one.value == asked.circle) for one in Circle),
        fault_count=len(filling.faults),
    )


def _section(kind: str, rows: OwnRows, filling: Filling, first: str) -> Section:
    added = f"nieuw:{kind}"
    faults = filling.faults.get(added, ())
    return Section(
        kind=kind,
        title=kind_of(kind),
        rows=tuple(_row(row, filling, first) for row in rows.rows if row.kind == kind),
        add_label=add_label(kind) if kind in rows.adds else "",
        add_text=filling.sent.get(added, "") if faults else "",
        add_faults=faults,
    )


def _row(row: OwnRow, filling: Filling, first: str) -> PageRow:
    is_open = row.name == first or any(own.name in filling.faults for own in row.fields)
    return PageRow(row, tuple(_field(own, filling) for own in row.fields), is_open)


def _field(own: OwnField, filling: Filling) -> PageField:
    boxes = boxes_of(own.field, own.shown, filling.around)
    faults = filling.faults.get(own.name, ())
    if faults:
        boxes = boxes_typed(own, filling.sent)  # a fault costs nobody what they typed
    last = filling.last_time.get((own.field.kind, own.row, own.field.name))
    known = own.quality if own.quality in Answer.Quality.values else ""
    return PageField(
        name=own.name,
        shown=shown_of(own.field, own.name, boxes, filling.around, faults),
        is_graded=own.field.is_graded,
        asks_unknown=own.field.asks_unknown,
        how=UNKNOWN if own.says_unknown else known or "",
        seen=own.seen,
        is_answered=own.is_waiting,
        earlier=earlier_of(own.field, boxes, last, filling.around),
    )
