"""What whoever waits is told: once a quarter, per group of themes, by the role that answers there.

It is asked for at every table where parties sit, whether anything waits or not, and never about what waits:
a duty that came with a signal would tell who answers that there is one, and of which theme. Who sent a
signal that is not shown reads the newest answer of its group with it; what was written before it came is
no answer to it, and then the day stands there by which the next comes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q
from django.utils.timezone import localdate

from gebiedstafel.exchange.themes import GROUPS
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.seats import taken_seats

from .answering import appointed_for
from .models import WaitingAnswer
from .quarters import after, first_day, quarter_of
from .releasing import ANSWERED_WITHIN


@dataclass(frozen=True, slots=True)
class WaitingDuty:
    """That an answer to who waits is due: by when, for which groups, and from which party.

    `party` is the key of the party that was chosen to answer these groups; empty means the chair.
    """

    party: str
    groups: tuple[str, ...]
    answer_by: date


def newest_answers(table: AreaTable) -> Mapping[str, WaitingAnswer]:
    """Return the answer written last to each group of themes that has one; older ones are not read."""
    rows = WaitingAnswer.objects.filter(table=table).order_by()
    last = rows.values("group").annotate(last=Max("pk")).values("last")
    return {one.group: one for one in rows.filter(pk__in=last)}


def waiting_duties(table: AreaTable, *, today: date, before: date) -> list[WaitingDuty]:
    """Return what is due before a day, the first first: of this quarter and of any that was missed."""
    if _begun(table, today) + ANSWERED_WITHIN >= before:
        return []
    days = due_days(table, newest_answers(table), today)
    due = {group: day for group, day in days.items() if day < before}
    if not due or not _anyone_sends(table):
        return []
    return _by_party(due, appointed_for(table))


def due_days(table: AreaTable, newest: Mapping[str, WaitingAnswer], today: date) -> dict[str, date]:
    """Return by when each group is due that has no answer of this quarter; it begins with the table."""
    begun, found = _begun(table, today), {}
    for group in GROUPS:
        quarter = after(newest[group].quarter) if group in newest else quarter_of(begun)
        if quarter <= quarter_of(today):
            found[group] = max(_answer_by(quarter), begun + ANSWERED_WITHIN)
    return found


def next_after(answer: WaitingAnswer) -> date:
    """Return by when the answer comes that follows on this one, whatever waits or not."""
    return _answer_by(after(answer.quarter))


def _answer_by(quarter: str) -> date:
    return first_day(quarter) + ANSWERED_WITHIN


def _begun(table: AreaTable, today: date) -> date:
    """Return since when a table is there: it owes no answer earlier than its four weeks after that."""
    return min(localdate(table.loaded_at), today)


def _anyone_sends(table: AreaTable) -> bool:
    """Whether anyone sits for a party and may send, the chair too: everyone at the table sees that."""
    sends = Q(role=Seat.Role.MEMBER) | Q(role=Seat.Role.CHAIR, party__isnull=False)
    return taken_seats(table).filter(sends, party__left_on=None).exists()


def _by_party(due: Mapping[str, date], appointed: Mapping[str, Party]) -> list[WaitingDuty]:
    groups: dict[str, list[str]] = {}
    for group in due:
        party = appointed.get(group)
        groups.setdefault(party.key if party else "", []).append(group)
    duties = [WaitingDuty(party, tuple(own), min(due[one] for one in own)) for party, own in groups.items()]
    return sorted(duties, key=lambda one: (one.answer_by, one.party))
