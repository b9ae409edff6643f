"""A first estimate of each lever: what the linear relaxation gains by it, in hundredths of a second.

A rule whose rows have no price in the relaxation holds nothing back there: lifting it changes nothing,
so it is not solved again. The estimate is often too high, and never says that a lever does harm.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from .appraisal import appraise
from .formulation import formulate
from .levers import Lever, LeverKind, with_lever
from .linear import Linear, relaxation
from .model import Model, Name
from .nearby import Near
from .plan import Plan
from .possible import of_arranged

#: Rules whose lifting lets a flow pay where it could not: columns come in, so prices say nothing.
OPENING = frozenset({"only_led_by", "max_per_unit"})
FLOW_ROWS = frozenset(
    {"cap", "least", "uses", "max_share", "min_share", "match", "led_by", "ban_class", "budget", "reserve"}
    | {"used", "programme_min", "core", "programme_match"}
)
MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class Screened:
    """A lever with its estimated gain, the most it can gain, and what the relaxation would take in."""

    lever: Lever
    gain: float
    most: float
    enters: tuple[str, ...] = ()


def screen(
    base: Near, plan: Plan, levers: tuple[Lever, ...], *, stop: Callable[[], bool]
) -> Iterator[Screened]:
    """Each lever with its estimate, in the order given, until someone says stop."""
    behind = base.linear.value - appraise(base.able, plan.measures).objective
    taken = _shares(base.model, base.linear)
    for lever in levers:
        if stop():
            return
        if not _can_matter(base, lever):
            yield Screened(lever, 0.0, behind)
            continue
        able = of_arranged(with_lever(base.problem, lever))
        model = formulate(able)
        linear = relaxation(model, base.linear)
        if linear is None:
            yield Screened(lever, 0.0, behind)
            continue
        ahead = linear.value - appraise(able, plan.measures).objective
        enters = _taken_in(_shares(model, linear), taken, {m.id for m in plan.measures})
        yield Screened(lever, max(ahead - behind, 0.0), ahead, enters)


def _can_matter(base: Near, lever: Lever) -> bool:
    """Whether the lever adds something, or touches a row that holds the relaxation back."""
    if lever.kind in (LeverKind.MORE_MONEY, LeverKind.CERTAIN_IN_TIME):
        return any(_touches(row, lever.flow) for row in base.linear.priced)
    if lever.kind is LeverKind.RULE_RELAXED and lever.rule not in OPENING:
        return any(_touches(row, lever.flow) for row in base.linear.priced)
    if lever.kind is LeverKind.MORE_HOURS:
        return any(_about(row, lever) for row in base.linear.priced)
    return True


def _touches(row: Name, flow: str) -> bool:
    """Whether a row is about this flow. Co-funding and bans of others may be, so they count too."""
    return row[0] in ("match", "programme_match", "ban", "ban_class") or (
        row[0] in FLOW_ROWS and flow in row[1:3]
    )


def _about(row: Name, lever: Lever) -> bool:
    """Whether a row of hours is priced in a year in which the lever gives some."""
    years = {year for year, _ in lever.hours}
    return row[0] in ("hours", "capacity") and row[2] in years


def _shares(model: Model, linear: Linear) -> dict[str, float]:
    shares: dict[str, float] = {}
    for c, name in enumerate(model.names):
        if name[0] == "start":
            shares[name[1]] = shares.get(name[1], 0.0) + float(linear.values[c])
    return shares


def _taken_in(now: dict[str, float], before: dict[str, float], chosen: set[str]) -> tuple[str, ...]:
    """Measures outside the plan that the relaxation now takes mostly, those it took least before first."""
    more = {m: share - before.get(m, 0.0) for m, share in now.items() if m not in chosen and share > MOSTLY}
    return tuple(m for m in sorted(more, key=lambda m: (-more[m], m)) if more[m] > MOSTLY / 10)


def taken_in(base: Near, near: Near, plan: Plan) -> tuple[str, ...]:
    """Measures outside the plan that the relaxation takes at a changed table and not at this one."""
    before, now = _shares(base.model, base.linear), _shares(near.model, near.linear)
    return _taken_in(now, before, {m.id for m in plan.measures})
