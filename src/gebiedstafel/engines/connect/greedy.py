"""A plan as a spreadsheet makes it: the best value per euro first, as early as it can start.

Measures come in order of weighed need per euro, once. Each starts in the first year in which the first
party that offered can lead it, its hours are there, and flows in their order pay all of it (`settling`).
What does not fit then is left out and never looked at again. Every rule is kept; nothing is arranged
between measures: a saving by starting together is taken when it happens to come about.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from fractions import Fraction

from .allotment import HoursDoNotFit, HoursSoFar, allot_hours
from .answer import SelfCheckFailed, answer
from .books import Books
from .plan import Plan, PlannedMeasure, Saving
from .possible import Possible, possibilities
from .problem import Bundle, CostType, Measure, Problem
from .settling import settle
from .verify import verify


@dataclass
class _Draft:
    """What the spreadsheet holds so far: the rows in order, and who pays them."""

    hours: HoursSoFar
    starts: dict[str, int] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    savings: dict[str, tuple[Saving, ...]] = field(default_factory=dict)
    books: Books = field(default_factory=Books)


def greedy(problem: Problem) -> Plan | None:
    """The spreadsheet's plan, verified; None when what the table forces in does not fit that way.

    A flow that does not reach its programme's minimum is left out altogether, and all starts again.
    """
    return greedy_of(possibilities(problem))


def greedy_of(able: Possible) -> Plan | None:
    """The same where what could happen is worked out already."""
    problem = able.problem
    barred: set[str] = set()
    while True:
        draft = _fill(able, barred)
        if not problem.choices.forced_in.issubset(draft.starts):
            return None
        plan = answer(able, _planned(able, draft), stopped=True)
        broken = verify(problem, plan)
        if not broken:
            return plan
        short = {str(v.facts["flow"]) for v in broken if v.code == "below_programme_minimum"}
        if not short or short <= barred:
            raise SelfCheckFailed("; ".join(f"{v.path}: {v.code} {dict(v.facts)}" for v in broken))
        barred |= short


def _fill(able: Possible, barred: Collection[str]) -> _Draft:
    draft = _Draft(HoursSoFar.none_yet(able))
    waiting = _ranked(able)
    while True:
        ready = next((m for m in waiting if all(need.measure in draft.starts for need in m.requires)), None)
        if ready is None:
            return draft
        waiting.remove(ready)
        draft = next(_ways(able, draft, ready, barred), draft)


def _ranked(able: Possible) -> list[Measure]:
    """What is forced in with all it waits for, then the rest: the most weighed need per euro first."""
    by_id = {m.id: m for m in able.problem.measures}
    urgent = set(able.problem.choices.forced_in)
    asked = list(urgent)
    for name in asked:
        asked += [need.measure for need in by_id[name].requires if need.measure not in asked]
    worth = {m.id: _worth(able, m) for m in able.problem.measures}
    wanted = [m for m in able.problem.measures if worth[m.id] > 0 or m.id in asked]
    return sorted(wanted, key=lambda m: (m.id not in asked, -worth[m.id] / max(_cost(able, m), 1)))


def _worth(able: Possible, m: Measure) -> Fraction:
    """What the measure adds to the objective on its own, before any need is filled."""
    problem, weights = able.problem, able.problem.weights
    first = problem.segments[0].value if problem.segments else Fraction(0)
    need = sum(
        (
            o.urgency * (1 + o.resident_priority) * first * (m.effects.get(o.id) or 0)
            for o in problem.challenges
        ),
        Fraction(0),
    )
    said = sum(
        (s.strength / len(s.served_by) for s in problem.statements if m.id in s.served_by), Fraction(0)
    )
    return weights.need * need + weights.statement * said


def _cost(able: Possible, m: Measure) -> int:
    return sum(sum(cents) for cents in able.deficit[m.id].values())


def _ways(able: Possible, draft: _Draft, m: Measure, barred: Collection[str]) -> Iterator[_Draft]:
    """The drafts that also hold this measure: the earliest start first, then the first that may lead."""
    problem = able.problem
    alike = {n.id for n in problem.measures if m.alternative and n.alternative == m.alternative}
    if m.id in problem.choices.forced_out or alike & draft.starts.keys():
        return
    for start in able.starts[m.id]:
        late = any(draft.starts[need.measure] + need.lag > start for need in m.requires)
        if late or problem.choices.start.get(m.id, start) != start:
            continue
        try:
            hours = draft.hours.beside(able, m, start)
        except HoursDoNotFit:
            continue
        begun = replace(draft, hours=hours, starts={**draft.starts, m.id: start})
        for lead in able.leads[m.id]:
            if not _leads_enough(able, draft, lead):
                found = _pay(able, replace(begun, leads={**draft.leads, m.id: lead}), barred)
                if found is not None:
                    yield found


def _leads_enough(able: Possible, draft: _Draft, party: str) -> bool:
    most = next(p.max_leads for p in able.problem.parties if p.id == party)
    return most is not None and list(draft.leads.values()).count(party) >= most


def _pay(able: Possible, draft: _Draft, barred: Collection[str]) -> _Draft | None:
    """Pay what is new; pay everything again where a saving changes what was paid before."""
    savings = _savings(able, draft.starts)
    before = draft.books.lines
    same = all(savings.get(m, ()) == draft.savings.get(m, ()) for m in before)
    books = draft.books.copy() if same else Books()
    by_id = {m.id: m for m in able.problem.measures}
    for name, start in draft.starts.items():
        if name in books.lines:
            continue
        bill = _bill(able, name, start, savings.get(name, ()))
        lines = settle(able, books, by_id[name], bill, start=start, lead=draft.leads[name], barred=barred)
        if lines is None:
            return None
        books.enter(name, lines)
    return replace(draft, savings=savings, books=books)


def _bill(
    able: Possible, measure: str, start: int, savings: tuple[Saving, ...]
) -> dict[tuple[CostType, int], int]:
    bill = {(kind, year): cents for kind, year, cents in able.due(measure, start)}
    for s in savings:
        bill[s.cost_type, s.year] -= s.cents
    return bill


def _savings(able: Possible, starts: dict[str, int]) -> dict[str, tuple[Saving, ...]]:
    """What starting together saves, booked on the members in turn as far as their first year costs."""
    left = {(m, kind): cents[0] for m in starts for kind, cents in able.deficit[m].items()}
    saved: dict[str, list[Saving]] = {}
    for number, bundle in enumerate(able.problem.bundles):
        for members in able.members(number):
            for year in able.problem.years:
                together = [m for m in members if starts.get(m) == year]
                _book(able, bundle, together, year, left, saved)
    return {m: tuple(sorted(own, key=lambda s: (s.year, s.bundle, s.cost_type))) for m, own in saved.items()}


def _book(
    able: Possible,
    bundle: Bundle,
    together: list[str],
    year: int,
    left: dict[tuple[str, CostType], int],
    saved: dict[str, list[Saving]],
) -> None:
    rest = (len(together) - 1) * bundle.saving
    for m in together:
        for kind in able.deficit[m]:
            cents = min(rest, left[m, kind]) if m in (bundle.saving_on or together) else 0
            if cents > 0:
                saved.setdefault(m, []).append(Saving(bundle.id, kind, year, cents))
                left[m, kind] -= cents
                rest -= cents


def _planned(able: Possible, draft: _Draft) -> tuple[PlannedMeasure, ...]:
    hours = allot_hours(able, draft.starts)
    return tuple(
        PlannedMeasure(
            id=m,
            start=draft.starts[m],
            lead=draft.leads[m],
            hours=hours[m],
            payments=draft.books.lines[m],
            savings=draft.savings.get(m, ()),
        )
        for m in sorted(draft.starts)
    )
