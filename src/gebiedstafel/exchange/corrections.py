"""Corrections of a budget: what goes off it per year, and never more than there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .cell_numbers import Euros
from .schema_faults import Words
from .yaml_values import Path


def corrections(table: Mapping[str, Any]) -> Iterator[tuple[Path, Words]]:
    """Corrections that are larger than the budget of their year."""
    for number, flow in enumerate(table.get("money_flows", [])):
        budget = flow.get("budget")
        for year, cents in flow.get("correction", {}).get("per_year", {}).items():
            if budget is not None and cents > budget.get(year, 0):
                yield (
                    ("money_flows", number, "correction", "per_year", year),
                    _too_much(year, cents, budget.get(year, 0)),
                )


def _too_much(year: str, off: int, there: int) -> Words:
    taken, held = Euros().text(off, {}), Euros().text(there, {})
    return (
        f"in {year} gaat er {taken} af, maar het budget is {held}. Maak de correctie kleiner, "
        "of zet haar bij een andere geldstroom.",
        f"in {year} {taken} goes off, but the budget is {held}. Make the correction smaller, "
        "or put it with another flow.",
    )
