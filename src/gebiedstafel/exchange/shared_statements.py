"""Which statements residents share: at least 70 % of every opinion group agrees.

The share is of all who voted in the group: agree, disagree or pass. The weakest group decides, so
that no majority speaks for a group that sees it differently. A group of which fewer than ten people
voted says nothing yet, and then nothing is shared.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..engines.connect.problem import Statement

SHARED_FROM = Fraction(7, 10)
VOTERS_NEEDED = 10

Votes = Mapping[str, Mapping[str, int]]


def agreement(votes: Votes) -> Fraction | None:
    """The agreement of the weakest group, None without groups or where a group has no votes."""
    shares = []
    for counts in votes.values():
        voted = _voted(counts)
        if not voted:
            return None
        shares.append(Fraction(int(counts["agree"]), voted))
    return min(shares, default=None)


def shared_strength(votes: Votes) -> Fraction | None:
    """The agreement of the weakest group where every group shares it and enough people voted, else None."""
    if any(_voted(counts) < VOTERS_NEEDED for counts in votes.values()):
        return None
    strength = agreement(votes)
    return strength if strength is not None and strength >= SHARED_FROM else None


def shared_statement(statement: Mapping[str, Any]) -> Statement | None:
    """The engine's statement, or None when it is not shared by every group."""
    strength = shared_strength(statement.get("votes", {}))
    if strength is None:
        return None
    return Statement(statement["id"], strength, tuple(statement.get("served_by", [])))


def _voted(counts: Mapping[str, int]) -> int:
    return int(counts["agree"]) + int(counts["disagree"]) + int(counts["pass"])
