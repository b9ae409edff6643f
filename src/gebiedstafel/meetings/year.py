"""The year of a table: taken over from the proposal, changed, copied to a next year, and planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .default_year import default_year
from .models import Meeting, YearStep
from .permissions import check_can_arrange_year
from .planning import Plan, plan_meeting

FIRST_YEAR, LAST_YEAR, MOST_STEPS = 2020, 2060, 80
#: A meeting within a month is proposed about the middle of it, on a Thursday.
THURSDAY = 3


@dataclass(frozen=True, slots=True)
class StepSaid:
    """A step as it is written down."""

    name: str
    begins: date
    ends: date
    kind: str = YearStep.Kind.STEP
    document: str = ""
    decision: str = ""


def steps_of(table: AreaTable, year: int) -> list[YearStep]:
    """Return the steps a table has in a year."""
    rows = YearStep.objects.filter(table=table, begins__year=year, gone_at=None)
    return list(rows.select_related("meeting"))


@transaction.atomic
def take_over(table: AreaTable, year: int, *, by: Seat | None, at: datetime) -> int:
    """Give a table a year of its own: that of the year before, else the proposal. Return how many steps."""
    if by is not None:
        _check_may(table.pk, by)
    _check_year(year)
    table = locked_table(table.pk)
    if YearStep.objects.filter(table=table, begins__year=year, gone_at=None).exists():
        raise Refused(_("Het jaar {year} staat er al.").format(year=year))
    before = steps_of(table, year - 1)
    made = (
        [_moved(one, 1) for one in before]
        if before
        else [
            YearStep(
                table=table,
                kind=one.kind,
                name=one.name,
                begins=one.begins,
                ends=one.ends,
                document=one.document,
                decision=one.decision,
            )
            for one in default_year(year)
        ]
    )
    YearStep.objects.bulk_create(made)
    if by is not None:
        _record(table, "take_year_over", f"year/{year}", by=by, at=at)
    return len(made)


def _moved(step: YearStep, years: int) -> YearStep:
    return YearStep(
        table=step.table,
        kind=step.kind,
        name=step.name,
        begins=in_year(step.begins, step.begins.year + years),
        ends=in_year(step.ends, step.ends.year + years),
        document=step.document,
        decision=step.decision,
    )


def in_year(one: date, year: int) -> date:
    """Return the same day in another year; the last day of a month stays the last."""
    try:
        moved = one.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
    last_of_february = one.month == 2 and one.day == 28 and _is_last(one)
    return date(year, 2, 29) if last_of_february and _leap(year) else moved


def _is_last(one: date) -> bool:
    return not _leap(one.year)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


@transaction.atomic
def add_step(table: AreaTable, said: StepSaid, *, by: Seat, at: datetime) -> YearStep:
    """Add a step to the year."""
    _check_may(table.pk, by)
    _check_said(said)
    table = locked_table(table.pk)
    if YearStep.objects.filter(table=table, begins__year=said.begins.year).count() >= MOST_STEPS:
        raise Refused(_("In dit jaar staan al {n} stappen.").format(n=MOST_STEPS))
    step = YearStep(table=table)
    _write(step, said)
    _record(table, "add_year_step", f"step/{step.pk}", by=by, at=at)
    return step


@transaction.atomic
def change_step(
    step: YearStep, said: StepSaid, *, by: Seat, at: datetime, seen: int | None = None
) -> YearStep:
    """Change a step; who looked at an older one is refused with both texts."""
    step = _held(step, by)
    _check_said(said)
    if said == said_of(step):
        return step
    check_version(step.version, seen, theirs=in_words(said_of(step)), yours=in_words(said))
    step.version += 1
    _write(step, said)
    _record(step.table, "change_year_step", f"step/{step.pk}", by=by, at=at)
    return step


@transaction.atomic
def remove_step(step: YearStep, *, by: Seat, at: datetime) -> None:
    """Take a step out of the year; it can be put back."""
    _set_gone(step, at, "remove_year_step", by=by, at=at)


@transaction.atomic
def restore_step(step: YearStep, *, by: Seat, at: datetime) -> None:
    """Put a step back."""
    _set_gone(step, None, "restore_year_step", by=by, at=at)


@transaction.atomic
def plan_step(step: YearStep, *, by: Seat, at: datetime) -> Meeting:
    """Plan the meeting of a step, about the middle of it; day and hour can be changed after."""
    step = _held(step, by)
    if step.meeting is not None and step.meeting.gone_at is None:
        return step.meeting
    plan = Plan(held_on=proposed_day(step, step.table.today_at(localdate(at))), chair=by.party)
    step.meeting = plan_meeting(step.table, plan, by=by, at=at)
    step.save(update_fields=["meeting"])
    return step.meeting


def proposed_day(step: YearStep, today: date) -> date:
    """Return the Thursday nearest the middle of a step that is not over yet."""
    if step.ends < today:
        raise Refused(_("{name} is al voorbij.").format(name=step.name))
    middle = date.fromordinal((step.begins.toordinal() + step.ends.toordinal()) // 2)
    days = [
        date.fromordinal(n) for n in range(max(step.begins, today).toordinal(), step.ends.toordinal() + 1)
    ]
    thursdays = [one for one in days if one.weekday() == THURSDAY] or days
    return min(thursdays, key=lambda one: (abs((one - middle).days), one))


def said_of(step: YearStep) -> StepSaid:
    """Return a step as it was written down."""
    return StepSaid(step.name, step.begins, step.ends, step.kind, step.document, step.decision)


def in_words(said: StepSaid) -> str:
    """Return a step in one line."""
    parts = (said.name, f"{day(said.begins)} – {day(said.ends)}", said.document, said.decision)
    return ", ".join(part for part in parts if part)


def _check_said(said: StepSaid) -> None:
    if not said.name:
        raise Refused(_("Geef deze stap een naam."))
    _check_year(said.begins.year)
    if said.ends < said.begins:
        raise Refused(_("De stap eindigt voordat de stap begint. Kijk naar de dagen."))
    if (said.ends - said.begins).days > 366:
        raise Refused(_("Een stap duurt hooguit een jaar."))


def _check_year(year: int) -> None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(_("Kies een jaar van {first} tot {last}.").format(first=FIRST_YEAR, last=LAST_YEAR))


def _write(step: YearStep, said: StepSaid) -> None:
    step.name, step.begins, step.ends, step.kind = said.name, said.begins, said.ends, said.kind
    step.document, step.decision = said.document, said.decision
    step.save()


def _set_gone(step: YearStep, gone: datetime | None, action: str, *, by: Seat, at: datetime) -> None:
    step = _held(step, by)
    step.gone_at, step.version = gone, step.version + 1
    step.save(update_fields=["gone_at", "version"])
    _record(step.table, action, f"step/{step.pk}", by=by, at=at)


def _held(step: YearStep, by: Seat) -> YearStep:
    _check_may(step.table_id, by)
    rows = YearStep.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "meeting")
    return rows.get(pk=step.pk)


def _check_may(table_id: str, by: Seat) -> None:
    stay_at_table(by, table_id)
    check_can_arrange_year(by)


def _record(table: AreaTable, action: str, subject: str, *, by: Seat, at: datetime) -> None:
    record_deed(table.chain, action=action, subject=subject, actor=by.actor, at=at)
