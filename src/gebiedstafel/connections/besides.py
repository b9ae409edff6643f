"""What the plan page shows beside a plan: works that are known already, and who left since."""

from __future__ import annotations

from typing import Any

from gebiedstafel.means.open_answers import open_answers
from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import Party, Seat

from .known_works import known_works
from .models import Plan
from .parties_that_left import parties_that_left

#: What this part of the page shows of a table.
SHOWN = ("parties", "measures")


def besides(seat: Seat, plan: Plan | None) -> dict[str, Any]:
    """Return the works this seat knows of that no plan tells, and what the plan asks of who left."""
    document = seen_by(seat, SHOWN)
    in_plan = {one["id"] for kind in ("measures", "not_chosen") for one in _told(plan, kind)}
    gone = Party.objects.filter(table=seat.table, left_on__isnull=False) if plan else ()
    return {
        "known_works": known_works(document, in_plan),
        "left": parties_that_left(plan.input, plan.result, gone) if plan else [],
        "open_answers": [] if plan else open_answers(document, ("measures",)),
    }


def _told(plan: Plan | None, kind: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = plan.result.get(kind, []) if plan else []
    return found
