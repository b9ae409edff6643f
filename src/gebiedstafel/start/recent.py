"""What happened at the table lately: plans that were made, choices that were set."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.connections.models import Plan
from gebiedstafel.means.models import ForcedChoice

from .facts import Facts

SHOWN = 4


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, by whom."""

    at: datetime
    who: str
    what: str


def recent(facts: Facts) -> list[Event]:
    """Return the last few things that happened to what this seat may see, the newest first."""
    table = facts.table
    plans = (
        Plan.objects.of(table)
        .tried(None)
        .select_related("created_by", "adopted_by")
        .defer("input", "result")[:SHOWN]
    )
    events = [Event(plan.created_at, str(plan.created_by or ""), _made(plan)) for plan in plans]
    events += [
        Event(plan.adopted_at, str(plan.adopted_by or ""), _("De tafel nam een plan aan."))
        for plan in plans
        if plan.adopted_at
    ]
    choices = table.choices.filter(at__isnull=False, by__isnull=False).select_related("measure", "by")
    events += [
        Event(choice.at, str(choice.by), _chosen(choice))
        for choice in choices.order_by("-at")[:SHOWN]
        if choice.at and choice.measure.key in facts.measures
    ]
    return sorted(events, key=lambda one: one.at, reverse=True)[:SHOWN]


def _made(plan: Plan) -> str:
    if plan.status == Plan.INFEASIBLE:
        return _("Er was geen plan mogelijk met de keuzes van dat moment.")
    return _("Er kwam een nieuw plan.")


def _chosen(choice: ForcedChoice) -> str:
    words = {
        ForcedChoice.Side.IN: _("{measure} moet meedoen."),
        ForcedChoice.Side.OUT: _("{measure} blijft eruit."),
        ForcedChoice.Side.FREE: _("{measure} is weer vrij."),
    }
    return words[ForcedChoice.Side(choice.side)].format(measure=choice.measure)
