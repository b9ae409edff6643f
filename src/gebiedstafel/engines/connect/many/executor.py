"""Where the tables are worked on: here one after another, or in processes that are given from outside."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from typing import Protocol, TypeVar

Task = TypeVar("Task")
Answer = TypeVar("Answer")


class Executor(Protocol):
    """Does one piece of work for every task; answers may come in any order, each with its number.

    An answer depends on its task alone, so a task whose process was lost is simply done again.
    """

    def each(
        self,
        work: Callable[[Task], Answer],
        tasks: Sequence[Task],
        waiting: Callable[[], None] | None = None,
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer); closing the iterator drops what is still to come.

        Where the work is done elsewhere, `waiting` is called some times a second while no answer comes.
        What it raises ends the waiting, and drops what is still to come as well.
        """
        ...


class InTurn:
    """One task after another, in this process."""

    def each(
        self,
        work: Callable[[Task], Answer],
        tasks: Sequence[Task],
        waiting: Callable[[], None] | None = None,
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer) in order; nobody waits here."""
        for number, task in enumerate(tasks):
            yield number, work(task)
