"""How little a rule must move to let a measure in: a day, a share, an amount or the names it lets in.

Each figure is found by asking: days and names one by one, shares and amounts by halving what is between the
figure that forbids and one that does not. What comes out was therefore seen to be enough, and a step less
(a whole percent, a euro, for a fixed amount a cent) not to be.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import ceil, floor
from typing import Any

from .easing import MOVABLE, Way, eased
from .forcing import Forcing
from .irreducible import irreducible
from .named_rules import Rule
from .possible import deficits, last_day, within
from .problem import Measure, MoneyFlow, Problem
from .trimming import least

DATED = ("available_from", "spend_by", "start_by", "commit_by", "match_in_time")
PERCENT = 100
EURO = 100


def moved(forcing: Forcing, rule: Rule) -> Way | None:
    """The smallest move of this rule that is enough by itself; None where it would have to go."""
    if rule.code not in MOVABLE:
        return None
    if _over_all(forcing.part, rule):
        # What others bring counts too: with them a smaller move may be enough.
        forcing = Forcing(forcing.whole, forcing.measures, beside=forcing.by_id)
    if rule.code == "lump":
        return _lump(forcing, rule)
    if rule.code in SCALES:
        return _on_scale(forcing, rule)
    if rule.code in NAMES or rule.code == "willing":
        return _let_in(forcing, rule)
    return next((way for way in one_by_one(forcing, rule) if allows(forcing, way)), None)


def _over_all(part: Problem, rule: Rule) -> bool:
    """Whether a rule counts over everything that a flow pays."""
    if rule.code == "match":
        match = _flow(part, rule).match
        return match is not None and match.programme
    return rule.code in ("programme_min", "core")


def allows(forcing: Forcing, way: Way) -> bool:
    """Whether what must come along has a plan once this way was taken."""
    return forcing.has_plan(eased(forcing.part, way))


def one_by_one(forcing: Forcing, rule: Rule) -> Iterator[Way]:
    """The same rule with another day, year or number, the smallest move first."""
    problem = forcing.part
    if rule.code in DATED:
        yield from (Way((rule,), day) for day in _days(problem, rule))
    elif rule.code == "window":
        open_years = set(forcing.by_id[rule.about].start_years)
        others = [year for year in problem.years if year not in open_years]
        near = sorted(others, key=lambda y: (min((abs(y - s) for s in open_years), default=0), y))
        yield from (Way((rule,), year) for year in near)
    elif rule.code == "requires":
        needs = forcing.by_id[rule.about].requires
        lag = next(need.lag for need in needs if need.measure == rule.other)
        yield from (Way((rule,), years) for years in range(lag - 1, -1, -1))
    elif rule.code == "max_leads":
        party = next(p for p in problem.parties if p.id == rule.about)
        first = (party.max_leads or 0) + 1
        yield from (Way((rule,), number) for number in range(first, first + len(forcing.along)))


def _days(problem: Problem, rule: Rule) -> list[date]:
    flow = _flow(problem, rule)
    if rule.code == "match_in_time":
        now = flow.match.certain_by if flow.match else None
        certain = {f.certain_on for f in problem.flows if f.certain_on is not None}
        return sorted(day for day in certain if now is not None and day > now)
    limit: date = getattr(flow, rule.code)
    if rule.code == "available_from":
        return sorted((day for year in problem.years if (day := date(year, 1, 1)) < limit), reverse=True)
    return sorted(day for year in problem.years if (day := last_day(year)) > limit)


def _flow(problem: Problem, rule: Rule) -> MoneyFlow:
    return next(f for f in problem.flows if f.id == rule.about)


Scale = tuple[int, Callable[[int], Any]]
"""How many steps there are at most, and the figure after so many."""


def _percent_up(share: Fraction) -> Scale:
    now = floor(share * PERCENT)
    return PERCENT - now, lambda steps: Fraction(now + steps, PERCENT)


def _percent_down(share: Fraction) -> Scale:
    now = ceil(share * PERCENT)
    return now, lambda steps: Fraction(now - steps, PERCENT)


def _euros_up(cents: int, most: int) -> Scale:
    now = cents // EURO
    return max(ceil(most / EURO) - now, 1), lambda steps: (now + steps) * EURO


def _euros_down(cents: int) -> Scale:
    now = ceil(cents / EURO)
    return now, lambda steps: (now - steps) * EURO


SCALES: Mapping[str, Callable[[MoneyFlow, int], Scale]] = {
    "max_share": lambda f, _: _percent_up(f.max_share),
    "min_share": lambda f, _: _percent_down(f.min_share),
    "match": lambda f, _: _percent_down(f.match.ratio if f.match else Fraction(0)),
    "core": lambda f, _: _percent_down(f.core.share if f.core else Fraction(0)),
    "carry_forward": lambda f, _: _percent_up(f.carry_forward),
    "max_application": lambda f, most: _euros_up(f.max_application or 0, most),
    "unit": lambda f, most: _euros_up(f.max_per_unit[1] if f.max_per_unit else 0, most),
    "min_application": lambda f, _: _euros_down(f.min_application),
    "programme_min": lambda f, _: _euros_down(f.programme_min),
}


def _on_scale(forcing: Forcing, rule: Rule) -> Way | None:
    most = max(_cost(m) for m in forcing.part.measures)
    steps, figure = SCALES[rule.code](_flow(forcing.part, rule), most)
    number = _fewest(steps, lambda n: allows(forcing, Way((rule,), figure(n))))
    return None if number is None else Way((rule,), figure(number))


def _fewest(steps: int, enough: Callable[[int], bool]) -> int | None:
    """The fewest steps that are enough; None where all of them are not."""
    if steps < 1 or not enough(steps):
        return None
    return least(steps, lambda n: n > 0 and enough(n))


def _lump(forcing: Forcing, rule: Rule) -> Way | None:
    """The nearest other fixed amount: first any amount between the two, then that amount itself."""
    flow = _flow(forcing.part, rule)
    now = flow.lump or 0
    most = max(_cost(m) for m in forcing.part.measures)

    def between(cents: int) -> Problem:
        low, high = sorted((now, cents))
        loose = replace(flow, lump=None, min_application=low, max_application=high)
        flows = tuple(loose if f.id == flow.id else f for f in forcing.part.flows)
        return replace(forcing.part, flows=flows)

    found = []
    # To the cent: what others pay may have to go with exactly this amount.
    for steps, step in ((most - now, 1), (now, -1)):
        number = _fewest(steps, lambda n, step=step: forcing.has_plan(between(now + n * step)))  # type: ignore[misc]
        if number is not None:
            found.append(now + number * step)
    near = sorted(found, key=lambda cents: abs(cents - now))
    return next((way for cents in near if allows(forcing, way := Way((rule,), cents))), None)


def _cost(m: Measure) -> int:
    return sum(map(sum, deficits(m).values()))


Names = Callable[[Problem, MoneyFlow, Measure], Sequence[str]]
NAMES: Mapping[str, Names] = {
    "theme": lambda _, f, m: _missing(f.themes, m.themes),
    "kind": lambda _, f, m: _missing(f.kinds, sorted(m.kinds)),
    "target_group": lambda _, f, m: _missing(f.target_groups, sorted(m.target_groups)),
    "area": lambda problem, f, m: () if within(m.area, f.area, problem.areas) else (m.area,),
    "cost_type": lambda _, f, m: [kind.value for kind in deficits(m) if kind not in f.cost_types],
    "only_led_by": lambda problem, f, m: [
        p.id for p in problem.parties if p.at_table and p.id in m.leads and p.id not in (f.only_led_by or ())
    ],
    "match_classes": lambda problem, f, _: _held(
        problem, f.match.excluded_classes if f.match else frozenset()
    ),
    "ban_classes": lambda problem, f, _: _held(problem, f.ban_classes),
}
"""What a rule of a flow would let in for a measure: themes, areas, parties, kinds of money."""


def _missing(allowed: frozenset[str] | None, names: Sequence[str]) -> Sequence[str]:
    return () if allowed is None or allowed.intersection(names) else names


def _held(problem: Problem, classes: frozenset[Any]) -> Sequence[str]:
    return sorted({f.owner_class.value for f in problem.flows if f.owner_class in classes})


def _let_in(forcing: Forcing, rule: Rule) -> Way | None:
    """The one name that is enough by itself, or else names of which none can be missed."""
    measures = sorted(forcing.must, key=lambda m: (m not in forcing.measures, m))
    each = [_names(forcing.part, rule, forcing.by_id[m]) for m in measures]
    names = tuple(dict.fromkeys(name for found in each for name in found))
    ways = (Way((rule,), (name,)) for name in names)
    one = next((way for way in ways if allows(forcing, way)), None)
    if one is not None or len(names) < 2:
        return one

    def enough(some: Sequence[str]) -> bool:
        return allows(forcing, Way((rule,), tuple(some)))

    return Way((rule,), irreducible(names, enough)) if enough(names) else None


def _names(problem: Problem, rule: Rule, m: Measure) -> Sequence[str]:
    if rule.code == "willing":
        party = next(p for p in problem.parties if p.id == rule.about)
        return _missing(party.themes, m.themes)
    return NAMES[rule.code](problem, _flow(problem, rule), m)
