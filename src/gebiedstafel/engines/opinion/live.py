"""A conversation as it goes on: one vote more, or one person less, without counting everything again.

The three matrices of whole numbers (components.py) change by exact additions and subtractions: a vote touches
one row and one column, at the statements its voter voted on. So it costs the same whatever the number of
participants, and what a person who withdraws leaves behind is as if they had never voted.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

import numpy as np

from .components import Components, CoVotes, Floats, components_of
from .find import find_groups
from .problem import OpinionProblem
from .result import OpinionMap, Place
from .votes import AGREE, DISAGREE, Id, InvalidVotes, Votes, canonical


@dataclass(eq=False)
class LiveOpinions:
    """Everyone's votes, and how statements go together. Statements stand in canonical order."""

    statements: tuple[Id, ...]
    moderated_out: frozenset[Id] = frozenset()
    votes: dict[Id, dict[Id, int]] = field(default_factory=dict)
    _known: Components | None = field(default=None, init=False)
    _matrix: Floats | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.statements = canonical(self.statements)
        self.covotes = CoVotes.none(len(self.statements))
        self._settle()

    @classmethod
    def of(cls, votes: Votes, moderated_out: Collection[Id] = ()) -> LiveOpinions:
        """Go on from these votes."""
        live = cls(votes.statements, frozenset(moderated_out))
        live.covotes = CoVotes.of(votes)
        for who, what, vote in votes:
            live.votes.setdefault(who, {})[what] = vote
        return live

    def cast(self, who: Id, what: Id, vote: int) -> Place:
        """Take one vote, which replaces an earlier one of this person on it, and return their place."""
        if vote not in (AGREE, 0, DISAGREE) or isinstance(vote, bool):
            raise InvalidVotes("a vote is 1 (agree), 0 (pass) or -1 (disagree)")
        if what not in self._column:
            raise InvalidVotes(f"there is no statement {what}; add it before it is voted on")
        own = self.votes.setdefault(who, {})
        before = own.pop(what, None)
        self._add(own, what, before, vote)
        own[what] = vote
        self._renew([self._column[what]])
        return self.place(who)

    def withdraw(self, who: Id) -> None:
        """Take everything of this person away, exactly."""
        own = self.votes.pop(who, {})
        at = np.array([self._column[what] for what in own], np.int64)
        value = np.array(list(own.values()), np.float64)
        block = np.ix_(at, at)
        self.covotes.both[block] -= 1
        self.covotes.first[block] -= value[:, None]
        self.covotes.product[block] -= np.outer(value, value)
        self._renew(at.tolist())

    def add_statements(self, new: Iterable[Id]) -> None:
        """Make room for statements nobody voted on yet."""
        added = [one for one in canonical(new) if one not in self._column]
        every = canonical([*self.statements, *added])
        place = {one: at for at, one in enumerate(every)}
        old = np.array([place[one] for one in self.statements], np.int64)
        grown = CoVotes.none(len(every))
        for part, was in zip(grown.parts, self.covotes.parts, strict=True):
            part[np.ix_(old, old)] = was
        self.statements, self.covotes = every, grown
        self._settle()

    def components(self) -> Components:
        """The components now, found from those of a moment ago."""
        if self._matrix is None:
            self._matrix = self.covotes.covariance(self._counted)
        self._known = components_of(self._matrix, self.covotes.means, 2, start=self._known)
        return self._known

    def place(self, who: Id) -> Place:
        """Where this person stands now."""
        found, own = self.components(), self.votes.get(who, {})
        cast = [(self._column[what], vote) for what, vote in own.items() if self._counted[self._column[what]]]
        if not cast:
            return 0.0, 0.0
        at, value = np.array(sorted(cast)).T
        far = np.sqrt(self._counted.sum() / len(cast)) * (found.vectors[:, at] @ (value - found.centre[at]))
        return float(far[0]), float(far[1]) if len(far) > 1 else 0.0

    def regroup(self, previous: OpinionMap | None = None, *, rounds: int = 0) -> OpinionMap:
        """The full answer on the votes there are now; groups keep the names they had."""
        cast = ((who, what, vote) for who, own in self.votes.items() for what, vote in own.items())
        return find_groups(
            OpinionProblem(
                Votes.of(cast, statements=self.statements),
                moderated_out=self.moderated_out,
                previous_names=previous.group_of if previous else None,
            ),
            rounds=rounds,
        )

    def _settle(self) -> None:
        self._known, self._matrix = None, None
        self._column = {one: at for at, one in enumerate(self.statements)}
        self._counted = np.array([one not in self.moderated_out for one in self.statements], np.bool_)

    def _renew(self, columns: Iterable[int]) -> None:
        """Bring XᵀX up to date where these statements meet others."""
        if self._matrix is not None:
            for j in columns:
                row = self.covotes.covariance_of(j, self._counted)
                self._matrix[j], self._matrix[:, j] = row, row

    def _add(self, others: dict[Id, int], what: Id, before: int | None, vote: int) -> None:
        """Add what changes when this vote comes beside the other votes of the same person."""
        j = self._column[what]
        k = np.array([self._column[one] for one in others], np.int64)
        beside = np.array(list(others.values()), np.float64)
        both, first, product = self.covotes.parts
        if before is None:
            both[j, k] += 1
            both[k, j] += 1
            both[j, j] += 1
            first[k, j] += beside
        change = vote - (before or 0)
        first[j, k] += change
        first[j, j] += change
        product[j, k] += change * beside
        product[k, j] += change * beside
        product[j, j] += vote * vote - (before or 0) ** 2
