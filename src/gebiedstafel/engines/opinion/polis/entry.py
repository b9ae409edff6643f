"""Who is clustered, vote by vote: whoever has enough votes enters, and never leaves.

Enough is seven, or as many as there are statements so far. While fewer than fifteen are in, those with the
most votes are let in too.
"""

from __future__ import annotations

from .log import VoteLog

FEWEST_VOTES, FEWEST_PEOPLE = 7, 15


def entries(log: VoteLog) -> dict[int, int]:
    """Return per row the number of votes cast by anyone when this person entered."""
    entered: dict[int, int] = {}
    voted: dict[int, set[int]] = {}
    seen: set[int] = set()
    for number, (row, column) in enumerate(zip(log.row.tolist(), log.column.tolist(), strict=True), start=1):
        voted.setdefault(row, set()).add(column)
        seen.add(column)
        if row not in entered and len(voted[row]) >= min(FEWEST_VOTES, len(seen)):
            entered[row] = number
        if len(entered) < FEWEST_PEOPLE:
            waiting = sorted(voted.keys() - entered.keys(), key=lambda one: (-len(voted[one]), one))
            entered.update(dict.fromkeys(waiting[: FEWEST_PEOPLE - len(entered)], number))
    return entered
