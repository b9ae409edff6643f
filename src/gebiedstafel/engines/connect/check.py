"""Everything that is wrong with a problem, all at once: what, where, and facts for a remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from .check_flows import check_flows
from .plan import Issue, Severity
from .possible import allowed_starts, deficits, meets, misfits, open_flow, willing
from .problem import Measure, Problem

MOST_CENTS = 10_000_000_000_000
MOST_NUMBER = 10_000_000
#: No table plans further; and no model weighs more possible payments (measures × flows × years) than this:
#: ten million take some gigabytes, a large city as one table a few million.
MOST_YEARS = 60
MOST_THINGS = 20_000
MOST_PAYMENTS = 10_000_000

CONTRADICTIONS = frozenset(
    {"forced_in_and_out", "forced_predecessor_out", "forced_alternatives", "forced_start_outside"}
)


def check(problem: Problem) -> list[Issue]:
    """Errors first, then warnings, in the order of the table; a size beyond belief is told alone."""
    too_large = list(_size(problem))
    if too_large:
        return too_large
    found = [
        *_ids(problem),
        *_frame(problem),
        *_parties(problem),
        *(issue for m in problem.measures for issue in _measure(problem, m)),
        *_cycles(problem),
        *_groups(problem),
        *check_flows(problem),
        *_bundles(problem),
        *_choices(problem),
    ]
    if not any(issue.severity is Severity.ERROR for issue in found):
        found += [issue for m in problem.measures for issue in _hopeless(problem, m)]
    return sorted(found, key=lambda issue: issue.severity is not Severity.ERROR)


def _size(problem: Problem) -> Iterator[Issue]:
    """Refuse what no table is, before its model fills the memory: too many years, or payments to weigh."""
    years, measures, flows = len(problem.years), len(problem.measures), len(problem.flows)
    hours = sum(len(m.hours) for m in problem.measures) * len(problem.parties)
    payments = measures * max(flows, 1) * years
    if years > MOST_YEARS or max(measures, flows) > MOST_THINGS or max(payments, hours) > MOST_PAYMENTS:
        facts = {"size_years": years, "size_measures": measures, "size_flows": flows}
        yield error("too_large", "measures", **facts)


def error(code: str, path: str, **facts: object) -> Issue:
    """A fault that keeps the problem from being solved."""
    return Issue(Severity.ERROR, code, path, facts)


def warning(code: str, path: str, **facts: object) -> Issue:
    """Something a person should see beside the plan."""
    return Issue(Severity.WARNING, code, path, facts)


def _ids(problem: Problem) -> Iterator[Issue]:
    kinds: dict[str, Iterable[str]] = {
        "parties": (p.id for p in problem.parties),
        "challenges": (c.id for c in problem.challenges),
        "measures": (m.id for m in problem.measures),
        "flows": (f.id for f in problem.flows),
        "bundles": (b.id for b in problem.bundles),
        "statements": (s.id for s in problem.statements),
    }
    for kind, ids in kinds.items():
        for name, times in Counter(ids).items():
            if times > 1:
                yield error("double_id", f"{kind}/{name}", id=name, times=times)


def _frame(problem: Problem) -> Iterator[Issue]:
    if not problem.years:
        yield error("no_years", "years")
    elif sorted(problem.years) != list(range(min(problem.years), max(problem.years) + 1)):
        yield error("years_not_consecutive", "years", years=list(problem.years))
    for area, parent in problem.areas.items():
        if parent is not None and parent not in problem.areas:
            yield error("unknown_area", f"areas/{area}", area=parent)
        seen, here = {area}, parent
        while here is not None and here in problem.areas:
            if here in seen:
                yield error("area_in_itself", f"areas/{area}", area=area)
                break
            seen.add(here)
            here = problem.areas[here]
    if not 0 < problem.yearly_discount <= 1:
        yield error("share_outside_bounds", "yearly_discount", share=problem.yearly_discount)
    values = [step.value for step in problem.segments]
    if any(step.width <= 0 or step.value < 0 for step in problem.segments) or values != sorted(
        values, reverse=True
    ):
        yield error("segments_not_falling", "segments")
    for c in problem.challenges:
        if c.need <= 0:
            yield error("need_not_positive", f"challenges/{c.id}", challenge=c.id)
        if c.urgency < 0:
            yield error("negative_amount", f"challenges/{c.id}", number=c.urgency)
        if not 0 <= c.resident_priority <= 1:
            yield error("share_outside_bounds", f"challenges/{c.id}", share=c.resident_priority)


def amounts(path: str, values: Iterable[int], unit: str = "cents") -> Iterator[Issue]:
    """Amounts that are negative or beyond belief."""
    most = MOST_CENTS if unit == "cents" else MOST_NUMBER
    for value in values:
        if value < 0:
            yield error("negative_amount", path, **{unit: value})
        elif value > most:
            yield error("absurd_amount", path, **{unit: value})


def _parties(problem: Problem) -> Iterator[Issue]:
    for p in problem.parties:
        path = f"parties/{p.id}"
        for offer in p.offers:
            yield from amounts(f"{path}/hours", offer.hours.values(), "hours")
        if p.max_leads is not None and p.max_leads < 0:
            yield error("negative_amount", f"{path}/max_leads", number=p.max_leads)


def _measure(problem: Problem, m: Measure) -> Iterator[Issue]:
    path = f"measures/{m.id}"
    parties = {p.id for p in problem.parties}
    if m.area not in problem.areas:
        yield error("unknown_area", path, measure=m.id, area=m.area)
    for party in [*m.leads, *(n.party for n in m.hours if n.party), *(b.party for b in m.benefits)]:
        if party not in parties:
            yield error("unknown_party", path, measure=m.id, party=party)
    for challenge, effect in m.effects.items():
        if challenge not in {c.id for c in problem.challenges}:
            yield error("unknown_challenge", f"{path}/effects", measure=m.id, challenge=challenge)
        if effect is not None and not 0 <= effect <= 1000:
            yield error("effect_outside_bounds", f"{path}/effects", measure=m.id, challenge=challenge)
    for kind, cents in m.costs.items():
        yield from amounts(f"{path}/costs/{kind}", cents)
    for kind, cents in m.revenue.items():
        yield from amounts(f"{path}/revenue/{kind}", cents)
        costs = m.costs.get(kind, ())
        if any(own > (costs[k] if k < len(costs) else 0) for k, own in enumerate(cents)):
            yield warning("revenue_above_cost", f"{path}/revenue/{kind}", measure=m.id)
    for need in m.hours:
        yield from amounts(f"{path}/hours", need.hours, "hours")
        if need.party is None and not need.skill:
            yield error("hours_of_nobody", f"{path}/hours", measure=m.id)
    yield from amounts(f"{path}/benefits", (abs(b.cents_per_year) for b in m.benefits))
    yield from amounts(f"{path}/units", m.units.values(), "number")
    yield from _window(problem, m, path)


def _window(problem: Problem, m: Measure, path: str) -> Iterator[Issue]:
    if not m.start_years:
        yield error("no_start_year", path, measure=m.id)
    elif problem.years:
        outside = sorted(set(m.start_years) - set(problem.years))
        if outside:
            yield error("start_outside_horizon", path, measure=m.id, years=outside)
        elif not allowed_starts(problem, m):
            yield warning("runs_beyond_horizon", path, measure=m.id, years_needed=m.years_needed)


def _cycles(problem: Problem) -> Iterator[Issue]:
    by_id = {m.id: m for m in problem.measures}
    for m in problem.measures:
        for need in m.requires:
            path = f"measures/{m.id}/requires"
            other = by_id.get(need.measure)
            if other is None:
                yield error("unknown_measure", path, measure=m.id, other=need.measure)
            elif need.lag < 0:
                yield error("negative_amount", path, number=need.lag)
            elif m.alternative and other.alternative == m.alternative and other.id != m.id:
                yield error("alternative_is_predecessor", path, measure=m.id, other=other.id)
        seen: set[str] = set()
        ahead = [need.measure for need in m.requires]
        while ahead:
            here = ahead.pop()
            if here in seen or here not in by_id:
                continue
            seen.add(here)
            ahead += [need.measure for need in by_id[here].requires]
        if m.id in seen:
            yield error("predecessor_cycle", f"measures/{m.id}/requires", measure=m.id)


def _groups(problem: Problem) -> Iterator[Issue]:
    groups = Counter(m.alternative for m in problem.measures if m.alternative)
    for m in problem.measures:
        if m.alternative and groups[m.alternative] == 1:
            yield warning("alternative_alone", f"measures/{m.id}", measure=m.id, group=m.alternative)
    items = {m.id for m in problem.measures} | {b.id for b in problem.bundles}
    for s in problem.statements:
        for served in s.served_by:
            if served not in items:
                yield error("unknown_measure", f"statements/{s.id}", other=served)
        if not 0 <= s.strength <= 1:
            yield error("share_outside_bounds", f"statements/{s.id}", share=s.strength)


def _bundles(problem: Problem) -> Iterator[Issue]:
    known = {m.id: m for m in problem.measures}
    for b in problem.bundles:
        path = f"bundles/{b.id}"
        for member in sorted({*b.measures, *b.saving_on}):
            if member not in known:
                yield error("unknown_measure", path, other=member)
            elif member not in b.measures:
                yield error("saving_on_stranger", path, other=member)
            elif b.same_street and not known[member].street:
                yield warning("member_without_street", path, measure=member)
        yield from amounts(path, [b.saving])
        if len(set(b.measures)) < 2:
            yield error("bundle_of_one", path, bundle=b.id)


def _choices(problem: Problem) -> Iterator[Issue]:
    forced = problem.choices
    by_id = {m.id: m for m in problem.measures}
    for m in sorted({*forced.forced_in, *forced.forced_out, *forced.start}):
        if m not in by_id:
            yield error("unknown_measure", f"choices/{m}", other=m)
    for m in sorted(forced.forced_in & forced.forced_out):
        yield error("forced_in_and_out", f"choices/{m}", measure=m)
    labels: dict[str, str] = {}
    for m in sorted(forced.forced_in & by_id.keys()):
        for need in by_id[m].requires:
            if need.measure in forced.forced_out:
                yield error("forced_predecessor_out", f"choices/{m}", measure=m, other=need.measure)
        label = by_id[m].alternative
        if label and label in labels:
            yield error("forced_alternatives", f"choices/{m}", measure=m, other=labels[label])
        labels.setdefault(label, m)
    for m, year in sorted(forced.start.items()):
        if m in by_id and problem.years and year not in allowed_starts(problem, by_id[m]):
            yield error("forced_start_outside", f"choices/{m}", measure=m, year=year)


def _hopeless(problem: Problem, m: Measure) -> Iterator[Issue]:
    """Measures that cannot be chosen as the table stands: a person should see it now."""
    path = f"measures/{m.id}"
    seated = {p.id for p in problem.parties if p.at_table}
    if not seated.intersection(m.leads):
        yield warning("nobody_leads", path, measure=m.id)
    fitting = [f for f in problem.flows if not open_flow(problem, f) and not misfits(problem, f, m)]
    for kind in deficits(m):
        if not any(kind in f.cost_types for f in fitting):
            yield warning("no_possible_flow", path, measure=m.id, cost_type=kind.value)
    for need in m.hours:
        offered = any(
            meets((p.id, o.skill), need) for p in problem.parties if willing(p, m) for o in p.offers
        )
        if any(need.hours) and not offered:
            yield warning("hours_nobody_offers", path, measure=m.id, party=need.party, skill=need.skill)
