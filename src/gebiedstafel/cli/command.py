"""What every command shares: how it ends, what it reads, how it speaks and shows how far it is."""

from __future__ import annotations

import argparse
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import nullcontext
from typing import TYPE_CHECKING, Any, Self, TextIO

from ..exchange.faults import BadFile, Fault
from ..exchange.named_files import naming, read_named

if TYPE_CHECKING:
    from ..engines.connect.plan import Progress

DONE, ANSWER_IS_NO, WRONG_USE, BAD_FILE, NO_PLAN, NOT_FETCHED = 0, 1, 2, 3, 4, 5
STOPPED, PIPE_CLOSED = 130, 141

EXIT_CODES: Mapping[int, str] = {
    DONE: "Done. For verify: the plan keeps every rule.",
    ANSWER_IS_NO: "verify: the plan breaks a rule; each one is listed.",
    WRONG_USE: "The command was not understood; standard error says what it takes.",
    BAD_FILE: "A file cannot be read or has faults; each one is listed on standard error.",
    NO_PLAN: "No plan: the forced choices that clash are named, or what a search that was too short tried.",
    NOT_FETCHED: "areas fetch: a service gave no whole answer; again, and what is there is not asked anew.",
    STOPPED: "Stopped with Ctrl-C. plan, unlock and missing print the best so far, if there is one.",
    PIPE_CLOSED: "The reader of the output went away, as with head.",
}
CLEAR_LINE = "\r\x1b[K"
ENDING = (signal.SIGINT, signal.SIGTERM)
"""Ctrl-C, and what a system sends to a command that must end."""


def add(commands: Any, name: str, run: Callable[..., int], about: str) -> argparse.ArgumentParser:
    """Make a command known; every command speaks Dutch unless asked for English."""
    command: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about)
    command.add_argument("--language", choices=("nl", "en"), default="nl", help="of sentences (default: nl)")
    command.set_defaults(run=run)
    return command


def share(word: str) -> float:
    """Read a share from 0 to below 1."""
    share = float(word)
    if not 0 <= share < 1:
        raise argparse.ArgumentTypeError("a gap lies from 0 to below 1, such as 0.005")
    return share


def count(word: str) -> int:
    """Read a whole number of at least 1."""
    number = int(word)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


def at_most(option: str, number: int, most: int) -> None:
    """Refuse a number beyond belief before memory goes into it. Raises `BadFile`."""
    if number > most:
        raise BadFile(
            (
                Fault(
                    option,
                    f"{option} {number} is te veel: hoogstens {most}.",
                    f"{option} {number} is too many: at most {most}.",
                ),
            )
        )


def add_table(command: argparse.ArgumentParser) -> None:
    """Ask for the table a command works on."""
    command.add_argument("table", metavar="TABLE.yaml", help="the table, - for standard input")


def table(options: argparse.Namespace) -> dict[str, Any]:
    """Read the table a command was given; its faults are told all at once, beside a plan with its name."""
    from ..exchange.table_file import read_table

    with naming(options.table) if getattr(options, "plan", None) else nullcontext():
        return read_table(read_named(options.table))


def tell(faults: Sequence[Fault], language: str) -> None:
    """Say faults on standard error, a line each."""
    for fault in faults:
        print(fault.sentence(language), file=sys.stderr)


def say(dutch: str, english: str, language: str) -> str:
    """Return the sentence in the language asked for."""
    return english if language == "en" else dutch


class Telling:
    """Shows one line of how far a command is, on a terminal only."""

    def __init__(self, terminal: TextIO, language: str) -> None:
        self.terminal = terminal if terminal.isatty() else None
        self.language = language

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.tell("")

    def tell(self, text: str) -> None:
        """Show one line in place of the one before, on a terminal only."""
        if self.terminal:
            self.terminal.write(CLEAR_LINE + text)
            self.terminal.flush()


class Progressing(Telling):
    """Shows how far a search is; Ctrl-C, or the signal to end, ends the search instead of the command.

    With `seconds` the search ends too once so much time has passed since this was made.
    """

    def __init__(self, terminal: TextIO, language: str, seconds: int | None = None) -> None:
        super().__init__(terminal, language)
        self.ends = None if seconds is None else time.monotonic() + seconds
        self.out_of_time = False
        self.interrupted = False

    def __enter__(self) -> Self:
        self._before = {one: signal.signal(one, self._interrupt) for one in ENDING}
        return self

    def __exit__(self, *_: object) -> None:
        for one, before in self._before.items():
            signal.signal(one, before)
        super().__exit__()

    def _interrupt(self, *_: object) -> None:
        if self.interrupted:
            raise KeyboardInterrupt
        self.interrupted = True

    def stop(self, progress: Progress) -> bool:
        """Show the progress and say whether to stop."""
        if self.terminal:
            from ..exchange.plan_words import percent

            text = say("Nog {gap} te bewijzen …", "{gap} left to prove …", self.language)
            gap = percent(progress.gap, self.language, 1) if progress.objective is not None else "?"
            self.tell(text.format(gap=gap))
        return self.asked()

    def asked(self) -> bool:
        """Whether someone asked to stop, or the time is over."""
        if self.ends is not None and time.monotonic() >= self.ends:
            self.out_of_time = True
        return self.interrupted or self.out_of_time
