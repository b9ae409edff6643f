"""Fields of one box: words, a date, a share, euros, a number."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from gebiedstafel.exchange import dutch_amounts as dutch

from .around import Around
from .boxes import Boxes, FieldWords
from .kind import Box, Kind, Line, read


def _single(
    write: Callable[[Any], str],
    how: Callable[[str], Any],
    *,
    shape: str = "text",
    unit: str = "",
) -> Kind:
    def boxes(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
        return {} if value is None else {"": write(value)}

    def value(field: FieldWords, typed: Boxes, around: Around) -> Any:
        text = typed.get("", "").strip()
        return read(how, text) if text else None

    def lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
        return (Line((Box("", value=typed.get("", ""), shape=shape, unit=unit),)),)

    return Kind("one", boxes, value, lines)


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\r", "\n")


def _terms(text: str) -> list[str] | None:
    """One word or phrase a line; a comma parts them too."""
    parts = [part.strip() for line in _text(text).split("\n") for part in line.split(",")]
    return [part for part in parts if part] or None


def _day(text: str) -> str:
    return dutch.day_of(text).isoformat()


def _dutch_day(value: str) -> str:
    day = date.fromisoformat(value)
    return f"{day.day}-{day.month}-{day.year}"


TEXT = _single(str, lambda text: " ".join(text.split()))
WORDS = _single(str, _text, shape="long")
TERMS = _single("\n".join, _terms, shape="long")
DATE = _single(_dutch_day, _day, shape="date")
SHARE = _single(dutch.typed_share, dutch.share_of, shape="number", unit="%")
RATIO = _single(dutch.typed_number, dutch.number_of, shape="number")
EUROS = _single(dutch.typed_euros, dutch.cents_of, shape="money", unit="€")
WHOLE = _single(str, dutch.whole_of, shape="number")
