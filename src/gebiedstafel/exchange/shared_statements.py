"""Which statements residents share: at least 70 % of every opinion group agrees.

The share is of all who voted in the group: agree, disagree or pass. The weakest group decides, so
that no majority speaks for a group that sees it differently.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from ..engines.connect.problem import Statement

SHARED_FROM = Fraction(7, 10)


def agreement(votes: Mapping[str, Mapping[str, int]]) -> Fraction | None:
    """The agreement of the weakest group, None without groups or where a group has no votes."""
    shares = []
    for counts in votes.values():
        voted = int(counts["agree"]) + int(counts["disagree"]) + int(counts["pass"])
        if not voted:
            return None
        shares.append(Fraction(int(counts["agree"]), voted))
    return min(shares, default=None)


def shared_statement(statement: Mapping[str, Any]) -> Statement | None:
    """The engine's statement, or None when it is not shared by every group."""
    strength = agreement(statement.get("votes", {}))
    if strength is None or strength < SHARED_FROM:
        return None
    return Statement(statement["id"], strength, tuple(statement.get("served_by", [])))
