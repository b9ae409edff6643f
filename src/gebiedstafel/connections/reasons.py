"""Why a measure is not in the plan: grouped by what is missing first, in sentences without blame."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import Reason

from .reading import Reading

GROUPS = ("no_money", "short", "empty_chair", "hours", "first", "time", "table", "rather")


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
    for id_ in reading.reasons:
        first, *more = said(reading, id_)
        reason, rest = first_sentence(first)
        row = LeftOut(id_, reading.title(id_), reason, tuple(filter(None, [rest, *more])))
        groups[group(reading, id_)].append(row)
    return tuple(
        LeftOutGroup(key, _title(key), tuple(sorted(rows, key=lambda row: (row.title, row.id))))
        for key, rows in groups.items()
        if rows
    )


def said(reading: Reading, measure: str) -> tuple[str, ...]:
    """Return why a measure is left out as sentences, the first missing thing first; each once."""
    sentences = dict.fromkeys(reading.said(reason) for reason in reading.reasons.get(measure, ()))
    return tuple(sentences) or (_("Dit past wel, maar het geld en de uren gingen naar iets anders."),)


def first_sentence(text: str) -> tuple[str, str]:
    """Split what is missing from what surrounds it: where it waits on, or where the money went."""
    first, point, rest = text.partition(". ")
    return first + point.strip(), rest


def group(reading: Reading, measure: str) -> str:
    """Return what kind of thing a measure misses first."""
    if measure in reading.table.get("choices", {}).get("out", ()):
        return "table"
    reasons = reading.reasons.get(measure, ())
    if not reasons:
        return "rather"
    if any(_waits_on_a_chair(reading, flow) for flow in _waits_on(reasons[0])):
        return "empty_chair"
    return CODES.get(reasons[0].code, "rather")


def _waits_on(reason: Reason) -> Iterable[str]:
    flows = reason.facts.get("waits_on")
    return flows if isinstance(flows, list | tuple) else ()


def _waits_on_a_chair(reading: Reading, flow: str) -> bool:
    chair = reading.flows.get(flow, {}).get("needs_at_table", "")
    return bool(chair) and not reading.parties.get(chair, {}).get("at_table", True)


CODES = {
    "no_flow": "no_money",
    "money_short": "short",
    "cofunding_short": "short",
    "money_elsewhere": "short",
    "party_absent": "empty_chair",
    "nobody_leads": "empty_chair",
    "hours_short": "hours",
    "hours_elsewhere": "hours",
    "predecessor_not_chosen": "first",
    "beyond_horizon": "time",
    "forced_out": "table",
}
"""The engine's reasons → what kind of thing is missing."""


def _title(key: str) -> str:
    return {
        "no_money": _("Er past geen geld bij"),
        "short": _("Er is te weinig geld"),
        "empty_chair": _("Er staat een stoel leeg"),
        "hours": _("Er zijn te weinig uren"),
        "first": _("Er moet iets anders eerst"),
        "time": _("Er is te weinig tijd"),
        "table": _("De tafel liet het eruit"),
        "rather": _("Het past wel, maar iets anders ging voor"),
    }[key]
