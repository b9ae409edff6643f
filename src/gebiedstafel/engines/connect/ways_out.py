"""What would make an impossible measure possible: money and hours, a day, a promise, a chair, a rule less."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from .easing import Way, eased
from .excerpt import CENTS_PER_HOUR
from .forcing import Forcing, paying
from .formulation import rules_alone
from .highs import run
from .irreducible import irreducible
from .model import Arrays, Floats, Model, Term
from .move_amounts import with_amount
from .moves import DATED, moved, one_by_one
from .named_rules import Rule
from .payment_rows import Ledger
from .possible import Offer, Possible, of_arranged
from .problem import CostType
from .rule_rows import matching

BY_PEOPLE = (
    "forced_out",
    "forced_in",
    "forced_start",
    "empty_chair",
    "lead",
    "max_leads",
    "willing",
    "window",
    "horizon",
    "requires",
    "alternative",
    "hours",
    "own_interest",
)
"""Rules that money cannot mend."""
NEAR = (*BY_PEOPLE, "not_promised", "needs_at_table")
LOOKED_AT = (*NEAR, "decided_elsewhere", *DATED)
"""The order in which rules are tried: what people here can do, a word elsewhere, a day, the rest."""
A_HAIR = 1e-4
"""So much dearer is a euro that would rather be for another measure: too little to ask for more euros."""
MOST_TRIED = 12
"""So many rules that stand further off are tried: each is a question to the solver."""


def ways_out(forcing: Forcing, conflict: Sequence[Rule]) -> tuple[Way, ...]:
    """Each way that is enough by itself: a day, a chair or a promise, then the least money and hours."""
    found = list(_one_rule(forcing, conflict))
    bought = bought_out(forcing)
    # Where one rule less is enough, the least money is none: that way stands there already.
    if bought is not None and (bought.worth or all(way.rules != bought.rules for way in found)):
        if bought.hours and not bought.cents and not bought.rules:
            # The hours that lack are fewer than all that a measure asks.
            found = [way for way in found if any(rule.code != "hours" for rule in way.rules)]
        found.append(bought)
    return tuple(
        sorted(found, key=lambda way: (_step(way), way.worth or way.amount, len(way.rules), way.rules))
    )


def _step(way: Way) -> int:
    """How large a step it is: what people here can do or move, what it costs, a rule that must go."""
    if way.worth:
        return 1
    near = (*NEAR, *DATED) if way.to is not None else NEAR
    return 0 if all(rule.code in near for rule in way.rules) else 2


def _one_rule(forcing: Forcing, conflict: Sequence[Rule]) -> Iterator[Way]:
    """One rule moved as little as helps, or left out."""
    tried = [rule for rule in conflict if rule.code not in ("cost", "budget")]
    near = [rule for code in LOOKED_AT for rule in tried if rule.code == code]
    far = [rule for rule in tried if rule.code not in LOOKED_AT]
    for rule in (*near, *far[:MOST_TRIED]):
        if not forcing.possible([rule]):
            continue
        yield with_amount(forcing, moved(forcing, rule) or Way((rule,)))


def bought_out(forcing: Forcing) -> Way | None:
    """The least money and hours that make it possible, with the fewest other rules out of the way."""
    rules = [rule for code in BY_PEOPLE for rule in forcing.rules if rule.code == code]
    own_wish = ("forced_in", "forced_start")
    rules.sort(key=lambda rule: rule.code in own_wish)

    def enough(dropped: Sequence[Rule]) -> bool:
        return _bought(forcing, Way(tuple(dropped))) is not None

    if not enough(rules):
        return None
    dropped = () if enough(()) else irreducible(rules, enough)
    bought = _at_least(forcing, Way(tuple(dropped)))
    return bought and replace(bought, shares=_shares(forcing, bought))


def _at_least(forcing: Forcing, loose: Way) -> Way | None:
    """The same with its one rule moved to a year or a number, where that asks no more money."""
    bought = _bought(forcing, loose)
    if bought is None or len(loose.rules) != 1:
        return bought
    for way in one_by_one(forcing, loose.rules[0]):
        at = _bought(forcing, way)
        if at is not None and at.worth <= bought.worth:
            return at
    return bought


def _shares(forcing: Forcing, bought: Way) -> Mapping[str, int | None]:
    """What each measure gets, where it cannot as well be another of those that must come along."""
    way = Way(bought.rules, bought.to)
    if len(forcing.must) == 1:
        return _per_measure(bought)
    last = _bought(forcing, way, dearer=forcing.measures)
    first = _bought(forcing, way, dearer=forcing.must - forcing.measures)
    if last is None or first is None:
        return _per_measure(bought)
    certain, other = _per_measure(last), _per_measure(first)
    if certain == other:
        return certain
    return dict.fromkeys(sorted({**certain, **other}), None)


def _per_measure(way: Way) -> dict[str, int]:
    found: dict[str, int] = {}
    for (measure, _, _), cents in way.cents.items():
        found[measure] = found.get(measure, 0) + cents
    return found


def _bought(forcing: Forcing, way: Way, dearer: Collection[str] = ()) -> Way | None:
    """The least money and hours once this way was taken; rather not for measures that are dearer."""
    able = paying(of_arranged(eased(forcing.part, way)))
    if any(not able.starts[m] for m in forcing.measures):
        return None
    model = rules_alone(able)
    outcome = run(_opened(model, forcing.forced(model), dearer), gap=0.0, nodes=200)
    if outcome.values is None:
        return None
    cents: dict[tuple[str, CostType, int], int] = {}
    hours: dict[tuple[tuple[Offer, ...], int], int] = {}
    for name, value in zip(model.names, outcome.values, strict=True):
        if name[0] == "no_money" and value / model.cent >= 0.5:
            cents[name[1], name[2], name[3]] = int(np.ceil(value / model.cent - 1e-3))
        elif name[0] == "no_hours" and value > 1e-4:
            hours[name[1], name[2]] = int(np.ceil(value - 1e-4))
    return replace(way, cents=cents, hours=hours, cofunds=_cofunds(able, model, outcome.values))


def _cofunds(able: Possible, model: Model, values: Floats) -> dict[str, Fraction]:
    """The flows that pay only because this money counts as co-funding, with its share of that cost."""
    ledger = Ledger(model)
    found: dict[str, Fraction] = {}

    def paid(terms: Iterable[Term]) -> float:
        return float(sum(values[column] for column, _ in terms)) / model.cent

    for m in able.problem.measures:
        comes_in, cost = paid((c, 1.0) for c in ledger.gap.get(m.id, ())), paid(ledger.paid_for(m.id))
        for f in able.payers[m.id] if comes_in >= 1 else ():
            if f.match is None or f.match.programme:
                continue
            counted = paid(matching(able, ledger, f, f.match, m))
            asked = float(f.match.ratio) * paid(ledger.paid(f.id, m.id))
            if asked >= counted + 1:
                found[f.id] = Fraction(round(comes_in), round(cost))
    return found


def _opened(model: Model, arrays: Arrays, dearer: Collection[str]) -> Arrays:
    """Money and hours may come in, as few as can be; hours only where someone may give them."""
    upper, cost = arrays.upper.copy(), arrays.cost.copy()
    for c, name in enumerate(model.names):
        if name[0] == "no_money":
            upper[c], cost[c] = np.inf, -1.0 - (A_HAIR if name[1] in dearer else 0.0)
        elif name[0] == "no_hours" and name[1]:
            upper[c], cost[c] = np.inf, -model.cash(CENTS_PER_HOUR)
    return replace(arrays, upper=upper, cost=cost)
