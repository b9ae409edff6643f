"""Amounts, shares, days and yes or no as people type them in Dutch; what could be two things is neither."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

MONTHS = (
    "januari", "februari", "maart", "april", "mei", "juni",
    "juli", "augustus", "september", "oktober", "november", "december",
)  # fmt: skip

_SPACES = re.compile(r"[\s\u00a0\u202f']+")
_DIGITS = re.compile(r"[+-]?\d+", re.ASCII)
_BY_POINTS = re.compile(r"[+-]?[1-9]\d{0,2}(?:\.\d{3})+(?:,\d+)?", re.ASCII)
_BY_COMMAS = re.compile(r"[+-]?[1-9]\d{0,2}(?:,\d{3})+\.\d+|[+-]?[1-9]\d{0,2}(?:,\d{3}){2,}", re.ASCII)
_COMMA = re.compile(r"[+-]?\d*,\d+(?:[eE][+-]?\d+)?", re.ASCII)
_POINT = re.compile(r"[+-]?\d*\.\d+(?:[eE][+-]?\d+)?|[+-]?\d+[eE][+-]?\d+", re.ASCII)
_DOUBTFUL = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_FRACTION = re.compile(r"[0-9]+/[1-9][0-9]*", re.ASCII)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_DAY_FIRST = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})", re.ASCII)
_IN_WORDS = re.compile(r"(\d{1,2})[ -]([a-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_YES = frozenset({"ja", "j", "waar", "true", "yes", "x"})
_NO = frozenset({"nee", "n", "onwaar", "false", "no"})


def number_in(text: str, *, small: bool = False) -> Decimal | None:
    """Return the number in a text, nothing when there is none or it could be two.

    A small number, such as a share, has decimals behind its comma, also when there are three.

    >>> number_in("1.250.000"), number_in("1.250,50"), number_in("12,5"), number_in("1,250")
    (Decimal('1250000'), Decimal('1250.50'), Decimal('12.5'), None)
    """
    plain = _SPACES.sub("", text)
    if _DIGITS.fullmatch(plain):
        return Decimal(plain)
    if _BY_POINTS.fullmatch(plain):
        return Decimal(plain.replace(".", "").replace(",", "."))
    if _BY_COMMAS.fullmatch(plain):
        return Decimal(plain.replace(",", ""))
    if _DOUBTFUL.fullmatch(plain) and not small:
        return None
    if _COMMA.fullmatch(plain):
        return Decimal(plain.replace(",", "."))
    return Decimal(plain) if _POINT.fullmatch(plain) else None


def amount_in(text: str) -> Decimal | None:
    """Return the euros in a text such as “€ 1.250.000” or “1.250,-”."""
    plain = re.sub(r"^(?:€|eur(?:o)?)|(?:€|eur(?:o)?)$", "", text.strip().casefold()).strip()
    return number_in(re.sub(r",[-–—]+$", "", plain))


def share_in(text: str) -> Decimal | str | None:
    """Return the share in “12,5 %”, “0,125” or “2/3”; a fraction stays as it was written."""
    plain = _SPACES.sub("", text)
    if _FRACTION.fullmatch(plain):
        return plain
    if plain.endswith("%"):
        number = number_in(plain[:-1], small=True)
        return None if number is None else number / 100
    return number_in(plain, small=True)


def day_in(text: str) -> str | None:
    """Return the day in “1-10-2027”, “1 oktober 2027” or “2027-10-01”, the day before the month."""
    plain = " ".join(text.casefold().split())
    if found := _ISO.fullmatch(plain):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = (int(part) for part in found.groups())
    elif found := _IN_WORDS.fullmatch(plain):
        day, month, year = int(found[1]), _month(found[2]), int(found[3])
    else:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def yes_in(text: str) -> bool | None:
    """Return whether a text says yes or no, nothing when it says neither."""
    plain = text.strip().casefold()
    return True if plain in _YES else False if plain in _NO else None


def _month(word: str) -> int:
    near = [number for number, month in enumerate(MONTHS, 1) if month.startswith(word)]
    if word == "mrt":
        return 3
    return near[0] if len(near) == 1 else 0
