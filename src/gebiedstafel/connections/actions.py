"""What a table does with its plan: force a choice, ask, stop and adopt."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.means.models import ForcedChoice, Measure
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, open_run
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .models import Plan
from .permissions import check_can_adopt, check_can_ask, check_can_choose, check_can_stop
from .solving import current_hash
from .tasks import work_out_plan

KIND = "plan"


@transaction.atomic
def ask_plan(table: AreaTable, *, by: Seat, at: datetime) -> Run:
    """Ask for a plan of the table as it is now; who asks twice gets the same run."""
    _check_same_table(by, table.pk)
    check_can_ask(by)
    table = AreaTable.objects.select_for_update().get(pk=table.pk)
    busy = run_of(table)
    if busy is not None:
        return busy
    run = open_run(KIND, table.chain, at=at)
    record_deed(table.chain, action="ask_plan", subject=f"run/{run.pk}", actor=by.actor, at=at)
    transaction.on_commit(partial(work_out_plan.enqueue, table.pk, run.pk, by.pk))
    return run


def run_of(table: AreaTable) -> Run | None:
    """Return the run that works on a plan for this table now."""
    return Run.objects.filter(kind=KIND, subject=table.chain, finished=None).first()


def last_run(table: AreaTable) -> Run | None:
    """Return the newest run for this table, whether or not it ended."""
    return Run.objects.filter(kind=KIND, subject=table.chain).order_by("-opened", "-pk").first()


@transaction.atomic
def stop_run(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Stop working on a plan; what was found so far is kept if it is a plan."""
    _check_same_table(by, table.pk)
    check_can_stop(by)
    run = run_of(table)
    if run is None:
        raise Refused(_("Er wordt nu niet gerekend."))
    close_run(run, Run.State.STOPPED, at=at, message=lambda: _("Gestopt door {seat}.").format(seat=by))
    record_deed(table.chain, action="stop_plan", subject=f"run/{run.pk}", actor=by.actor, at=at)


def choose_measure_in(
    measure: Measure, *, by: Seat, at: datetime, seen: int | None = None, start: int | None = None
) -> ForcedChoice:
    """The table wants this measure in every plan, from a certain year if it says so."""
    return _choose(measure, ForcedChoice.Side.IN, start, by=by, at=at, seen=seen)


def choose_measure_out(measure: Measure, *, by: Seat, at: datetime, seen: int | None = None) -> ForcedChoice:
    """The table wants this measure in no plan."""
    return _choose(measure, ForcedChoice.Side.OUT, None, by=by, at=at, seen=seen)


def choose_measure_free(measure: Measure, *, by: Seat, at: datetime, seen: int | None = None) -> ForcedChoice:
    """The table leaves this measure to the sum again."""
    return _choose(measure, ForcedChoice.Side.FREE, None, by=by, at=at, seen=seen)


@transaction.atomic
def _choose(
    measure: Measure, side: ForcedChoice.Side, start: int | None, *, by: Seat, at: datetime, seen: int | None
) -> ForcedChoice:
    _check_same_table(by, measure.table_id)
    check_can_choose(by)
    table = AreaTable.objects.select_for_update().get(pk=measure.table_id)
    if side == ForcedChoice.Side.IN:
        _check_countable(measure)
    if start is not None and not (measure.earliest or 0) <= start <= (measure.latest or 0):
        raise Refused(
            _("{measure} kan beginnen van {earliest} tot en met {latest}. Kies een jaar daartussen.").format(
                measure=measure, earliest=measure.earliest, latest=measure.latest
            )
        )
    choice = ForcedChoice.objects.filter(measure=measure).first()
    if choice is None:
        place = ForcedChoice.objects.filter(table=measure.table_id).count()
        choice = ForcedChoice(table_id=measure.table_id, measure=measure, version=0, position=place)
    check_version(
        choice.version, seen, theirs=_in_words(measure, choice.side), yours=_in_words(measure, side)
    )
    choice.side, choice.start, choice.by, choice.at = side, start, by, at
    choice.version += 1
    choice.save()
    table.count_change()
    record_deed(
        table.chain,
        action=f"choose_{side.value}",
        subject=f"measure/{measure.key}" + (f" {start}" if start else ""),
        actor=by.actor,
        at=at,
    )
    return choice


def _check_countable(measure: Measure) -> None:
    if measure.earliest is None or measure.area is None or measure.themes is None:
        raise Refused(
            _(
                "{measure} kan nog niet meedoen: we missen het jaar, het gebied of het thema. "
                "Vul dat eerst in."
            ).format(measure=measure)
        )


@transaction.atomic
def adopt_plan(plan: Plan, *, by: Seat, at: datetime) -> Plan:
    """Record that the table makes this plan its own, in place of the one before it."""
    _check_same_table(by, plan.table_id)
    table = AreaTable.objects.select_for_update().get(pk=plan.table_id)
    plan = Plan.objects.get(pk=plan.pk)
    check_can_adopt(by, plan, current_hash(table))
    Plan.objects.filter(table=table).adopted().update(adopted_at=None, adopted_by=None)
    plan.adopted_at, plan.adopted_by = at, by
    plan.save(update_fields=["adopted_at", "adopted_by"])
    record_deed(table.chain, action="adopt_plan", subject=f"plan/{plan.pk}", actor=by.actor, at=at)
    return plan


def _check_same_table(seat: Seat, table_id: str) -> None:
    if seat.table_id != table_id:
        raise NotAllowed(_("Uw stoel staat aan een andere tafel."))


def _in_words(measure: Measure, side: str) -> str:
    words = {"in": _("moet meedoen"), "out": _("blijft eruit"), "free": _("is vrij")}
    return f"{measure} {words[side]}"
