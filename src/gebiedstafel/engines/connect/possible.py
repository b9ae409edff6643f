"""What could happen at a table before any choice: who may start, pay, lead and give hours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from .order import arrange
from .problem import Bundle, CostType, HourNeed, Measure, MoneyFlow, Nature, Party, Problem

Offer = tuple[str, str]


def last_day(year: int) -> date:
    """The day on which a payment of that year is dated."""
    return date(year, 12, 31)


def within(area: str, outer: str, areas: Mapping[str, str | None]) -> bool:
    """Whether an area is the other one or lies in it."""
    here: str | None = area
    for _ in range(len(areas) + 1):
        if here is None:
            return False
        if here == outer:
            return True
        here = areas.get(here)
    return False


def deficits(measure: Measure) -> dict[CostType, tuple[int, ...]]:
    """What must be paid per cost type in each year from the start: cost minus own revenue."""
    result = {}
    for kind, costs in sorted(measure.costs.items()):
        own = measure.revenue.get(kind, ())
        left = tuple(max(cost - (own[k] if k < len(own) else 0), 0) for k, cost in enumerate(costs))
        if any(left):
            result[kind] = left
    return result


def allowed_starts(problem: Problem, measure: Measure) -> tuple[int, ...]:
    """The start years that keep the measure within the horizon, or all if the table funds beyond."""
    horizon = set(problem.years)
    last = max(problem.years)
    return tuple(
        year
        for year in sorted(set(measure.start_years))
        if year in horizon and (measure.funded_beyond or year + measure.years_needed - 1 <= last)
    )


def payable_years(problem: Problem, flow: MoneyFlow) -> tuple[int, ...]:
    """The years at whose last day the flow is available and not yet past its spend-by date."""
    return tuple(
        year
        for year in problem.years
        if (flow.available_from is None or flow.available_from <= last_day(year))
        and (flow.spend_by is None or last_day(year) <= flow.spend_by)
    )


def in_time(flow: MoneyFlow, start: int) -> bool:
    """Whether a measure that starts in this year is in time for the flow's start and commit dates."""
    return all(limit is None or start <= limit.year for limit in (flow.start_by, flow.commit_by))


def open_flow(problem: Problem, flow: MoneyFlow) -> str:
    """Why the base plan may not use this flow at all; empty when it may."""
    if not flow.in_engine:
        return "decided_elsewhere"
    if not flow.certainty.in_base_plan:
        return flow.certainty.value
    seated = {p.id for p in problem.parties if p.at_table}
    if flow.needs_at_table and flow.needs_at_table not in seated:
        return "absent"
    return ""


def one_off_for_recurring(flow: MoneyFlow, measure: Measure) -> bool:
    """Whether money that comes once would pay costs that come back every year."""
    return measure.nature is Nature.RECURRING and flow.nature is not Nature.RECURRING


def misfits(problem: Problem, flow: MoneyFlow, measure: Measure) -> tuple[str, ...]:
    """Which parts of the flow's earmark the measure does not meet; its cost types stand apart."""
    found = []
    if not within(measure.area, flow.area, problem.areas):
        found.append("area")
    if flow.themes is not None and not flow.themes.intersection(measure.themes):
        found.append("theme")
    if flow.kinds is not None and not flow.kinds & measure.kinds:
        found.append("kind")
    if flow.target_groups is not None and not flow.target_groups & measure.target_groups:
        found.append("target_group")
    if not problem.one_off_pays_recurring and one_off_for_recurring(flow, measure):
        found.append("nature")
    if flow.max_per_unit and not measure.units.get(flow.max_per_unit[0], 0):
        found.append("unit")
    if flow.only_led_by is not None and not flow.only_led_by.intersection(measure.leads):
        found.append("lead")
    return tuple(found)


def willing(party: Party, measure: Measure) -> bool:
    """Whether a party at the table spends hours on one of the measure's themes."""
    return party.at_table and (party.themes is None or bool(party.themes.intersection(measure.themes)))


