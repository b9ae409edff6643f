"""The same table under other names, or in another order."""

from __future__ import annotations

import random
from dataclasses import replace

from gebiedstafel.engines.connect.problem import Problem


def shuffled(problem: Problem, dice: random.Random) -> Problem:
    """Every list and mapping in another order."""

    def mixed(things: tuple) -> tuple:
        return tuple(dice.sample(things, len(things)))

    def dealt(mapping: dict) -> dict:
        return dict(mixed(tuple(mapping.items())))

    return replace(
        problem,
        areas=dealt(dict(problem.areas)),
        parties=tuple(replace(p, offers=mixed(p.offers)) for p in mixed(problem.parties)),
        challenges=mixed(problem.challenges),
        measures=tuple(
            replace(m, costs=dealt(dict(m.costs)), effects=dealt(dict(m.effects)), leads=mixed(m.leads))
            for m in mixed(problem.measures)
        ),
        flows=tuple(replace(f, budget=dealt(dict(f.budget))) for f in mixed(problem.flows)),
        bundles=tuple(replace(b, measures=mixed(b.measures)) for b in mixed(problem.bundles)),
        statements=mixed(problem.statements),
    )


def renamed(problem: Problem, dice: random.Random) -> tuple[Problem, dict[str, str]]:
    """Every id another one, in an order that has nothing to do with the old."""
    ids = [x.id for x in (*problem.parties, *problem.challenges, *problem.measures)]
    ids += [x.id for x in (*problem.flows, *problem.bundles, *problem.statements)] + list(problem.areas)
    fresh = [f"n{n}" for n in range(len(ids))]
    dice.shuffle(fresh)
    new = dict(zip(ids, fresh, strict=True))

    def many(names: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(new[name] for name in names)

    areas = {new[a]: None if parent is None else new[parent] for a, parent in problem.areas.items()}
    measures = tuple(
        replace(
            m,
            id=new[m.id],
            area=new[m.area],
            leads=many(m.leads),
            effects={new[c]: e for c, e in m.effects.items()},
            hours=tuple(replace(n, party=n.party and new[n.party]) for n in m.hours),
            benefits=tuple(replace(b, party=new[b.party]) for b in m.benefits),
            requires=tuple(replace(r, measure=new[r.measure]) for r in m.requires),
        )
        for m in problem.measures
    )
    flows = tuple(
        replace(
            f,
            id=new[f.id],
            holder=new[f.holder],
            area=new[f.area],
            needs_at_table=f.needs_at_table and new[f.needs_at_table],
            only_led_by=None if f.only_led_by is None else frozenset(new[p] for p in f.only_led_by),
        )
        for f in problem.flows
    )
    return replace(
        problem,
        areas=areas,
        parties=tuple(replace(p, id=new[p.id]) for p in problem.parties),
        challenges=tuple(replace(c, id=new[c.id]) for c in problem.challenges),
        measures=measures,
        flows=flows,
        bundles=tuple(
            replace(b, id=new[b.id], measures=many(b.measures), saving_on=many(b.saving_on))
            for b in problem.bundles
        ),
        statements=tuple(replace(s, id=new[s.id], served_by=many(s.served_by)) for s in problem.statements),
    ), new
