"""What the start page knows of a table: the rows this seat may see and its newest plan, read once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.newest import newest_plan
from gebiedstafel.connections.permissions import check_can_see
from gebiedstafel.connections.solving import remembered_hash
from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.ui.refusals import why_not

Row = Mapping[str, Any]

#: What this page shows of a table.
SHOWN = ("parties", "money_flows", "measures")


@dataclass(frozen=True, slots=True)
class Facts:
    """Parties, money and measures by their ids at the table, and what the newest plan says of them."""

    table: AreaTable
    seat: Seat
    today: date
    parties: Mapping[str, Row]
    flows: Mapping[str, Row]
    measures: Mapping[str, Row]
    plan: Plan | None
    outdated: bool

    @property
    def chosen(self) -> frozenset[str]:
        """The measures in the plan."""
        return frozenset(one["id"] for one in self.result.get("measures", ()))

    @property
    def result(self) -> Mapping[str, Any]:
        """What the plan says; nothing without a plan."""
        return self.plan.result if self.plan else {}

    def cost(self, key: str) -> int:
        """Return what a measure costs in all, less what it earns itself."""
        row = self.measures[key]
        spent, earned = ([*row.get(name, {}).values()] for name in ("costs", "revenue"))
        return sum(map(sum, spent)) - sum(map(sum, earned))

    def paid_by(self, flow: str) -> dict[str, int]:
        """Return what a flow pays in the plan, per measure."""
        paid: dict[str, int] = {}
        for measure in self.result.get("measures", ()):
            cents = sum(one["cents"] for one in measure["payments"] if one["flow"] == flow)
            if cents:
                paid[measure["id"]] = cents
        return paid


def facts_of(seat: Seat, today: date) -> Facts:
    """Read what the start page needs, in a fixed number of queries."""
    table = seat.table
    seen = seen_by(seat, SHOWN)
    plan = newest_plan(table)
    if plan is not None and why_not(check_can_see, seat, plan):
        plan = None
    return Facts(
        table=table,
        seat=seat,
        today=today,
        parties=_by_id(seen.get("parties", ())),
        flows=_by_id(seen.get("money_flows", ())),
        measures=_by_id(seen.get("measures", ())),
        plan=plan,
        outdated=plan is not None and plan.is_outdated(remembered_hash(table)),
    )


def _by_id(rows: Iterable[Row]) -> dict[str, Row]:
    return {row["id"]: row for row in rows}


def day_of(row: Row, field: str) -> date | None:
    """Return a day that a row names, None where it names none."""
    return date.fromisoformat(row[field]) if field in row else None
