"""What the start page knows of a table: its rows and its newest plan, read once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.newest import newest_plan
from gebiedstafel.connections.solving import remembered_hash
from gebiedstafel.means.models import FlowOffer, Measure
from gebiedstafel.tables.models import AreaTable, Party, Seat


@dataclass(frozen=True, slots=True)
class Facts:
    """Parties, money and measures by their ids at the table, and what the newest plan says of them."""

    table: AreaTable
    seat: Seat
    today: date
    parties: Mapping[str, Party]
    offers: Mapping[str, FlowOffer]
    measures: Mapping[str, Measure]
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
        return sum(one.cents * (-1 if one.is_revenue else 1) for one in self.measures[key].costs.all())

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
    offers = table.flow_offers.select_related("flow", "holder", "applicant", "needs_at_table")
    measures = table.measures.prefetch_related("costs", "predecessors__needs")
    plan = newest_plan(table)
    return Facts(
        table=table,
        seat=seat,
        today=today,
        parties={party.key: party for party in table.parties.all()},
        offers={one.key: one for one in offers.prefetch_related("flow__budget", "flow__conditions")},
        measures={one.key: one for one in measures},
        plan=plan,
        outdated=plan is not None and plan.is_outdated(remembered_hash(table)),
    )


def today_at(table: AreaTable, today: date) -> date:
    """Return the day it is at this table: a demo stands still on the day of its story."""
    return table.as_of if table.is_demo else today
