"""Hours asked and hours offered: a transport from offers to kinds of need, year by year."""

from __future__ import annotations

from .model import Model, Term
from .possible import Offer, Possible

Offers = tuple[Offer, ...]


def add_hours(model: Model, able: Possible) -> None:
    """Σ start × hours ≤ Σ give[needs,pool,y] and Σ give ≤ capacity of the pool.

    Needs that the same offers may fill are added up, and offers that may fill the same needs form
    one pool: with whole starts the transport that is left has a whole solution. Needs with one
    possible pool go into its capacity row straight away. `no_hours` measures a shortage; it is
    closed except while reasons are sought.
    """
    for year, asked in _asked(model, able).items():
        pools = _pools(asked)
        used: dict[Offers, list[Term]] = {pool: [] for pool in pools}
        for offers, terms in asked.items():
            own = [pool for pool in pools if set(pool) <= set(offers)]
            if len(own) == 1:
                used[own[0]].extend(terms)
                continue
            given = [(model.add(("no_hours", offers, year), 0, 0), -1.0)]
            for pool in own:
                column = model.add(("give", offers, pool, year))
                given.append((column, -1.0))
                used[pool].append((column, 1.0))
            model.at_most(("hours", offers, year), terms + given, 0)
        for pool, terms in used.items():
            gap = model.column.get(("no_hours", pool, year))
            gap = model.add(("no_hours", pool, year), 0, 0) if gap is None else gap
            room = sum(able.capacity[offer][year] for offer in pool)
            model.at_most(("capacity", pool, year), [*terms, (gap, -1.0)], room)


def _pools(asked: dict[Offers, list[Term]]) -> list[Offers]:
    """Offers put together when they may fill exactly the same needs."""
    fills: dict[Offer, list[int]] = {}
    for number, offers in enumerate(asked):
        for offer in offers:
            fills.setdefault(offer, []).append(number)
    pools: dict[tuple[int, ...], list[Offer]] = {}
    for offer, needs in fills.items():
        pools.setdefault(tuple(needs), []).append(offer)
    return [tuple(pool) for pool in pools.values()]


def _asked(model: Model, able: Possible) -> dict[int, dict[Offers, list[Term]]]:
    """Per year and set of offers: the hours asked, as terms in start[m,t]."""
    asked: dict[int, dict[Offers, list[Term]]] = {year: {} for year in able.problem.years}
    for m in able.problem.measures:
        for need, offers in zip(m.hours, able.givers[m.id], strict=True):
            for t in able.starts[m.id]:
                for k, hours in enumerate(need.hours):
                    if hours and t + k in asked:
                        term = (model.column["start", m.id, t], float(hours))
                        asked[t + k].setdefault(offers, []).append(term)
    return asked
