"""What every kind of field can do."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from gebiedstafel.exchange import dutch_amounts
from gebiedstafel.ui.templatetags.money import is_dutch

from .around import Around, Option
from .boxes import Boxes, FieldWords, Unreadables


@dataclass(frozen=True, slots=True)
class Box:
    """One box on the page. `shape` is text, money, date, long, select, tick or radio."""

    suffix: str
    label: str = ""
    value: str = ""
    shape: str = "text"
    options: tuple[Option, ...] = ()
    unit: str = ""
    chosen: bool = False
    listed: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """Boxes beside one another, under a word of their own."""

    boxes: tuple[Box, ...]
    title: str = ""
    is_new: bool = False


@dataclass(frozen=True, slots=True)
class Kind:
    """How a kind of value becomes boxes and comes back. `template` is the part that shows it."""

    template: str
    boxes: Callable[[FieldWords, Any, Around], dict[str, str]]
    value: Callable[[FieldWords, Boxes, Around], Any]
    lines: Callable[[FieldWords, Boxes, Around], tuple[Line, ...]]
    #: What is empty when it is known that there is none.
    nothing: Callable[[], Any] | None = field(default=None)


def read(how: Callable[[str], Any], text: str, where: str = "") -> Any:
    """Return what the text says, else refuse with a sentence that names the place."""
    try:
        return how(text)
    except dutch_amounts.Unreadable as wrong:
        sentence = wrong.words[0 if is_dutch() else 1]
        raise Unreadables(f"{where}: {sentence}" if where else sentence) from None
