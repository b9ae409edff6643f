"""The ballot box: whoever waits is counted in one go, and everyone hears it after the commit.

Making one transaction durable costs a wait for the disk. Ballots that arrive during that wait go
together in the next one, so a full hall costs hardly more waits than one voter. There is no thread of
its own: the first who comes counts for all who wait, and with one voter this is a plain call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

In = TypeVar("In")
Out = TypeVar("Out")


class NotCounted(Exception):
    """Nothing was committed: whoever put this in may put it in again."""


@dataclass(slots=True)
class _Slip(Generic[In, Out]):
    """One thing that waits to be counted, and what came of it."""

    thing: In
    outcome: Out | None = None
    failure: BaseException | None = None
    done: bool = False


class Box(Generic[In, Out]):
    """Counts what is put in, many at a time, with a function that takes all or nothing."""

    def __init__(self, count: Callable[[Sequence[In]], Sequence[Out]], *, most: int = 400) -> None:
        self._count, self._most = count, most
        self._waiting: list[_Slip[In, Out]] = []
        self._counting = False
        self._bell = threading.Condition()

    def put(self, thing: In) -> Out:
        """Return what came of this, after it was committed; raise what went wrong with it."""
        slip: _Slip[In, Out] = _Slip(thing)
        with self._bell:
            self._waiting.append(slip)
        while batch := self._turn(slip):
            try:
                self._count_all(batch)
            finally:
                self._ring(batch)
        if slip.failure is not None:
            raise slip.failure
        assert slip.outcome is not None
        return slip.outcome

    def _turn(self, slip: _Slip[In, Out]) -> list[_Slip[In, Out]]:
        """Wait until this slip is counted, or until it is our turn: then return the batch to count."""
        with self._bell:
            while self._counting and not slip.done:
                self._bell.wait()
            if slip.done:
                return []
            self._counting = True
            batch = self._waiting[: self._most]
            del self._waiting[: self._most]
            return batch

    def _ring(self, batch: list[_Slip[In, Out]]) -> None:
        with self._bell:
            for slip in batch:
                slip.done = True
                if slip.outcome is None and slip.failure is None:
                    slip.failure = NotCounted("whoever counted was stopped halfway")
            self._counting = False
            self._bell.notify_all()

    def _count_all(self, batch: list[_Slip[In, Out]]) -> None:
        try:
            outcomes = self._count([slip.thing for slip in batch])
        except Exception as failure:
            if len(batch) == 1:
                batch[0].failure = failure
                return
            # One thing that cannot be counted never takes the others along.
            for slip in batch:
                self._count_all([slip])
            return
        for slip, outcome in zip(batch, outcomes, strict=True):
            slip.outcome = outcome
