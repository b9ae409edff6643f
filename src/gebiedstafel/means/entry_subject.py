"""One row of a table as one seat sees it: what a form, a page or an answer is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from gebiedstafel.exchange.circles import DEFAULT
from gebiedstafel.exchange.entries import NAMES, OWNERS, find_entry, name_of, owner_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.viewers import spoken_for
from gebiedstafel.ui.refusals import NotAllowed

from .entry_rows import row_versions
from .fields import Around, around_of
from .permissions import check_can_change
from .visible import read_document, seen_by

Row = Mapping[str, Any]

#: What stands in an address, and which list of the document it is.
KINDS: Mapping[str, str] = {
    "partijen": "parties",
    "opgaven": "challenges",
    "geldstromen": "money_flows",
    "maatregelen": "measures",
    "bundels": "bundles",
}
SLUGS = {kind: slug for slug, kind in KINDS.items()}


@dataclass(frozen=True)
class Subject:
    """A row and whoever looks at it. `key` is empty for a row that is not there yet."""

    seat: Seat
    kind: str
    key: str
    entry: Row
    document: dict[str, Any]
    version: int | None
    around: Around
    own_parties: frozenset[str]

    @property
    def slug(self) -> str:
        """The kind as it stands in an address."""
        return SLUGS[self.kind]

    @property
    def is_new(self) -> bool:
        """Whether the row is not there yet."""
        return not self.key

    @property
    def name(self) -> str:
        """What people call the row."""
        return "" if self.is_new else name_of(self.kind, self.entry)

    @property
    def owner(self) -> str | None:
        """The party the row belongs to."""
        return owner_of(self.kind, self.entry)

    @property
    def owner_name(self) -> str:
        """What people call that party."""
        return self.around.label("parties", self.owner) if self.owner else ""

    @property
    def is_own(self) -> bool:
        """Whether this seat speaks for the party the row belongs to."""
        return self.is_new or self.owner in self.own_parties

    @property
    def stored(self) -> Row:
        """The row as it is stored, with what it says of rows that this seat does not see."""
        return find_entry(read_document(self.seat.table), self.kind, self.key) or self.entry

    @property
    def default_circle(self) -> str:
        """Who sees a field of which nothing is said."""
        return str(read_document(self.seat.table).get("circles_default", DEFAULT))


def subject_of(seat: Seat, slug: str, key: str = "") -> Subject:
    """Return the row at this address; who may not see it learns nothing, not even that it is there."""
    if slug not in KINDS:
        raise Http404
    kind, document = KINDS[slug], seen_by(seat)
    own = spoken_for(seat.party.key, read_document(seat.table)) if seat.party else frozenset()
    entry = find_entry(document, kind, key) if key else _blank(kind, seat)
    if entry is None:
        raise Http404
    version = row_versions(seat.table, kind).get(key, (None, 0))[0] if key else None
    return Subject(seat, kind, key, entry, document, version, around_of(document), own)


def _blank(kind: str, seat: Seat) -> Row:
    """A new row belongs to whoever brings it in."""
    own = seat.party.key if seat.party else None
    owner = OWNERS.get(kind)
    if owner is None or own is None:
        return {"id": ""}
    return {"id": "", owner: [own] if kind == "challenges" else own}


def why_not(subject: Subject, *fields: str) -> str:
    """Return why this seat may not change these fields of the row; empty when it may."""
    before = None if subject.is_new else subject.stored
    after = {**(before or {}), **subject.entry}
    looked_at = fields or (NAMES[subject.kind],)
    try:
        check_can_change(
            subject.seat, subject.kind, before, after, fields=looked_at,
            document=read_document(subject.seat.table),
        )  # fmt: skip
    except NotAllowed as refused:
        return str(refused)
    return ""
