"""The opinion engine: votes → groups of people who vote alike, and what holds across them."""

from .find import find_groups
from .live import LiveOpinions
from .next_statement import Standing, chances, next_statement
from .problem import InvalidOpinionProblem, OpinionProblem
from .result import (
    Comparison,
    Group,
    Marking,
    NoGroups,
    OpinionMap,
    Side,
    StatementView,
    Tally,
    Verdict,
)
from .votes import InvalidVotes, Votes

__all__ = [
    "Comparison",
    "Group",
    "InvalidOpinionProblem",
    "InvalidVotes",
    "LiveOpinions",
    "Marking",
    "NoGroups",
    "OpinionMap",
    "OpinionProblem",
    "Side",
    "Standing",
    "StatementView",
    "Tally",
    "Verdict",
    "Votes",
    "chances",
    "find_groups",
    "next_statement",
]
