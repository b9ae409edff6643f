"""What the opinion engine is asked: the votes, what does not count, and groups that are known already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from .votes import Id, Votes

FEWEST_VOTES_TO_BE_GROUPED = 7
FEWEST_VOTES_AS_EVIDENCE = 10


class InvalidOpinionProblem(ValueError):
    """A problem that cannot be answered; the sentence says what, why, and what would help."""


@dataclass(frozen=True, eq=False)
class OpinionProblem:
    """Votes, statements set aside by moderation, groups given from outside, and the names groups had.

    `given_groups` says per participant which group they are in by themselves (residents, institutions);
    who is not in it counts in none of those. `previous_names` says per participant the name of the group
    they were in last time, so that groups keep their names. `evidence` is how many votes each group must
    have cast on a statement before anything is called shared.
    """

    votes: Votes
    moderated_out: frozenset[Id] = frozenset()
    given_groups: Mapping[Id, str] | None = None
    previous_names: Mapping[Id, str] | None = field(default=None)
    evidence: int = FEWEST_VOTES_AS_EVIDENCE

    def __post_init__(self) -> None:
        if self.evidence < 1:
            raise InvalidOpinionProblem("evidence is a number of votes: at least 1")
        unknown = set(self.moderated_out) - set(self.votes.statements)
        if unknown:
            names = ", ".join(sorted(map(str, unknown))[:5])
            raise InvalidOpinionProblem(f"set aside, but not among the statements: {names}")
