"""Who voted what on which statement: one vote per participant and statement, in one canonical order."""

from __future__ import annotations

import operator
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Id = int | str

AGREE, PASS, DISAGREE = 1, 0, -1
MOST_STATEMENTS = 10_000

_CHUNK = 1 << 15
_GOLDEN = 0.6180339887498949
_VALUE_BITS = 2
_VALUE_MASK = (1 << _VALUE_BITS) - 1


class InvalidVotes(ValueError):
    """Votes that cannot be counted; the sentence says which, why, and what would help."""


def canonical(ids: Iterable[Id]) -> tuple[Id, ...]:
    """Return distinct ids in the one order that everything is computed in: numbers first, then text."""
    return tuple(sorted(set(ids), key=lambda one: (isinstance(one, str), one)))


@dataclass(frozen=True, eq=False)
class Votes:
    """All votes, stored per participant; participants and statements stand in canonical order.

    The votes of participant number i are `column[start[i]:start[i + 1]]` (numbers of statements, rising)
    and `value` likewise: +1 agree, -1 disagree, 0 pass. What is not there was not voted on.
    """

    participants: tuple[Id, ...]
    statements: tuple[Id, ...]
    start: NDArray[np.int64]
    column: NDArray[Any]
    value: NDArray[np.int8]

    @classmethod
    def of(cls, votes: Iterable[tuple[Id, Id, int]], *, statements: Iterable[Id] = ()) -> Votes:
        """Take (participant, statement, vote) in the order they were cast: the last per pair counts.

        `statements` names those that must be there even when nobody voted on them.
        """
        last = {(who, what): vote for who, what, vote in votes}
        people = canonical(who for who, _ in last)
        columns = canonical([*statements, *(what for _, what in last)])
        row = {who: number for number, who in enumerate(people)}
        at = {what: number for number, what in enumerate(columns)}
        count = len(last)
        return cls.from_arrays(
            np.fromiter((row[who] for who, _ in last), np.int64, count),
            np.fromiter((at[what] for _, what in last), np.int64, count),
            np.fromiter((_whole(vote) for vote in last.values()), np.int64, count),
            participants=people,
            statements=columns,
        )

    @classmethod
    def from_arrays(
        cls,
        participant: NDArray[Any],
        statement: NDArray[Any],
        value: NDArray[Any],
        *,
        participants: tuple[Id, ...],
        statements: tuple[Id, ...],
    ) -> Votes:
        """Take votes as numbers of participants and statements, in the order they were cast.

        Both lists stand in canonical order: rising numbers, then rising texts.
        """
        _check_order(participants)
        _check_order(statements)
        _check(participant, statement, value, len(participants), len(statements))
        cells = _last_per_cell(participant, statement, value, len(statements))
        width = max(1, len(statements))
        column = np.empty(len(cells), np.uint16 if width <= 1 << 16 else np.int32)
        vote = np.empty(len(cells), np.int8)
        for part in _chunks(len(cells)):
            vote[part] = (cells[part] & _VALUE_MASK) - 1
            cells[part] >>= _VALUE_BITS
            column[part] = cells[part] % width
        start = np.searchsorted(cells, np.arange(len(participants) + 1, dtype=np.int64) * width)
        return cls(participants, statements, start, column, vote)

    def __len__(self) -> int:
        return len(self.value)

    def __iter__(self) -> Iterator[tuple[Id, Id, int]]:
        for number, who in enumerate(self.participants):
            for at in range(self.start[number], self.start[number + 1]):
                yield who, self.statements[int(self.column[at])], int(self.value[at])

    @cached_property
    def counts(self) -> NDArray[np.int64]:
        """How many votes each participant cast, passes included."""
        return np.diff(self.start)

    @cached_property
    def row(self) -> NDArray[np.int32]:
        """The number of the participant who cast each vote."""
        return np.repeat(np.arange(len(self.participants), dtype=np.int32), self.counts)

    @cached_property
    def code(self) -> NDArray[Any]:
        """Each vote as one number: 3 · statement + vote + 1."""
        small = np.uint16 if 3 * len(self.statements) < 1 << 16 else np.int32
        code: NDArray[Any] = np.multiply(self.column, 3, dtype=small)
        code += 1
        np.add(code, self.value, out=code, casting="unsafe")
        return code

    def dense(self, people: NDArray[np.int64]) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Return the votes and who voted, of some participants, as two matrices."""
        shape = (len(people), len(self.statements))
        lengths = self.counts[people]
        at = np.repeat(self.start[people] - np.cumsum(lengths) + lengths, lengths) + np.arange(lengths.sum())
        cell = np.repeat(np.arange(len(people)) * shape[1], lengths) + self.column[at]
        votes, voted = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
        votes.reshape(-1)[cell] = self.value[at]
        voted.reshape(-1)[cell] = 1
        return votes, voted

    def of_some(self, people: NDArray[np.int64]) -> Votes:
        """Return the votes of these participants, by rising number, alone."""
        stays = np.zeros(len(self.participants), dtype=np.bool_)
        stays[people] = True
        kept = np.repeat(stays, self.counts)
        start = np.concatenate(([0], np.cumsum(self.counts[stays])))
        names = tuple(self.participants[i] for i in people.tolist())
        return Votes(names, self.statements, start, self.column[kept], self.value[kept])

    def block(self, first: int, last: int, weights: NDArray[Any]) -> NDArray[Any]:
        """Return some participants as a matrix of `weights[statement, vote + 1]`, 0 where none was cast."""
        last = min(last, len(self.participants))
        width = len(self.statements)
        part = slice(self.start[first], self.start[last])
        cell = np.repeat(np.arange(last - first, dtype=np.int64) * width, self.counts[first:last])
        cell += self.column[part]
        matrix = np.zeros((last - first, width), weights.dtype)
        matrix.reshape(-1)[cell] = weights.reshape(-1)[self.code[part]]
        return matrix

    def row_sums(self, weights: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return per participant the sum of what each vote weighs: `weights[statement, vote + 1]`.

        `weights` may have more axes; then so has the answer.
        """
        rest = weights.shape[2:]
        if not weights.size:
            return np.zeros((len(self.participants), *rest))
        # One column of weights at a time: taking numbers is far quicker than taking short rows.
        tables = np.ascontiguousarray(weights.reshape(3 * len(self.statements), -1).T)
        sums = np.zeros((len(tables), len(self.participants)))
        voters = np.flatnonzero(self.counts)
        step = max(1, _CHUNK // max(1, len(self) // max(1, len(voters))))
        for first in range(0, len(voters), step):
            some = voters[first : first + step]
            begin, end = self.start[some[0]], self.start[some[-1] + 1]
            code, starts = self.code[begin:end].astype(np.intp), self.start[some] - begin
            for table, total in zip(tables, sums, strict=True):
                total[some] = np.add.reduceat(table.take(code, mode="clip"), starts)
        return np.ascontiguousarray(sums.T).reshape(len(self.participants), *rest)

    def totals(self, group: NDArray[np.int32], groups: int) -> NDArray[np.int64]:
        """Return how often each vote was cast per group: by group, statement and vote + 1.

        The last row is of everyone in no group, which is -1.
        """
        cells = 3 * len(self.statements)
        total = np.zeros((groups + 1) * cells, dtype=np.int64)
        of = np.where(group < 0, groups, group).astype(np.int64) * cells
        step = max(1, _CHUNK * len(self.participants) // max(1, len(self)))
        for first in range(0, len(self.participants), step):
            some = slice(first, first + step)
            begin, end = self.start[first], self.start[min(first + step, len(self.participants))]
            at = np.repeat(of[some], self.counts[some])
            at += self.code[begin:end]
            total += np.bincount(at, minlength=len(total))
        return total.reshape(groups + 1, len(self.statements), 3)

    def without(self, leaving: Collection[Id]) -> Votes:
        """Return what is left when these participants never voted."""
        gone = set(leaving)
        stays = np.array([who not in gone for who in self.participants], dtype=np.bool_)
        left = self.only(np.repeat(stays, self.counts))
        people = tuple(who for who in self.participants if who not in gone)
        start = np.concatenate((left.start[:-1][stays], left.start[-1:]))
        return Votes(people, self.statements, start, left.column, left.value)

    def only(self, kept: NDArray[np.bool_]) -> Votes:
        """Return these votes alone; every participant and statement stays on the lists."""
        start = np.concatenate(([0], np.cumsum(kept)))[self.start]
        return Votes(self.participants, self.statements, start, self.column[kept], self.value[kept])


def spread(people: NDArray[np.int64], most: int) -> NDArray[np.int64]:
    """Return at most so many of these people, spread over the whole row so that no rhythm in it matters."""
    if len(people) <= most:
        return people
    return np.unique(people[(np.arange(most) * _GOLDEN % 1 * len(people)).astype(np.int64)])


def _whole(vote: int) -> int:
    """A vote as it is, or one that the check refuses: true, 0.5 and 'agree' are no votes."""
    return vote if isinstance(vote, int | np.integer) and not isinstance(vote, bool) else 9


def _check_order(ids: tuple[Id, ...]) -> None:
    if all(isinstance(one, int) for one in ids):
        rising = all(map(operator.lt, ids, ids[1:]))
    else:
        rising = ids == canonical(ids)
    if not rising:
        raise InvalidVotes("participants and statements stand in canonical order, each once: sort them first")


def _check(
    participant: NDArray[Any], statement: NDArray[Any], value: NDArray[Any], people: int, width: int
) -> None:
    if not len(participant) == len(statement) == len(value):
        raise InvalidVotes(
            "each vote needs a participant, a statement and a value: the lists differ in length"
        )
    if width > MOST_STATEMENTS:
        raise InvalidVotes(f"there are {width:,} statements; at most {MOST_STATEMENTS:,} can be compared")
    if not len(value):
        return
    if (
        participant.min() < 0
        or participant.max() >= people
        or statement.min() < 0
        or statement.max() >= width
    ):
        raise InvalidVotes("a vote names a participant or a statement that is not in the lists")
    if value.min() < DISAGREE or value.max() > AGREE:
        raise InvalidVotes("a vote is 1 (agree), 0 (pass) or -1 (disagree)")


def _last_per_cell(
    participant: NDArray[Any], statement: NDArray[Any], value: NDArray[Any], width: int
) -> NDArray[np.int64]:
    """Return (cell, vote) packed into one rising number per pair, the last vote of each pair alone."""
    order_bits = max(1, len(value).bit_length())
    cells = participant.astype(np.int64)
    cells *= width
    cells += statement
    if len(cells) and int(cells.max()).bit_length() + order_bits + _VALUE_BITS > 62:
        raise InvalidVotes("these are more votes than can be counted at once; give them per conversation")
    cells <<= order_bits
    for part in _chunks(len(cells)):
        cells[part] += np.arange(part.start, part.stop)
    cells <<= _VALUE_BITS
    cells += value
    cells += 1
    cells.sort()
    return _last_of_each(cells, order_bits + _VALUE_BITS)


def _last_of_each(cells: NDArray[np.int64], shift: int) -> NDArray[np.int64]:
    """Keep the last of each run of equal pairs, in place: a copy would cost as much memory as all votes."""
    kept = 0
    for part in _chunks(len(cells)):
        here = cells[part]
        after = cells[part.start + 1 : part.stop + 1] >> shift
        last = np.ones(len(here), dtype=np.bool_)
        last[: len(after)] = after != here[: len(after)] >> shift
        here = here[last]
        cells[kept : kept + len(here)] = ((here >> shift) << _VALUE_BITS) | (here & _VALUE_MASK)
        kept += len(here)
    return cells[:kept]


def _chunks(length: int) -> Iterator[slice]:
    for first in range(0, length, _CHUNK):
        yield slice(first, min(first + _CHUNK, length))
