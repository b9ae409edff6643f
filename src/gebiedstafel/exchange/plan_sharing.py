"""Who pays and who gains by a plan, from a table's document: the game, what is fair, what may be paid.

Costs and payments are those of the plan, benefits those of the document. Money of a giver (state, EU,
province or fund) that gains nothing here lowers the cost first. Only benefits of `counted` qualities are
shared in cents; the others are named. Who has no money that could pay is asked for nothing: costs are
shared among the others, as if its benefit were part of the challenge itself.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..engines.connect.plan import Plan
from ..engines.connect.problem import Problem
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
    merged,
    objection,
    project,
    settlement,
)
from .organisations import organisations
from .plan_ledger import Cents, Ledger, done_together, summed

Document = Mapping[str, Any]

CONFIRMED, ESTIMATED, DISPUTED = "bevestigd", "geschat", "betwist"
QUALITIES = (CONFIRMED, ESTIMATED, DISPUTED)


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
    loses, which the others make good in the proposal: below zero a party is paid. Who is not `asked` has no
    money here that could pay: it bears nothing, whatever it gains.
    """

    party: str
    benefit: int
    harm: int
    paid: int
    carried: int
    fair: int
    allowed: int
    shapley: int
    asked: bool = True

    @property
    def for_benefit(self) -> int:
        """What it would bear for what it gains, in cents, without what it carries; below zero it is paid."""
        return self.fair - self.carried

    @property
    def change(self) -> int:
        """What it would bear more than it pays now, in cents; below zero less. All together: nothing."""
        return self.fair - self.paid


@dataclass(frozen=True, slots=True)
class MeasureShare:
    """One measure: who pays it now, what is given, what benefits do not cover, who would bear what."""

    measure: str
    paid: Mapping[str, int]
    given: Mapping[str, int]
    carried: int
    fair: Mapping[str, int]
    lead: str | None = None


