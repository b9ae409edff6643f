"""An asked field as boxes and back: of some fields a party is asked only for its own part, the rest stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gebiedstafel.means.fields import KINDS, Boxes, Shown, shown_field
from gebiedstafel.means.fields import Around as Table
from gebiedstafel.means.fields.kind import Line

from .asked_fields import AskedField


@dataclass(frozen=True, slots=True)
class Around:
    """The table as all at it see it, and the party that is asked."""

    table: Table
    party: str


def boxes_of(field: AskedField, value: Any, around: Around) -> dict[str, str]:
    """Return what stands in the boxes of a value; None leaves them empty."""
    boxes = KINDS[field.words.kind].boxes(field.words, _own_part(field, value, around.party), around.table)
    own = {key: text for key, text in boxes.items() if text}
    if field.shape == "own_hours":  # whose hours these are needs no box
        return {key: text for key, text in own.items() if not key.endswith(".party")}
    return own


def value_of(field: AskedField, typed: Boxes, before: Any, around: Around) -> Any:
    """Return the value that the boxes stand for; None when all are empty. Raises `Unreadables`.

    What is not the party's own part is kept from `before`.
    """
    said = {key: text.strip().replace("\x00", "") for key, text in typed.items() if text.strip()}
    if field.shape == "own_hours":
        said |= {f"{key.partition('.')[0]}.party": around.party for key in said}
    own = KINDS[field.words.kind].value(field.words, said, around.table)
    return _with_others(field, own, before, around.party)


def shown_of(
    field: AskedField, name: str, boxes: Boxes, around: Around, faults: tuple[str, ...] = ()
) -> Shown:
    """Return the field as the page shows it, its boxes named after its row."""
    words = replace(field.words, name=name)
    shown = shown_field(words, boxes, around.table, faults=faults)
    if field.shape != "own_hours":
        return shown
    return replace(shown, lines=tuple(_without_party(line) for line in shown.lines))


def lines_of(field: AskedField, boxes: Boxes, around: Around) -> tuple[Line, ...]:
    """Return the lines of boxes of a field."""
    return KINDS[field.words.kind].lines(field.words, boxes, around.table)


def _without_party(line: Any) -> Any:
    return replace(line, boxes=tuple(one for one in line.boxes if not one.box.suffix.endswith(".party")))


def _own_part(field: AskedField, value: Any, party: str) -> Any:
    if value is None:
        return None
    if field.shape == "lead":
        return party in value
    if field.shape == "own_hours":
        return [need for need in value if need.get("party") == party]
    return value


def _with_others(field: AskedField, own: Any, before: Any, party: str) -> Any:
    if field.shape == "lead":
        others = [one for one in before or () if one != party]
        if own is True:
            return before if party in (before or ()) else [*others, party]
        return [] if own is False and not others else others or None
    if field.shape == "own_hours":
        return _in_place(own or [], before or [], party) or ([] if before == [] else None)
    if own is None and before in ({}, []):
        return before  # known to be nothing stays so while nobody says otherwise
    return own


def _in_place(own: list[dict[str, Any]], before: list[dict[str, Any]], party: str) -> list[Mapping[str, Any]]:
    """Return the own needs where they stood among those of others; more of them come behind."""
    waiting, whole = list(own), []
    for need in before:
        if need.get("party") != party:
            whole.append(need)
        elif waiting:
            whole.append(waiting.pop(0))
    return [*whole, *waiting]
