"""What the page Opvolging shows: what goes out next, what went or was refused, and what came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import refusal_words
from gebiedstafel.agreements.models import Change
from gebiedstafel.tables.models import AreaTable, Seat

from .hours import may_go, opens_on_or_after, rules_of
from .models import FollowUpRules, Kind, Reminder, ReminderLetter
from .planned import Planned, still_to_come
from .readers import readers_at
from .sending import plans_until

DAYS_AHEAD = 30
MOST_SHOWN = 30
#: So many of what is still to go stand open; the rest comes when asked for.
FIRST_TO_COME = 12


@dataclass(frozen=True, slots=True)
class ToCome:
    """One reminder that goes later: on which day, why, about what, and to whom."""

    one: Planned
    on: date
    to: str

    @property
    def why(self) -> str:
        """Why it goes, in words."""
        return str(Kind(self.one.kind).label)


@dataclass(frozen=True, slots=True)
class Went:
    """One reminder that went or was skipped, and what became of each of its letters."""

    reminder: Reminder
    letters: tuple[LetterTold, ...]

    @property
    def why(self) -> str:
        """Why it went, in words."""
        return str(Kind(self.reminder.kind).label)


@dataclass(frozen=True, slots=True)
class LetterTold:
    """One letter: to whom, and whether it went."""

    to: str
    sent_at: datetime | None
    refused: str
    waits: bool


@dataclass(frozen=True, slots=True)
class Board:
    """The whole page."""

    rules: FollowUpRules
    to_come: tuple[ToCome, ...]
    more_to_come: int
    this_week: int
    went: tuple[Went, ...]
    came_back: tuple[Change, ...]
    open_now: bool

    @property
    def refused(self) -> int:
        """How many letters a mail server refused."""
        return sum(bool(letter.refused and not letter.waits) for one in self.went for letter in one.letters)


def board_of(table: AreaTable, *, at: datetime, everything: bool = False) -> Board:
    """Return what the page shows, in a handful of queries however much went; `everything` that is to come."""
    rules, today, readers = rules_of(table.pk), localdate(at), readers_at(table)
    plans = plans_until(table, rules, today + timedelta(days=DAYS_AHEAD))
    dated = [
        (one, opens_on_or_after(rules, max(one.on, today))) for one in still_to_come(plans, today, DAYS_AHEAD)
    ]
    shown = dated if everything else dated[:FIRST_TO_COME]
    return Board(
        rules=rules,
        to_come=tuple(
            ToCome(one, on, _names(readers.of(one.kind, one.agreement.lead_id))) for one, on in shown
        ),
        more_to_come=len(dated) - len(shown),
        this_week=sum((on - today).days < 7 for _one, on in dated),
        went=_went(table),
        came_back=_came_back(table),
        open_now=may_go(rules, at),
    )


def _names(seats: tuple[Seat, ...]) -> str:
    return ", ".join(sorted({str(one.party or one.get_role_display()) for one in seats}))


def _went(table: AreaTable) -> tuple[Went, ...]:
    rows = Reminder.objects.filter(agreement__table=table).select_related("agreement")[:MOST_SHOWN]
    found = list(rows)
    letters: dict[int, list[LetterTold]] = {one.pk: [] for one in found}
    sent = ReminderLetter.objects.filter(reminder__in=found).select_related("seat__party", "letter")
    for one in sent:
        letters[one.reminder_id].append(_told(one.seat, one.letter))
    return tuple(Went(one, tuple(letters[one.pk])) for one in found)


def _told(seat: Seat | None, letter: OutgoingLetter) -> LetterTold:
    to = str(seat.party or seat.get_role_display()) if seat else ""
    waits = letter.sent_at is None and letter.refused_at is None and letter.stopped_at is None
    return LetterTold(to, letter.sent_at, refusal_words(letter.answer), waits)


def _came_back(table: AreaTable) -> tuple[Change, ...]:
    """Return what was told by a link in a mail, the newest first."""
    rows = Change.objects.filter(agreement__table=table, origin="link").select_related("agreement")
    return tuple(rows.order_by("-at", "-number")[:MOST_SHOWN])
