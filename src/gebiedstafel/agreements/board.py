"""The board of who keeps which promise: what bites first, who owes what, and when it is due.

All rows of a table are read as plain values in a few queries; only the rows that are shown are drawn.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, When
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.ui.months import Month, coming_months, month_key, month_of_picture
from gebiedstafel.ui.templatetags.dates import month

from .models import OVER, Part, Status
from .visible import visible_agreements

#: So many rows of a group stand open; the rest stands on a page of its own.
FIRST = 12
MONTHS_SHOWN = 12
COLUMNS = (
    "pk", "key", "words", "lead_id", "due", "status", "blockage", "challenge", "reservation",
    "reservation_lifted_on", "first_step_on", "first_step_done_on", "status_why",
)  # fmt: skip
LATE, BLOCKED, DISPUTED, WAITS, SOON, LATER, DONE, OFF = (
    "laat", "vast", "betwist", "wacht", "binnenkort", "later", "gereed", "vervallen",
)  # fmt: skip
#: What falls within so many days is soon.
SOON_DAYS = 31


@dataclass(frozen=True, slots=True)
class Line:
    """One agreement on the board."""

    pk: int
    key: str
    words: str
    lead: str
    lead_id: int | None
    due: date | None
    status: str
    blockage: str
    challenge: str
    hangs: bool
    step_missed: bool
    why: str
    group: str
    parties: frozenset[int]
    unconfirmed: frozenset[int]

    @property
    def label(self) -> str:
        """How it stands, in words."""
        return str(Status(self.status).label)

    @property
    def chip(self) -> tuple[str, str]:
        """The kind and sign of its chip."""
        return CHIPS[self.status]


CHIPS: dict[str, tuple[str, str]] = {
    Status.NEW: ("let", "dot"),
    Status.ON_TRACK: ("goed", "check"),
    Status.LATE: ("vast", "clock"),
    Status.BLOCKED: ("vast", "cross"),
    Status.DISPUTED: ("vast", "mark"),
    Status.DONE: ("goed", "check"),
    Status.DROPPED: ("", "dash"),
}


@dataclass(frozen=True, slots=True)
class Group:
    """Agreements that ask the same: a title, those shown and how many more there are."""

    name: str
    title: str
    text: str
    lines: tuple[Line, ...]
    count: int

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.lines)


@dataclass(frozen=True, slots=True)
class Owed:
    """What one party owes: how much, how much of it late, blocked or unconfirmed, and what it kept."""

    key: str
    name: str
    open: int
    late: int
    blocked: int
    unconfirmed: int
    kept: int
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """Which agreements are asked for: of whom, how they stand, about which challenge."""

    party: str = ""
    status: str = ""
    challenge: str = ""

    @property
    def is_all(self) -> bool:
        """Whether nothing is left out."""
        return not (self.party or self.status or self.challenge)


@dataclass(frozen=True, slots=True)
class Board:
    """The board: what asks attention, the groups, who owes what, the months."""

    count: int
    going: int
    late: int
    blocked: int
    disputed: int
    waiting: int
    groups: tuple[Group, ...]
    owed: tuple[Owed, ...]
    months: tuple[Month, ...]
    own: Mapping[int, Own]
    lines: Sequence[Line] = field(default=(), repr=False)

    @property
    def owed_in_months(self) -> tuple[tuple[Owed, tuple[tuple[Month, int], ...]], ...]:
        """Who owes what, and how much of it falls due in each month of the picture."""
        return tuple((one, tuple(zip(self.months, one.months, strict=False))) for one in self.owed)


@dataclass(frozen=True, slots=True)
class Own:
    """What a party finds of itself on the board: how many wait for its yes, and where it goes first."""

    waiting: int
    first: str


def board(seat: Seat, names: Mapping[int, tuple[str, str]], asked: Asked, today: date) -> Board:
    """Return the board for all who read what this seat reads; `names` are the parties of the table."""
    every = board_lines(seat, names, today)
    lines = every if asked.is_all else [one for one in every if _is_asked(one, asked, names)]
    counts = Counter(one.group for one in lines)
    return Board(
        count=len(lines),
        going=sum(one.status not in OVER for one in lines),
        late=counts[LATE],
        blocked=counts[BLOCKED],
        disputed=counts[DISPUTED],
        waiting=sum(bool(one.unconfirmed) and one.status not in OVER for one in lines),
        groups=tuple(_groups(lines)),
        owed=tuple(_owed(lines, names, today)),
        months=_months(lines, today),
        own=_own(every, lines),
        lines=lines,
    )


def _own(every: Sequence[Line], lines: Sequence[Line]) -> dict[int, Own]:
    """Return by party what waits for its yes, whatever was asked for; else what it leads of what is shown."""
    waits: dict[int, list[str]] = defaultdict(list)
    for one in every:
        if one.status not in OVER:
            for party in one.unconfirmed:
                waits[party].append(one.key)
    leads: dict[int, str] = {}
    for one in lines:
        if one.lead_id and one.status not in OVER:
            leads.setdefault(one.lead_id, one.key)
    return {
        party: Own(len(waits[party]), waits[party][0]) if party in waits else Own(0, leads[party])
        for party in {*waits, *leads}
    }


def board_lines(seat: Seat, names: Mapping[int, tuple[str, str]], today: date) -> list[Line]:
    """Return every agreement this seat may read, by its date."""
    shown = visible_agreements(seat)
    parties: dict[int, set[int]] = defaultdict(set)
    unconfirmed: dict[int, set[int]] = defaultdict(set)
    declined: set[int] = set()
    rows = Part.objects.filter(agreement__table=seat.table_id, agreement__drafted=False)
    if seat.role == Seat.Role.VISITOR:
        rows = rows.filter(agreement__publicity="public")
    # The database says how a part stands: turning a thousand moments into values would cost more.
    declines, confirms = When(declined_at__isnull=False, then=2), When(confirmed_at__isnull=False, then=1)
    # Of a party that left, no yes is waited for any more.
    left = When(party__left_on__isnull=False, then=3)
    parts = rows.order_by().values_list("agreement_id", "party_id", Case(declines, confirms, left))
    for agreement, party, stands in parts:
        parties[agreement].add(party)
        if stands == 2:
            declined.add(agreement)
        elif stands is None:
            unconfirmed[agreement].add(party)
    return [_line(row, names, parties, unconfirmed, declined, today) for row in shown.values_list(*COLUMNS)]


def _line(
    row: tuple[Any, ...],
    names: Mapping[int, tuple[str, str]],
    parties: Mapping[int, set[int]],
    unconfirmed: Mapping[int, set[int]],
    declined: set[int],
    today: date,
) -> Line:
    pk, key, words, lead_id, due, status, blockage, challenge, reservation, lifted, step, step_done, why = row
    missed = bool(step and step < today and step_done is None and status not in OVER)
    waiting = frozenset(unconfirmed.get(pk, ()))
    return Line(
        pk=pk,
        key=key,
        words=words,
        lead=names.get(lead_id, ("", ""))[1],
        lead_id=lead_id,
        due=due,
        status=status,
        blockage=blockage,
        challenge=challenge,
        hangs=bool(reservation) and lifted is None,
        step_missed=missed,
        why=why,
        group=_group(status, due, missed, waiting, pk in declined, today),
        parties=frozenset(parties.get(pk, ())) | ({lead_id} if lead_id else set()),
        unconfirmed=waiting,
    )


def _group(
    status: str, due: date | None, missed: bool, waiting: frozenset[int], declined: bool, today: date
) -> str:
    if status in OVER:
        return DONE if status == Status.DONE else OFF
    if status == Status.BLOCKED:
        return BLOCKED
    if status == Status.LATE or missed or (due and due < today):
        return LATE
    if status == Status.DISPUTED or declined:
        return DISPUTED
    if waiting:
        return WAITS
    return SOON if due and (due - today).days <= SOON_DAYS else LATER


def _is_asked(one: Line, asked: Asked, names: Mapping[int, tuple[str, str]]) -> bool:
    if asked.party and all(names.get(pk, ("", ""))[0] != asked.party for pk in one.parties):
        return False
    if asked.status and asked.status not in (one.group, one.status):
        return False
    return not asked.challenge or one.challenge == asked.challenge


def _groups(lines: Iterable[Line]) -> Iterable[Group]:
    found: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        found[one.group].append(one)
    titles = {
        LATE: (_("Te laat of achter"), _("De dag is voorbij, of iemand zegt zelf dat het achterloopt.")),
        BLOCKED: (_("Geblokkeerd"), _("Hier kan niemand aan tafel alleen verder.")),
        DISPUTED: (_("Betwist"), _("Een partij is het er niet mee eens, of kan haar deel niet doen.")),
        WAITS: (_("Wacht op bevestiging"), _("Niet elke partij heeft haar deel bevestigd.")),
        SOON: (_("Binnen een maand klaar"), ""),
        LATER: (_("Later"), ""),
        DONE: (_("Nagekomen"), ""),
        OFF: (_("Vervallen"), _("Dit gaat niet door. De reden staat erbij.")),
    }
    for name, (title, text) in titles.items():
        if name in found:
            yield Group(name, title, text, tuple(found[name][:FIRST]), len(found[name]))


def _owed(lines: Iterable[Line], names: Mapping[int, tuple[str, str]], today: date) -> Iterable[Owed]:
    mine: dict[int, list[Line]] = defaultdict(list)
    for one in lines:
        for party in one.parties:
            mine[party].append(one)
    months = coming_months(today, MONTHS_SHOWN)
    rows = []
    for pk, own in mine.items():
        key, name = names.get(pk, ("", ""))
        going = [one for one in own if one.status not in OVER]
        due = Counter((one.due.year, one.due.month) for one in going if one.due)
        rows.append(
            Owed(
                key=key,
                name=name,
                open=len(going),
                late=sum(one.group == LATE for one in going),
                blocked=sum(one.group == BLOCKED for one in going),
                unconfirmed=sum(pk in one.unconfirmed for one in going),
                kept=sum(one.status == Status.DONE for one in own),
                months=tuple(due[day.year, day.month] for day in months),
            )
        )
    return sorted(rows, key=lambda one: (-one.late - one.blocked, -one.open, one.name))


def _months(lines: Iterable[Line], today: date) -> tuple[Month, ...]:
    """Return the coming months with what falls due in each; what is late stands in the list alone."""
    inside: dict[str, list[Line]] = defaultdict(list)
    for one in lines:
        if one.status not in OVER and one.due and one.due >= today:
            inside[month_key(one.due)].append(one)
    if not inside:
        return ()
    return tuple(
        _month(first, inside.get(month_key(first), ()), begins=n == 0)
        for n, first in enumerate(coming_months(today, MONTHS_SHOWN))
    )


def _month(first: date, own: Sequence[Line], *, begins: bool) -> Month:
    stuck = sum(one.group in (BLOCKED, DISPUTED, LATE) for one in own)
    words = ngettext("{month}: {n} afspraak", "{month}: {n} afspraken", len(own)).format(
        month=month(first), n=len(own)
    )
    if stuck:
        words += ", " + _("{n} daarvan loopt niet goed").format(n=stuck)
    marks = ["vervalt"] * stuck + ["termijn"] * (len(own) - stuck)
    return month_of_picture(first, words, marks, begins=begins)


def party_names(seat: Seat) -> dict[int, tuple[str, str]]:
    """Return the parties of the seat's table by their row: the id in its file and the name."""
    rows = seat.table.parties.values_list("pk", "key", "name")
    return remembered(seat.table, "agreements/parties", lambda: {pk: (key, name) for pk, key, name in rows})
