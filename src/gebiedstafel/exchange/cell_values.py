"""How texts, choices, days and lists stand in a cell of a workbook, and what a cell says."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from ..engines.connect.words import day_in_words
from .cell_lists import NOTHING, NOTHING_WORDS, joined, pair, pairs, split, unquoted
from .dutch_values import day_in, yes_in

Names = Mapping[str, str]

GENERAL, TEXT, DAY = "General", "@", "d mmmm yyyy"


class Unreadable(ValueError):
    """A cell that cannot be read, in a Dutch and an English sentence that say what would help."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(english)
        self.words = (dutch, english)


@dataclass(frozen=True, slots=True)
class Value:
    """A plain text, and what the other kinds of value have in common."""

    #: What a drop-down offers.
    choices: tuple[str, ...] = ()
    #: Which kinds of thing an id may name, so that its name can stand beside it.
    names: tuple[str, ...] = ()
    #: Whether “–” says there is none, instead of nothing at all.
    knows_none = False
    #: Whether the words for unknown are only text here.
    is_text = True

    def text(self, value: Any, names: Names) -> str:
        """Return the value as people read it in a cell."""
        plain = str(value)
        if not plain.strip() or plain[0] == '"':
            return '"' + plain.replace('"', '""') + '"'
        return plain

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return what goes into the cell, and how it is shown."""
        return self.text(value, names), TEXT

    def read(self, text: str) -> Any:
        """Return the value that a text says."""
        return unquoted(text) if text.strip() else text

    def of_number(self, number: Decimal) -> Any:
        """Return the value that a number in a cell says."""
        return self.read(format(number.normalize(), "f"))

    def of_day(self, day: str) -> Any:
        """Return the value that a date in a cell says; Excel makes dates of more than dates."""
        raise Unreadable(
            f"Excel heeft hier een datum van gemaakt ({day}). Zet er een ' voor, dan blijft het tekst.",
            f"Excel made a date of this ({day}). Put a ' before it, then it stays text.",
        )


class Id(Value):
    """An id, with the name of what it names beside it."""

    __slots__ = ()
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        name = names.get(value)
        return f"{value} · {name}" if name else str(value)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        return text.strip().partition(" · ")[0].strip()


class Choice(Value):
    """One of a few words."""

    __slots__ = ()
    is_text = False

    def read(self, text: str) -> Any:
        """Return what a text says."""
        plain = " ".join(text.casefold().split())
        for choice in self.choices:
            if plain == choice.casefold():
                return choice
        near = difflib.get_close_matches(plain, self.choices, 1)
        raise Unreadable(
            f"“{text}” kan hier niet. " + (f"Bedoelde u “{near[0]}”? " if near else "") + self._offer("Kies"),
            f"“{text}” is not possible here. " + self._offer("Choose"),
        )

    def _offer(self, choose: str) -> str:
        return f"{choose}: {', '.join(self.choices)}."


class Day(Value):
    """A date."""

    __slots__ = ()
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return day_in_words(date.fromisoformat(value))

    def cell(self, value: Any, names: Names) -> tuple[Any, str]:
        """Return the cell, and how it is shown."""
        # Excel knows no days before 1900, and miscounts those of its first months.
        return (date.fromisoformat(value), DAY) if value >= "1901" else (value, TEXT)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        day = day_in(text)
        if day is None:
            raise Unreadable(
                f"“{text}” is geen datum. Schrijf een dag als 1-10-2027 of 1 oktober 2027.",
                f"“{text}” is no date. Write a day such as 1-10-2027 or 1 oktober 2027.",
            )
        return day

    def of_number(self, number: Decimal) -> Any:
        """Return what a number says."""
        raise Unreadable(
            f"{number} is een getal, geen datum. Schrijf een dag als 1-10-2027 of 1 oktober 2027.",
            f"{number} is a number, no date. Write a day such as 1-10-2027 or 1 oktober 2027.",
        )

    def of_day(self, day: str) -> Any:
        """Return what a date says."""
        return day


class YesNo(Value):
    """Yes or no."""

    __slots__ = ()
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return "ja" if value else "nee"

    def read(self, text: str) -> Any:
        """Return what a text says."""
        said = yes_in(text)
        if said is None:
            raise Unreadable(f"“{text}” kan hier niet. Kies: ja of nee.", f"“{text}”: choose ja or nee.")
        return said


class Present(YesNo):
    """Yes where a rule is there at all, such as co-funding whose ratio nobody named."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Many(Value):
    """Several values in one cell, with semicolons between; “–” where there are none."""

    item: Value = field(default_factory=Value)
    knows_none = True
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return joined(self.item.text(each, names) for each in value) or NOTHING

    def read(self, text: str) -> Any:
        """Return what a text says."""
        if text.strip().casefold() in NOTHING_WORDS:
            return []
        return [self.item.read(each) for each in split(text)]


@dataclass(frozen=True, slots=True)
class Named(Value):
    """Values by name in one cell: “woning: 12; tuin: 3”; “–” where there are none."""

    item: Value = field(default_factory=Value)
    knows_none = True
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        told = (pair(name, self.item.text(each, names)) for name, each in value.items())
        return "; ".join(told) or NOTHING

    def read(self, text: str) -> Any:
        """Return what a text says."""
        if text.strip().casefold() in NOTHING_WORDS:
            return {}
        told = pairs(text)
        if told is None:
            raise Unreadable(
                f"“{text}” is niet te lezen. Schrijf het als: woning: 12; tuin: 3.",
                f"“{text}” cannot be read. Write it as: woning: 12; tuin: 3.",
            )
        return {name: self.item.read(each) for name, each in told}


class Data(Value):
    """What has no column of its own, as the computer writes it; nothing is lost."""

    __slots__ = ()
    is_text = False

    def text(self, value: Any, names: Names) -> str:
        """Return it as people read it."""
        return json.dumps(value, ensure_ascii=False)

    def read(self, text: str) -> Any:
        """Return what a text says."""
        try:
            return json.loads(text)
        except (ValueError, RecursionError):
            raise Unreadable(
                "Deze cel is niet te lezen. Zet terug wat er stond, of laat hem leeg.",
                "This cell cannot be read. Put back what stood there, or leave it empty.",
            ) from None
