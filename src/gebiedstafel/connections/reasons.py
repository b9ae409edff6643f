"""Why a measure is not in the plan: grouped by what is missing first, in sentences without blame."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import Reason
from gebiedstafel.exchange.plan_sentences import is_unpriced

from .levers import chair_is_empty, lever_sentence, spent_sentence, waits_on
from .reading import Reading

GROUPS = (
    "no_money",
    "short",
    "promise",
    "empty_chair",
    "hours",
    "first",
    "time",
    "unknown",
    "table",
    "rather",
)


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
        reason, more = told(reading, id_)
        groups[group(reading, id_)].append(LeftOut(id_, reading.title(id_), reason, more))
    return tuple(
        LeftOutGroup(key, _title(key), tuple(sorted(rows, key=lambda row: (row.title, row.id))))
        for key, rows in groups.items()
        if rows
    )


def told(reading: Reading, measure: str) -> tuple[str, tuple[str, ...]]:
    """Return the sentence a person can act on, and all that is left to say."""
    sentences = said(reading, measure)
    reasons = _ordered(reading, measure)
    best = ""
    if reasons:
        best = lever_sentence(reading, reasons[0]) or spent_sentence(reading, reasons[0])
    if best:
        return best, sentences
    first, rest = first_sentence(sentences[0])
    return first, tuple(filter(None, [rest, *sentences[1:]]))


def said(reading: Reading, measure: str) -> tuple[str, ...]:
    """Return why a measure is left out as sentences, the first missing thing first; each once."""
    sentences = dict.fromkeys(reading.said(reason) for reason in _ordered(reading, measure))
    return tuple(sentences) or (_("Dit past wel, maar het geld en de uren gingen naar iets anders."),)


def _ordered(reading: Reading, measure: str) -> tuple[Reason, ...]:
    """Return the reasons of the engine; a cost nobody knows comes before what follows from it."""
    reasons = reading.reasons.get(measure, ())
    return tuple(sorted(reasons, key=lambda reason: not is_unpriced(reading.table, reason)))


def first_sentence(text: str) -> tuple[str, str]:
    """Split what is missing from what surrounds it: where it waits on, or where the money went."""
    first, point, rest = text.partition(". ")
    return first + point.strip(), rest


def group(reading: Reading, measure: str) -> str:
    """Return what kind of thing a measure misses first."""
    if measure in reading.table.get("choices", {}).get("out", ()):
        return "table"
    reasons = _ordered(reading, measure)
    if not reasons:
        return "rather"
    if is_unpriced(reading.table, reasons[0]):
        return "unknown"
    if any(chair_is_empty(reading, reading.flows.get(flow, {})) for flow in waits_on(reasons[0])):
        return "empty_chair"
    if lever_sentence(reading, reasons[0]):
        return "promise"
    return CODES.get(reasons[0].code, "rather")


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
        "promise": _("Er is geld, maar het is nog niet toegezegd"),
        "empty_chair": _("Er staat een stoel leeg"),
        "hours": _("Er zijn te weinig uren"),
        "first": _("Er moet iets anders eerst"),
        "time": _("Er is te weinig tijd"),
        "unknown": _("We weten nog niet wat het kost"),
        "table": _("De tafel liet het eruit"),
        "rather": _("Het past wel, maar iets anders ging voor"),
    }[key]
