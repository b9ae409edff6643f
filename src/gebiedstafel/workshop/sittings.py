"""What is done with a gathering: make it, go to a step, give more time, show cards to the hall, end."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .formats_shipped import Format, Step, format_of
from .permissions import check_can_facilitate
from .sitting_models import Sitting, Workshop

MOST_SITTINGS = 300
MORE_MINUTES, MOST_MORE = 5, 120


@dataclass(frozen=True, slots=True)
class Before:
    """The step that was on before, and how many seconds it still had when another was put on."""

    number: int
    name: str
    left: int | None


@transaction.atomic
def make_sitting(
    table: AreaTable,
    format_id: str,
    *,
    by: Seat,
    at: datetime,
    workshop: Workshop | None = None,
    planned_on: date | None = None,
) -> Sitting:
    """Make a gathering ready: with a code for phones; nobody has to come yet."""
    stay_at_table(by, table.pk)
    check_can_facilitate(by)
    table = locked_table(table.pk)
    if format_of(format_id) is None:
        raise Refused(_("Deze werkvorm kennen we niet. Kies er een uit de lijst."))
    if Sitting.objects.filter(table=table).count() >= MOST_SITTINGS:
        raise Refused(_("Deze tafel heeft al {n} bijeenkomsten.").format(n=MOST_SITTINGS))
    sitting = Sitting.objects.create(
        table=table, workshop=workshop, format=format_id, planned_on=planned_on, made_at=at, made_by=by
    )
    _record("make_sitting", sitting, by=by, at=at)
    return sitting


@transaction.atomic
def go_to_step(sitting: Sitting, number: int, *, by: Seat, at: datetime, seen: int | None) -> Sitting:
    """Let another step begin; who looked at an older step is told, and the newest stays."""
    sitting = locked(sitting, by)
    _check_not_ended(sitting)
    if number not in range(len(steps_of(sitting)) + 1):
        raise Refused(_("Deze stap is er niet. Kijk opnieuw."))
    if number == sitting.step:
        return sitting
    _check_newest(sitting, seen)
    _switch(sitting, number, since=at, extra=0, at=at)
    _record("go_to_step", sitting, by=by, at=at)
    return sitting


@transaction.atomic
def go_back_to_step(sitting: Sitting, number: int, *, by: Seat, at: datetime, seen: int | None) -> Sitting:
    """Go back to the step that was on before, with the time it still had; a second press changes nothing."""
    sitting = locked(sitting, by)
    _check_not_ended(sitting)
    if number == sitting.step:
        return sitting
    _check_newest(sitting, seen)
    if sitting.step_before != number:
        raise Refused(_("Deze stap was niet de vorige. Kies haar in de lijst met stappen."))
    used = timedelta(seconds=sitting.seconds_before)
    _switch(sitting, number, since=at - used, extra=sitting.extra_before, at=at)
    _record("go_back_to_step", sitting, by=by, at=at)
    return sitting


def _check_newest(sitting: Sitting, seen: int | None) -> None:
    if seen != sitting.step_version:
        raise Refused(
            _("Er is intussen iets veranderd. Nu is de stap “{step}” bezig. Kijk opnieuw.").format(
                step=step_name(sitting)
            )
        )


def _switch(sitting: Sitting, number: int, *, since: datetime, extra: int, at: datetime) -> None:
    """Let a step be on since a moment, and remember of the one that was on how much time it used."""
    used = at - sitting.step_since if sitting.step_since else timedelta()
    sitting.step_before, sitting.extra_before = sitting.step, sitting.extra_minutes
    sitting.seconds_before = max(int(used.total_seconds()), 0)
    sitting.step, sitting.step_since, sitting.extra_minutes = number, since, extra
    sitting.step_version += 1
    sitting.begun_at = sitting.begun_at or at
    sitting.save()


@transaction.atomic
def give_more_time(sitting: Sitting, *, by: Seat, at: datetime) -> None:
    """Give the step that is on five minutes more."""
    sitting = locked(sitting, by)
    _check_not_ended(sitting)
    if not sitting.step:
        raise Refused(_("Er loopt nog geen stap. Begin eerst met de eerste stap."))
    if sitting.extra_minutes >= MOST_MORE:
        raise Refused(_("Deze stap kreeg al {n} minuten erbij. Ga verder.").format(n=sitting.extra_minutes))
    Sitting.objects.filter(pk=sitting.pk).update(
        extra_minutes=F("extra_minutes") + MORE_MINUTES, step_version=F("step_version") + 1
    )
    _record("give_more_time", sitting, by=by, at=at)


@transaction.atomic
def show_cards(sitting: Sitting, step_id: str, shown: bool, *, by: Seat, at: datetime) -> None:
    """Let the hall see the cards of a step, or no longer."""
    sitting = locked(sitting, by)
    if step_id not in {step.id for step in steps_of(sitting)}:
        raise Refused(_("Deze stap is er niet. Kijk opnieuw."))
    if shown == (step_id in sitting.shown):
        return
    sitting.shown = [one for one in sitting.shown if one != step_id] + ([step_id] if shown else [])
    sitting.save(update_fields=["shown"])
    _record("show_cards" if shown else "hide_cards", sitting, by=by, at=at)


@transaction.atomic
def end_sitting(sitting: Sitting, *, by: Seat, at: datetime) -> None:
    """End the gathering; what phones still have comes in for a while."""
    sitting = locked(sitting, by)
    if sitting.ended_at is None:
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=at, step_version=F("step_version") + 1)
        _record("end_sitting", sitting, by=by, at=at)


@transaction.atomic
def open_sitting_again(sitting: Sitting, *, by: Seat, at: datetime) -> None:
    """Go on where it was ended too soon."""
    sitting = locked(sitting, by)
    if sitting.ended_at is not None:
        Sitting.objects.filter(pk=sitting.pk).update(ended_at=None, step_version=F("step_version") + 1)
        _record("open_sitting_again", sitting, by=by, at=at)


def format_in(sitting: Sitting) -> Format:
    """Return the format of a gathering."""
    found = format_of(sitting.format)
    assert found is not None
    return found


def steps_of(sitting: Sitting) -> tuple[Step, ...]:
    """Return the steps of a gathering."""
    return format_in(sitting).steps


def step_on(sitting: Sitting) -> Step | None:
    """Return the step that is on; None while people come in."""
    return steps_of(sitting)[sitting.step - 1] if sitting.step else None


def step_name(sitting: Sitting) -> str:
    """Return what is on, in words."""
    step = step_on(sitting)
    return step.name if step else _("Binnenkomen")


def seconds_left(sitting: Sitting, at: datetime) -> int | None:
    """Return how long the step still lasts by the clock of the server, below nothing once it is over."""
    step = step_on(sitting)
    if step is None or sitting.step_since is None:
        return None
    planned = (step.minutes + sitting.extra_minutes) * 60
    return planned - int((at - sitting.step_since).total_seconds())


def before_of(sitting: Sitting) -> Before | None:
    """Return the step that was on before this one; None where nothing was pressed yet or all is over."""
    if sitting.step_before is None or sitting.ended_at is not None:
        return None
    if not sitting.step_before:
        return Before(0, _("Binnenkomen"), None)
    step = steps_of(sitting)[sitting.step_before - 1]
    left = (step.minutes + sitting.extra_before) * 60 - sitting.seconds_before
    return Before(step.number, step.name, left)


def locked(sitting: Sitting, by: Seat) -> Sitting:
    """Return the gathering as it is now, for who may run it."""
    stay_at_table(by, sitting.table_id)
    check_can_facilitate(by)
    return (
        Sitting.objects.select_for_update(no_key=True, of=("self",))
        .select_related("table")
        .get(pk=sitting.pk)
    )


def _check_not_ended(sitting: Sitting) -> None:
    if sitting.ended_at:
        raise Refused(_("Deze bijeenkomst is afgesloten. Open haar weer als u verder wilt."))


def _record(action: str, sitting: Sitting, *, by: Seat, at: datetime) -> None:
    record_deed(sitting.table.chain, action=action, subject=sitting.subject, actor=by.actor, at=at)
