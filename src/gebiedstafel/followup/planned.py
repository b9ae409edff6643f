"""Which reminders an agreement asks for, and on which day each goes: counted from its own dates."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gebiedstafel.agreements.models import Agreement

from .models import FollowUpRules, Kind

#: So long the chair has before an agreement goes further along its path.
CHAIRS_TURN = 14
#: In one line, what comes later makes what came before it pointless.
LINES = ((Kind.FIRST, Kind.SECOND), (Kind.AGENDA, Kind.UP))
#: These speak of a day to come; once that is past they make no sense.
BEFOREHAND = frozenset({Kind.FIRST, Kind.SECOND, Kind.STEP, Kind.RESERVATION})

#: What an agreement was reminded of: by why and for which day, the day on which it went; None if skipped.
Done = Mapping[tuple[str, date], date | None]


@dataclass(frozen=True, slots=True)
class Planned:
    """One reminder: why, for which day of the agreement, and on which day it goes."""

    agreement: Agreement
    kind: Kind
    for_day: date
    on: date

    @property
    def name(self) -> tuple[str, date]:
        """By what it is known that it went."""
        return self.kind.value, self.for_day


def planned(agreement: Agreement, rules: FollowUpRules, done: Done) -> Iterator[Planned]:
    """Yield what an agreement still asks for; nothing when it is done, off, or only a draft."""
    if agreement.is_over or agreement.drafted:
        return
    sent = {name for name, on in done.items() if on}
    for one in _by_date(agreement, rules, done):
        began_before = one.kind not in BEFOREHAND or one.on > agreement.made_on
        if one.name not in done and began_before and not _is_overtaken(one, sent):
            yield one


def _by_date(agreement: Agreement, rules: FollowUpRules, done: Done) -> Iterator[Planned]:
    due, step, decided = agreement.due, agreement.first_step_on, agreement.reservation_by
    if due:
        yield Planned(agreement, Kind.FIRST, due, _moved(due, -rules.first_days))
        yield Planned(agreement, Kind.SECOND, due, _moved(due, -rules.second_days))
        yield Planned(agreement, Kind.AGENDA, due, _moved(due, rules.agenda_days))
        yield Planned(agreement, Kind.UP, due, _moved(due, rules.up_days))
        went_up = done.get((Kind.UP.value, due))
        if went_up:
            yield Planned(agreement, Kind.NEXT, due, _moved(went_up, CHAIRS_TURN))
    if step and not agreement.first_step_done_on:
        yield Planned(agreement, Kind.STEP, step, _moved(step, -rules.second_days))
    if decided and agreement.hangs:
        yield Planned(agreement, Kind.RESERVATION, decided, _moved(decided, -rules.first_days))


def due_today(plan: Iterable[Planned], today: date) -> tuple[Planned, ...]:
    """Return what must go today: what came due, but for what was overtaken or speaks of a day that passed."""
    ready = [one for one in plan if one.on <= today and not (one.kind in BEFOREHAND and one.for_day < today)]
    names = {one.name for one in ready}
    return tuple(one for one in ready if not _is_overtaken(one, names))


def still_to_come(plan: Iterable[Planned], today: date, days: int) -> tuple[Planned, ...]:
    """Return what goes within so many days, the first in front; what goes today counts too."""
    rows = list(plan)
    later = [one for one in rows if today < one.on <= _moved(today, days)]
    return tuple(sorted((*due_today(rows, today), *later), key=lambda one: (one.on, one.agreement.pk)))


def _is_overtaken(one: Planned, names: Container[tuple[str, date]]) -> bool:
    return any(
        (later.value, one.for_day) in names
        for line in LINES
        if one.kind in line
        for later in line[line.index(one.kind) + 1 :]
    )


def _moved(day: date, days: int) -> date:
    """A day so many days later or earlier; never outside what a calendar holds."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal()))
