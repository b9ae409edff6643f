"""Files a person names on the command line: what cannot be opened becomes one clear sentence."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from .faults import BadFile, BadPlan, Fault
from .plain_text import MAX_BYTES, read_bytes, text_of

STANDARD_INPUT = "-"


def read_named(name: str, limit: int = MAX_BYTES) -> bytes:
    """The bytes of a named file, or of standard input for `-`."""
    try:
        if name == STANDARD_INPUT:
            return sys.stdin.buffer.read(limit + 1)
        return read_bytes(Path(name), limit)
    except (OSError, ValueError) as error:
        if isinstance(error, BadFile):
            raise
        raise BadFile((cannot_open(name, error),)) from None


def read_named_json(name: str) -> Any:
    """The values of a named JSON file."""
    text = text_of(read_named(name))
    try:
        return json.loads(text)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 1)
        raise BadPlan(
            (
                Fault(
                    name,
                    f"{name}: regel {line} is geen JSON. Geef een plan uit gebiedstafel plan --json.",
                    f"{name}: line {line} is not JSON. Give a plan from gebiedstafel plan --json.",
                ),
            )
        ) from None


@contextmanager
def naming(name: str) -> Iterator[None]:
    """Let every fault of this file begin with its name, so that one of two files is told from the other."""
    try:
        yield
    except BadFile as refused:
        raise type(refused)(tuple(in_file(name, fault) for fault in refused.faults)) from None


def in_file(name: str, fault: Fault) -> Fault:
    """Return a fault that names its file."""
    dutch, english = (
        sentence if sentence.startswith(name) else f"{name}: {sentence}"
        for sentence in (fault.sentence_nl, fault.sentence_en)
    )
    return Fault(f"{name}/{fault.path}", dutch, english)


def cannot_open(name: str, error: Exception) -> Fault:
    """Why a file cannot be opened, and what would help."""
    for kind, dutch, english in _REASONS:
        if isinstance(error, kind):
            return Fault(name, f"{name}: {dutch}", f"{name}: {english}")
    return Fault(name, f"{name}: {_OTHER[0]}", f"{name}: {_OTHER[1]}")


_REASONS: tuple[tuple[type[Exception], str, str], ...] = (
    (
        FileNotFoundError,
        "dit bestand is er niet. Klopt de naam?",
        "there is no such file. Is the name right?",
    ),
    (IsADirectoryError, "dit is een map. Geef een bestand.", "this is a directory. Give a file."),
    (NotADirectoryError, "in deze naam is een map geen map.", "a directory in this name is no directory."),
    (
        PermissionError,
        "dit bestand mag u niet lezen. Vraag om leesrechten.",
        "you may not read this file. Ask for permission to read it.",
    ),
)
_OTHER = ("dit bestand kan niet gelezen worden.", "this file cannot be read.")
