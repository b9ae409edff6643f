"""What is wrong with money flows: unknown names, amounts, shares, dates and rules that clash."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from fractions import Fraction

from .plan import Issue, Severity
from .problem import Certainty, MoneyFlow, Problem

MOST_CENTS = 10_000_000_000_000


def check_flows(problem: Problem) -> list[Issue]:
    """All faults of all flows."""
    groups = Counter(f.ban_group for f in problem.flows if f.ban_group)
    found = [issue for f in problem.flows for issue in _flow(problem, f)]
    for f in problem.flows:
        if f.ban_group and groups[f.ban_group] == 1:
            found.append(_warning("ban_group_of_one", f, group=f.ban_group))
    return found


def _error(code: str, f: MoneyFlow, part: str = "", **facts: object) -> Issue:
    path = f"flows/{f.id}" + (f"/{part}" if part else "")
    return Issue(Severity.ERROR, code, path, {"flow": f.id, **facts})


def _warning(code: str, f: MoneyFlow, **facts: object) -> Issue:
    return Issue(Severity.WARNING, code, f"flows/{f.id}", {"flow": f.id, **facts})


def _flow(problem: Problem, f: MoneyFlow) -> Iterator[Issue]:
    parties = {p.id for p in problem.parties}
    for party in [f.holder, f.needs_at_table, *sorted(f.only_led_by or ())]:
        if party and party not in parties:
            yield _error("unknown_party", f, party=party)
    if f.area not in problem.areas:
        yield _error("unknown_area", f, area=f.area)
    if not f.cost_types:
        yield _error("no_cost_type", f)
    yield from _amounts(f)
    yield from _shares(f)
    yield from _dates(problem, f)
    if f.match is not None and f.certainty.in_base_plan:
        others = [g for g in problem.flows if g.id != f.id and g.certainty.in_base_plan]
        if all(g.owner_class in f.match.excluded_classes for g in others):
            yield _warning("match_impossible", f)


def _amounts(f: MoneyFlow) -> Iterator[Issue]:
    singles = {
        "min_application": f.min_application,
        "max_application": f.max_application or 0,
        "lump": f.lump or 0,
        "programme_min": f.programme_min,
        "max_per_unit": f.max_per_unit[1] if f.max_per_unit else 0,
        "accounting": f.accounting_cents or 0,
    }
    for part, cents in [*singles.items(), *((f"budget/{y}", c) for y, c in f.budget.items())]:
        if cents < 0:
            yield _error("negative_amount", f, part, cents=cents)
        elif cents > MOST_CENTS:
            yield _error("absurd_amount", f, part, cents=cents)
    if f.burden < 0:
        yield _error("negative_amount", f, "burden", number=f.burden)
    if f.accounting_hours is not None and f.accounting_hours < 0:
        yield _error("negative_amount", f, "accounting", number=f.accounting_hours)
    if f.max_application is not None and f.min_application > f.max_application:
        yield _error("minimum_above_maximum", f, minimum=f.min_application, maximum=f.max_application)
    if f.lump is not None and f.max_application is not None and f.lump > f.max_application:
        yield _error("minimum_above_maximum", f, minimum=f.lump, maximum=f.max_application)
    if f.lump and f.min_application > f.lump:
        yield _error("minimum_above_maximum", f, minimum=f.min_application, maximum=f.lump)


def _shares(f: MoneyFlow) -> Iterator[Issue]:
    shares = {"carry_forward": f.carry_forward, "max_share": f.max_share, "min_share": f.min_share}
    if f.core is not None:
        shares["core"] = f.core.share
    for part, share in shares.items():
        if not 0 <= share <= 1:
            yield _error("share_outside_bounds", f, part, share=share)
    if f.min_share > f.max_share:
        yield _error("minimum_share_above_maximum", f, minimum=f.min_share, maximum=f.max_share)
    if f.match is not None and not 0 <= f.match.ratio <= 100:
        yield _error("share_outside_bounds", f, "match", share=f.match.ratio)
    elif f.match is not None and f.min_share > Fraction(1) / (1 + f.match.ratio):
        yield _error("match_against_minimum", f, "match", ratio=f.match.ratio)


def _dates(problem: Problem, f: MoneyFlow) -> Iterator[Issue]:
    if f.available_from and f.spend_by and f.available_from > f.spend_by:
        yield _error("available_after_spend_by", f, available=f.available_from, spend_by=f.spend_by)
    outside = sorted(year for year, cents in f.budget.items() if cents and year not in problem.years)
    if outside:
        yield _warning("budget_outside_horizon", f, years=outside)
    late = [y for y, cents in f.budget.items() if cents and f.spend_by and y > f.spend_by.year]
    if late:
        yield _warning("budget_after_spend_by", f, years=sorted(late))
    if f.apply_by and f.apply_by < problem.as_of and f.certainty is not Certainty.FIRM:
        yield _warning("application_closed", f, by=f.apply_by)
