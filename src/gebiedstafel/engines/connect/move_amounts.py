"""What a rule's move is about in euros: the least that then is paid, or goes beyond the rule as it was."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from math import ceil

from .easing import Way, eased
from .forcing import Forcing, paying
from .formulation import rules_alone
from .highs import SMALL, run
from .loosening import loosened
from .model import Model, Name, Term, times
from .named_rules import CLOSING, Rule, closing_rules
from .payment_rows import Ledger
from .possible import Possible, deficits, of_arranged
from .problem import Match, Measure, MoneyFlow
from .rule_rows import loss, matching

MATCHES = ("match", "match_classes", "match_in_time")
OVER = "over"
"""Columns for what goes beyond the rule as it was; as little as can be."""


def with_amount(forcing: Forcing, way: Way) -> Way:
    """The same way with the least it is about in cents, and for which measures; 0 where that says nothing."""
    (rule,) = way.rules
    able = paying(of_arranged(eased(forcing.part, way)))
    model = rules_alone(able)
    beyond = dict(_beyond(forcing, way, able, model))
    if not beyond:
        return way
    arrays = forcing.forced(model)
    cost = arrays.cost.copy()
    for column, weight in beyond.items():
        cost[column] = -weight
    outcome = run(loosened(model, replace(arrays, cost=cost)), gap=0.0, nodes=200, settings=SMALL)
    if outcome.values is None:
        return way
    cents: dict[str, int] = {}
    for column, weight in beyond.items():
        value = outcome.values[column] * weight / model.cent
        if value >= 0.5:
            measure = _measure(model.names[column])
            cents[measure] = cents.get(measure, 0) + ceil(value - 1e-3)
    cents.pop("", None)
    total = sum(cents.values()) or ceil(-float(cost @ outcome.values) / model.cent - 1e-3)
    shares: Mapping[str, int | None] = cents if len(cents) == 1 else dict.fromkeys(sorted(cents), None)
    return replace(way, amount=max(total, 0), shares=shares if rule.code in CLOSING else {})


def _measure(name: Name) -> str:
    """The measure a payment is for; none where the column is about more."""
    return str(name[2]) if name[0] == "pay" else ""


def _beyond(forcing: Forcing, way: Way, able: Possible, model: Model) -> Iterator[tuple[int, float]]:
    """Columns, with their weights, whose sum is what the move is about."""
    (rule,) = way.rules
    ledger = Ledger(model)
    if rule.code in CLOSING:
        if way.to is None or isinstance(way.to, tuple):
            flow, columns = _flow(forcing, rule), ledger.by_flow.get(rule.about, ())
            yield from ((c, 1.0) for c in columns if _was_shut(forcing, rule, flow, model.names[c]))
    elif rule.code in MATCHES:
        flow = _flow(forcing, rule)
        if flow.match is not None:
            yield from _unmatched(able, model, ledger, flow, flow.match)
    elif rule.code == "max_share":
        flow = _flow(forcing, rule)
        for m in able.problem.measures:
            paid = ledger.paid(flow.id, m.id)
            if paid:
                terms = [*paid, *times(ledger.paid_for(m.id), -float(flow.max_share))]
                yield _over(model, m.id, terms), 1.0
    elif rule.code == "own_interest":
        yield _over(model, rule.about, loss(model, able, ledger, rule.about)), 1.0
    elif rule.code == "carry_backward":
        ahead = [c for c, name in enumerate(model.names) if name[:2] == ("advance", rule.about)]
        if ahead:
            most = model.add((OVER, rule.about))
            for column in ahead:
                model.at_most((OVER, model.names[column]), [(column, 1.0), (most, -1.0)], 0)
            yield most, 1.0
    elif rule.code == "horizon":
        yield from _afterwards(able, model, rule.about)


def _flow(forcing: Forcing, rule: Rule) -> MoneyFlow:
    return next(f for f in forcing.part.flows if f.id == rule.about)


def _was_shut(forcing: Forcing, rule: Rule, f: MoneyFlow, payment: Name) -> bool:
    """Whether this rule kept the flow from this payment."""
    _, _, measure, kind, _ = payment
    if rule.code == "cost_type":
        return kind not in f.cost_types
    return rule in closing_rules(forcing.part, f, forcing.by_id[measure])


def _over(model: Model, what: str, terms: list[Term]) -> int:
    """A column that is at least the sum of the terms."""
    column = model.add((OVER, what))
    model.at_most((OVER, what), [*terms, (column, -1.0)], 0)
    return column


def _unmatched(
    able: Possible, model: Model, ledger: Ledger, f: MoneyFlow, match: Match
) -> Iterator[tuple[int, float]]:
    """What others pay less than the flow asked: ratio × what it pays − what counted as it was."""
    asked: dict[str, list[Term]] = {}
    for m in able.problem.measures:
        paid = ledger.paid(f.id, m.id)
        if paid:
            counted = times(matching(able, ledger, f, match, m), -1)
            about = "" if match.programme else m.id
            asked.setdefault(about, []).extend([*times(paid, float(match.ratio)), *counted])
    for about, terms in asked.items():
        yield _over(model, about, terms), 1.0


def _afterwards(able: Possible, model: Model, measure: str) -> Iterator[tuple[int, float]]:
    """What a measure costs after the last year, by the year in which it starts."""
    m: Measure = next(m for m in able.problem.measures if m.id == measure)
    last = able.problem.years[-1]
    for t in able.starts[measure]:
        cents = sum(sum(years[max(last - t + 1, 0) :]) for years in deficits(m).values())
        if cents:
            yield model.column["start", measure, t], model.cash(cents)
