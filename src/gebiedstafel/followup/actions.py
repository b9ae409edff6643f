"""What people do in follow-up: send now, skip, change the rules, choose their messages and calendars."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.tokens import digest_of, token_of_seed
from gebiedstafel.agreements.actions import report_progress
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .hours import rules_of
from .links import choice_of, new_seed, open_report_link
from .models import CalendarFeed, FollowUpRules, MailChoice, Reminder, ReportLink, Rhythm
from .permissions import check_can_have_messages, check_can_lead_follow_up
from .planned import Planned
from .readers import readers_at
from .sending import plans_at, remind


@transaction.atomic
def send_now(table: AreaTable, key: str, kind: str, *, by: Seat, at: datetime) -> Planned:
    """Send a reminder that was planned for later; the chair may do so at any hour."""
    check_can_lead_follow_up(by)
    one = _planned(table, key, kind, by)
    if not remind(one, readers_at(table), at=at, by=by):
        raise Refused(_("Deze herinnering is al verstuurd of overgeslagen."))
    return one


@transaction.atomic
def skip(table: AreaTable, key: str, kind: str, *, by: Seat, at: datetime) -> Planned:
    """Let a planned reminder not go."""
    check_can_lead_follow_up(by)
    one = _planned(table, key, kind, by)
    Agreement.objects.select_for_update(no_key=True).get(pk=one.agreement.pk)
    _reminder, is_new = Reminder.objects.get_or_create(
        agreement=one.agreement,
        kind=one.kind,
        for_day=one.for_day,
        defaults={"made_at": at, "by": by, "skipped": True},
    )
    if not is_new:
        raise Refused(_("Deze herinnering is al verstuurd of overgeslagen."))
    _write_down(table, "skip_reminder", f"{one.agreement.subject} {one.kind.value}", by=by, at=at)
    return one


@transaction.atomic
def undo_skip(reminder: Reminder, *, by: Seat, at: datetime) -> None:
    """Let a reminder that was skipped go after all."""
    check_can_lead_follow_up(by)
    held = (
        Reminder.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agreement__table")
        .get(pk=reminder.pk)
    )
    stay_at_table(by, held.agreement.table_id)
    if not held.skipped:
        raise Refused(_("Deze herinnering is al verstuurd."))
    about = f"{held.agreement.subject} {held.kind}"
    held.delete()
    _write_down(held.agreement.table, "undo_skip_reminder", about, by=by, at=at)


def _planned(table: AreaTable, key: str, kind: str, by: Seat) -> Planned:
    stay_at_table(by, table.pk)
    for one in plans_at(table, rules_of(table.pk)):
        if (one.agreement.key, one.kind.value) == (key, kind):
            return one
    raise Refused(_("Deze herinnering is al verstuurd, overgeslagen of niet meer nodig."))


@transaction.atomic
def change_rules(
    table: AreaTable, said: FollowUpRules, *, by: Seat, at: datetime, seen: int | None = None
) -> FollowUpRules:
    """Change when the table reminds; who looked at older rules is refused with both."""
    check_can_lead_follow_up(by)
    stay_at_table(by, table.pk)
    locked_table(table.pk)
    before = rules_of(table.pk)
    check_version(before.version, seen, theirs=str(before), yours=str(said))
    said.pk, said.table, said.version = before.pk, table, before.version + 1
    said.save()
    _write_down(table, "change_follow_up_rules", f"{before.numbers} → {said.numbers}", by=by, at=at)
    return said


@transaction.atomic
def choose_messages(
    person: Person, *, rhythm: str, also_when_empty: bool, reminders: bool, by: Seat, at: datetime
) -> MailChoice:
    """Choose one's own messages, for all tables at once."""
    check_can_have_messages(by)
    if by.person_id != person.pk:
        raise NotAllowed(_("U kiest alleen uw eigen berichten."))
    if rhythm not in Rhythm.values:
        raise Refused(_("Kies hoe vaak u een overzicht wilt."))
    choice = choice_of(person)
    choice.rhythm, choice.also_when_empty, choice.reminders = rhythm, also_when_empty, reminders
    choice.save()
    return choice


def stop_messages(choice: MailChoice) -> None:
    """End all letters of follow-up for who has this link."""
    MailChoice.objects.filter(pk=choice.pk).update(
        rhythm=Rhythm.NEVER, reminders=False, also_when_empty=False
    )


@transaction.atomic
def report_by_link(
    token: str, *, status: str, words: str, blockage: str, seen: int | None, at: datetime
) -> ReportLink | None:
    """Tell how an agreement goes by a link, once; None when the link opens nothing."""
    link = open_report_link(token, at=at)
    if link is None:
        return None
    link = (
        ReportLink.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agreement", "seat__party")
        .get(pk=link.pk)
    )
    if not link.is_open(at):
        return None
    report_progress(
        link.agreement, status, words, blockage=blockage, by=link.seat, at=at, seen=seen, origin="link"
    )
    link.used_at = at
    link.save(update_fields=["used_at"])
    return link


@transaction.atomic
def open_feed(scope: str, *, by: Seat, at: datetime) -> CalendarFeed:
    """Make a calendar address for this seat; one that was there ends, so that a leaked one can be renewed."""
    check_can_have_messages(by)
    Seat.objects.select_for_update(no_key=True).get(pk=by.pk)
    close_feed(scope, by=by, at=at)
    seed = new_seed()
    return CalendarFeed.objects.create(
        seat=by,
        person=by.person,
        scope=scope,
        seed=seed,
        digest=digest_of(token_of_seed(seed)),
        made_at=at,
    )


def close_feed(scope: str, *, by: Seat, at: datetime) -> int:
    """End a calendar address: whoever has it gets nothing any more."""
    if scope not in CalendarFeed.Scope.values:
        raise Refused(_("Kies welke agenda u wilt: die van uw partij of die van de tafel."))
    return CalendarFeed.objects.filter(seat=by, scope=scope, revoked_at=None).update(revoked_at=at)


def _write_down(table: AreaTable, action: str, subject: str, *, by: Seat, at: datetime) -> None:
    record_deed(table.chain, action=action, subject=subject, actor=by.actor, at=at)
