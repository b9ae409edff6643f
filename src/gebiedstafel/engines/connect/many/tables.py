"""Many tables at once, and the money flows that are offered to more than one of them.

A flow is shared when the same holder offers a flow of the same id to more tables: then it is one flow,
and what one table spends of it another cannot spend.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..possible import open_flow
from ..problem import MoneyFlow, Problem

#: What one table spends of shared money: cents per (flow, year).
Use = dict[tuple[str, int], float]


@dataclass(frozen=True, slots=True)
class SharedFlow:
    """One flow offered to these tables; `name` is its id, with its holder where ids alone are not enough."""

    name: str
    flow: MoneyFlow
    tables: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ManyTables:
    """The tables of a city or a country, each with an id of its own."""

    tables: tuple[Problem, ...]

    def in_order(self) -> tuple[Problem, ...]:
        """The tables by id: the order in which everything is merged."""
        return tuple(sorted(self.tables, key=lambda table: table.id))


def offered(many: ManyTables) -> dict[tuple[str, str], dict[str, MoneyFlow]]:
    """Flows that stand at more than one table, open or not: per (flow, holder) the flow at each table."""
    found: dict[tuple[str, str], dict[str, MoneyFlow]] = {}
    for table in many.in_order():
        for f in table.flows:
            found.setdefault((f.id, f.holder), {})[table.id] = f
    return {key: flows for key, flows in sorted(found.items()) if len(flows) > 1}


def shared_flows(many: ManyTables) -> tuple[SharedFlow, ...]:
    """The flows that more than one table may spend in its base plan."""
    by_id = {table.id: table for table in many.tables}
    found = {}
    for key, flows in offered(many).items():
        tables = tuple(t for t, f in flows.items() if not open_flow(by_id[t], f))
        if len(tables) > 1:
            found[key] = SharedFlow(key[0], flows[tables[0]], tables)
    ids = [flow for flow, _ in found]
    return tuple(
        shared if ids.count(flow) == 1 else replace(shared, name=f"{holder}/{flow}")
        for (flow, holder), shared in found.items()
    )
