"""Which measures start when and who leads them: once, alternatives, order, choices, leads."""

from __future__ import annotations

from .model import INFINITY, Model, Term
from .possible import Possible


def add_starts(model: Model, able: Possible) -> None:
    """start[m,t] in {0,1}: measure m starts in year t; at most once, at most one alternative.

    Whole is by[m,t], that m has started by year t: branching on it halves the years that are left,
    where branching on one start year hardly says anything, and it makes each start whole.
    """
    for m in able.problem.measures:
        for t in able.starts[m.id]:
            model.add(("start", m.id, t), 0, 1)
    for m in able.problem.measures:
        model.at_most(("once", m.id), chosen(model, able, m.id), 1)
        _add_started(model, able, m.id)
    groups: dict[str, list[str]] = {}
    for m in able.problem.measures:
        if m.alternative:
            groups.setdefault(m.alternative, []).append(m.id)
    for label, members in groups.items():
        terms = [term for member in members for term in chosen(model, able, member)]
        if len(members) > 1:
            model.at_most(("alternative", label), terms, 1)


def _add_started(model: Model, able: Possible, measure: str) -> None:
    """by[m,t] = by[m,t−1] + start[m,t]."""
    before: list[Term] = []
    for t in able.starts[measure]:
        by = model.add(("by", measure, t), 0, 1, whole=True)
        terms = [*before, (model.column["start", measure, t], 1.0), (by, -1.0)]
        model.equal(("by", measure, t), terms, 0)
        before = [(by, 1.0)]


def chosen(model: Model, able: Possible, measure: str) -> list[Term]:
    """Σ start[m,t] over all its years."""
    return [(model.column["start", measure, t], 1.0) for t in able.starts[measure]]


def add_prerequisites(model: Model, able: Possible) -> None:
    """by[m,t] ≤ by[n,t−lag] for every start year t of m."""
    for m in able.problem.measures:
        for need in m.requires:
            for t in able.starts[m.id]:
                terms = [(model.column["by", m.id, t], 1.0)]
                timely = [u for u in able.starts[need.measure] if u <= t - need.lag]
                if timely:
                    terms.append((model.column["by", need.measure, timely[-1]], -1.0))
                model.at_most(("requires", m.id, need.measure, t), terms, 0)


def add_choices(model: Model, able: Possible) -> None:
    """What the table forces: in, out, and in which year if at all."""
    choices = able.problem.choices
    for m in able.problem.measures:
        if m.id in choices.forced_in:
            model.row(("forced_in", m.id), 1, chosen(model, able, m.id), INFINITY)
        if m.id in choices.forced_out:
            model.at_most(("forced_out", m.id), chosen(model, able, m.id), 0)
        if m.id in choices.start:
            other = [
                (model.column["start", m.id, t], 1.0) for t in able.starts[m.id] if t != choices.start[m.id]
            ]
            model.at_most(("forced_start", m.id), other, 0)


def add_leads(model: Model, able: Possible) -> None:
    """Σ_p lead[m,p] = Σ_t start[m,t] over those that offered; at most max_leads each; own[p] counts."""
    coupled = _led_matters(able)
    leading: dict[str, list[Term]] = {p.id: [] for p in able.problem.parties}
    for m in able.problem.measures:
        terms = [(column, -1.0) for column, _ in chosen(model, able, m.id)]
        for party in able.leads[m.id]:
            column = model.add(("lead", m.id, party), 0, 1, whole=m.id in coupled)
            terms.append((column, 1.0))
            leading[party].append((column, 1.0))
        model.equal(("lead", m.id), terms, 0)
    weight = float(able.problem.weights.lead)
    for p in able.problem.parties:
        if not leading[p.id]:
            continue
        if p.max_leads is not None and p.max_leads < len(leading[p.id]):
            model.at_most(("max_leads", p.id), leading[p.id], p.max_leads)
        if weight:
            own = model.add(("own", p.id), 0, 1, cost=weight)
            terms = [(own, 1.0), *((column, -1.0) for column, _ in leading[p.id])]
            model.at_most(("own", p.id), terms, 0)


def _led_matters(able: Possible) -> set[str]:
    """Measures where it decides about money who leads: there a lead is never split."""
    return {
        m.id
        for m in able.problem.measures
        if any(f.only_led_by is not None and not f.only_led_by.issuperset(m.leads) for f in able.payers[m.id])
    }
