"""Votes in the order they were cast, as Polis sees them: order decides there, so it is kept here.

Rows and columns stand in the order in which people and statements were first met. Of several votes of one
person on one statement the last counts, in the place of the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ..votes import Id

Floats = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class VoteLog:
    """What was cast, in order, and what each statement is.

    `moderated_out` holds statements that count for nothing: rejected ones and `meta` ones, which are about
    the people rather than about their opinions.
    """

    people: tuple[Id, ...]
    statements: tuple[Id, ...]
    row: NDArray[np.int64]
    column: NDArray[np.int64]
    value: NDArray[np.int8]
    moderated_out: NDArray[np.bool_]
    meta: NDArray[np.bool_]

    @classmethod
    def of(
        cls,
        cast: Iterable[tuple[Id, Id, int]],
        *,
        moderated_out: Collection[Id] = (),
        meta: Collection[Id] = (),
        statements: Sequence[Id] = (),
    ) -> VoteLog:
        """Take (participant, statement, vote) in the order cast; `statements` fixes the order of columns."""
        rows: dict[Id, int] = {}
        columns: dict[Id, int] = {one: number for number, one in enumerate(statements)}
        taken = [
            (rows.setdefault(who, len(rows)), columns.setdefault(what, len(columns)), vote)
            for who, what, vote in cast
        ]
        row, column, value = np.array(taken, np.int64).reshape(-1, 3).T
        known = tuple(columns)
        out = set(moderated_out) | set(meta)
        return cls(
            tuple(rows),
            known,
            row,
            column,
            value.astype(np.int8),
            np.array([one in out for one in known], np.bool_),
            np.array([one in set(meta) for one in known], np.bool_),
        )

    def __len__(self) -> int:
        return len(self.value)

    def matrix(self, votes: int | None = None) -> Floats:
        """Return the votes as a matrix after so many were cast, with nan for what was not voted on."""
        part = slice(votes)
        people = int(self.row[part].max(initial=-1)) + 1
        matrix = np.full((people, len(self.statements)), np.nan)
        # Of equal cells the last assignment stays, which is the last vote.
        matrix[self.row[part], self.column[part]] = self.value[part]
        return matrix
