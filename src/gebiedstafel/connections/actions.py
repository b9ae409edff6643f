"""What a table does with its plan: force a choice, ask, stop and adopt."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.means.models import ForcedChoice, Measure
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import ask_to_stop, end_unheard, open_run
from gebiedstafel.ui.refusals import Refused

from .models import Plan, Variant
from .permissions import (
    check_can_adopt,
    check_can_ask,
    check_can_choose,
    check_can_stop,
)
from .plan_runs import KIND, run_of, subject_of
from .solving import current_hash
from .tasks import work_out_plan

#: How long the worker may stay silent after it was asked to stop.
SILENCE = timedelta(seconds=30)


@transaction.atomic
def ask_plan(table: AreaTable, *, by: Seat, at: datetime, variant: Variant | None = None) -> Run:
    """Ask for a plan of the table or a variant as it is now; who asks twice gets the same run."""
    stay_at_table(by, table.pk)
    check_can_ask(by)
    table = locked_table(table.pk)
    busy = run_of(table, variant)
    if busy is not None:
        return busy
    run = open_run(KIND, subject_of(table, variant), at=at)
    about = f"run/{run.pk}" + (f" variant/{variant.pk}" if variant else "")
    record_deed(table.chain, action="ask_plan", subject=about, actor=by.actor, at=at)
    asked = (table.pk, run.pk, by.pk, variant.pk if variant else None)
    transaction.on_commit(partial(work_out_plan.enqueue, *asked))
    return run


@transaction.atomic
def stop_run(table: AreaTable, *, by: Seat, at: datetime, variant: Variant | None = None) -> Run:
    """Stop working on a plan. The worker keeps the best so far; what it had not begun just ends.

    Who asks again while the worker stays silent ends the run at once: then there is nothing to keep.
    """
    stay_at_table(by, table.pk)
    check_can_stop(by)
    run = run_of(table, variant)
    if run is None:
        raise Refused(_("Er wordt nu niet gerekend."))
    if not ask_to_stop(run, at=at, message=lambda: _("We stoppen en bewaren het beste tot nu toe.")):
        end_unheard(run, silence=SILENCE, at=at, message=lambda: _("Gestopt voordat er een plan was."))
    record_deed(table.chain, action="stop_plan", subject=f"run/{run.pk}", actor=by.actor, at=at)
    return run


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
    stay_at_table(by, measure.table_id)
    check_can_choose(by)
    table = locked_table(measure.table_id)
    check_choice(measure, side.value, start)
    choice = ForcedChoice.objects.filter(measure=measure).first()
    if choice is None:
        place = ForcedChoice.objects.filter(table=measure.table_id).count()
        choice = ForcedChoice(table_id=measure.table_id, measure=measure, version=0, position=place)
    check_version(choice.version, seen, theirs=in_words(measure, choice.side), yours=in_words(measure, side))
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


@transaction.atomic
def adopt_plan(plan: Plan, *, by: Seat, at: datetime) -> Plan:
    """Record that the table makes this plan its own, in place of the one before it."""
    stay_at_table(by, plan.table_id)
    table = locked_table(plan.table_id)
    plan = Plan.objects.get(pk=plan.pk)
    check_can_adopt(by, plan, current_hash(table))
    Plan.objects.filter(table=table).adopted().update(adopted_at=None, adopted_by=None)
    plan.adopted_at, plan.adopted_by = at, by
    plan.save(update_fields=["adopted_at", "adopted_by"])
    record_deed(table.chain, action="adopt_plan", subject=f"plan/{plan.pk}", actor=by.actor, at=at)
    return plan


def check_choice(measure: Measure, side: str, start: int | None) -> None:
    """Refuse to force in what nobody can count yet, or a first year in which a measure cannot begin."""
    if side == "in" and (measure.earliest is None or measure.area is None or measure.themes is None):
        raise Refused(
            _(
                "{measure} kan nog niet meedoen: we missen het jaar, het gebied of het thema. "
                "Vul dat eerst in."
            ).format(measure=measure)
        )
    if start is not None and not (measure.earliest or 0) <= start <= (measure.latest or 0):
        raise Refused(
            _("{measure} kan beginnen van {earliest} tot en met {latest}. Kies een jaar daartussen.").format(
                measure=measure, earliest=measure.earliest, latest=measure.latest
            )
        )


def in_words(measure: Measure, side: str) -> str:
    """Return what is chosen about a measure, as two people would compare it."""
    words = {"in": _("moet meedoen"), "out": _("blijft eruit"), "free": _("is vrij")}
    return f"{measure} {words[side]}"
