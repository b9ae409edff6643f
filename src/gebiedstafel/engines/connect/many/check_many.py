"""What is wrong with many tables together, all at once; sizes beyond reason before anything is built."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from ..check import CONTRADICTIONS, check
from ..plan import Issue, Severity
from ..problem import MoneyFlow
from .tables import ManyTables, offered

MOST_TABLES = 2_000
MOST_PAYMENTS = 400_000
"""Measures × flows × years of one table."""
MOST_PAYMENTS_IN_ALL = 6_000_000
SAME = (
    "owner_class",
    "budget",
    "cost_types",
    "certainty",
    "certain_on",
    "carry_forward",
    "carry_backward",
    "available_from",
    "start_by",
    "commit_by",
    "spend_by",
    "max_share",
    "min_share",
    "match",
    "min_application",
    "max_application",
    "lump",
    "max_per_unit",
    "programme_min",
    "core",
    "nature",
    "burden",
    "in_engine",
)
"""What must be the same wherever a flow is offered; its area, themes and conditions may differ per table."""


def check_many(many: ManyTables) -> list[Issue]:
    """Errors first; a table's own are under its id. Choices that clash are no error here but an answer."""
    sizes = list(_sizes(many))
    if sizes:
        return sizes
    found = [*_frame(many), *_shared(many)]
    for table in many.in_order():
        for issue in check(table):
            severity = Severity.WARNING if issue.code in CONTRADICTIONS else issue.severity
            found.append(replace(issue, path=f"{table.id}/{issue.path}", severity=severity))
    return sorted(found, key=lambda issue: issue.severity is not Severity.ERROR)


def _error(code: str, path: str, **facts: object) -> Issue:
    return Issue(Severity.ERROR, code, path, facts)


def _sizes(many: ManyTables) -> Iterator[Issue]:
    if not many.tables:
        yield _error("no_tables", "tables")
    if len(many.tables) > MOST_TABLES:
        yield _error("too_many_tables", "tables", number=len(many.tables), most=MOST_TABLES)
    payments = {t.id: len(t.measures) * len(t.flows) * len(t.years) for t in many.tables}
    for table, number in payments.items():
        if number > MOST_PAYMENTS:
            yield _error("table_too_large", table, table=table, number=number, most=MOST_PAYMENTS)
    total = sum(len(t.measures) * len(t.flows) * len(t.years) for t in many.tables)
    if total > MOST_PAYMENTS_IN_ALL:
        yield _error("tables_too_large", "tables", number=total, most=MOST_PAYMENTS_IN_ALL)


def _frame(many: ManyTables) -> Iterator[Issue]:
    for name, times in sorted(Counter(t.id for t in many.tables).items()):
        if times > 1:
            yield _error("double_table", name, table=name, times=times)
    first, *others = many.in_order()
    for table in others:
        if sorted(table.years) != sorted(first.years):
            years = [f"{min(t.years, default=0)}–{max(t.years, default=0)}" for t in (first, table)]
            yield _error("years_differ", table.id, table=table.id, other=first.id, years=years)
        if table.weights != first.weights:
            yield _error("weights_differ", table.id, table=table.id, other=first.id)


def _shared(many: ManyTables) -> Iterator[Issue]:
    for (flow, holder), flows in offered(many).items():
        first, *others = flows
        for table in others:
            parts = [name for name in SAME if _differs(flows[first], flows[table], name)]
            if parts:
                facts = {"flow": flow, "holder": holder, "table": table, "other": first, "parts": parts}
                yield _error("shared_flow_differs", f"{table}/flows/{flow}", **facts)


def _differs(one: MoneyFlow, other: MoneyFlow, part: str) -> bool:
    if part != "budget":
        return bool(getattr(one, part) != getattr(other, part))
    return {y: c for y, c in one.budget.items() if c} != {y: c for y, c in other.budget.items() if c}
