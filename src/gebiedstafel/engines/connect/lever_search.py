"""Which levers there are at a table: natural steps that someone could take, drawn from what lacks.

A step is natural when a person recognises it: what one measure lacks, one application of a flow, one
full-time worker, a chair that is taken, a promise, a rule lifted, a date a year later. What a plan
says about the measures it leaves out is where they come from.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date

from .formulation import formulate
from .levers import DATES, RULES, Lever, LeverKind, UnknownLever, relaxed, together, with_lever
from .plan import NotChosen, Plan, Reason
from .possible import deficits, misfits, open_flow, possibilities, willing
from .problem import Certainty, Measure, MoneyFlow, Party, Problem
from .reasons import reasons_beside

FULL_TIME = 1_500
"""Hours one full-time worker gives in a year."""
THOUSAND = 100_000
"""Cents in a thousand euros: amounts that lack are rounded up to this."""
FLOWS_TRIED = 2
MOST_LEVERS = 400
SHORT_ALONE = frozenset({"money_short", "cofunding_short", "hours_short"})


def levers_of(problem: Problem, plan: Plan) -> tuple[Lever, ...]:
    """Every lever worth a look, each once, in an order that depends on the table alone."""
    return _each_once(problem, _all(problem, _with_what_lacks_beside(problem, plan)))[:MOST_LEVERS]


def _with_what_lacks_beside(problem: Problem, plan: Plan) -> Plan:
    """The plan with, for measures that lack something alone, also what they lack beside the others."""
    short = [left.id for left in plan.not_chosen if any(r.code in SHORT_ALONE for r in left.reasons)]
    if not short:
        return plan
    able = possibilities(problem)
    return replace(
        plan,
        not_chosen=(*plan.not_chosen, *reasons_beside(able, formulate(able), plan.measures, short)),
    )


def levers_for(problem: Problem, plan: Plan, measures: Iterable[str]) -> dict[Lever, tuple[str, ...]]:
    """The levers that what lacks for these measures points to, and all of it together per measure.

    Each with the measures that it is for.
    """
    wanted = set(measures)
    found: dict[Lever, list[str]] = {}
    for each in _with_what_lacks_beside(problem, plan).not_chosen:
        if each.id in wanted:
            for lever in (*_for_measure(problem, each), *_all_it_lacks(problem, each)):
                found.setdefault(lever, []).append(each.id)
    return {lever: tuple(dict.fromkeys(found[lever])) for lever in _each_once(problem, found)}


def _each_once(problem: Problem, levers: Iterable[Lever]) -> tuple[Lever, ...]:
    """Levers that change something, without those that do the same as one before them."""
    by_name = {lever.id: lever for lever in levers}
    seen: dict[tuple[str, str], list[Problem]] = {}
    kept: list[Lever] = []
    for name in sorted(by_name):
        lever = by_name[name]
        changed = _changed(problem, lever)
        like = seen.setdefault((lever.flow, lever.party), [problem])
        if changed is not None and changed not in like:
            like.append(changed)
            kept.append(lever)
    return tuple(kept)


def _changed(problem: Problem, lever: Lever) -> Problem | None:
    try:
        return with_lever(problem, lever)
    except UnknownLever:
        return None


def _all(problem: Problem, plan: Plan) -> Iterator[Lever]:
    for left in plan.not_chosen:
        yield from _for_measure(problem, left)
        yield from _all_it_lacks(problem, left)
    open_flows = [f for f in problem.flows if not open_flow(problem, f)]
    rest = {left.id for left in plan.not_chosen}
    waiting = [m for m in problem.measures if m.id in rest]
    for f in open_flows:
        yield from _application(problem, f)
        if _may_matter(problem, f, waiting):
            yield from _rules(f)
            yield from _dates(problem, f)
    for f in problem.flows:
        yield from _promise(problem, f)
        yield from _in_time(problem, f)
    for p in problem.parties:
        if not p.at_table:
            yield Lever(LeverKind.SEATED, party=p.id)
    if any(_pays_once(problem, f, m) for f in open_flows for m in waiting):
        yield Lever(LeverKind.RULE_LIFTED, rule="one_off_pays_recurring")


def _pays_once(problem: Problem, f: MoneyFlow, m: Measure) -> bool:
    """Whether only the rule on one-off money keeps the flow from paying a measure that comes back."""
    return misfits(problem, f, m) == ("nature",) and bool(f.cost_types & deficits(m).keys())


def _may_matter(problem: Problem, f: MoneyFlow, waiting: list[Measure]) -> bool:
    """Whether the flow pays something for a measure left out, or would but for its own rules."""
    own = replace(f, only_led_by=None, max_per_unit=None)
    return any(not misfits(problem, own, m) and f.cost_types & deficits(m).keys() for m in waiting)


def _application(problem: Problem, f: MoneyFlow) -> Iterator[Lever]:
    """One application more, in the years in which the flow has money."""
    step = f.lump or f.min_application
    years = [year for year in problem.years if f.budget.get(year, 0)]
    if step and years:
        yield Lever(LeverKind.MORE_MONEY, flow=f.id, cents=((years[0], step),))


def _rules(f: MoneyFlow) -> Iterator[Lever]:
    for rule in RULES:
        if relaxed(f, rule) != f:
            yield Lever(LeverKind.RULE_RELAXED, flow=f.id, rule=rule)


def _dates(problem: Problem, f: MoneyFlow) -> Iterator[Lever]:
    """A year later for what must be done by a day, a year earlier for what is not there yet."""
    for rule in DATES:
        day: date | None = getattr(f, rule)
        if day is None:
            continue
        moved = _a_year(day, -1 if rule == "available_from" else 1)
        if problem.years and problem.years[0] <= max(day.year, moved.year) <= problem.years[-1] + 1:
            yield Lever(LeverKind.LATER_DATE, flow=f.id, rule=rule, by=moved)


def _a_year(day: date, step: int) -> date:
    try:
        return day.replace(year=day.year + step)
    except ValueError:  # 29 February
        return day.replace(year=day.year + step, day=28)


def _promise(problem: Problem, f: MoneyFlow) -> Iterator[Lever]:
    """Money outside the base plan: a promise, or the chair it waits for."""
    if not f.in_engine or f.certainty is Certainty.EXCLUDED:
        return
    empty = {p.id for p in problem.parties if not p.at_table}
    if f.needs_at_table in empty:
        yield from _opened(problem, f)
    elif f.certainty is Certainty.POSSIBLE:
        yield Lever(LeverKind.PROMISED, flow=f.id)


def _opened(problem: Problem, f: MoneyFlow) -> Iterator[Lever]:
    """What opens a flow that waits: its chair taken, and the promise where another party holds it."""
    seat = Lever(LeverKind.SEATED, party=f.needs_at_table)
    if open_flow(with_lever(problem, seat), next(g for g in with_lever(problem, seat).flows if g.id == f.id)):
        yield together([seat, Lever(LeverKind.PROMISED, flow=f.id)])
    else:
        yield seat


def _in_time(problem: Problem, f: MoneyFlow) -> Iterator[Lever]:
    """Money that would count as co-funding for another flow if it were certain by that flow's day."""
    if f.certainty is Certainty.FIRM or open_flow(problem, f):
        return
    days = {
        g.match.certain_by
        for g in problem.flows
        if g.match and g.match.certain_by and g.id != f.id and f.owner_class not in g.match.excluded_classes
    }
    for day in sorted(days):
        if f.certain_on is None or f.certain_on > day:
            yield Lever(LeverKind.CERTAIN_IN_TIME, flow=f.id, by=day)


