"""Planning a meeting, putting it off, calling it off."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .frame import frame_of
from .letters import stop_agenda
from .models import AgendaItem, Meeting
from .permissions import check_can_plan

EVENING = time(19, 30)
#: Without planning a table two lives ahead.
MOST_MEETINGS = 500


@dataclass(frozen=True, slots=True)
class Plan:
    """When, where and under whose lead the table meets."""

    held_on: date
    begins_at: time = EVENING
    minutes: int = 90
    place: str = ""
    kind: str = Meeting.Kind.QUARTER
    chair: Party | None = None


@transaction.atomic
def plan_meeting(table: AreaTable, plan: Plan, *, by: Seat | None, at: datetime, key: str = "") -> Meeting:
    """Plan a meeting with the agenda of its kind; without a seat it is a demo that does."""
    if by is not None:
        stay_at_table(by, table.pk)
        check_can_plan(by)
        _check_day(plan.held_on, table.today_at(localdate(at)))
    table = locked_table(table.pk)
    count = Meeting.objects.filter(table=table).count()
    if count >= MOST_MEETINGS:
        raise Refused(_("Deze tafel heeft al {n} bijeenkomsten.").format(n=count))
    meeting = Meeting.objects.create(
        table=table,
        key=key or f"B{_next_number(table)}",
        kind=plan.kind,
        held_on=plan.held_on,
        begins_at=plan.begins_at,
        minutes=plan.minutes,
        place=plan.place,
        chair=plan.chair,
        made_at=at,
        made_by=by,
    )
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, position=place, kind=kind, title=title, minutes=minutes)
        for place, (kind, title, minutes) in enumerate(frame_of(meeting.kind, meeting.minutes))
    )
    if by is not None:
        record(meeting, "plan_meeting", by=by, at=at)
    return meeting


@transaction.atomic
def change_meeting(
    meeting: Meeting, plan: Plan, *, by: Seat, at: datetime, seen: int | None = None
) -> Meeting:
    """Put a meeting at another time or place; who looked at an older one is refused with both texts."""
    stay_at_table(by, meeting.table_id)
    check_can_plan(by)
    meeting = locked(meeting)
    check_version(meeting.version, seen, theirs=said(plan_of(meeting)), yours=said(plan))
    if meeting.begun_at:
        raise Refused(_("Deze bijeenkomst is al begonnen. Tijd en plaats veranderen niet meer."))
    if plan.held_on != meeting.held_on:
        _check_day(plan.held_on, meeting.table.today_at(localdate(at)))
    for field in ("held_on", "begins_at", "minutes", "place", "kind", "chair"):
        setattr(meeting, field, getattr(plan, field))
    meeting.version += 1
    meeting.save()
    stop_agenda(meeting, at=at)
    record(meeting, "change_meeting", by=by, at=at)
    return meeting


@transaction.atomic
def call_off(meeting: Meeting, *, by: Seat, at: datetime) -> None:
    """Call a meeting off; its agenda stays, and it can be put back."""
    _set_gone(meeting, at, "call_off_meeting", by=by, at=at)


@transaction.atomic
def put_back(meeting: Meeting, *, by: Seat, at: datetime) -> None:
    """Let a meeting that was called off go on after all."""
    _set_gone(meeting, None, "put_meeting_back", by=by, at=at)


def _set_gone(meeting: Meeting, gone: datetime | None, action: str, *, by: Seat, at: datetime) -> None:
    stay_at_table(by, meeting.table_id)
    check_can_plan(by)
    meeting = locked(meeting)
    if meeting.begun_at:
        raise Refused(_("Deze bijeenkomst is al begonnen. Afzeggen kan niet meer, afsluiten wel."))
    meeting.gone_at, meeting.version = gone, meeting.version + 1
    meeting.save(update_fields=["gone_at", "version"])
    stop_agenda(meeting, at=at)
    record(meeting, action, by=by, at=at)


def plan_of(meeting: Meeting) -> Plan:
    """Return the plan a meeting has now."""
    return Plan(
        meeting.held_on, meeting.begins_at, meeting.minutes, meeting.place, meeting.kind, meeting.chair
    )


def said(plan: Plan) -> str:
    """Return a plan in words."""
    return _("{day}, {time}, {place}").format(
        day=day(plan.held_on), time=f"{plan.begins_at:%H:%M}", place=plan.place or _("plaats onbekend")
    )


def locked(meeting: Meeting) -> Meeting:
    """Return the meeting as it is now; nobody else changes it until this deed stands."""
    rows = Meeting.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "chair")
    return rows.get(pk=meeting.pk)


def record(meeting: Meeting, action: str, *, by: Seat, at: datetime, subject: str = "") -> None:
    """Write a deed of a meeting in the trail."""
    record_deed(meeting.table.chain, action=action, subject=subject or meeting.subject, actor=by.actor, at=at)


def _check_day(held_on: date, today: date) -> None:
    if held_on < today:
        raise Refused(
            _("{day} is al voorbij. Kies een dag die nog komt.").format(day=day(held_on).capitalize())
        )


def _next_number(table: AreaTable) -> int:
    keys = Meeting.objects.filter(table=table).values_list("key", flat=True)
    used = [int(key[1:]) for key in keys if key[:1] == "B" and key[1:].isdecimal()]
    return max(used, default=0) + 1