def meets(offer: Offer, need: HourNeed) -> bool:
    """Whether an offer of (party, skill) may fill a need; an offer without skill fills any."""
    party, skill = offer
    return (need.party is None or need.party == party) and (not need.skill or skill in ("", need.skill))


@dataclass(frozen=True)
class Possible:
    """The table in canonical order with everything that could happen worked out once."""

    problem: Problem
    starts: Mapping[str, tuple[int, ...]]
    deficit: Mapping[str, Mapping[CostType, tuple[int, ...]]]
    flows: tuple[MoneyFlow, ...]
    payable: Mapping[str, tuple[int, ...]]
    payers: Mapping[str, tuple[MoneyFlow, ...]]
    leads: Mapping[str, tuple[str, ...]]
    capacity: Mapping[Offer, Mapping[int, int]]
    givers: Mapping[str, tuple[tuple[Offer, ...], ...]]
    groups: tuple[tuple[tuple[str, ...], ...], ...]

    @cached_property
    def _bills(self) -> dict[tuple[str, int], tuple[tuple[CostType, int, int], ...]]:
        return {}

    def due(self, measure: str, start: int) -> tuple[tuple[CostType, int, int], ...]:
        """(cost type, year, cents) to be paid within the horizon when it starts in that year."""
        bill = self._bills.get((measure, start))
        if bill is None:
            last = self.problem.years[-1]
            bill = tuple(
                (kind, start + k, amount)
                for kind, cents in self.deficit[measure].items()
                for k, amount in enumerate(cents)
                if amount and start + k <= last
            )
            self._bills[measure, start] = bill
        return bill

    def members(self, bundle_index: int) -> tuple[tuple[str, ...], ...]:
        """The groups of a bundle that save together: all of it, or those in one street."""
        return self.groups[bundle_index]


def possibilities(problem: Problem) -> Possible:
    """Work out what could happen at this table."""
    return of_arranged(arrange(problem))


def of_arranged(problem: Problem) -> Possible:
    """Work out the same for a problem that is in canonical order already."""
    flows = tuple(f for f in problem.flows if not open_flow(problem, f))
    seated = {p.id for p in problem.parties if p.at_table}
    return Possible(
        problem=problem,
        starts={m.id: allowed_starts(problem, m) for m in problem.measures},
        deficit={m.id: deficits(m) for m in problem.measures},
        flows=flows,
        payable={f.id: payable_years(problem, f) for f in flows},
        payers={m.id: tuple(f for f in flows if not misfits(problem, f, m)) for m in problem.measures},
        leads={
            m.id: tuple(p.id for p in problem.parties if p.id in m.leads and p.id in seated)
            for m in problem.measures
        },
        capacity=_capacity(problem),
        givers={m.id: _givers(problem, m) for m in problem.measures},
        groups=tuple(_groups(problem, bundle) for bundle in problem.bundles),
    )


def _groups(problem: Problem, bundle: Bundle) -> tuple[tuple[str, ...], ...]:
    present = [m for m in problem.measures if m.id in bundle.measures]
    if not bundle.same_street:
        return (tuple(m.id for m in present),)
    streets: dict[str, list[str]] = {}
    for member in present:
        if member.street:
            streets.setdefault(member.street, []).append(member.id)
    return tuple(tuple(group) for group in streets.values())


def _capacity(problem: Problem) -> dict[Offer, dict[int, int]]:
    capacity: dict[Offer, dict[int, int]] = {}
    for party in problem.parties:
        for offer in sorted(party.offers, key=lambda o: o.skill) if party.at_table else ():
            hours = capacity.setdefault((party.id, offer.skill), dict.fromkeys(problem.years, 0))
            for year in problem.years:
                hours[year] += offer.hours.get(year, 0)
    return capacity


def _givers(problem: Problem, measure: Measure) -> tuple[tuple[Offer, ...], ...]:
    offers = [
        (p.id, skill)
        for p in problem.parties
        if willing(p, measure)
        for skill in sorted({offer.skill for offer in p.offers})
    ]
    return tuple(tuple(o for o in offers if meets(o, need)) for need in measure.hours)
