"""Kinds of party that tables often lack, as newcomers the engine can put at a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..engines.connect.missing import Newcomer
from ..engines.connect.problem import (
    Certainty,
    CostType,
    HourOffer,
    MoneyFlow,
    OwnerClass,
    Party,
    Problem,
)
from .exact import exact

PREFIX = "nieuw:"
"""What the id of a newcomer begins with, so that it is nobody's on the list."""


@cache
def _rows() -> tuple[Mapping[str, Any], ...]:
    text = files("gebiedstafel.exchange").joinpath("archetypes.yaml").read_text(encoding="utf-8")
    return tuple(yaml.safe_load(text))


def newcomers_for(problem: Problem, names: Mapping[str, str]) -> tuple[Newcomer, ...]:
    """The kinds of party that this table has not: each with money and hours that are an assumption."""
    listed = " ".join(names.get(p.id, p.id) for p in problem.parties).casefold()
    top = _top(problem)
    return tuple(
        _newcomer(problem, row, top)
        for row in _rows()
        if top and problem.years and not any(word.casefold() in listed for word in row["known_by"])
    )


def newcomer_names(language: str = "nl") -> dict[str, str]:
    """The id of each kind of party with what people call it."""
    return {PREFIX + row["id"]: row["name"].get(language, row["name"]["nl"]) for row in _rows()}


def newcomer_interests(language: str = "nl") -> dict[str, str]:
    """The id of each kind of party with what usually matters to it: an assumption, as its money is."""
    return {PREFIX + row["id"]: row["interest"].get(language, row["interest"]["nl"]) for row in _rows()}


def _top(problem: Problem) -> str:
    """The area that the others lie in: money of a newcomer may go anywhere at the table."""
    return next((area for area, parent in problem.areas.items() if parent is None), "")


def _newcomer(problem: Problem, row: Mapping[str, Any], area: str) -> Newcomer:
    name = PREFIX + row["id"]
    owner = OwnerClass(row["owner_class"])
    hours = {year: int(row["hours"]) for year in problem.years}
    offers = (HourOffer("", hours),) if row["hours"] else ()
    return Newcomer(Party(name, owner, offers=offers), tuple(_flows(problem, row, name, area)))


def _flows(problem: Problem, row: Mapping[str, Any], holder: str, area: str) -> Iterator[MoneyFlow]:
    money = row["money"]
    yield MoneyFlow(
        id=holder,
        holder=holder,
        owner_class=OwnerClass(row["owner_class"]),
        budget={year: int(money["cents_per_year"]) for year in sorted(problem.years)[1:]},
        cost_types=frozenset(CostType(kind) for kind in money["cost_types"]),
        area=area,
        themes=frozenset(money["themes"]),
        certainty=Certainty.LIKELY,
        carry_forward=exact(1),
        max_share=exact(money["max_share"]),
    )
