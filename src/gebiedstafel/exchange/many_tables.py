"""Many table files, or a folder of them, as tables that share money; every fault of all of them at once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..engines.connect.many import ManyTables, check_many
from ..engines.connect.many.check_many import MOST_TABLES
from ..engines.connect.plan import Issue, Severity
from ..engines.connect.problem import Problem
from .faults import BadFile, Fault
from .many_words import many_fault
from .named_files import STANDARD_INPUT, in_file, read_named
from .table_file import read_table
from .table_problem import problem_of

ENDINGS = (".yaml", ".yml", ".json")
MOST_FAULTS = 200


@dataclass(frozen=True, slots=True)
class ReadTables:
    """The tables with their documents, by table id."""

    many: ManyTables
    documents: dict[str, dict[str, Any]]


def table_files(names: Sequence[str]) -> list[str]:
    """The files that are meant: those named, and those in a folder that is named."""
    found: list[str] = []
    for name in names:
        folder = Path(name)
        if name != STANDARD_INPUT and folder.is_dir():
            inside = sorted(str(f) for f in folder.iterdir() if f.suffix.casefold() in ENDINGS)
            if not inside:
                raise BadFile((_empty(name),))
            found += inside
        else:
            found.append(name)
    if len(found) > MOST_TABLES:
        issue = Issue(
            Severity.ERROR, "too_many_tables", "tables", {"number": len(found), "most": MOST_TABLES}
        )
        raise BadFile(tuple(filter(None, (many_fault(issue),))))
    return found


def read_tables(
    files: Sequence[str], read: Callable[[int, int], None] = lambda number, of: None
) -> ReadTables:
    """The tables of these files. Raises `BadFile` with the faults of all of them.

    `read` hears after each how many of how many are read; what it raises ends the reading.
    """
    faults: list[Fault] = []
    documents: list[dict[str, Any]] = []
    problems: list[Problem] = []
    for number, name in enumerate(files, 1):
        try:
            document = read_table(read_named(name))
            documents.append(document)
            problems.append(problem_of(document))
        except BadFile as refused:
            faults += [in_file(name, fault) for fault in refused.faults]
        read(number, len(files))
    if faults:
        raise BadFile(tuple(faults[:MOST_FAULTS]))
    many = ManyTables(tuple(problems))
    errors = [issue for issue in check_many(many) if issue.severity is Severity.ERROR]
    told = [many_fault(issue) or _unworded(issue) for issue in errors]
    if told:
        raise BadFile(tuple(told[:MOST_FAULTS]))
    return ReadTables(many, {document["table"]["id"]: document for document in documents})


def _unworded(issue: Issue) -> Fault:
    """A fault of one table that its file did not show already."""
    from ..engines.connect import sentence

    return Fault(
        issue.path,
        f"{issue.path}: {sentence(issue, {}, 'nl')}",
        f"{issue.path}: {sentence(issue, {}, 'en')}",
    )


def _empty(name: str) -> Fault:
    return Fault(
        name,
        f"{name}: dit is een map zonder tafels (bestanden op .yaml, .yml of .json).",
        f"{name}: this is a folder without tables (files ending in .yaml, .yml or .json).",
    )