def _for_measure(problem: Problem, left: NotChosen) -> Iterator[Lever]:
    """Each lever that one of the reasons of a measure points to."""
    measure = next((m for m in problem.measures if m.id == left.id), None)
    if measure is not None:
        for reason in left.reasons:
            for choices in _ways(problem, measure, reason):
                yield from choices


def _all_it_lacks(problem: Problem, left: NotChosen) -> Iterator[Lever]:
    """For every reason of a measure its first lever, all together."""
    measure = next((m for m in problem.measures if m.id == left.id), None)
    if measure is None:
        return
    parts: list[Lever] = []
    for reason in left.reasons:
        for choices in _ways(problem, measure, reason):
            if choices:
                parts.append(choices[0])
    if len(parts) > 1:
        yield together(parts)


def _ways(problem: Problem, m: Measure, reason: Reason) -> Iterator[list[Lever]]:
    """What a reason asks for, one list of ways for each thing it lacks."""
    facts = reason.facts
    flows = {f.id: f for f in problem.flows}
    if reason.code in ("no_flow", "money_short", "cofunding_short", "money_elsewhere"):
        named = facts.get("waits_on")
        waits = [flows[f] for f in named if f in flows] if isinstance(named, Iterable) else []
        opened = [lever for f in waits for lever in _promise(problem, f)]
        yield [*opened, *_in_time_for(flows, facts), *_money(problem, m, reason)]
    elif reason.code in ("hours_short", "hours_elsewhere"):
        yield list(_hours(problem, m, facts))
    elif reason.code == "party_absent":
        yield [Lever(LeverKind.SEATED, party=str(facts["party"]))]
    elif reason.code == "nobody_leads":
        yield [Lever(LeverKind.SEATED, party=party) for party in sorted(m.leads)]


def _in_time_for(flows: Mapping[str, MoneyFlow], facts: Mapping[str, object]) -> Iterator[Lever]:
    """Money that is certain too late for the flow whose co-funding lacks."""
    late, day = facts.get("late"), facts.get("certain_by")
    if isinstance(late, Iterable) and isinstance(day, date):
        for name in sorted(late):
            if name in flows:
                yield Lever(LeverKind.CERTAIN_IN_TIME, flow=name, by=day)


