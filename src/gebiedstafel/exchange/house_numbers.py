"""House numbers in a text, however they stand beside their street: `Kersenstraat-14`, `op 14 in de …`, XIV.

A number that plainly counts, or is a year, a time, an amount or a share, is none. Where both readings hold
(`Kersenstraat (14)`) it is taken for a house number: whoever counts has a field for the count.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from .guarded_words import HOUSE_WORDS, LONG_STREETS, NO_STREETS, SHORT_STREETS, STREETS, UNITS, one_of

_MONTHS = r"(?:januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december)"
#: Numbers that are no house number wherever they stand.
_OTHER_NUMBERS = re.compile(
    r"(?:€|\beuro?\b)\s?\d[\d.,]*(?:,-)?|\b\d[\d.,]*(?=\s?(?:euro|miljoen|mln|k€)\b)"
    r"|\b\d{1,2}[.:]\d\d(?:\s*(?:-|en|tot|of)\s*\d{1,2}[.:]\d\d)?(?=\s*uur\b)"
    r"|\b24/7\b"
    r"|\b\d+\s+op\s+(?:de\s+|elke\s+){1,2}\d+\b"
    rf"|\b\d{{1,2}}(?:\s*(?:-|en|tot|of)\s*\d{{1,2}})?\s+{_MONTHS}\b",
    re.I,
)
#: So many of something: bare, as the end of a longer word, or after one that says what kind.
_SO_MANY = (
    r"(?:(?!(?:die|deze|onze|alle|hele|welke)\b)[a-z-]{3,}e\s+){0,2}"
    rf"(?:(?:{one_of(UNITS)})|[a-z-]+(?:{one_of(one for one in UNITS if len(one) > 4)}))\b"
)
_COUNTS = (
    r"(?:\s*(?:-|/|\btot\b|\bof\b|\ba\b|\ben\b)\s*\d+)?\s*"
    rf"(?:%|(?:{_SO_MANY})|van\s+(?:de|het|elke|alle|onze)\b|(?:of|en)\s+(?:meer|minder|vaker)\b"
    rf"|tot\s+nu\b|en\s[^.;!?\d]{{0,40}}\d+\s+(?:{_SO_MANY}))"
)
_DIGITS = r"\d(?:[ .-]?\d){0,3}(?!\d)"
_AFTER_SPACE = r"(?:,|\s|\bnr\b\.?|\bno\b\.?|\bnummer\b|\bhuisnummer\b|#)+"
_BARE = rf"{_AFTER_SPACE}({_DIGITS})(?!{_COUNTS})"
#: What may stand between a street and its number; after a sign, a year is a year.
_AFTER_SIGN = (
    r"\.?(?:[\s,:;/(#=+-]|\b(?:nr|no)\.?(?=[\s\d:])"
    r"|\b(?:op|bij|nummer|huisnummer|huis|huisje|woning|pand|deur|adres)\b){0,12}"
)
_NO_YEAR = r"(?!(?:19|20)\d\d(?!\s?\d)\b)"
_DICTATED = r"een\s?[-./,]\s?\d|een\s+een\b"
_ROMAN = r"(?!xl\b)(?=[ivxl]{2,6}\b)(?:xl|l?x{0,3})(?:ix|iv|v?i{0,3})\b"
_SIGNED = rf"{_AFTER_SIGN}(?:{_NO_YEAR}{_DIGITS}(?!{_COUNTS})|{_DICTATED})"

_STREET = rf"[a-z'-]{{2,}}(?:{one_of(STREETS)})"
_PATTERNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"\b{_STREET}{_BARE}",
        rf"\b(?!(?:{one_of(NO_STREETS)})\b){_STREET}{_SIGNED}",
        rf"\b[a-z'-]{{3,}}(?:{one_of(SHORT_STREETS)})\b{_SIGNED}",
        rf"\b[a-z'-]{{3,}}(?:{one_of(SHORT_STREETS)})\d",
        rf"\b[a-z'-]{{2,}}(?:{one_of(LONG_STREETS)}){_AFTER_SIGN}{_ROMAN}",
        r"(?<!\d\s)(?<!\been\s)\b(?:op|bij|naast|boven|onder|tegenover)\s+"
        rf"(?:huis|huisje|woning)?\s?\d{{1,4}}\s?[a-z]?\s+(?:in|aan|van|op)\s+(?:de|het|'t)\s+{_STREET}\b",
        r"\b(?:huisnummer|huisnr|nummer|nr\b\.?)\s*(?:\d|een\b)",
        r"\b\d{1,4}\s?-?\s?(?:hoog|bis|zwart|rood)\b(?!\s+water)",
        rf"\b(?:{one_of(HOUSE_WORDS)}){_BARE}",
    )
)
_ENDS_AS_STREET = re.compile(rf"(?:{one_of(STREETS)})$", re.I)
NEVER = re.compile(r"(?!)")


def ends_as_street(place: str) -> bool:
    """Whether a name ends as those of streets do."""
    return bool(_ENDS_AS_STREET.search(place))


def numbered_places(places: Iterable[str]) -> re.Pattern[str]:
    """Return what finds these places with a house number; a bracket after an area holds a count."""
    known = set(places)
    streets = {place for place in known if ends_as_street(place)}
    parts = [
        rf"\b(?:{one_of(re.escape(place) for place in some)}){after}"
        for some, after in ((known, _BARE), (streets, rf"{_SIGNED}"))
        if some
    ]
    return re.compile("|".join(parts), re.I) if parts else NEVER


def has_house_number(said: str, numbered: re.Pattern[str]) -> bool:
    """Whether a text with its number words as digits holds a house number."""
    left = _OTHER_NUMBERS.sub(" | ", said)
    return any(pattern.search(left) for pattern in (*_PATTERNS, numbered))
