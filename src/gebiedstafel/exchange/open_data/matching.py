"""Which column of a table is which of our figures: names differ by year and by edition of the service."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from ..indicators import base_columns, known_indicators, plain_name
from .odata import Measure

# The v3 service cuts its names off after so many signs.
CUT_AT = 30

Names = tuple[str, ...]


@cache
def figure_columns() -> dict[Names, str]:
    """Return the columns we look for, each with its figure: as published, or as a count to divide."""
    return {
        names: one.id
        for one in known_indicators().values()
        for names in (one.columns, one.count_columns)
        if names
    }


@cache
def bases() -> tuple[Names, ...]:
    """Return the columns that others are divided by, or compared within."""
    return base_columns()


def names_of(figure: str) -> Names:
    """Return the columns of a figure: as published, or else as a count to divide."""
    one = known_indicators()[figure]
    return one.columns or one.count_columns


def matched(
    measures: Sequence[Measure], wanted: Iterable[Names], called: Mapping[Names, Names] | None = None
) -> tuple[dict[Names, str], list[Names]]:
    """Return the code of the measure for each of the columns wanted, and those that several would fit.

    A name that several measures bear is not guessed at: it is left out, and told. `called` says of columns
    that one table calls otherwise by which names they go there.
    """
    by_name: dict[str, set[str]] = {}
    for measure in measures:
        for name in measure.names:
            by_name.setdefault(plain_name(name), set()).add(measure.code)
    found: dict[Names, str] = {}
    unclear: list[Names] = []
    for names in wanted:
        known = (called or {}).get(names, names)
        codes = next((fit for name in known if (fit := _fitting(plain_name(name), by_name))), set())
        if len(codes) == 1:
            (found[names],) = codes
        elif codes:
            unclear.append(names)
    return found, unclear


def _fitting(name: str, by_name: dict[str, set[str]]) -> set[str]:
    if name in by_name or len(name) < CUT_AT:
        return by_name.get(name, set())
    longer = [codes for other, codes in by_name.items() if other.startswith(name)]
    return set().union(*longer)