def _money(problem: Problem, m: Measure, reason: Reason) -> Iterator[Lever]:
    """What the measure lacks: more in the plainest flows that fit, or money that is not there yet."""
    facts = reason.facts
    if reason.code == "no_flow":
        yield _new_money(problem, m, str(facts["cost_type"]))
        return
    years = facts.get("years")
    if not isinstance(years, Mapping):
        return
    cents = tuple((int(year), -(-int(lack) // THOUSAND) * THOUSAND) for year, lack in sorted(years.items()))
    named = facts.get("flows")
    fitting = {str(name) for name in named} if isinstance(named, Iterable) else set()
    asking = str(facts.get("flow", ""))
    plain = sorted((f for f in problem.flows if f.id in fitting - {asking}), key=_plainness)
    for f in plain[:FLOWS_TRIED]:
        yield Lever(LeverKind.MORE_MONEY, flow=f.id, cents=cents)
    if not plain:
        kinds = tuple(sorted(deficits(m)))
        yield Lever(LeverKind.NEW_MONEY, measure=m.id, cents=cents, cost_types=kinds)


def _new_money(problem: Problem, m: Measure, cost_type: str) -> Lever:
    """All that no flow may pay of one kind of cost, there from the first year the measure can start."""
    kind = next(kind for kind in deficits(m) if kind.value == cost_type)
    first = min((year for year in m.start_years if year in problem.years), default=problem.years[0])
    cents = -(-sum(deficits(m)[kind]) // THOUSAND) * THOUSAND
    return Lever(LeverKind.NEW_MONEY, measure=m.id, cents=((first, cents),), cost_types=(kind,))


def _plainness(f: MoneyFlow) -> tuple[object, ...]:
    """Flows with the fewest strings first, those that pay most kinds of cost before others."""
    strings = [f.match, f.max_share < 1, f.lump, f.max_application, f.max_per_unit, f.only_led_by, f.core]
    asked = [f.ban_group, f.ban_classes, f.min_application, f.programme_min, f.min_share]
    count = sum(map(bool, [*strings, *asked]))
    return (count, f.certainty is not Certainty.FIRM, -len(f.cost_types), -sum(f.budget.values()), f.id)


def _hours(problem: Problem, m: Measure, facts: Mapping[str, object]) -> Iterator[Lever]:
    """What lacks in that year, then a full-time worker for as long as the measure asks hours."""
    year, short = facts.get("year"), facts.get("hours")
    if not isinstance(year, int) or not isinstance(short, int):
        return
    skills, parties = facts.get("skills"), facts.get("parties")
    skill = str(next(iter(skills), "")) if isinstance(skills, Iterable) else ""
    named = [str(p) for p in parties] if isinstance(parties, Iterable) else []
    party = _who(problem, m, skill, named)
    if party is None:
        return
    yield Lever(LeverKind.MORE_HOURS, party=party.id, skill=skill, hours=((year, short),))
    years = range(year, min(year + m.years_needed, problem.years[-1] + 1))
    yield Lever(LeverKind.MORE_HOURS, party=party.id, skill=skill, hours=tuple((y, FULL_TIME) for y in years))


def _who(problem: Problem, m: Measure, skill: str, named: list[str]) -> Party | None:
    """Who would give more: a party that gives such hours, else one that leads, at the table and willing."""
    able = [p for p in problem.parties if p.at_table and willing(p, m)]
    asked = {need.party for need in m.hours if need.party and (not skill or need.skill in (None, "", skill))}

    def rank(p: Party) -> tuple[object, ...]:
        gives = sum(sum(o.hours.values()) for o in p.offers if o.skill in ("", skill))
        return (p.id not in asked, p.id not in named, p.id not in m.leads, -gives, p.id)

    return min(able, key=rank, default=None)


def waiting_for(problem: Problem, plan: Plan, flows: Iterable[str], party: str = "") -> tuple[str, ...]:
    """The measures left out whose reasons name one of these flows as what they wait for, or this party."""
    named = set(flows)
    found = []
    for left in plan.not_chosen:
        facts = [reason.facts for reason in left.reasons]
        waits = {str(f) for each in facts for key in ("waits_on", "late") for f in _texts(each.get(key))}
        if waits & named or (party and any(each.get("party") == party for each in facts)):
            found.append(left.id)
    known = {m.id for m in problem.measures}
    return tuple(name for name in found if name in known)


def flows_of(problem: Problem, lever: Lever) -> tuple[str, ...]:
    """The flows a lever is about: those it names, and those a party in its chair brings."""
    if lever.parts:
        return tuple(flow for part in lever.parts for flow in flows_of(problem, part))
    brought = [f.id for f in problem.flows if lever.party and lever.party in (f.holder, f.needs_at_table)]
    return (lever.flow,) if lever.flow else tuple(brought) if lever.kind is LeverKind.SEATED else ()


def _texts(value: object) -> tuple[object, ...]:
    return tuple(value) if isinstance(value, list | tuple) else ()
