"""Why a measure is not in the plan: grouped by what is missing first, in sentences without blame."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reading import Reading, Row

GROUPS = ("no_money", "short", "empty_chair", "hours", "first", "table", "rather")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A measure that is not in the plan: its first reason, and all of them."""

    id: str
    title: str
    reason: str
    more: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LeftOutGroup:
    """Measures that miss the same kind of thing first."""

    key: str
    title: str
    measures: tuple[LeftOut, ...]


def left_out(reading: Reading) -> tuple[LeftOutGroup, ...]:
    """Return the measures not chosen, grouped by what is missing first; empty groups are absent."""
    groups: dict[str, list[LeftOut]] = {key: [] for key in GROUPS}
    for id_, row in reading.not_chosen.items():
        sentences = said(reading, row)
        groups[_group(row)].append(LeftOut(id_, reading.title(id_), sentences[0], sentences[1:]))
    return tuple(
        LeftOutGroup(key, _title(key), tuple(sorted(rows, key=lambda row: (row.title, row.id))))
        for key, rows in groups.items()
        if rows
    )


def said(reading: Reading, row: Row) -> tuple[str, ...]:
    """Return the reasons of a measure left out as sentences, the first missing thing first."""
    return (str(row["reason"]),)


def _group(row: Row) -> str:
    reasons = row.get("reasons") or ({"code": ""},)
    return CODES.get(reasons[0]["code"], "rather")


CODES = {
    "no_flow": "no_money",
}


def _title(key: str) -> str:
    return {
        "no_money": _("Er past geen geld bij"),
        "short": _("Er is te weinig geld"),
        "empty_chair": _("Er staat een stoel leeg"),
        "hours": _("Er zijn te weinig uren"),
        "first": _("Er moet iets anders eerst"),
        "table": _("De tafel liet het eruit"),
        "rather": _("Het past wel, maar iets anders ging voor"),
    }[key]
