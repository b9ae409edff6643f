"""The plans of a table as its page needs them: which is shown, the one before it, does it still fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404

from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Deed, Run

from .models import Plan, PlanQuerySet, Variant
from .plan_runs import KIND, last_run
from .solving import current_hash

CHANGES_NOTHING = (
    "ask_plan", "stop_plan", "adopt_plan", "make_variant", "rename_variant", "note_variant",
    "remove_variant", "restore_variant", "ask_study", "stop_study",
    "reply_to_share", "withdraw_share_reply", "agree_to_share", "withdraw_share",
)  # fmt: skip
"""Deeds after which a table asks the engine the same as before."""
LONG_AGO = datetime.min.replace(tzinfo=UTC)
WITHIN_A_VARIANT = ("try_in", "try_out", "try_free", "assume_variant")
"""Deeds that change what one variant asks, never what the table asks."""


@dataclass(frozen=True, slots=True)
class TablePlans:
    """What a table, or one of its variants, has at this moment; `shown` is None before the first plan."""

    variant: Variant | None
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
        if self.run.result or (self.shown is not None and self.shown.created_at >= self.run.opened):
            return ""
        return self.run.told


def table_plans(table: AreaTable, *, plan_id: str = "", variant: Variant | None = None) -> TablePlans:
    """Gather the plans of a table or variant: the newest, or the one asked for, with the one before it."""
    shown = plan_of(table, plan_id) if plan_id else _plans(table).tried(variant).first()
    if shown is not None:
        variant = shown.variant
    adopted = Plan.objects.filter(table=table).adopted().values_list("pk", flat=True).first()
    rows = list(ForcedChoice.objects.filter(table=table).select_related("measure"))
    return TablePlans(
        variant=variant,
        shown=shown,
        before=_before(shown),
        adopted_id=adopted,
        outdated=shown is not None and is_outdated(shown),
        run=last_run(table, variant),
        choices=variant.choices if variant else _choices(rows),
        choice_versions={row.measure.key: row.version for row in rows},
    )


def plan_of(table: AreaTable, plan_id: str) -> Plan:
    """Return this plan of this table; another table's plan does not exist here."""
    plan = _plans(table).filter(pk=int(plan_id)).first() if is_number(plan_id) else None
    if plan is None:
        raise Http404
    return plan


def variant_of(table: AreaTable, variant_id: str) -> Variant | None:
    """Return this variant of this table, removed or not; nothing for the table's own choices."""
    if not variant_id:
        return None
    known = Variant.objects.select_related("table", "made_by")
    variant = known.filter(table=table, pk=int(variant_id)).first() if is_number(variant_id) else None
    if variant is None:
        raise Http404
    return variant


def is_number(text: str) -> bool:
    """Say whether this is the number of a row, and no larger than a database can hold."""
    return text.isascii() and text.isdecimal() and len(text) < 19


def is_outdated(plan: Plan) -> bool:
    """Say whether what was asked changed since the plan was made; without a deed since, nothing changed."""
    return bool(doubtful([plan])) and plan.is_outdated(current_hash(plan.table, plan.variant))


def doubtful(plans: Sequence[Plan]) -> list[Plan]:
    """Return the plans of one table after which something was done that may change what they were asked."""
    frozen = _frozen(plans)
    last = {is_own: _last_deed(plans[0], is_own) for is_own in {plan.variant_id is None for plan in plans}}
    return [plan for plan in plans if last[plan.variant_id is None] > frozen[plan.pk]]


def _last_deed(plan: Plan, is_own: bool) -> datetime:
    """Return when something was last done that may change what the table, or a variant, asks."""
    passed = CHANGES_NOTHING + WITHIN_A_VARIANT if is_own else CHANGES_NOTHING
    deeds = Deed.objects.filter(chain=f"table/{plan.table_id}").exclude(action__in=passed)
    return deeds.order_by("-number").values_list("at", flat=True).first() or LONG_AGO


def _frozen(plans: Sequence[Plan]) -> dict[int, datetime]:
    """Return when the input of each plan was taken: when its run began, else when it was kept."""
    of = {f"plan/{plan.pk}": plan.pk for plan in plans}
    runs = Run.objects.filter(kind=KIND, result__in=of, started__isnull=False)
    begun = {of[result]: started for result, started in runs.values_list("result", "started") if started}
    return {plan.pk: begun.get(plan.pk, plan.created_at) for plan in plans}


def _plans(table: AreaTable) -> PlanQuerySet:
    return Plan.objects.of(table).select_related("adopted_by", "table", "variant__made_by")


def _before(shown: Plan | None) -> Plan | None:
    """Return the plan with measures that the table or variant had before this one."""
    if shown is None:
        return None
    earlier = _plans(shown.table).tried(shown.variant).with_answer()
    return earlier.filter(created_at__lte=shown.created_at).exclude(pk=shown.pk).first()


def _choices(rows: list[ForcedChoice]) -> dict[str, Any]:
    return {
        "in": [row.measure.key for row in rows if row.side == ForcedChoice.Side.IN],
        "out": [row.measure.key for row in rows if row.side == ForcedChoice.Side.OUT],
        "start": {row.measure.key: row.start for row in rows if row.start is not None},
    }
