"""What somebody typed, as it is kept: whole, of a bearable length, without signs that nobody sees."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.ui.plain_words import HIDDEN, check_fits
from gebiedstafel.ui.refusals import Refused

LONGEST, LONGEST_LINE = 4000, 600
FIRST_YEAR, LAST_YEAR = 2000, 2100
DUTCH_DAY = re.compile(r"\d\d-\d\d-\d{4}", re.ASCII)


def typed(text: str, longest: int = LONGEST) -> str:
    """Return a text with its lines, or refuse it when it is too long."""
    whole = HIDDEN.sub("", text.encode("utf-8", "ignore").decode()).replace("\r\n", "\n")
    whole = unicodedata.normalize("NFC", whole)
    kept = "".join(sign for sign in whole if sign == "\n" or unicodedata.category(sign) != "Cc").strip()
    check_fits(kept, longest)
    return kept


def line(text: str, longest: int = LONGEST_LINE) -> str:
    """Return a text on one line."""
    return " ".join(typed(text, max(longest, LONGEST)).split())[:longest]


def day_typed(text: str) -> date | None:
    """Return the day that was typed, None for nothing; refuse what is no day of our time."""
    text = text.strip()
    if not text:
        return None
    try:
        day = date.fromisoformat("-".join(reversed(text.split("-"))) if DUTCH_DAY.fullmatch(text) else text)
    except ValueError:
        day = None
    if day is None or not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Refused(_("Dit is geen dag die we kennen. Vul een dag in zoals 31-12-2027."))
    return day


def number(text: str, otherwise: int = 0) -> int:
    """Return the number that was typed, else another; no number grows beyond what a row can keep."""
    text = text.strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else otherwise
