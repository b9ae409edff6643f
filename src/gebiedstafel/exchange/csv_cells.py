"""Cells of a CSV file: text that a spreadsheet would reckon with stays text."""

from __future__ import annotations

#: What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def cell(value: object) -> object:
    """Return what stands in a cell."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value