@dataclass(frozen=True, slots=True)
class PlanSharing:
    """A proposal for who bears what of a plan, and what was found on the way.

    `worth_cents` is what all keep of their benefits together, also who is not asked to pay. `objects_now`
    is who would be better off apart as it is paid now, `objects` who would with the proposal.
    `residents_unasked` are the residents among who is not asked. `repaid` says that the rules of the money
    were kept to the cent; else `allowed` is what is paid now. `transfers` settle the rest.

    Departments of one organisation (`organisation`: per party the whole it is part of) have one purse: what
    they settle with each other stands apart as `inside`, and who objects are organisations.
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
    residents_unasked: frozenset[str] = frozenset()
    inside: tuple[Transfer, ...] = ()
    organisation: Mapping[str, str] = field(default_factory=dict)

    @property
    def shares_anything(self) -> bool:
        """Whether any benefit or harm is counted, so that there is something to share."""
        return any(one.benefit or one.harm for one in self.parties)

    @property
    def inside_by_organisation(self) -> dict[str, int]:
        """What departments settle with each other, in cents per organisation."""
        return summed({self.organisation[one.payer]: one.cents} for one in self.inside)

    @property
    def keeps_unasked(self) -> tuple[str, ...]:
        """The parties that gain, as far as counted, and are not asked to pay."""
        return tuple(one.party for one in self.parties if one.benefit and not one.asked)


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
    purse = organisations(document)
    ledger = Ledger(problem, plan, {gain.party for gain in gains}, purse)
    fair = _fair(ledger, [gain for gain in shared if gain.harms or gain.party not in ledger.unasked])
    sharing = fair.share(method, seed=seed)
    harm = dict.fromkeys(ledger.parties, 0) | fair.compensation
    carried = ledger.carried_by_party(fair.carried, fair.compensation)
    targets = {party: sharing.pays.get(party, 0) + carried[party] for party in ledger.parties}
    kept = _kept(shared, ledger.unasked)
    benefits = {party: fair.benefits.get(party, 0) + kept.get(party, 0) for party in ledger.parties}
    paid = ledger.paid_by_party
    plan_now = {
        party: fair.benefits[party] - harm[party] - paid[party] + carried[party]
        for party in fair.game.parties
        if party in paid
    }
    ceilings = {party: max(0, benefits[party] - harm[party] + carried[party]) for party in ledger.parties}
    allowed = _allowed(problem, plan, ledger, targets, ceilings)
    transfers = settlement(targets, allowed or paid, purse)
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
                asked=party not in ledger.unasked,
            )
            for party in ledger.parties
        ),
        measures=tuple(_measure_shares(ledger, fair, sharing)),
        givers=ledger.given_by_party,
        worth_cents=fair.worth_cents + sum(kept.values()),
        objects_now=_objection(fair, plan_now, purse) if plan_now else None,
        objects=_objection(fair, sharing.gains, purse),
        repaid=allowed is not None,
        transfers=tuple(one for one in transfers if not _inside(one, purse)),
        half_width_cents=sharing.half_width_cents,
        residents_unasked=ledger.unasked & ledger.residents,
        inside=tuple(one for one in transfers if _inside(one, purse)),
        organisation={party: purse.get(party, party) for party in ledger.parties},
    )


def _inside(transfer: Transfer, purse: Mapping[str, str]) -> bool:
    return purse.get(transfer.payer, transfer.payer) == purse.get(transfer.receiver, transfer.receiver)


def _objection(fair: Fair, gains: Mapping[str, int], purse: Mapping[str, str]) -> Objection | None:
    """Which organisations would be better off apart; a department does not leave its own organisation."""
    found = fair.objection(gains)
    if found is None:
        return None
    together = summed({purse.get(party, party): cents} for party, cents in gains.items())
    return objection(merged(fair.game, purse), together)


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


def _kept(gains: Iterable[Gain], unasked: Collection[str]) -> Cents:
    """What each party that is not asked gains and keeps whole, in cents."""
    return summed({gain.party: gain.cents or 0} for gain in gains if gain.party in unasked and not gain.harms)


def _fair(ledger: Ledger, gains: Iterable[Gain]) -> Fair:
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
    ledger: Ledger,
    benefits: Mapping[str, Cents],
    savings: tuple[Saving, ...],
    saved: Mapping[str, int],
) -> Game:
    requires = {measure.id: measure.requires for measure in ledger.problem.measures}
    chosen = {measure.id for measure in ledger.plan.measures}
    named = {party for own in benefits.values() for party in own}
    players = tuple(party for party in ledger.parties if party in named or party not in ledger.unasked)
    measures = tuple(
        Measure(
            id=planned.id,
            cost_cents=sum(ledger.paid[planned.id].values()) + saved.get(planned.id, 0),
            benefits=benefits.get(planned.id, {}),
            essential=frozenset({planned.lead} & set(ledger.parties) - ledger.unasked),
            requires=frozenset(one.measure for one in requires[planned.id] if one.measure in chosen),
        )
        for planned in ledger.plan.measures
    )
    return Game(players or ("",), measures, savings)


def _savings(ledger: Ledger) -> tuple[tuple[Saving, ...], Cents]:
    """What works of one bundle save by starting together, and what that adds back to the cost of each."""
    found: list[Saving] = []
    added: defaultdict[str, int] = defaultdict(int)
    for members, taken in done_together(ledger):
        extra, rest = divmod(sum(taken.values()), len(members) - 1)
        if not extra:
            continue
        found.append(Saving(frozenset(members), extra))
        for measure, cents in taken.items():
            added[measure] += cents
        added[max(sorted(taken), key=lambda name: taken[name])] -= rest
    return tuple(found), dict(added)


def _allowed(
    problem: Problem, plan: Plan, ledger: Ledger, targets: Cents, ceilings: Mapping[str, int]
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


def _pocket(column: Any, ledger: Ledger) -> Pocket:
    """What a flow pays; a giver's payments stay as they are, and so do those of who has no part in it."""
    if column.flow is None:
        return Pocket(None, most_cents=column.most_cents)
    holder = ledger.holder[column.flow]
    if holder in ledger.parties:
        return Pocket(holder, column.now_cents, 0.0, column.most_cents)
    return Pocket(None, column.now_cents, column.now_cents, column.now_cents)


def _measure_shares(ledger: Ledger, fair: Fair, sharing: Sharing) -> Iterable[MeasureShare]:
    for planned in ledger.plan.measures:
        name = planned.id
        own = {party: cents for (measure, party), cents in sharing.by_measure.items() if measure == name}
        yield MeasureShare(
            name,
            ledger.paid[name],
            ledger.given[name],
            fair.carried.get(name, 0),
            dict(sorted(own.items())),
            planned.lead,
        )
