"""What a field is made of: its words, its boxes, and what goes wrong when they are read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from .around import Option

#: Texts by box; the box of a field with one box is called "".
Boxes = Mapping[str, str]
Text = str | Promise
ON = "on"


@dataclass(frozen=True, slots=True)
class FieldWords:
    """One field of a form: where it stands in the document, and how a person is asked for it.

    `name` is the place in the row, with a dot before a part (`match.ratio`). A rule is a sentence
    with `{}` where the value stands; other fields have a label. `choices` are what may be chosen:
    pairs, or the name of a list of the table. `none` says in words that there is none, which is not
    the same as unknown. `own` fields are the party's own words: nobody writes them for another.
    """

    name: str
    kind: str
    label: Text
    help: Text = ""
    group: str = ""
    choices: str | tuple[tuple[str, Text], ...] = ()
    none: Text = ""
    asks_unknown: bool = False
    own: bool = False
    required: bool = False

    @property
    def top(self) -> str:
        """The field of the row this is (a part of)."""
        return self.name.split(".")[0]

    @property
    def part(self) -> str:
        """The part within the field, or nothing."""
        return self.name.partition(".")[2]

    @property
    def is_sentence(self) -> bool:
        """Whether the value stands inside the words."""
        return "{}" in str(self.label)


class Unreadables(Exception):
    """Boxes that cannot be read, with a sentence each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


def value_in(row: Mapping[str, Any], field: FieldWords) -> Any:
    """Return what a row says about this field; None is unknown."""
    whole = row.get(field.top)
    if not field.part:
        return whole
    return whole.get(field.part) if isinstance(whole, Mapping) else None


def options_of(field: FieldWords, listed: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return what may be chosen, in the language of the page."""
    if isinstance(field.choices, str):
        return listed
    return tuple((value, str(label)) for value, label in field.choices)
