"""Amounts, shares and days as people type them, read exactly: € 1.250.000, 1,2 miljoen, 70 %, 1-10-2027."""

from __future__ import annotations

import re
from datetime import date
from fractions import Fraction

from .dutch_values import day_in
from .exact import exact, written

Words = tuple[str, str]

#: What Dutch people write behind a number instead of its zeros.
TIMES = {
    "k": 10**3, "duizend": 10**3, "ton": 10**5, "mln": 10**6, "miljoen": 10**6,
    "mld": 10**9, "miljard": 10**9,
}  # fmt: skip
NUMBER = re.compile(r"\d+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?: \d{3})+|\d{1,3}(?:,\d{3}){2,}", re.ASCII)
DECIMAL = re.compile(r"(?P<whole>[\d. ]*\d)(?P<mark>[.,])(?P<rest>\d{1,6})", re.ASCII)
MOST_DIGITS = 15


class Unreadable(ValueError):
    """Text that cannot be read as what it should be: a sentence in Dutch and in English."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(dutch)
        self.words: Words = (dutch, english)


def cents_of(text: str) -> int:
    """Return the cents of an amount in euros.

    >>> cents_of("€ 1.250.000"), cents_of("12,50"), cents_of("1,2 miljoen"), cents_of("90k")
    (125000000, 1250, 120000000, 9000000)
    """
    plain = _plain(text.casefold().replace("€", " ").replace("eur", " ").replace("o ", " "))
    plain = re.sub(r",-{1,2}$", "", plain.removesuffix("o").strip())
    found = re.fullmatch(r"(?P<number>[^a-z]+?)\s*(?P<word>[a-z]*)\.?", plain)
    times = TIMES.get(found["word"]) if found and found["word"] else 1
    if not found or times is None:
        raise _no_amount(text)
    cents = _number(found["number"].strip(), text, grouped=times == 1) * times * 100
    if cents.denominator != 1:
        raise Unreadable(
            f"“{text}” heeft een deel van een cent. Schrijf hoogstens twee cijfers achter de komma.",
            f"“{text}” has a part of a cent. Write at most two digits after the comma.",
        )
    return int(cents)


def signed_cents_of(text: str) -> int:
    """Return the cents of an amount that may be a loss: with a minus before it.

    >>> signed_cents_of("-5.000"), signed_cents_of("€ -12,50"), signed_cents_of("900")
    (-500000, -1250, 90000)
    """
    plain = text.replace("\u2212", "-").replace("\u2013", "-").replace("€", " ").strip()
    return -cents_of(plain[1:]) if plain.startswith("-") else cents_of(text)


def whole_of(text: str) -> int:
    """Return a whole number, such as hours or homes."""
    number = _number(_plain(text), text, grouped=True)
    if number.denominator != 1:
        raise Unreadable(f"“{text}” is geen heel getal. Rond het af.", f"“{text}” is not whole. Round it.")
    return int(number)


def number_of(text: str) -> int | float | str:
    """Return a number or fraction as it is meant: 1,5 is three halves, 2/3 is two thirds."""
    return written(_ratio(_plain(text), text))


def share_of(text: str) -> int | float | str:
    """Return a share of the whole, typed in percents or as a fraction.

    >>> share_of("70"), share_of("12,5 %"), share_of("2/3")
    (0.7, 0.125, '2/3')
    """
    plain = _plain(text.replace("%", " "))
    share = _ratio(plain, text)
    share = share if "/" in plain else share / 100
    if share > 1:
        raise Unreadable(
            f"{text} is meer dan het geheel. Een deel ligt tussen 0 en 100%.",
            f"{text} is more than the whole. A share lies between 0 and 100%.",
        )
    return written(share)


def day_of(text: str) -> date:
    """Return a day written as 1-10-2027, 1 oktober 2027 or 2027-10-01."""
    day = day_in(text)
    if day is not None:
        return date.fromisoformat(day)
    raise Unreadable(
        f"“{text}” is geen dag die bestaat. Schrijf bijvoorbeeld 1-10-2027.",
        f"“{text}” is not a day that exists. Write for example 1-10-2027.",
    )


def typed_euros(cents: int) -> str:
    """Return an amount as a person would type it: 1.250.000 or 12,50."""
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", ".") + (f",{rest:02}" if rest else "")


def typed_number(number: float | str) -> str:
    """Return a number or fraction as a person would type it: 1,5 or 2/3."""
    return str(written(exact(number))).replace(".", ",")


def typed_share(share: float | str) -> str:
    """Return a share as a person would type it, in percents where that is exact: 70, 12,5 or 2/3."""
    percents = written(exact(share) * 100)
    return str(share) if isinstance(percents, str) else str(percents).replace(".", ",")


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\xa0", " ").replace("\u202f", " ")).strip()


def _ratio(plain: str, text: str) -> Fraction:
    parts = plain.split("/")
    if len(parts) == 2 and all(part.strip().isdecimal() for part in parts) and int(parts[1]):
        return Fraction(int(parts[0]), int(parts[1]))
    return _number(plain, text, grouped=False)


def _number(plain: str, text: str, *, grouped: bool) -> Fraction:
    if plain.startswith(("-", "−")):
        raise Unreadable(
            f"“{text}” is minder dan nul. Schrijf een getal van 0 of meer.",
            f"“{text}” is below zero. Write a number of 0 or more.",
        )
    if len(re.sub(r"\D", "", plain)) > MOST_DIGITS or not plain.isascii():
        raise _no_number(text)
    if NUMBER.fullmatch(plain) and (grouped or plain.isdecimal()):
        return Fraction(re.sub(r"\D", "", plain))
    found = DECIMAL.fullmatch(plain)
    if not found:
        raise _no_number(text)
    if grouped and found["mark"] == "," and len(found["rest"]) == 3 and found["whole"].isdecimal():
        raise Unreadable(
            f"“{text}” kan twee dingen betekenen. Duizend schrijft u als 1.000, een halve als 0,5.",
            f"“{text}” may mean two things. Write a thousand as 1.000 and a half as 0,5.",
        )
    whole = re.sub(r"\D", "", found["whole"])
    sound = found["whole"].isdecimal() or (found["mark"] == "," and NUMBER.fullmatch(found["whole"]))
    if not sound:
        raise _no_number(text)
    return Fraction(f"{whole}.{found['rest']}")


def _no_amount(text: str) -> Unreadable:
    return Unreadable(
        f"“{text}” is geen bedrag. Schrijf bijvoorbeeld 90.000, of 1,2 miljoen.",
        f"“{text}” is not an amount. Write for example 90.000, or 1,2 miljoen.",
    )


def _no_number(text: str) -> Unreadable:
    return Unreadable(
        f"“{text}” is geen getal. Schrijf alleen cijfers, met een komma voor een deel.",
        f"“{text}” is not a number. Write digits only, with a comma for a part.",
    )
