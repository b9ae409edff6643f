"""What the page calls the fields and rows it asks for, and an answer in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.means.fields.kind import Box, Line

from .asked_fields import AskedField
from .asked_values import Around, boxes_of, lines_of


def label_of(field: AskedField) -> str:
    """Return the question that a field stands for."""
    return str(field.words.label).replace("{}", "…")


def kind_of(kind: str) -> str:
    """Return the heading above the rows of a kind."""
    return {
        "parties": _("Uw organisatie"),
        "measures": _("Uw maatregelen"),
        "money_flows": _("Uw geldstromen"),
    }[kind]


def add_label(kind: str) -> str:
    """Return what the box says in which a new row gets its name."""
    return {
        "measures": _("Nog een maatregel? Alleen een naam is genoeg."),
        "money_flows": _("Nog een geldstroom? Alleen een naam is genoeg."),
    }[kind]


def in_words(field: AskedField, value: Any, around: Around) -> str:
    """Return a value as a reader tells it: what its boxes say, the empty ones left out."""
    if value is None:
        return _("onbekend")
    return boxes_in_words(field, boxes_of(field, value, around), around) or _("geen")


def boxes_in_words(field: AskedField, boxes: dict[str, str], around: Around) -> str:
    """Return what boxes say, as one line of text."""
    told = (_line_in_words(line) for line in lines_of(field, boxes, around))
    return "; ".join(one for one in told if one)


def _line_in_words(line: Line) -> str:
    told = ", ".join(one for one in map(_box_in_words, line.boxes) if one)
    if not told or not line.title or (len(line.boxes) == 1 and line.boxes[0].label == line.title):
        return told
    return f"{line.title}: {told}"


def _box_in_words(box: Box) -> str:
    if box.shape in ("tick", "radio"):
        return box.label if box.chosen and box.value else ""
    if not box.value:
        return ""
    text = dict(box.options).get(box.value, box.value)
    if box.unit == "€":
        text = f"€\u00a0{text}"
    elif box.unit:
        text = f"{text}\u00a0{box.unit}"
    if box.shape == "text" or not box.label:
        return text
    return f"{box.label}: {text}" if box.label.isdecimal() else f"{box.label} {text}"
