"""Where many tables are worked on: local processes, or a dask.distributed cluster that runs already."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, CancelledError, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import active_children, get_context
from multiprocessing.process import BaseProcess
from typing import Any, Self

from ..engines.connect.many.executor import Answer, Task
from ..exchange.faults import BadFile, Fault

BEAT = 0.2
"""Seconds between two looks at whether someone still waits for an answer."""
MOST_LOSSES = 5
"""How often processes may be lost in one round before it is no accident any more."""


def cores() -> int:
    """The processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class ProcessesLost(BadFile):
    """Processes ended again and again: too little memory, most likely."""

    def __init__(self) -> None:
        super().__init__(
            (
                Fault(
                    "",
                    "De rekenprocessen vallen steeds weg, waarschijnlijk door te weinig geheugen. Probeer "
                    "--processes 1.",
                    "Processes keep being lost, probably for lack of memory. Try --processes 1.",
                ),
            )
        )


class WorkersLost(BadFile):
    """A cluster lost worker after worker on one task, or its scheduler went away."""

    def __init__(self) -> None:
        super().__init__(
            (
                Fault(
                    "",
                    "Het cluster is gestopt met rekenen: er vallen steeds processen weg, waarschijnlijk "
                    "door te weinig geheugen. Geef elk proces meer geheugen of minder threads.",
                    "The cluster gave the work up: workers keep being lost, probably for lack of memory. "
                    "Give each worker more memory or fewer threads.",
                ),
            )
        )


class Processes:
    """Local processes. A task whose process was lost is done again by a new one.

    Nobody waits for what is still being worked on when the answers are no longer asked: its process ends.
    """

    def __init__(self, number: int) -> None:
        self.number = number
        self.pool: ProcessPoolExecutor | None = None
        self.others: set[BaseProcess] = set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._close()

    def each(
        self,
        work: Callable[[Task], Answer],
        tasks: Sequence[Task],
        waiting: Callable[[], None] | None = None,
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer) as they come."""
        left = dict(enumerate(tasks))
        losses = 0
        try:
            while left:
                futures = self._submit(work, left)
                try:
                    for future in _as_they_come(futures, waiting):
                        answer = future.result()
                        del left[futures[future]]
                        yield futures[future], answer
                except BrokenProcessPool:
                    self._close()
                    losses += 1
                    if losses > MOST_LOSSES:
                        raise ProcessesLost from None
        finally:
            if left:
                self._leave()

    def _submit(self, work: Callable[[Task], Answer], left: dict[int, Task]) -> dict[Future[Answer], int]:
        if self.pool is None:
            context = get_context("forkserver" if os.name == "posix" else "spawn")
            self.others = set(active_children())
            self.pool = ProcessPoolExecutor(self.number, mp_context=context, initializer=_leave_stopping)
        try:
            return {self.pool.submit(work, task): number for number, task in left.items()}
        except BrokenProcessPool:
            self._close()
            return self._submit(work, left)

    def _close(self) -> None:
        if self.pool is not None:
            self.pool.shutdown(wait=True, cancel_futures=True)
            self.pool = None

    def _leave(self) -> None:
        """End the processes in the middle of their work: a table can take them many seconds more."""
        if self.pool is not None:
            for process in set(active_children()) - self.others:
                process.terminate()
            self._close()


def _as_they_come(
    futures: Iterable[Future[Answer]], waiting: Callable[[], None] | None
) -> Iterator[Future[Answer]]:
    left = set(futures)
    while left:
        done, left = wait(left, None if waiting is None else BEAT, FIRST_COMPLETED)
        yield from done
        if not done and waiting is not None:
            waiting()


def _leave_stopping() -> None:
    """Ctrl-C reaches all processes of a terminal; only the first may act on it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


class Cluster:
    """A dask.distributed cluster at an address such as tcp://10.0.0.1:8786, with its own workers.

    The cluster itself does a task again when its worker is lost. Once it has given a task up, which it
    does when so many workers were lost on it as its setting `allowed-failures` says, or once the scheduler
    is gone, the search ends with `WorkersLost`.
    """

    def __init__(self, address: str) -> None:
        try:
            import distributed
        except ImportError:
            raise BadFile((NO_DISTRIBUTED,)) from None
        try:
            connect: Any = distributed.Client
            self.client: Any = connect(address, timeout="10s", set_as_default=False)
        except (OSError, ValueError) as error:
            raise BadFile((no_cluster(address, error),)) from None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.client.close()

    def each(
        self,
        work: Callable[[Task], Answer],
        tasks: Sequence[Task],
        waiting: Callable[[], None] | None = None,
    ) -> Generator[tuple[int, Answer], None, None]:
        """Yield (number of the task, answer) as they come."""
        import distributed

        as_they_come: Any = distributed.as_completed

        futures = [self.client.submit(work, task, pure=False) for task in tasks]
        numbers = {future.key: number for number, future in enumerate(futures)}
        try:
            coming = as_they_come(futures, loop=self.client.loop)
            while not coming.is_empty():
                while waiting is not None and not coming.has_ready():
                    time.sleep(BEAT)
                    waiting()
                future = next(coming)
                yield numbers[future.key], self._answer(future)
        finally:
            self.client.cancel(futures)

    def _answer(self, future: Any) -> Any:
        """What a worker answered. Raises `WorkersLost` where the cluster gave the task up."""
        import distributed

        given_up: Any = (distributed.scheduler.KilledWorker, CancelledError)
        try:
            return future.result()
        except given_up:
            raise WorkersLost from None


NO_DISTRIBUTED = Fault(
    "",
    "Voor --cluster is het pakket distributed nodig. Installeer het met: pip install 'gebiedstafel[cluster]'",
    "For --cluster the package distributed is needed. Install it with: pip install 'gebiedstafel[cluster]'",
)


def no_cluster(address: str, error: Exception) -> Fault:
    """Why there is no cluster at this address."""
    return Fault(
        address,
        f"{address}: hier antwoordt geen cluster ({error}). Draait de scheduler? Klopt het adres?",
        f"{address}: no cluster answers here ({error}). Does the scheduler run? Is the address right?",
    )
