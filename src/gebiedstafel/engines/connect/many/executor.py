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
        self, work: Callable[[Task], Answer], tasks: Sequence[Task]
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer); closing the iterator drops what is still to come."""
        ...


class InTurn:
    """One task after another, in this process."""

    def each(
        self, work: Callable[[Task], Answer], tasks: Sequence[Task]
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer) in order."""
        for number, task in enumerate(tasks):
            yield number, work(task)
