"""Numbers kept as the table wrote them: 2/3 stays two thirds and 0.7 stays seven tenths."""

from fractions import Fraction
from typing import Any

from django.db import models

Number = int | float | str


class WrittenNumber(models.CharField):  # type: ignore[type-arg]
    """A number or fraction in text, given back exactly as it came in."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**{"max_length": 60, **options})

    def get_prep_value(self, value: Any) -> str | None:
        """Return the text that goes into the column."""
        return None if value is None else str(value)

    def from_db_value(self, value: str | None, *_: object) -> Number | None:
        """Return the number that stands in the column."""
        return None if value is None else read_number(value)


def read_number(text: str) -> Number:
    """Return an int, a float or, for fractions and words, the text itself."""
    for read in (int, float):
        try:
            return read(text)
        except ValueError:
            continue
    return text


def exact(number: Number) -> Fraction:
    """Return the number as people mean it: 0.7 is seven tenths."""
    return Fraction(str(number))
