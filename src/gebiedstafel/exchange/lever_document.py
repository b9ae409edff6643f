"""A table's document as it would be with levers: the rows a lever changes, and all else as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..engines.connect.levers import LIFTED, Lever, UnknownLever, with_lever
from ..engines.connect.problem import Problem
from .problem_document import document_of
from .table_problem import problem_of

Document = dict[str, Any]


def with_levers(document: Document, levers: Iterable[Lever]) -> Document:
    """The document of the table with these levers; one the table has no place for changes nothing."""
    before = problem_of(document)
    after = before
    for lever in levers:
        after = _with(after, lever)
    return document if after == before else _changed(document, document_of(before), document_of(after))


def that_matter(document: Document, levers: Iterable[Lever]) -> tuple[Lever, ...]:
    """Those of these levers that still change something, each after the ones before it."""
    problem, kept = problem_of(document), []
    for lever in levers:
        after = _with(problem, lever)
        if after != problem:
            kept.append(lever)
        problem = after
    return tuple(kept)


def _with(problem: Problem, lever: Lever) -> Problem:
    try:
        return with_lever(problem, lever)
    except UnknownLever:
        return problem


def _changed(document: Document, before: Document, after: Document) -> Document:
    """Only what differs between the two is written over: names and notes of a row stay."""
    titles = {row["id"]: row.get("title", row["id"]) for row in document.get("measures", ())}
    settings = {
        name: after["settings"][name]
        for name in LIFTED
        if after["settings"][name] != before["settings"][name]
    }
    changed = dict(document)
    if settings:
        changed["settings"] = document.get("settings", {}) | settings
    for part in ("money_flows", "parties"):
        was = {row["id"]: row for row in before[part]}
        becomes = {row["id"]: row for row in after[part]}
        rows = [
            _row(row, was.get(row["id"], {}), becomes.get(row["id"], {})) for row in document.get(part, ())
        ]
        new = [_named(row, titles) for id_, row in becomes.items() if id_ not in was]
        changed[part] = rows + new
    return changed


def _row(row: Document, was: Mapping[str, Any], becomes: Mapping[str, Any]) -> Document:
    kept = {name: value for name, value in row.items() if name in becomes or name not in was}
    return kept | {name: value for name, value in becomes.items() if was.get(name) != value}


def _named(row: Document, titles: Mapping[str, str]) -> Document:
    """New money has no name yet: it is called after what it is for."""
    measure = row["id"].split("+")[1]
    return row | {"name": f"Nog te vinden geld: {titles.get(measure, measure)}"}
