"""The plans of a table as its page needs them: which is shown, the one before it, does it still fit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404

from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Deed, Run

from .actions import KIND, last_run
from .models import Plan
from .solving import current_hash

CHANGES_NOTHING = ("ask_plan", "stop_plan", "adopt_plan")
"""Deeds after which a table asks the engine the same as before."""


@dataclass(frozen=True, slots=True)
class TablePlans:
    """What a table has at this moment; `shown` is None before the first plan."""

    shown: Plan | None
    before: Plan | None
    adopted_id: int | None
    outdated: bool
    run: Run | None
    choices: dict[str, Any]
    choice_versions: dict[str, int]

    @property
    def busy(self) -> bool:
        """Whether a plan is being worked out now."""
        return self.run is not None and not self.run.is_over

    @property
    def failure(self) -> str:
        """What the last run said when it ended without a plan."""
        if self.run is None or self.run.state not in (Run.State.FAILED, Run.State.STOPPED):
            return ""
        if self.shown is not None and self.shown.created_at >= self.run.opened:
            return ""
        return self.run.told


def table_plans(table: AreaTable, *, plan_id: str = "") -> TablePlans:
    """Gather the plans of a table: the newest, or the one asked for, with the answered one before it."""
    shown, before = _shown(table, plan_id)
    adopted = Plan.objects.filter(table=table).adopted().values_list("pk", flat=True).first()
    run = last_run(table)
    rows = list(ForcedChoice.objects.filter(table=table).select_related("measure"))
    return TablePlans(
        shown=shown,
        before=before,
        adopted_id=adopted,
        outdated=shown is not None and is_outdated(shown),
        run=run,
        choices=_choices(rows),
        choice_versions={row.measure.key: row.version for row in rows},
    )


def plan_of(table: AreaTable, plan_id: str) -> Plan:
    """Return this plan of this table; another table's plan does not exist here."""
    plan = Plan.objects.filter(table=table, pk=int(plan_id)).first() if plan_id.isdecimal() else None
    if plan is None:
        raise Http404
    return plan


def is_outdated(plan: Plan) -> bool:
    """Say whether the table changed since the plan was made; without a deed since, nothing changed."""
    deeds = Deed.objects.filter(chain=plan.table.chain).exclude(action__in=CHANGES_NOTHING)
    last = deeds.order_by("-number").first()
    if last is None or last.at <= _frozen_at(plan):
        return False
    return plan.is_outdated(current_hash(plan.table))


def _frozen_at(plan: Plan) -> datetime:
    """Return when the input of a plan was taken: when its run began, else when it was kept."""
    run = Run.objects.filter(kind=KIND, subject=plan.table.chain, result=f"plan/{plan.pk}").first()
    return run.started if run is not None and run.started else plan.created_at


def _shown(table: AreaTable, plan_id: str) -> tuple[Plan | None, Plan | None]:
    plans = Plan.objects.of(table).select_related("adopted_by", "table")
    shown = plan_of(table, plan_id) if plan_id else plans.first()
    if shown is None:
        return None, None
    return shown, plans.with_answer().filter(created_at__lte=shown.created_at).exclude(pk=shown.pk).first()


def _choices(rows: list[ForcedChoice]) -> dict[str, Any]:
    return {
        "in": [row.measure.key for row in rows if row.side == ForcedChoice.Side.IN],
        "out": [row.measure.key for row in rows if row.side == ForcedChoice.Side.OUT],
        "start": {row.measure.key: row.start for row in rows if row.start is not None},
    }
