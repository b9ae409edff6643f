"""The same table in silos: each flow only for its holder's own tasks.

A holder's own tasks are the measures it leads. A holder that sits here and offered to lead something pays
for nothing that another leads. A holder that offered to lead nothing (a ministry, a fund) has no tasks of
its own at this table and pays whoever applies, by its own rules. Hours, leads and bundles stay as they
are, so what connecting brings is counted carefully: by money alone.
"""

from __future__ import annotations

from dataclasses import replace

from .problem import MoneyFlow, Problem


def in_silos(problem: Problem) -> Problem:
    """The problem in which money of those with tasks of their own stays with those tasks.

    A plan of it is a plan of the whole table too: rules are only added.
    """
    leading = {party for m in problem.measures for party in m.leads}
    seated = {p.id for p in problem.parties if p.at_table}
    return replace(problem, flows=tuple(_own_tasks(f, leading & seated) for f in problem.flows))


def _own_tasks(f: MoneyFlow, leading: set[str]) -> MoneyFlow:
    if f.holder not in leading:
        return f
    return replace(f, only_led_by=frozenset({f.holder}) & (f.only_led_by or frozenset({f.holder})))
