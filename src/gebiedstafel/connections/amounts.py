"""How amounts, shares, hours and years are written for people, in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

NBSP = "\u00a0"
MILLION = 100_000_000


def euro(cents: int) -> str:
    """Return an exact amount: € 1.250.000, with cents only where there are any."""
    euros, rest = divmod(abs(cents), 100)
    text = whole(euros) + (f"{_decimal_mark()}{rest:02d}" if rest else "")
    return f"{'−' if cents < 0 else ''}€{NBSP}{text}"


def euro_in_words(cents: int) -> str:
    """Return an amount for a sentence: € 9,4 miljoen, or exact euros below a million."""
    return _rounded(cents, _("miljoen"))


def euro_in_diagram(cents: int) -> str:
    """Return an amount for a drawing: € 1,1 mln, or whole euros below a million."""
    return _rounded(cents, _("mln"))


def whole(number: int) -> str:
    """Return a whole number with thousands apart: 7.400."""
    return f"{number:,}".replace(",", _thousands_mark())


def decimal(number: float, places: int = 1) -> str:
    """Return a number with so many decimals, without a needless zero: 0,5."""
    text = f"{number:.{places}f}"
    return text.replace(".", _decimal_mark())


def percent(share: float) -> str:
    """Return a share as a whole percentage; only what is all reads 100%, only nothing reads 0%."""
    return f"{whole_percent(share)}%"


def whole_percent(share: float) -> int:
    """Round a share so that nearly everything never reads as everything, nor a little as nothing."""
    rounded = round(share * 100)
    if rounded >= 100 and share < 1 - 1e-9:
        return 99
    if rounded == 0 and share > 1e-9:
        return 1
    return min(rounded, 100)


def years_in_words(years: Iterable[int]) -> str:
    """Return the years something runs: 2027, or 2027 tot en met 2030."""
    ordered = sorted(set(years))
    if not ordered:
        return ""
    if len(ordered) == 1:
        return str(ordered[0])
    return _("%(first)s tot en met %(last)s") % {"first": ordered[0], "last": ordered[-1]}


def day(value: date | str) -> str:
    """Return a day written out: 1 oktober 2027."""
    when = date.fromisoformat(value) if isinstance(value, str) else value
    return date_format(when, "j F Y", use_l10n=False)


def listed(names: Iterable[str]) -> str:
    """Join names as one would say them: riool, stroomnet en inrichting."""
    items = list(names)
    if len(items) < 2:
        return "".join(items)
    return _("%(most)s en %(last)s") % {"most": ", ".join(items[:-1]), "last": items[-1]}


def per_year(row: Mapping[object, int]) -> dict[int, int]:
    """Return a map per year with whole years as keys, whatever the file wrote."""
    return {int(str(year)): value for year, value in row.items()}


def share_of(value: object) -> Fraction:
    """Return a share or ratio as written: 0.7, 1 or "2/3"."""
    return Fraction(str(value))


def _rounded(cents: int, word: str) -> str:
    if abs(cents) < MILLION:
        return euro(round(cents / 100) * 100)
    return f"€{NBSP}{decimal(cents / MILLION)}{NBSP}{word}"


def _thousands_mark() -> str:
    return "," if (get_language() or "").startswith("en") else "."


def _decimal_mark() -> str:
    return "." if (get_language() or "").startswith("en") else ","
