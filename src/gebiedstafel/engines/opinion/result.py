"""What the opinion engine answers: groups, what holds across them, and how sure that is.

Every number about a statement comes as counts beside a share and a credible interval, so that a reader can
check it. Shares are the middle of what the votes make credible: (agree + 1) / (votes + 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from .votes import Id

Interval = tuple[float, float]
Place = tuple[float, float]


class Side(StrEnum):
    """What people share, or what marks a group: that they agree, or that they disagree."""

    AGREE = "agree"
    DISAGREE = "disagree"


class Verdict(StrEnum):
    """What the votes say about a statement across groups."""

    AGREE = "agree"
    DISAGREE = "disagree"
    DIFFERING = "differing"
    UNCERTAIN = "uncertain"


class NoGroups(StrEnum):
    """Why there are no clear groups."""

    TOO_FEW_PEOPLE = "too_few_people"
    TOO_FEW_STATEMENTS = "too_few_statements"
    ALL_THE_SAME = "all_the_same"
    LIKE_CHANCE = "like_chance"


@dataclass(frozen=True, slots=True)
class Tally:
    """How some people voted on one statement; `passed` are votes too."""

    agree: int
    disagree: int
    passed: int

    @property
    def cast(self) -> int:
        """All votes, those who passed included."""
        return self.agree + self.disagree + self.passed

    def of(self, side: Side) -> int:
        """The votes on one side."""
        return self.agree if side is Side.AGREE else self.disagree


@dataclass(frozen=True, slots=True)
class Marking:
    """A statement that marks a group: it votes on this side clearly more than everyone else."""

    statement: Id
    side: Side
    tally: Tally
    share: float
    interval: Interval
    rest: Tally


@dataclass(frozen=True, slots=True)
class Group:
    """People who vote alike, or who belong together from outside.

    `stability` is the share of members still together when votes are left out; None for given groups.
    """

    id: str
    members: tuple[Id, ...]
    statements: tuple[Marking, ...]
    stability: float | None = None

    @property
    def size(self) -> int:
        """How many people."""
        return len(self.members)


@dataclass(frozen=True, slots=True)
class StatementView:
    """One statement across groups.

    `common_ground` is the share that agrees in the group of which that is least sure, `interval` its
    credible interval; `common_dissent` and `dissent_interval` say the same of disagreeing. `divisive` is
    how far the shares of the groups lie apart, from 0 to 1.
    """

    id: Id
    tally: Tally
    groups: Mapping[str, Tally]
    common_ground: float
    interval: Interval
    common_dissent: float
    dissent_interval: Interval
    divisive: float
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """What groups share and where they differ, by one measure for found and given groups alike.

    `agree` and `disagree` are what every group shares, surest first; `differing` is where groups stand on
    opposite sides, furthest apart first; `uncertain` is what the votes do not settle yet. Statements that
    moderation set aside have a view, and stand in none of the four.
    """

    groups: tuple[Group, ...]
    statements: tuple[StatementView, ...]
    agree: tuple[Id, ...]
    disagree: tuple[Id, ...]
    differing: tuple[Id, ...]
    uncertain: tuple[Id, ...]

    def statement(self, id: Id) -> StatementView:
        """The view of one statement."""
        return next(one for one in self.statements if one.id == id)


@dataclass(frozen=True, slots=True)
class OpinionMap:
    """The whole answer. Where `no_clear_groups` says why, `found.groups` is empty and everyone is one group.

    `places` are the positions of all who voted, `statement_places` where someone stands who agrees with
    that statement alone. `between` are people who voted enough and yet sit between groups.
    They are in no group: their own votes do not settle it. `stability` is the mean likeness (adjusted Rand
    index) to the groups found when one vote in twenty is left out, over people in a group both times;
    `stability_of_nearest` also counts those between, by the group they are nearest to, which `nearest` tells
    of everyone who voted enough.
    """

    participants: int
    found: Comparison
    given: Comparison | None
    no_clear_groups: NoGroups | None
    places: Mapping[Id, Place]
    statement_places: Mapping[Id, Place]
    between: frozenset[Id]
    stability: float | None
    stability_of_nearest: float | None
    nearest: Mapping[Id, str] = field(default_factory=dict)

    @property
    def groups(self) -> tuple[Group, ...]:
        """The groups that were found; none when there are no clear groups."""
        return self.found.groups

    @property
    def group_of(self) -> dict[Id, str]:
        """The name of the group of each grouped participant: hand it in as `previous_names` next time."""
        return {who: group.id for group in self.found.groups for who in group.members}
