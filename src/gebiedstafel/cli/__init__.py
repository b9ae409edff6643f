"""The engines on files, without a website: one module a command, or a few that belong together."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from .. import __version__
from ..exchange.faults import BadFile, Fault
from . import areas, compare, groups, missing, money, picture, robust, share, tables, unlock, why_not
from .command import (
    ANSWER_IS_NO,
    BAD_FILE,
    DONE,
    EXIT_CODES,
    NO_PLAN,
    NOT_FETCHED,
    PIPE_CLOSED,
    STOPPED,
    WRONG_USE,
    tell,
)
from .misunderstood import Parser, language_of

__all__ = [
    "ANSWER_IS_NO",
    "BAD_FILE",
    "DONE",
    "EXIT_CODES",
    "NOT_FETCHED",
    "NO_PLAN",
    "PIPE_CLOSED",
    "STOPPED",
    "WRONG_USE",
    "main",
]

COMMANDS = (tables, compare, robust, why_not, unlock, missing, money, areas, picture, groups, share)
_STOPPED = Fault("", "Gestopt.", "Stopped.")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and give its exit code. A fault of the input is a sentence, never a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    words = sys.argv[1:] if arguments is None else arguments
    options = parser(language_of(words)).parse_args(words)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except BadFile as refused:
        tell(refused.faults, options.language)
        return BAD_FILE
    except BrokenPipeError:
        # Python flushes standard output once more at exit; give it somewhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return PIPE_CLOSED
    except KeyboardInterrupt:
        tell((_STOPPED,), options.language)
        return STOPPED


def parser(language: str = "nl") -> argparse.ArgumentParser:
    """Return what reads the words after `gebiedstafel`, and refuses in this language."""
    asked = type("Parser", (Parser,), {"language": language})
    whole: argparse.ArgumentParser = asked(
        prog="gebiedstafel",
        description="From a neighbourhood's means to a funded plan that explains itself.",
        epilog="Exit codes and examples: docs/reference/command-line.md",
    )
    whole.add_argument("--version", action="version", version=__version__)
    commands = whole.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_commands(commands)
    return whole
