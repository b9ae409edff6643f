"""What the worker does for connections."""

from __future__ import annotations

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_tasks import task

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run

from .models import Plan, Study, Variant
from .solving import make_plan
from .studies import begin_study, work_out
from .why_study import NAME as WHY

#: Plans go before questions about plans, in the queue of the worker.
AFTER_PLANS = -10


@task()
def work_out_plan(table_id: str, run_id: int, seat_id: int, variant_id: int | None = None) -> None:
    """Work out the plan that was asked for; a run whose table is gone just ends."""
    run = Run.objects.filter(pk=run_id).first()
    table = AreaTable.objects.filter(pk=table_id).first()
    if run is None or table is None:
        return
    try:
        variant = Variant.objects.get(pk=variant_id, table=table) if variant_id else None
        seat = Seat.objects.filter(pk=seat_id).first()
        plan = make_plan(table, by=seat, clock=now, run=run, variant=variant)
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        close_run(
            run, Run.State.FAILED, at=now(), message=lambda: _("Er ging iets mis. Probeer het opnieuw.")
        )
        raise
    if plan is not None and plan.status != Plan.INFEASIBLE:
        _explain(plan, seat)


def _explain(plan: Plan, seat: Seat | None) -> None:
    """Let what keeps each measure out be worked out too, after the plans that wait."""
    study = begin_study(plan, WHY, {}, by=seat, at=now())
    if study.run is not None:
        work_out_study.enqueue(study.pk, study.run.pk)


@task(priority=AFTER_PLANS)
def work_out_study(study_id: int, run_id: int) -> None:
    """Work out a question about a plan; a run whose plan is gone just ends."""
    run = Run.objects.filter(pk=run_id).first()
    study = Study.objects.select_related("plan").filter(pk=study_id).first()
    if run is None or study is None:
        return
    try:
        work_out(study, clock=now, run=run)
    except Exception:
        # A crash is the worker's to report; what was told stays, and the run must not wait for ever.
        close_run(
            run, Run.State.FAILED, at=now(), message=lambda: _("Er ging iets mis. Probeer het opnieuw.")
        )
        raise
