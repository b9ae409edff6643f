"""What a table's file says of votes that were counted elsewhere, told by the same rules and measure.

The file holds counts per group and statement, no people. People are made up who add up to the counts,
for the measure asks only how many of each group voted what.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gebiedstafel.engines.opinion import Votes
from gebiedstafel.engines.opinion.agreement import compare
from gebiedstafel.tables.models import AreaTable

from .models import Statement
from .published import VOTERS_NEEDED, compared
from .told import Told


def told_elsewhere(table: AreaTable) -> tuple[Told, dict[int, str]] | None:
    """Return what the file's counts tell, with the statements by number; None without counts."""
    rows = list(table.statements.prefetch_related("votes"))
    counted = [row for row in rows if row.counts]
    if not counted:
        return None
    told = _told(counted)
    return (told, {number: row.text for number, row in enumerate(counted, start=1)}) if told else None


def _told(rows: Sequence[Statement]) -> Told | None:
    names = sorted({group for row in rows for group in row.counts})
    sizes = {name: max(_cast(row, name) for row in rows) for name in names}
    cast = list(_votes(rows, names))
    if not cast:
        return None
    votes = Votes.of(cast, statements=range(1, len(rows) + 1))
    of = {name: place for place, name in enumerate(names)}
    labels = np.array([of[str(who).rpartition("/")[0]] for who in votes.participants], np.int32)
    every = np.ones(len(votes.statements), dtype=bool)
    found = compare(votes, names, labels, counted=every, evidence=VOTERS_NEEDED)
    return Told(
        voters=sum(sizes.values()),
        residents=sum(sizes.values()),
        institutions=0,
        statements=len(rows),
        found=compared(found, VOTERS_NEEDED),
    )


def _cast(row: Statement, group: str) -> int:
    return sum(row.counts.get(group, {}).values())


def _votes(rows: Sequence[Statement], names: Sequence[str]) -> Iterator[tuple[str, int, int]]:
    for number, row in enumerate(rows, start=1):
        for name in names:
            counts = row.counts.get(name, {})
            values = (
                [1] * counts.get("agree", 0) + [0] * counts.get("pass", 0) + [-1] * counts.get("disagree", 0)
            )
            for place, value in enumerate(values):
                yield f"{name}/{place}", number, value
