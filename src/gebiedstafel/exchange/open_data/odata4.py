"""The OData v4 service of CBS: observations one by one, with tables of what their codes mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from ..indicators import number_text
from .asking import Asker
from .faults import NotFetched
from .odata import AREAS, Found, Measure, address, fixed_on, needed, once, pages, said, starting, text_in

# What ValueAttribute says where Value is null; anything else is simply not there.
WITHHELD = {".", "x", "X", "Confidential", "Geheim"}


def measures(ask: Asker, table: str) -> list[Measure]:
    """Return the columns of a table, each with the groups it stands under."""
    host = urlsplit(table).hostname or ""
    paths = _paths(ask, table, host)
    return [
        Measure(
            needed(row, "Identifier", host),
            needed(row, "Title", host),
            paths.get(text_in(row, "MeasureGroupId"), ""),
            text_in(row, "Unit"),
        )
        for page in pages(ask, address(table, "MeasureCodes"))
        for row in page
    ]


def _paths(ask: Asker, table: str, host: str) -> dict[str, str]:
    """Return where each group stands, as outer/inner; a table may have no groups at all."""
    try:
        rows = [row for page in pages(ask, address(table, "MeasureGroups")) for row in page]
    except NotFetched as fault:
        if fault.kind == "refused":
            return {}
        raise
    groups = {needed(row, "Id", host): (text_in(row, "Title"), text_in(row, "ParentId")) for row in rows}
    paths = {}
    for group in groups:
        words: list[str] = []
        at, seen = group, set[str]()
        while at in groups and at not in seen:
            seen.add(at)
            words.insert(0, groups[at][0])
            at = groups[at][1]
        paths[group] = "/".join(words)
    return paths


def codes(ask: Asker, table: str, dimension: str) -> dict[str, str]:
    """Return what the codes of a dimension mean."""
    host = urlsplit(table).hostname or ""
    rows = [row for page in pages(ask, address(table, f"{dimension}Codes")) for row in page]
    return {needed(row, "Identifier", host): text_in(row, "Title") for row in rows}


def areas(ask: Asker, table: str, starts: Sequence[str]) -> dict[str, str]:
    """Return what the areas are called whose code starts so; no starts: all of them."""
    host = urlsplit(table).hostname or ""
    url = address(table, f"{AREAS}Codes", filter=starting("Identifier", starts))
    found = {}
    for page in pages(ask, url):
        for row in page:
            code = needed(row, "Identifier", host)
            group = text_in(row, "DimensionGroupId")
            # A wijk or buurt names its municipality; one that was moved since names another than its code.
            if code[:2] in ("WK", "BU") and group.startswith("GM") and group != f"GM{code[2:6]}":
                continue
            found[code] = needed(row, "Title", host)
    return found


def observations(
    ask: Asker,
    table: str,
    wanted: Mapping[str, str],
    starts: Sequence[str],
    where: Mapping[str, str],
) -> Found:
    """Return the figures of some areas; `wanted` says under which name each measure's code is kept.

    `where` holds the other dimensions, each on one code.
    """
    host = urlsplit(table).hostname or ""
    names = areas(ask, table, starts)
    measured = " or ".join(f"Measure eq {said(code)}" for code in wanted)
    clauses = [measured, starting(AREAS, starts), *fixed_on(where)]
    joined = " and ".join(f"({clause})" for clause in clauses if clause)
    columns: dict[str, dict[str, str]] = {name: {} for name in wanted.values()}
    for page in pages(ask, address(table, "Observations", filter=joined)):
        for row in page:
            name = wanted.get(needed(row, "Measure", host))
            code = needed(row, AREAS, host)
            if name is None or code not in names:
                continue
            once(columns[name], code, host)
            columns[name][code] = _text(row, host)
    return Found(columns, names)


def _text(row: Mapping[str, object], host: str) -> str:
    if "Value" not in row:
        raise NotFetched(
            "changed", host=host, what=("het veld Value ontbreekt", "the field Value is missing")
        )
    value = row["Value"]
    if value is None:
        # A measure that is text, such as the mark of a changed border, stands beside the number.
        said = text_in(row, "StringValue")
        return said or ("." if text_in(row, "ValueAttribute") in WITHHELD else "")
    return number_text(value)
