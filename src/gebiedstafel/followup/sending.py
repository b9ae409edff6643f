"""Reminding: what is due goes into the outbox, once, at hours when letters may go; time comes in as `at`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.accounts.outbox import post
from gebiedstafel.agreements.models import Agreement, AgreementQuerySet
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.outcomes import tell_outcome

from .hours import may_go, rules_of
from .letters import asks_for_report, reminder_letter
from .links import choice_of, make_report_link
from .models import FollowUpRules, Kind, Reminder, ReminderLetter
from .planned import Planned, due_today, planned
from .readers import Readers, readers_at, wants_reminders

#: What a list of reminders shows of an agreement, and what says when they go.
LISTED = (
    "key", "words", "lead", "due", "made_on", "status", "drafted", "first_step_on", "first_step_done_on",
    "reservation", "reservation_by", "reservation_lifted_on",
)  # fmt: skip

Reminded = dict[int, dict[tuple[str, date], date | None]]


def remind_tables(at: datetime) -> int:
    """Send what is due at every table where something is owed; return how many reminders went."""
    going = Agreement.objects.going().filter(table__is_demo=False)
    tables = AreaTable.objects.filter(pk__in=going.values("table").distinct()).order_by("pk")
    return sum(remind_table(table, at=at) for table in tables)


def remind_table(table: AreaTable, *, at: datetime) -> int:
    """Send what is due at one table, unless it is night or weekend there."""
    rules = rules_of(table.pk)
    if not may_go(rules, at):
        return 0
    ready = due_today(plans_at(table, rules), localdate(at))
    readers = readers_at(table) if ready else Readers(())
    return sum(remind(one, readers, at=at) for one in ready)


def plans_at(table: AreaTable, rules: FollowUpRules) -> list[Planned]:
    """Return every reminder that the agreements of a table still ask for."""
    going = Agreement.objects.of(table).going().select_related("table", "lead")
    done = reminded_at(going)
    return [one for agreement in going for one in planned(agreement, rules, done[agreement.pk])]


def plans_until(table: AreaTable, rules: FollowUpRules, until: date) -> list[Planned]:
    """Return what may go until this day, of agreements read as far as a list shows them.

    An agreement all of whose days lie later asks for nothing yet; none of it is read.
    """
    last = until + timedelta(days=rules.first_days)
    early = Q(due__lte=last) | Q(first_step_on__lte=last) | Q(reservation_by__lte=last)
    rows = Agreement.objects.of(table).going().filter(early).only(*LISTED)
    done = reminded_at(rows)
    return [one for agreement in rows for one in planned(agreement, rules, done[agreement.pk])]


def reminded_at(agreements: AgreementQuerySet) -> Reminded:
    """Return of what each of these agreements was reminded, and when; no day for what was skipped."""
    found: Reminded = defaultdict(dict)
    rows = Reminder.objects.filter(agreement__in=agreements.values("pk")).values_list(
        "agreement_id", "kind", "for_day", "made_at", "skipped"
    )
    for agreement, kind, for_day, made_at, skipped in rows:
        found[agreement][kind, for_day] = None if skipped else localdate(made_at)
    return found


def remind(one: Planned, readers: Readers, *, at: datetime, by: Seat | None = None) -> bool:
    """Send one reminder to everyone it is for; False when it went before, or is not wanted any more."""
    try:
        with transaction.atomic():
            return _remind(one, readers, at=at, by=by)
    except IntegrityError:
        # Another worker was first: it went, and it goes once.
        return False


def _remind(one: Planned, readers: Readers, *, at: datetime, by: Seat | None) -> bool:
    now = Agreement.objects.select_for_update(no_key=True).get(pk=one.agreement.pk)
    if now.is_over or Reminder.objects.filter(agreement=now, kind=one.kind, for_day=one.for_day).exists():
        return False
    reminder = Reminder.objects.create(agreement=now, kind=one.kind, for_day=one.for_day, made_at=at, by=by)
    seats = readers.of(one.kind, one.agreement.lead_id)
    wanted = wants_reminders(seat.person for seat in seats if seat.person)
    went_to = [seat for seat in seats if seat.person_id in wanted]
    for seat in went_to:
        _post(reminder, one, seat, at=at)
    _write_down(one, "remind_agreement", at=at, by=by)
    tell(one, went_to, at=at)
    return True


def _post(reminder: Reminder, one: Planned, seat: Seat, *, at: datetime) -> None:
    assert seat.person
    choice = choice_of(seat.person)
    link = make_report_link(one.agreement, seat, at=at) if asks_for_report(one.kind) else None
    written = reminder_letter(one, seat, link, choice)
    letter = post(
        written.letter,
        key=f"reminder/{reminder.pk}/{seat.pk}",
        at=at,
        person=seat.person,
        about=one.agreement.table.chain,
        seeds=written.seeds,
        headers=written.headers,
    )
    ReminderLetter.objects.create(reminder=reminder, seat=seat, letter=letter)


def tell(one: Planned, went_to: Iterable[Seat], *, at: datetime) -> None:
    """Tell on the agreement what was sent, and to whom: parties, never people."""
    parties = sorted({str(seat.party or seat.get_role_display()) for seat in went_to})
    names = ", ".join(parties)

    def words() -> str:
        what = str(Kind(one.kind).label).capitalize()
        if not names:
            return _("{what}: niemand om te mailen, de voorzitter ziet het bij Opvolging.").format(what=what)
        return _("{what}: gemaild aan {names}.").format(what=what, names=names)

    tell_outcome(one.agreement.table.chain, one.agreement.subject, words, at=at)


def _write_down(one: Planned, action: str, *, at: datetime, by: Seat | None) -> None:
    record_deed(
        one.agreement.table.chain,
        action=action,
        subject=f"{one.agreement.subject} {one.kind.value} {one.for_day}",
        origin="web" if by else "worker",
        actor=by.actor if by else "worker",
        at=at,
    )
