"""What the engine finds wrong with a table, beside what the file itself already shows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..engines.connect.check import check
from ..engines.connect.plan import Issue, Severity
from ..engines.connect.words import sentence
from .faults import Fault
from .table_problem import names_of, problem_of

Table = Mapping[str, Any]

# Found in the file itself, with its line; told once.
TOLD_BY_THE_FILE = frozenset(
    {
        "double_id", "unknown_area", "unknown_party", "unknown_challenge", "unknown_measure", "no_years",
        "years_not_consecutive", "area_in_itself", "predecessor_cycle", "negative_amount", "absurd_amount",
        "no_start_year", "start_outside_horizon", "hours_of_nobody", "need_not_positive", "bundle_of_one",
        "effect_outside_bounds", "forced_in_and_out", "no_cost_type",
    }
)  # fmt: skip


def semantic_faults(table: Table) -> tuple[Fault, ...]:
    """The engine's errors about a table that fits the schema, each told once."""
    return tuple(
        _fault(issue, table)
        for issue in check(problem_of(table))
        if issue.severity is Severity.ERROR and not _told(issue, table)
    )


def table_warnings(table: Table) -> tuple[Fault, ...]:
    """What a person should see beside the plan, such as a measure that no money flow can pay."""
    return tuple(
        _fault(issue, table) for issue in check(problem_of(table)) if issue.severity is Severity.WARNING
    )


def _told(issue: Issue, table: Table) -> bool:
    if issue.code == "share_outside_bounds":
        return not issue.path.endswith("/match")  # a ratio may be above 1, so the file lets it through
    if issue.code == "forced_start_outside":
        return _outside_its_window(issue, table)
    return issue.code in TOLD_BY_THE_FILE


def _outside_its_window(issue: Issue, table: Table) -> bool:
    """Whether the year is outside the measure's own start years, and not only too late to finish."""
    name, year = issue.facts["measure"], issue.facts["year"]
    windows = [each["start"] for each in table.get("measures", []) if each["id"] == name and "start" in each]
    return any(not window["earliest"] <= year <= window["latest"] for window in windows)


def _fault(issue: Issue, table: Table) -> Fault:
    names = names_of(table)
    return Fault(issue.path, sentence(issue, names, "nl"), sentence(issue, names, "en"))
