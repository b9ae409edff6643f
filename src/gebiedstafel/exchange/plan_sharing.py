"""Who pays and who gains by a plan, from a table's document: the game, what is fair, what may be paid.

Costs and payments are those of the plan, benefits those of the document. Money of a giver (state, EU,
province or fund) that gains nothing here lowers the cost first. Only benefits of `counted` qualities are
shared in cents; the others are named.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from ..engines.connect.plan import Plan, PlannedMeasure
from ..engines.connect.problem import OwnerClass, Problem
from ..engines.connect.repayment import Repayment
from ..engines.fairshare import (
    Fair,
    Game,
    InvalidGame,
    Measure,
    Method,
    Objection,
    Pocket,
    Rule,
    Saving,
    Sharing,
    Transfer,
    project,
    settlement,
)
from ..engines.fairshare.rounding import whole_cents

Document = Mapping[str, Any]
Cents = dict[str, int]

CONFIRMED, ESTIMATED, DISPUTED = "bevestigd", "geschat", "betwist"
QUALITIES = (CONFIRMED, ESTIMATED, DISPUTED)
#: Whose money is given for a purpose, and not to have it back.
GIVERS = frozenset({OwnerClass.STATE, OwnerClass.EU, OwnerClass.PROVINCE, OwnerClass.FUND})


@dataclass(frozen=True, slots=True)
class Gain:
    """What a party gains by one measure of the plan, over all its years; None cents: no end is known.

    Where it `harms` the party loses, and cents are below zero.
    """

    measure: str
    party: str
    cents: int | None
    quality: str
    harms: bool = False


@dataclass(frozen=True, slots=True)
class PartyShare:
    """One party, all in cents: what it gains (as far as counted), pays now, and would pay.

    `carried` is its part of what the benefits do not cover, `fair` what it would bear with that, `allowed`
    what its money may pay of that, and `shapley` what it would bear by the Shapley value. `harm` is what it
    loses, which the others make good in the proposal: below zero a party is paid.
    """

    party: str
    benefit: int
    harm: int
    paid: int
    carried: int
    fair: int
    allowed: int
    shapley: int


@dataclass(frozen=True, slots=True)
class MeasureShare:
    """One measure: who pays it now, what is given, what the benefits do not cover, who would bear it."""

    measure: str
    paid: Mapping[str, int]
    given: Mapping[str, int]
    carried: int
    fair: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class PlanSharing:
    """A proposal for who bears what of a plan, and what was found on the way.

    `objects_now` is who would be better off apart as it is paid now, `objects` who would with the
    proposal. `repaid` says that the rules of the money were kept to the cent; else `allowed` is what is
    paid now. `transfers` settle the rest.
    """

    method: Method
    counted: tuple[str, ...]
    gains: tuple[Gain, ...]
    parties: tuple[PartyShare, ...]
    measures: tuple[MeasureShare, ...]
    givers: Mapping[str, int]
    worth_cents: int
    objects_now: Objection | None
    objects: Objection | None
    repaid: bool
    transfers: tuple[Transfer, ...]
    half_width_cents: float = 0.0

    @property
    def shares_anything(self) -> bool:
        """Whether any benefit or harm is counted, so that there is something to share."""
        return any(one.benefit or one.harm for one in self.parties)


def share_plan(
    document: Document,
    problem: Problem,
    plan: Plan,
    *,
    method: Method = Method.PROPORTIONAL,
    counted: Collection[str] = (CONFIRMED,),
    seed: int = 0,
) -> PlanSharing:
    """Share the costs of this plan; `document` tells the benefits, `problem` what the plan was made from."""
    gains = gains_of(document, problem, plan)
    shared = [gain for gain in gains if gain.quality in counted and gain.cents]
    ledger = _Ledger(problem, plan, {gain.party for gain in gains})
    fair = _fair(ledger, shared)
    sharing = fair.share(method, seed=seed)
    harm = dict.fromkeys(ledger.parties, 0) | fair.compensation
    carried = ledger.carried_by_party(fair.carried, fair.compensation)
    targets = {party: sharing.pays.get(party, 0) + carried[party] for party in ledger.parties}
    benefits = {party: fair.benefits.get(party, 0) for party in ledger.parties}
    paid = ledger.paid_by_party
    plan_now = {
        party: benefits[party] - harm[party] - paid[party] + carried[party] for party in ledger.parties
    }
    ceilings = {party: max(0, benefits[party] - harm[party] + carried[party]) for party in ledger.parties}
    allowed = _allowed(problem, plan, ledger, targets, ceilings)
    shapley = sharing if method is Method.SHAPLEY else fair.share(Method.SHAPLEY, seed=seed)
    return PlanSharing(
        method=method,
        counted=tuple(quality for quality in QUALITIES if quality in counted),
        gains=gains,
        parties=tuple(
            PartyShare(
                party=party,
                benefit=benefits[party],
                harm=harm[party],
                paid=paid[party],
                carried=carried[party],
                fair=targets[party],
                allowed=(allowed or paid)[party],
                shapley=shapley.pays.get(party, 0) + carried[party],
            )
            for party in ledger.parties
        ),
        measures=tuple(_measure_shares(ledger, fair, sharing)),
        givers=ledger.given_by_party,
        worth_cents=fair.worth_cents,
        objects_now=fair.objection(plan_now) if ledger.parties else None,
        objects=sharing.objects,
        repaid=allowed is not None,
        transfers=settlement(targets, allowed or paid),
        half_width_cents=sharing.half_width_cents,
    )


def gains_of(document: Document, problem: Problem, plan: Plan) -> tuple[Gain, ...]:
    """Return every benefit of a measure of the plan: from the year after delivery to the year stated."""
    rows = {row["id"]: row for row in document.get("measures", ())}
    years = {measure.id: measure.years_needed for measure in problem.measures}
    found = []
    for planned in plan.measures:
        delivered = planned.start + years[planned.id] - 1
        for benefit in rows.get(planned.id, {}).get("benefits", ()):
            until = benefit.get("until")
            yearly = int(benefit["cents_per_year"])
            cents = None if until is None else max(0, int(until) - delivered) * yearly
            quality = benefit.get("quality", ESTIMATED)
            found.append(Gain(planned.id, benefit["party"], cents, quality, harms=yearly < 0))
    return tuple(sorted(found, key=lambda gain: (gain.measure, gain.party, gain.quality, gain.cents or 0)))


class _Ledger:
    """What each party pays for each measure now; money of givers stands apart."""

    def __init__(self, problem: Problem, plan: Plan, gaining: set[str]) -> None:
        self.problem, self.plan = problem, plan
        self.holder = {flow.id: flow.holder for flow in problem.flows}
        classes = {flow.holder: flow.owner_class for flow in problem.flows}
        classes |= {party.id: party.owner_class for party in problem.parties if party.owner_class}
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
        self.paid_by_party = dict.fromkeys(self.parties, 0) | _summed(self.paid.values())
        self.given_by_party = _summed(self.given.values())

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
        for members, _ in _done_together(self):
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


def _summed(rows: Iterable[Mapping[str, int]]) -> Cents:
    totals: defaultdict[str, int] = defaultdict(int)
    for row in rows:
        for party, cents in row.items():
            totals[party] += cents
    return dict(sorted(totals.items()))


def _fair(ledger: _Ledger, gains: Iterable[Gain]) -> Fair:
    """The game of a plan; savings that do not fit their works are taken off their costs instead."""
    benefits: dict[str, Cents] = {}
    for gain in gains:
        own = benefits.setdefault(gain.measure, {})
        own[gain.party] = own.get(gain.party, 0) + (gain.cents or 0)
    try:
        return Fair(_game(ledger, benefits, *_savings(ledger)))
    except InvalidGame:
        return Fair(_game(ledger, benefits, (), {}))


def _game(
    ledger: _Ledger,
    benefits: Mapping[str, Cents],
    savings: tuple[Saving, ...],
    saved: Mapping[str, int],
) -> Game:
    requires = {measure.id: measure.requires for measure in ledger.problem.measures}
    chosen = {measure.id for measure in ledger.plan.measures}
    measures = tuple(
        Measure(
            id=planned.id,
            cost_cents=sum(ledger.paid[planned.id].values()) + saved.get(planned.id, 0),
            benefits=benefits.get(planned.id, {}),
            essential=frozenset({planned.lead} & set(ledger.parties)),
            requires=frozenset(one.measure for one in requires[planned.id] if one.measure in chosen),
        )
        for planned in ledger.plan.measures
    )
    return Game(ledger.parties or ("",), measures, savings)


def _savings(ledger: _Ledger) -> tuple[tuple[Saving, ...], Cents]:
    """What works of one bundle save by starting together, and what that adds back to the cost of each."""
    found: list[Saving] = []
    added: defaultdict[str, int] = defaultdict(int)
    for members, taken in _done_together(ledger):
        extra, rest = divmod(sum(taken.values()), len(members) - 1)
        if not extra:
            continue
        found.append(Saving(frozenset(members), extra))
        for measure, cents in taken.items():
            added[measure] += cents
        added[max(sorted(taken), key=lambda name: taken[name])] -= rest
    return tuple(found), dict(added)


def _done_together(ledger: _Ledger) -> Iterable[tuple[list[str], Cents]]:
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


def _allowed(
    problem: Problem, plan: Plan, ledger: _Ledger, targets: Cents, ceilings: Mapping[str, int]
) -> Cents | None:
    """What each pays in the plan nearest to the targets that keeps every rule; None if none is found."""
    if targets == ledger.paid_by_party:
        return dict(targets)
    room = Repayment(problem, plan)
    pockets = [_pocket(column, ledger) for column in room.columns]
    rules = [Rule(row.terms, row.least_cents, row.most_cents) for row in room.rows]
    cents = project(pockets, rules, targets, ceilings)
    repaid = None if cents is None else room.repaid(cents)
    if repaid is None:
        return None
    paid = dict.fromkeys(ledger.parties, 0)
    for measure in repaid.measures:
        for payment in measure.payments:
            if ledger.holder[payment.flow] not in ledger.giving:
                paid[ledger.holder[payment.flow]] = paid.get(ledger.holder[payment.flow], 0) + payment.cents
    fits = set(paid) == set(ledger.parties) and sum(paid.values()) == sum(targets.values())
    return paid if fits else None


def _pocket(column: Any, ledger: _Ledger) -> Pocket:
    """What a flow pays; a giver's payments stay as they are, and so do those of who has no part in it."""
    if column.flow is None:
        return Pocket(None, most_cents=column.most_cents)
    holder = ledger.holder[column.flow]
    if holder in ledger.parties:
        return Pocket(holder, column.now_cents, 0.0, column.most_cents)
    return Pocket(None, column.now_cents, column.now_cents, column.now_cents)


def _measure_shares(ledger: _Ledger, fair: Fair, sharing: Sharing) -> Iterable[MeasureShare]:
    for planned in ledger.plan.measures:
        name = planned.id
        own = {party: cents for (measure, party), cents in sharing.by_measure.items() if measure == name}
        yield MeasureShare(
            name, ledger.paid[name], ledger.given[name], fair.carried.get(name, 0), dict(sorted(own.items()))
        )
