"""What each party pays for the measures of a plan, apart from the money of givers."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

from ..engines.connect.plan import Plan, PlannedMeasure
from ..engines.connect.problem import Certainty, OwnerClass, Problem
from ..engines.fairshare.rounding import whole_cents

Cents = dict[str, int]

#: Whose money is given for a purpose, and not to have it back.
GIVERS = frozenset({OwnerClass.STATE, OwnerClass.EU, OwnerClass.PROVINCE, OwnerClass.FUND})


class Ledger:
    """What each party pays for each measure now; money of givers stands apart."""

    def __init__(self, problem: Problem, plan: Plan, gaining: set[str], purse: Mapping[str, str]) -> None:
        self.problem, self.plan = problem, plan
        self.holder = {flow.id: flow.holder for flow in problem.flows}
        classes = {flow.holder: flow.owner_class for flow in problem.flows}
        classes |= {party.id: party.owner_class for party in problem.parties if party.owner_class}
        self.residents = {party for party, owner in classes.items() if owner is OwnerClass.RESIDENTS}
        self.giving = {party for party, owner in classes.items() if owner in GIVERS} - gaining
        self.paid: dict[str, Cents] = {}
        self.given: dict[str, Cents] = {}
        for measure in plan.measures:
            paid: defaultdict[str, int] = defaultdict(int)
            given: defaultdict[str, int] = defaultdict(int)
            for payment in measure.payments:
                holder = self.holder[payment.flow]
                (given if holder in self.giving else paid)[holder] += payment.cents
            self.paid[measure.id], self.given[measure.id] = dict(paid), dict(given)
        payers = {party for each in self.paid.values() for party in each}
        self.parties = tuple(sorted(payers | gaining))
        able = {purse.get(party, party) for party in payers | _can_pay(problem)}
        self.unasked = frozenset(party for party in gaining if purse.get(party, party) not in able)
        self.paid_by_party = dict.fromkeys(self.parties, 0) | summed(self.paid.values())
        self.given_by_party = summed(self.given.values())

    def carried_by_party(self, carried: Mapping[str, int], harm: Mapping[str, int]) -> Cents:
        """Spread what the benefits do not cover over who pays the measure now, in that proportion.

        Where nobody here pays for anything, harm that no benefit covers stays with who suffers it.
        """
        totals = dict.fromkeys(self.parties, 0)
        everyone = {party: cents for party, cents in self.paid_by_party.items() if cents} or harm
        for measure, cents in sorted(self._where_paid(carried).items()):
            payers = self.paid[measure] or everyone
            whole = sum(payers.values())
            names = sorted(payers)
            parts = whole_cents([Fraction(cents * payers[name], whole) for name in names], cents)
            for name, part in zip(names, parts, strict=True):
                totals[name] += part
        return totals

    def _where_paid(self, carried: Mapping[str, int]) -> Cents:
        """Move what is carried beyond what a work is paid to works of its bundle that are paid more.

        Which of them a saving is booked on is up to the plan; together they carry the same.
        """
        moved = dict(carried)
        for members, _ in done_together(self):
            for name in members:
                over = moved.get(name, 0) - sum(self.paid[name].values())
                for other in members:
                    room = sum(self.paid[other].values()) - moved.get(other, 0)
                    part = min(over, room)
                    if part > 0:
                        moved[name] -= part
                        moved[other] = moved.get(other, 0) + part
                        over -= part
        return {name: cents for name, cents in moved.items() if cents}


def summed(rows: Iterable[Mapping[str, int]]) -> Cents:
    """Return the cents per party, added over all rows."""
    totals: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for party, cents in row.items():
            totals[party] += cents
    return dict(sorted(totals.items()))


def done_together(ledger: Ledger) -> Iterable[tuple[list[str], Cents]]:
    """Works that start together in one bundle (and street), with what each was spared."""
    street = {measure.id: measure.street for measure in ledger.problem.measures}
    planned = {measure.id: measure for measure in ledger.plan.measures}
    for bundle in ledger.problem.bundles:
        groups: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
        for name in sorted(set(bundle.measures) & set(planned)):
            groups[planned[name].start, street[name] if bundle.same_street else ""].append(name)
        for _, members in sorted(groups.items()):
            spared = {name: _spared(planned[name], bundle.id) for name in members}
            taken = {name: cents for name, cents in spared.items() if cents}
            if len(members) > 1 and taken:
                yield members, taken


def _spared(measure: PlannedMeasure, bundle: str) -> int:
    return sum(saving.cents for saving in measure.savings if saving.bundle == bundle)


def _can_pay(problem: Problem) -> set[str]:
    """Who holds money that could pay something: this table decides about it, and it is not ruled out."""
    return {
        flow.holder
        for flow in problem.flows
        if flow.in_engine and flow.certainty is not Certainty.EXCLUDED and any(flow.budget.values())
    }
