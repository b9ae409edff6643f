"""A table of ways of working as YAML, and the faults of one that somebody changed, all at once."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any

from ..engines.fit.problem import Band, Method, MethodTable
from .faults import BadFile, Fault
from .schema_faults import placed, schema_faults
from .yaml_values import Path, parse
from .yaml_writing import yaml_of

SCHEMA = "methods.schema.json"
FORM: Mapping[str, Any] = {"format": "gebiedstafel/methods", "version": 1}
#: A table of ways of working is a few pages; more than this is something else.
MOST_BYTES = 1_000_000

Methods = dict[str, Any]
Found = tuple[Path, tuple[str, str]]


class BadMethods(BadFile):
    """A table of ways of working with faults."""


@cache
def _shipped_text() -> str:
    return files("gebiedstafel.exchange").joinpath("methods.yaml").read_text(encoding="utf-8")


def shipped_methods() -> Methods:
    """Return the table that comes along: the first version of everyone."""
    return read_methods(_shipped_text())


def read_methods(text: str) -> Methods:
    """Return a table of ways of working from YAML or JSON; raise `BadMethods` with every fault.

    A table from before its form had a name says neither `format` nor `version`; it gets the first ones.
    """
    if len(text.encode()) > MOST_BYTES:
        raise BadMethods((Fault("", *_TOO_LARGE),))
    parsed = parse(text)
    methods: Methods = _with_form(parsed.values)
    faults = list(parsed.faults) or list(methods_faults(methods, parsed.lines))
    if faults:
        raise BadMethods(tuple(faults))
    return methods


def _with_form(values: Any) -> Any:
    if isinstance(values, dict) and not FORM.keys() & values.keys():
        return {**FORM, **values}
    return values


def checked_methods(methods: Methods) -> Methods:
    """Return the table as it is; raise `BadMethods` with every fault."""
    faults = tuple(methods_faults(methods, {}))
    if faults:
        raise BadMethods(faults)
    return methods


def methods_text(methods: Mapping[str, Any]) -> str:
    """Return a table of ways of working as YAML; reading it gives the same table."""
    return yaml_of(dict(methods))


def digest_of_methods(methods: Mapping[str, Any]) -> str:
    """Return a name for exactly this table, in whichever order the names in its rows were written.

    What its form is called is left out: a table from before that had a name is still the same table.
    """
    told = {name: value for name, value in methods.items() if name not in FORM}
    return sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def method_table(methods: Mapping[str, Any]) -> MethodTable:
    """Return what the engine weighs."""
    return MethodTable(
        criteria=tuple(row["id"] for row in methods["criteria"]),
        methods=tuple(_method(row) for row in methods["methods"]),
        fixed=frozenset(row["id"] for row in methods["criteria"] if row.get("fixed")),
    )


def _method(row: Mapping[str, Any]) -> Method:
    bands = {band["id"]: Band(band["from"], band["to"], band["weight"]) for band in row["bands"]}
    return Method(row["id"], bands, row.get("requires", {}), tuple(row.get("after", ())))


def methods_faults(methods: Any, lines: Mapping[Path, int]) -> Iterator[Fault]:
    """Yield every fault: first those of form, and only without these the ones of meaning too."""
    found = list(schema_faults(methods, lines, SCHEMA))
    yield from found
    if _has_rows(methods):
        for path, words in _meaning_faults(methods):
            yield placed(path, words, methods, lines)


def _has_rows(methods: Any) -> bool:
    """Whether the lists are lists of named things, so that their meaning can be read."""
    if not isinstance(methods, dict):
        return False
    rows = [methods.get("criteria"), methods.get("methods")]
    return all(isinstance(one, list) and all(map(_has_id, one)) for one in rows)


def _has_id(row: Any) -> bool:
    return isinstance(row, dict) and isinstance(row.get("id"), str)


def _meaning_faults(methods: Methods) -> Iterator[Found]:
    criteria = [row["id"] for row in methods["criteria"]]
    names = [row["id"] for row in methods["methods"]]
    yield from _doubled("criteria", criteria)
    yield from _doubled("methods", names)
    for number, row in enumerate(methods["methods"]):
        place: Path = ("methods", number)
        yield from _band_faults(row, place, criteria)
        yield from _unknown(_names(row.get("requires")), criteria, (*place, "requires"), _NO_QUESTION)
        yield from _unknown(_names(row.get("after")), names, (*place, "after"), _NO_METHOD)
    yield from _cycles(methods["methods"])


def _names(value: Any) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, dict | list) else []


def _doubled(kind: str, names: list[str]) -> Iterator[Found]:
    for name, count in Counter(names).items():
        if count > 1:
            yield (
                (kind,),
                (
                    f"“{name}” staat er {count} keer. Geef elk een eigen id.",
                    f"“{name}” is there {count} times. Give each an id of its own.",
                ),
            )


def _unknown(named: list[str], known: list[str], place: Path, words: tuple[str, str]) -> Iterator[Found]:
    for name in named:
        if name not in known:
            listed = ", ".join(known)
            yield place, (words[0].format(name, listed), words[1].format(name, listed))


def _band_faults(row: Mapping[str, Any], place: Path, criteria: list[str]) -> Iterator[Found]:
    rows = row.get("bands")
    bands = [band for band in rows if _has_id(band)] if isinstance(rows, list) else []
    here = (*place, "bands")
    named = [band["id"] for band in bands]
    yield from _unknown(named, criteria, here, _NO_QUESTION)
    for number, band in enumerate(bands):
        low, high = band.get("from"), band.get("to")
        if isinstance(low, int) and isinstance(high, int) and low > high:
            yield (*here, number), _UPSIDE_DOWN
        if named.count(band["id"]) > 1 and named.index(band["id"]) == number:
            yield (*here, number), _TWICE
    for name in criteria:
        if name not in named:
            yield here, (_NO_BAND[0].format(name), _NO_BAND[1].format(name))
    weights = [band.get("weight") for band in bands]
    if weights and all(weight == 0 for weight in weights):
        yield here, _NO_WEIGHT


def _cycles(rows: list[dict[str, Any]]) -> Iterator[Found]:
    """Yield each circle of ways of working that wait for one another, once, at its first in the table."""
    after = {row["id"]: _names(row.get("after")) for row in rows}
    told: set[frozenset[str]] = set()
    for number, row in enumerate(rows):
        circle = _circle(row["id"], after)
        if circle and frozenset(circle) not in told:
            told.add(frozenset(circle))
            round_again = " → ".join([*circle, circle[0]])
            yield (
                ("methods", number, "after"),
                (_CIRCLE[0].format(round_again), _CIRCLE[1].format(round_again)),
            )


def _circle(start: str, after: Mapping[str, list[str]]) -> list[str]:
    """Return the shortest way from one back to itself; empty when there is none."""
    ways = [[start]]
    seen: set[str] = set()
    while ways:
        way = ways.pop(0)
        for name in after.get(way[-1], ()):
            if name == start:
                return way
            if name not in seen:
                seen.add(name)
                ways.append([*way, name])
    return []


_TOO_LARGE = (
    "dit bestand is groter dan 1 MB. Een tabel met werkwijzen is een paar bladzijden. Kies een ander.",
    "this file is larger than 1 MB. A table of ways of working is a few pages. Choose another file.",
)
_NO_QUESTION = (
    "“{}” is geen vraag van deze tabel. De vragen zijn: {}.",
    "“{}” is not a question of this table. The questions are: {}.",
)
_NO_METHOD = (
    "“{}” is geen werkwijze van deze tabel. De werkwijzen zijn: {}.",
    "“{}” is not a way of working of this table. They are: {}.",
)
_UPSIDE_DOWN = (
    "het laagste antwoord is hoger dan het hoogste. Draai “from” en “to” om.",
    "the lowest answer is higher than the highest. Turn “from” and “to” around.",
)
_TWICE = (
    "deze vraag heeft meer dan één band. Laat er één staan.",
    "this question has more than one band. Keep one.",
)
_NO_BAND = (
    "de vraag “{}” heeft hier geen band en geen gewicht. Telt zij niet mee? Schrijf dan gewicht 0.",
    "the question “{}” has no band and no weight here. Does it not count? Then write weight 0.",
)
_NO_WEIGHT = (
    "geen enkele vraag telt mee. Geef minstens één vraag een gewicht van 1 of meer.",
    "no question counts. Give at least one question a weight of 1 or more.",
)
_CIRCLE = (
    "deze werkwijzen wachten op elkaar: {}. Haal één stap weg.",
    "these ways of working wait for one another: {}. Take one step out.",
)
