"""Taking answers over into the table, row by row and field by field, and taking that back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import DEFAULT, circle_of
from gebiedstafel.exchange.entries import NAMES, OWNERS, find_entry
from gebiedstafel.means.entry_changes import Change, change_entries, undo_change
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.means.table_document import table_document
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .answering import locked
from .laid_beside import Beside, Standing, beside, chosen_circle
from .models import Answer, AskedParty, Circle
from .own_rows import is_new, next_new
from .permissions import check_can_merge, is_own_seat

Place = tuple[str, str]


@dataclass(frozen=True, slots=True)
class ByTheParty:
    """The party that wrote the answer, whoever takes it over: its words stay its own, as it wrote them."""

    asked: AskedParty
    hand: Seat

    @property
    def table_id(self) -> str:
        """The table of the round."""
        return self.asked.request.table_id

    @property
    def party(self) -> Party:
        """Whose rows these are."""
        return self.asked.party

    @property
    def role(self) -> str:
        """A party changes its own rows, and no others."""
        return Seat.Role.MEMBER

    @property
    def actor(self) -> str:
        """Who took it over, for the trail."""
        return self.hand.actor

    def __str__(self) -> str:
        return _("{party}, overgenomen door {seat}").format(party=self.asked, seat=self.hand)


def shown_to(seat: Seat, laid: Iterable[Beside], asked: AskedParty) -> tuple[tuple[Beside, ...], int]:
    """Return what this seat may see of the answers, and how many it may not."""
    found = list(laid)
    shown = tuple(one for one in found if not one.is_own or is_own_seat(seat, asked))
    return shown, len(found) - len(shown)


def without_clash(laid: Iterable[Beside]) -> frozenset[int]:
    """Return the answers that can be taken over at once: nobody else touched what they change."""
    return frozenset(one.answer.pk for one in laid if one.standing in (Standing.FREE, Standing.SAME))


@transaction.atomic
def merge_answers(
    asked: AskedParty,
    *,
    taken: Collection[int],
    kept: Collection[int],
    seen: Mapping[Place, int],
    by: Seat,
    at: datetime,
) -> ChangeSet | None:
    """Take answers over, and leave what stands for the others; None when nothing at the table changed.

    `seen` is the version of each row that was looked at: a row that changed since is refused.
    """
    check_can_merge(by, asked)
    table, asked = _held(asked)
    if asked.answered_at is None:
        raise Refused(_("{party} is nog bezig. Wacht tot het antwoord is ingestuurd.").format(party=asked))
    document = table_document(table)
    shown, _hidden = shown_to(by, beside(asked, document), asked)
    laid = {one.answer.pk: one for one in shown}
    if not {*taken, *kept} <= laid.keys():
        raise NotAllowed(
            _("Een van deze antwoorden is al verwerkt, of alleen {party} zelf beslist erover.").format(
                party=asked
            )
        )
    chosen = [laid[pk] for pk in sorted(taken) if laid[pk].standing is not Standing.GONE]
    change = _take(asked, chosen, document, table, seen, by=by, at=at)
    _decide(asked, chosen, Answer.Decision.TAKEN, change, by=by, at=at)
    left = [laid[pk] for pk in {*kept, *taken} if laid[pk] not in chosen]
    _decide(asked, left, Answer.Decision.KEPT, None, by=by, at=at)
    record_deed(
        table.chain,
        action="merge_answers",
        subject=f"request/{asked.request_id} party/{asked.party.key} +{len(chosen)} ={len(left)}",
        actor=by.actor,
        at=at,
    )
    return change


def _held(asked: AskedParty) -> tuple[AreaTable, AskedParty]:
    """Return the table and the party as they are now, both held before anything is written down."""
    return locked_table(asked.request.table_id), locked(asked)


def _take(
    asked: AskedParty,
    chosen: list[Beside],
    document: Mapping[str, Any],
    table: AreaTable,
    seen: Mapping[Place, int],
    *,
    by: Seat,
    at: datetime,
) -> ChangeSet | None:
    places = sorted({one.place for one in chosen if one.standing is not Standing.SAME})
    if not places:
        return None
    changes = [
        _change(asked, place, [one for one in chosen if one.place == place], document, seen.get(place))
        for place in places
    ]
    change = change_entries(table, changes, by=ByTheParty(asked, by), at=at, origin="uitvraag")
    if change is not None:
        _name_new_rows(asked, places, change)
    return change


def _change(
    asked: AskedParty,
    place: Place,
    chosen: list[Beside],
    document: Mapping[str, Any],
    seen: int | None,
) -> Change:
    kind, row = place
    entry = find_entry(document, kind, row)
    values: dict[str, Any] = {one.field.name: one.answer.value for one in chosen}
    marks = {one.field.name: one.answer.quality for one in chosen if one.field.is_graded}
    if marks:
        values["quality"] = _marked((entry or {}).get("quality"), marks)
    circle = chosen_circle(asked, kind, row)
    if entry is None:
        return Change(kind, None, _new_row(asked, kind, row, values, circle), None)
    default = document.get("circles_default", DEFAULT)
    wider_or_narrower = {
        name: circle
        for name in values
        if name != "quality" and circle_of(entry, kind, name, default).name.lower() != circle
    }
    if wider_or_narrower:
        values["circles"] = {**(entry.get("circles") or {}), **wider_or_narrower}
    return Change(kind, row, values, seen)


def _marked(before: Mapping[str, str] | None, marks: Mapping[str, str | None]) -> dict[str, str] | None:
    whole = {**(before or {}), **marks}
    return {name: mark for name, mark in whole.items() if mark is not None} or None


def _new_row(asked: AskedParty, kind: str, row: str, values: dict[str, Any], circle: str) -> dict[str, Any]:
    """Return a whole row: its name is what its party called it, whatever else was taken over."""
    name = NAMES[kind]
    if name not in values:
        named = Answer.objects.filter(asked=asked, kind=kind, row=row, field=name).first()
        values[name] = named.value if named else row
    # A row of which only its fields are kept back still tells its name; this one is not there for others.
    circles = {"*": circle} | ({name: circle} if circle == Circle.OWN else {})
    return values | {OWNERS[kind]: asked.party.key, "circles": circles}


def _name_new_rows(asked: AskedParty, places: list[Place], change: ChangeSet) -> None:
    """Let the answers about an added row follow it under the id it got."""
    made: dict[str, list[str]] = {}
    for one in change.rows.all():
        if one.before is None:
            made.setdefault(one.kind, []).append(one.key)
    for kind, row in places:
        if is_new(row):
            _rename(asked, kind, row, made[kind].pop(0))


def _rename(asked: AskedParty, kind: str, row: str, key: str) -> None:
    Answer.objects.filter(asked=asked, kind=kind, row=row).update(row=key)
    names = {f"{kind}/{row}": f"{kind}/{key}"}
    asked.own_rows = [names.get(one, one) for one in asked.own_rows]
    asked.seen_rows = [names.get(one, one) for one in asked.seen_rows]
    asked.save(update_fields=["own_rows", "seen_rows"])


def _decide(
    asked: AskedParty,
    decided: Iterable[Beside],
    decision: str,
    change: ChangeSet | None,
    *,
    by: Seat,
    at: datetime,
) -> None:
    Answer.objects.filter(asked=asked, pk__in=[one.answer.pk for one in decided]).update(
        decision=decision, decided_at=at, decided_by=by, change=change
    )


@transaction.atomic
def undo_merge(asked: AskedParty, change: ChangeSet, *, by: Seat, at: datetime) -> None:
    """Bring back what stood before these answers were taken over; they wait again."""
    check_can_merge(by, asked)
    _table, asked = _held(asked)
    made = [(one.kind, one.key) for one in change.rows.all() if one.before is None]
    undo_change(change, by=ByTheParty(asked, by), at=at)
    for kind, key in made:
        rows = Answer.objects.filter(asked=asked, kind=kind).values_list("row", flat=True)
        _rename(asked, kind, key, next_new(rows))
    answers = Answer.objects.filter(asked=asked, change=change)
    answers.update(decision=None, decided_at=None, decided_by=None, change=None)
