"""Made-up cities and countries: many tables that share the money of their city or their state.

Each table is drawn like a table alone. In a city the municipal and the national flows are shared, in a
country the national ones; the rest is the table's own. A shared flow holds what its tables would have had
apart, so that per table the money is 25 to 55 percent of what its measures cost. Every table could spend
all of it, and together they ask at least twice what there is.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from .generate import generate
from .problem import MoneyFlow, Party, Problem

#: Places of the shapes in `flow_shapes.SHAPES`.
NATIONAL = (3, 4, 5, 6, 7, 8, 9)
MUNICIPAL = (0, 1, 2, 11, 25, 26)
FLOWS = 27


def generate_many(
    tables: int,
    measures: int,
    seed: int,
    *,
    country: bool = False,
    tell: Callable[[int], None] = lambda number: None,
) -> tuple[Problem, ...]:
    """Tables of one city that share 13 flows, or municipalities of one country that share 7.

    `tell` hears after each table how many are drawn.
    """
    places = NATIONAL if country else (*MUNICIPAL, *NATIONAL)
    dice = random.Random(seed)
    drawn: list[Problem] = []
    for number in range(1, tables + 1):
        drawn.append(generate(measures, dice.randrange(2**31)))
        tell(number)
    shared = {f"f{place + 1}": _shared(drawn, f"f{place + 1}") for place in places}
    width = len(str(tables))
    return tuple(_offered(problem, f"tafel{n:0{width}}", shared) for n, problem in enumerate(drawn, 1))


def _shared(drawn: list[Problem], name: str) -> MoneyFlow:
    """One flow for all: the first table's rules, and the money of all tables together."""
    flows = [next(f for f in problem.flows if f.id == name) for problem in drawn]
    years = drawn[0].years
    budget = {year: sum(f.budget.get(year, 0) for f in flows) for year in years}
    first = flows[0]
    return replace(
        first,
        id=f"gedeeld-{name}",
        holder=f"houder-{first.owner_class.value}",
        area="gemeente",
        budget=budget,
        only_led_by=None,
        needs_at_table="",
    )


def _offered(problem: Problem, table: str, shared: dict[str, MoneyFlow]) -> Problem:
    """The table with the shared flows in place of its own, and their holders among its parties.

    Its other flows get the table in their id, for they are no other table's.
    """
    holders = {f.holder: Party(f.holder, f.owner_class, at_table=False) for f in shared.values()}
    return replace(
        problem,
        id=table,
        parties=(*problem.parties, *holders.values()),
        flows=tuple(shared.get(f.id) or replace(f, id=f"{table}/{f.id}") for f in problem.flows),
    )
