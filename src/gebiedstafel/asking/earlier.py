"""What it was last year: the answer of the round before, else the year before in the same row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .asked_fields import AskedField, field_of
from .asked_values import Around, boxes_of
from .models import Answer, AskedParty
from .own_rows import is_new
from .words import boxes_in_words

Place = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Earlier:
    """What stood there last year, in words, and the boxes that one tap fills."""

    words: str
    boxes: Mapping[str, str]


def answers_of_last_time(asked: AskedParty) -> dict[Place, Any]:
    """Return what this party answered in the rounds before this one; the newest counts."""
    before = Answer.objects.filter(
        asked__party=asked.party_id, asked__request__created_at__lt=asked.request.created_at
    ).exclude(value=None)
    rows = before.order_by("asked__request__created_at", "pk").values_list("kind", "row", "field", "value")
    return {
        (kind, row, field): value
        for kind, row, field, value in rows
        if not is_new(row) and field_of(asked.request.subjects, kind, field)
    }


def earlier_of(field: AskedField, shown: Mapping[str, str], last: Any, around: Around) -> Earlier | None:
    """Return what a field was last year, where that is something else than the boxes say now."""
    boxes = boxes_of(field, last, around) if last is not None else _year_before(field, shown, around)
    fresh = {key: text for key, text in boxes.items() if shown.get(key, "") != text}
    if not fresh:
        return None
    rows = {key.partition(".")[0] for key in fresh}
    skills = {f"{row}.skill" for row in rows}  # of what these hours are
    named = {key: text for key, text in shown.items() if key in skills}
    return Earlier(boxes_in_words(field, named | fresh, around), fresh)


def _year_before(field: AskedField, shown: Mapping[str, str], around: Around) -> dict[str, str]:
    """Return, for each empty year of the table, what the last filled year before it says."""
    if field.words.kind not in ("euros_per_year", "hours_per_year"):
        return {}
    found: dict[str, str] = {}
    starts = {key[:-4] for key in shown if key[-4:].isdecimal()}
    for start in starts:
        known = {int(key[-4:]): text for key, text in shown.items() if key[:-4] == start and _is_year(key)}
        for year in around.table.years:
            before = [one for one in known if one < year]
            if year not in known and before:
                found[f"{start}{year}"] = known[max(before)]
    return found


def _is_year(key: str) -> bool:
    return key[-4:].isdecimal()
