"""Hours asked and hours offered: a transport from offers to kinds of need, year by year."""

from __future__ import annotations

from .model import Model, Term
from .possible import Offer, Possible


def add_hours(model: Model, able: Possible) -> None:
    """Σ start × hours ≤ Σ give[offers,o,y] and Σ give ≤ capacity.

    Needs that the same offers may fill are added up: with whole starts the transport that is left
    has a whole solution. Needs with one possible offer go into its capacity row straight away.
    `no_hours` measures a shortage; it is closed except while reasons are sought.
    """
    asked = _asked(model, able)
    used: dict[tuple[Offer, int], list[Term]] = {}
    for (offers, year), terms in asked.items():
        if len(offers) == 1:
            used.setdefault((offers[0], year), []).extend(terms)
            continue
        gap = model.add(("no_hours", offers, year), 0, 0)
        given = [(gap, -1.0)]
        for offer in offers:
            column = model.add(("give", offers, offer, year))
            given.append((column, -1.0))
            used.setdefault((offer, year), []).append((column, 1.0))
        model.at_most(("hours", offers, year), terms + given, 0)
    for (offer, year), terms in used.items():
        gap = model.add(("no_hours", (offer,), year), 0, 0)
        model.at_most(("capacity", offer, year), [*terms, (gap, -1.0)], able.capacity[offer][year])


def _asked(model: Model, able: Possible) -> dict[tuple[tuple[Offer, ...], int], list[Term]]:
    """Per set of offers and year: the hours asked, as terms in start[m,t]."""
    asked: dict[tuple[tuple[Offer, ...], int], list[Term]] = {}
    last = able.problem.years[-1]
    for m in able.problem.measures:
        for need, offers in zip(m.hours, able.givers[m.id], strict=True):
            for t in able.starts[m.id]:
                for k, hours in enumerate(need.hours):
                    if hours and t + k <= last:
                        term = (model.column["start", m.id, t], float(hours))
                        asked.setdefault((offers, t + k), []).append(term)
    return asked
