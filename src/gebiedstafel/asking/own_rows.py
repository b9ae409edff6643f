"""The rows that a party is asked for: what is known, what it answered, and what it was last year."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gebiedstafel.exchange.entries import NAMES, find_entry, owner_of

from .asked_fields import AskedField, added_kinds, asked_fields, asked_kinds
from .models import Answer, AskedParty

Document = Mapping[str, Any]
Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class OwnField:
    """One field of one row: what is known, and what the party said about it."""

    field: AskedField
    row: str
    known: Any
    quality: str | None
    answer: Answer | None

    @property
    def name(self) -> str:
        """How the page calls this field: kind, row and field."""
        return f"{self.field.kind}:{self.row}:{self.field.name}"

    @property
    def is_waiting(self) -> bool:
        """Whether there is an answer that nobody decided on yet; after that, what stands is shown."""
        return self.answer is not None and self.answer.decision is None

    @property
    def shown(self) -> Any:
        """The value that the boxes show."""
        return self.answer.value if self.answer and self.is_waiting else self.known

    @property
    def says_unknown(self) -> bool:
        """Whether the party answered that it does not know."""
        return self.is_waiting and self.shown is None

    @property
    def seen(self) -> int:
        """The version of the answer that stands on the page; 0 while there is none."""
        return self.answer.version if self.answer else 0


@dataclass(frozen=True, slots=True)
class OwnRow:
    """One row of the party, with its fields."""

    kind: str
    key: str
    title: str
    fields: tuple[OwnField, ...]
    is_new: bool
    is_seen: bool
    is_kept_own: bool

    @property
    def name(self) -> str:
        """How the page calls this row."""
        return f"{self.kind}/{self.key}"

    @property
    def is_done(self) -> bool:
        """Whether the party did something with it: answered, or said that it is right."""
        return self.is_seen or any(one.answer and not one.field.is_name for one in self.fields)


@dataclass(frozen=True, slots=True)
class OwnRows:
    """Everything one party is asked for."""

    rows: tuple[OwnRow, ...]
    adds: tuple[str, ...]

    @property
    def done(self) -> int:
        """How many rows the party did something with."""
        return sum(row.is_done for row in self.rows)

    def field(self, name: str) -> OwnField | None:
        """Return the field that the page calls so."""
        return next((one for row in self.rows for one in row.fields if one.name == name), None)


def own_rows(asked: AskedParty, document: Document) -> OwnRows:
    """Return the rows of the asked party, each field with its answer and with what is known."""
    answers = {(one.kind, one.row, one.field): one for one in asked.answers.all()}
    rows = [
        _row(asked, kind, key, entry, answers)
        for kind in asked_kinds(asked.request.subjects)
        for key, entry in _entries(asked, document, kind, answers)
    ]
    return OwnRows(tuple(rows), added_kinds(asked.request.subjects))


def own_entries(document: Document, kind: str, party: str) -> list[dict[str, Any]]:
    """Return the rows of a kind that belong to a party."""
    return [entry for entry in document.get(kind, ()) if owner_of(kind, entry) == party]


def _entries(
    asked: AskedParty, document: Document, kind: str, answers: Iterable[Place]
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    known = [entry["id"] for entry in own_entries(document, kind, asked.party.key)]
    for key in known:
        yield key, find_entry(document, kind, key)
    added = {row for one, row, _field in answers if one == kind and is_new(row)}
    for key in sorted(added, key=_number):
        yield key, None


def is_new(row: str) -> bool:
    """Whether the party added this row and it has no id of its own yet."""
    return row.startswith(NEW)


def next_new(rows: Iterable[str]) -> str:
    """Return the name of one more added row."""
    return f"{NEW}{max((_number(row) for row in rows if is_new(row)), default=0) + 1}"


NEW = "nieuw-"


def _number(row: str) -> int:
    return int(row.removeprefix(NEW))


def _row(
    asked: AskedParty,
    kind: str,
    key: str,
    entry: dict[str, Any] | None,
    answers: Mapping[Place, Answer],
) -> OwnRow:
    fields = tuple(
        _field(field, key, entry or {}, answers.get((kind, key, field.name)))
        for field in asked_fields(asked.request.subjects, kind)
        if entry is None or not field.is_name  # what has a name keeps it; renaming is for the table
    )
    named = answers.get((kind, key, NAMES[kind]))
    return OwnRow(
        kind=kind,
        key=key,
        title=str((named and named.value) or (entry or {}).get(NAMES[kind]) or key),
        fields=fields,
        is_new=entry is None,
        is_seen=f"{kind}/{key}" in asked.seen_rows,
        is_kept_own=f"{kind}/{key}" in asked.own_rows,
    )


def _field(field: AskedField, key: str, entry: dict[str, Any], answer: Answer | None) -> OwnField:
    waits = answer is not None and answer.decision is None
    quality = answer.quality if answer and waits else (entry.get("quality") or {}).get(field.name)
    return OwnField(field=field, row=key, known=entry.get(field.name), quality=quality, answer=answer)
