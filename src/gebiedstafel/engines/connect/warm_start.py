"""A known plan as the point a search starts from."""

from __future__ import annotations

import numpy as np

from .model import Floats, Model, Name
from .plan import Plan
from .possible import Possible


def starting_point(able: Possible, model: Model, plan: Plan) -> Floats:
    """The yes-or-no columns as the plan has them; NaN for the others, which HiGHS works out itself."""
    on = _names(able, plan)
    start = {m.id: m.start for m in plan.measures}
    values = np.full(len(model.names), np.nan)
    for c, name in enumerate(model.names):
        if model.integer[c]:
            begun = name[0] == "by" and start.get(name[1], name[2] + 1) <= name[2]
            values[c] = float(begun or name in on)
    return values


def _names(able: Possible, plan: Plan) -> set[Name]:
    """The names of what the plan says yes to, but for the years after a start."""
    names: set[Name] = {("lead", m.id, m.lead) for m in plan.measures}
    names |= {("uses", p.flow, m.id) for m in plan.measures for p in m.payments}
    names |= {("used", p.flow) for m in plan.measures for p in m.payments}
    return names | set(_used_up(able, plan))


def _used_up(able: Possible, plan: Plan) -> list[Name]:
    """The bundles and moments at which the members' cost is less than what would be saved."""
    found: list[Name] = []
    for number, bundle in enumerate(able.problem.bundles):
        for g, members in enumerate(able.members(number)):
            for year in able.problem.years:
                together = [m for m in plan.measures if m.id in members and m.start == year]
                saved = sum(s.cents for m in together for s in m.savings if s.bundle == bundle.id)
                if saved < (len(together) - 1) * bundle.saving:
                    found.append(("full", bundle.id, g, year))
    return found
