"""Agreements that wait for one another; a circle of them would never begin."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import pairwise

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable

from .models import Agreement

Waits = Mapping[str, Collection[str]]


def circle_through(key: str, waits: Waits) -> tuple[str, ...]:
    """Return the shortest circle that begins and ends at this agreement; empty when there is none.

    >>> circle_through("A1", {"A1": ["A2"], "A2": ["A3"], "A3": ["A1"]})
    ('A1', 'A2', 'A3', 'A1')
    """
    ways: list[tuple[str, ...]] = [(key,)]
    seen: set[str] = set()
    for way in ways:
        for other in sorted(waits.get(way[-1], ())):
            if other == key:
                return (*way, key)
            if other not in seen:
                seen.add(other)
                ways.append((*way, other))
    return ()


def circle_in_words(circle: tuple[str, ...]) -> str:
    """Return a circle as a sentence that names every step of it."""
    steps = [_("{one} wacht op {other}").format(one=a, other=b) for a, b in pairwise(circle)]
    return _("Zo wachten afspraken op elkaar en begint er geen: {steps}. Haal er een weg.").format(
        steps=", ".join(steps)
    )


def waits_at(table: AreaTable) -> dict[str, set[str]]:
    """Return which agreement of a table waits for which."""
    found: dict[str, set[str]] = {}
    rows = Agreement.waits_for.through.objects.filter(from_agreement__table=table)
    for one, other in rows.values_list("from_agreement__key", "to_agreement__key"):
        found.setdefault(one, set()).add(other)
    return found
