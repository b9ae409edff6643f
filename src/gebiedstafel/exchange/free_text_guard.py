"""The guard before a text is kept: what in it could point at a person, a home or a small group.

It answers in codes; whoever asks has the words. It keeps nothing and tells nothing of the text itself. It
is strict rather than clever: a refused text is one rewritten sentence, a kept one may harm somebody.
What it cannot see: a name it does not know, and what only a neighbour understands. People still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from .guarded_names import is_at_home, is_named, patterns_of_places
from .guarded_words import (
    KIN,
    LEADERS,
    LITTLE_WORDS,
    NETWORKS,
    ONE_BODY,
    PARENTS,
    PEOPLE,
    PLACE_ROLES,
    SPANS,
    one_of,
)
from .persons_in_text import FILE_NUMBER, SAID_AGE, SINGLED_OUT, is_kin_of_one
from .plain_signs import plain_signs, unreadable
from .spoken_numbers import NUMBERS, digit_runs, digits_of, with_digits


class Reason(StrEnum):
    """What a text seems to hold."""

    BSN = "bsn"
    PHONE = "phone"
    LONG_NUMBER = "long_number"
    MAIL = "mail"
    IBAN = "iban"
    HOUSE_NUMBER = "house_number"
    POSTCODE = "postcode"
    NAME = "name"
    AGE = "age"
    KIN = "kin"
    SMALL_GROUP = "small_group"
    ONE_PERSON = "one_person"
    HANDLE = "handle"
    PLATE = "plate"
    UNREADABLE = "unreadable"


#: More than the longest text that anybody may send; what is longer is not read.
MOST_READ = 20_000


def refusals(text: str, *, k: int = 10, places: Iterable[str] = ()) -> list[Reason]:
    """Return why this text may not be kept, each reason once, in the order of `Reason`; empty when it may.

    `k` is the size below which a group could be recognised; `places` are names of streets and areas that
    the table knows: a number after one is a house number, a given name in one is nobody's. The same text
    gives the same answer, whatever accents, widths, scripts, spaces or number words it is disguised in.
    """
    signs = plain_signs(text[:MOST_READ])
    said = with_digits(signs)
    known = patterns_of_places(tuple(places))
    found = {
        *_numbers(said),
        *_postcodes(said),
        *_persons(said, k),
        *_online(signs),
    }
    if is_at_home(signs, known):
        found.add(Reason.HOUSE_NUMBER)
    if is_named(signs, known):
        found.add(Reason.NAME)
    if unreadable(signs):
        found.add(Reason.UNREADABLE)
    return [reason for reason in Reason if reason in found]


# --- numbers -----------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?:€|\beur(?:o)?\b)\s?\d[\d.,]*(?:,-)?|\b\d[\d.,]*(?=\s?(?:euro|miljoen|mln|k€)\b)", re.I
)
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?:,\d\d?)?(?![\d.])")
_TIMES = re.compile(
    r"\b\d{1,2}[.:]\d\d(?:\s*(?:-|en|tot|of)\s*\d{1,2}[.:]\d\d)?(?=\s*uur\b)"
    r"|(?<![\d.:+-])(?:[01]?\d|2[0-4])[.:][0-5]\d\s*(?:-|tot)\s*(?:[01]?\d|2[0-4])[.:][0-5]\d"
    r"(?!\s*[^\w\s]?\s*\d)",
    re.I,
)
_YEARS = re.compile(r"(?:(?:19|20)\d\d(?:\D+|$))+")
_PHONE = re.compile(r"(?:00|\+)?31\s?0?[1-9]\d{8}(?!\d)|^0[1-9]\d{7,}|(?<!\d)0[1-9]\d{8}(?!\d)")
_LONG = 7


def _numbers(said: str) -> Iterable[Reason]:
    said = _TIMES.sub(" ", said)
    for run in digit_runs(said):
        digits = digits_of(run.group())
        if _is_phone(run.group(), digits):
            yield Reason.PHONE
        elif _has_bsn(run.group(), digits):
            yield Reason.BSN
        elif _is_long(said, run, digits):
            yield Reason.LONG_NUMBER
    if FILE_NUMBER.search(said):
        yield Reason.LONG_NUMBER


def _has_bsn(run: str, digits: str) -> bool:
    """Whether a run is, or ends or begins with, nine digits (or eight) that pass the eleven-test."""
    if _YEARS.fullmatch(run):
        return False
    blocks = [digits, *re.findall(r"(?<!\d)\d{8,9}(?!\d)", run)]
    if len(digits) > 9 and not _GROUPED.search(run):
        blocks += [digits[:9], digits[-9:]]
    return any(passes_eleven(block) for block in blocks)


def passes_eleven(digits: str) -> bool:
    """Whether these eight or nine digits are a BSN by its own sum; not every such number is somebody's."""
    if len(digits) not in (8, 9) or not digits.strip("0"):
        return False
    nine = digits.zfill(9)
    total = sum(int(sign) * weight for sign, weight in zip(nine, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0


def _is_phone(run: str, digits: str) -> bool:
    if run.startswith("+") and len(digits) >= 8:
        return True
    if digits.startswith("00") and len(digits) >= 10:
        return True
    if len(digits) in (11, 12) and digits.startswith("31"):
        return True
    return bool(_PHONE.search(digits)) or (digits.startswith("06") and len(digits) >= 8)


def _is_long(said: str, run: re.Match[str], digits: str) -> bool:
    if len(digits) < _LONG or _YEARS.fullmatch(run.group()):
        return False
    bare = _GROUPED.sub(" ", _AMOUNT.sub(" ", said[max(0, run.start() - 5) : run.end() + 9]))
    left = [one for one in digit_runs(bare) if not _YEARS.fullmatch(one.group())]
    separate = re.findall(r"\d+", run.group())
    if all(len(part) <= 3 and not part.startswith("0") for part in separate) and len(digits) < 9:
        return len(separate) > 4 and all(len(part) == 1 for part in separate)
    return any(len(digits_of(one.group())) >= _LONG for one in left)


# --- addresses ---------------------------------------------------------------------------------------

_LETTERS_AFTER = re.compile(r"[^\w\n]{0,3}([a-z])[^\w\n]{0,2}([a-z])(?![a-z])", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_POSTCODE = {"SA", "SD", "SS"}


def _postcodes(said: str) -> Iterable[Reason]:
    if any(_is_postcode(said, run) for run in digit_runs(said)):
        yield Reason.POSTCODE


def _is_postcode(said: str, run: re.Match[str]) -> bool:
    """Whether four digits, however said, are followed by two letters that are not a little word."""
    digits, after = digits_of(run.group()), _LETTERS_AFTER.match(said, run.end())
    last = run.group().split()[-1] if run.group().split() else ""
    if (
        after is None
        or len(digits) < 4
        or not (len(digits) == 4 or len(digits_of(last)) == 4 or len(digits) <= 8)
    ):
        return False
    four, letters = digits[-4:], after.group(1) + after.group(2)
    if four.startswith("0") or letters.upper() in _NO_POSTCODE:
        return False
    together = after.group().strip(" \t\r.,;:-/()").lower() == letters.lower()
    return letters.isupper() or not (together and letters.lower() in LITTLE_WORDS)


# --- persons -----------------------------------------------------------------------------------------

_BODY = one_of(ONE_BODY)
_ADJECTIVE = r"(?:[a-z]+(?:e|en|ig)\s+){0,2}"
_AGE = re.compile(
    rf"\b(?:{_BODY}|{one_of(PLACE_ROLES)}|zoon|dochter|kind|baby|oudere)\s+\(?\s*(?:van\s+)?\d{{1,3}}\b(?!\s*(?:keer|maal|dagen|weken|maanden|euro))"
    r"|\b\d{1,3}[- ]?jarige?\b(?!\s+(?:leeftijd|[a-z]+(?:en|s))\b)"
    r"|\b\d{1,3}\s+jaar\s+(?:oud|jong)\b"
    r"|\b(?:hij|zij|ze)\s+is\s+\d{1,3}\b"
    r"|\b(?:geboren|geb\.?|geboortedatum|geboortejaar|jarig)\b(?!\s+(?:na|sinds|vanaf|voor)\b)\D{0,20}\d"
    r"|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19\d\d|20[01]\d)\b"
    r"|\b\d{1,2}\s+(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s+(?:19\d\d|20[01]\d)\b",
    re.I,
)
_KIN = re.compile(
    rf"\b(?:{one_of(KIN)})\s+van\s+(?:de|het|die|dat|deze|dit|onze|een)\s+[a-z]"
    rf"|\b(?:de|het|die|onze)\s+[a-z]+\s+(?:z'?n|zijn|haar|d'?r)\s+(?:{one_of(KIN)})\b"
    rf"|\b[a-z]{{3,}}s(?:zoon|dochter)\b",
    re.I,
)
_GROUP = re.compile(
    r"\b(?:groep(?:je)?|clubje|club|stel(?:letje)?|gezin|familie|bende|kliek|ploegje)\s+(?:van|met)\s+(?:\w+\s)?(\d+|een)\b"
    r"(?!\s*(?:jaar|keer|euro|meter|m2|maanden|weken))",
    re.I,
)
_FEW = re.compile(rf"(?<![\d.,-])(\d+)\s+(?:[a-z]+(?:e|en|se)\s+){{0,2}}(?:{one_of(PEOPLE)})\b", re.I)
_COUNTED = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen)tal\b(?!\s+(?:keer|jaar|weken|maanden|dagen|plekken|punten))"
    r"|\bmet\s+(?:z'?n|zijn|hun)\s+(?:tweeen|drieen|vieren|vijven|zessen|zevenen|achten|negenen)\b",
    re.I,
)
_ROLES = f"(?:{one_of(PLACE_ROLES)}|gezin|huishouden)"
_ONE = re.compile(
    r"\b(?:een|de|het|die|dat|deze|dit|onze|zo'?n|ene|zekere|bepaalde|dezelfde|hetzelfde|enige|1)\s+"
    rf"{_ADJECTIVE}(?:{_BODY})\b"
    r"|\b(?:1|een enkele|ene|dezelfde|deze|die|een zekere|een bepaalde)\s+"
    rf"{_ADJECTIVE}{_ROLES}\b(?!,?\s*(?:en\s+)?1 plan\b)"
    rf"|\b(?:een|de|het)\s+{_ADJECTIVE}{_ROLES}\s+(?:op|uit|van|in|aan|boven|onder|naast)\s+"
    r"(?:nummer|nr|de hoek|de [a-z]+ (?:verdieping|etage)|[a-z'-]*(?:straat|laan|plein|gracht|kade|flat)\b)"
    rf"|\b(?:{one_of(LEADERS)})\b",
    re.I,
)


def _persons(said: str, k: int) -> Iterable[Reason]:
    if _AGE.search(said) or SAID_AGE.search(said):
        yield Reason.AGE
    if _KIN.search(said) or is_kin_of_one(said):
        yield Reason.KIN
    sizes = [NUMBERS.get(size.lower(), 0) if size.isalpha() else int(size[:6]) for size in _sizes(said)]
    if any(0 < size < k for size in sizes) or _COUNTED.search(said):
        yield Reason.SMALL_GROUP
    if _ONE.search(said) or SINGLED_OUT.search(said):
        yield Reason.ONE_PERSON


#: A share, and how large families are in general: neither counts a group.
_NO_GROUP = re.compile(
    r"\b(?:\d+|een)\s+op\s+(?:de\s+)?(?:elke\s+)?\d+\b"
    rf"|\b(?P<parents>{one_of(PARENTS)})\s+met\s+[1-4]\s+kinderen\b",
    re.I,
)


def _sizes(said: str) -> Iterable[str]:
    said = _NO_GROUP.sub(lambda found: found["parents"] or " ", said)
    for pattern in (_GROUP, _FEW):
        yield from (found.group(1) for found in pattern.finditer(said))


# --- mail, accounts, plates --------------------------------------------------------------------------

_AT = r"(?:@|\(\s*(?:at|a)\s*\)|\[\s*(?:at|a)\s*\]|\bapen?staart(?:je)?\b|\bat\b)"
_DOT = r"(?:\.|\bpunt\b|\bdot\b|\(\s*(?:dot|punt)\s*\)|\[\s*(?:dot|punt)\s*\])"
_MAIL = re.compile(rf"[\w.+-]\s*{_AT}\s*[\w-]+(?:\s*{_DOT}\s*[\w-]+)*\s*{_DOT}\s*[a-z]{{2,}}\b", re.I)
_HOUSES = r"(?:gmail|hotmail|outlook|icloud|ziggo|kpnmail|live|yahoo|proton)"
_MAIL_HOUSE = re.compile(
    rf"{_AT}\s*{_HOUSES}\b|\b{_HOUSES}\s*(?:\.|punt|dot)\s*(?:com|nl|me)\b",
    re.I,
)
_HANDLE = re.compile(
    rf"(?<![\w.])@\s?[\w.]{{2,}}|\bhttps?:|\bwww\b|\b(?:{one_of(NETWORKS)}|x)\s*[:/=]\s*"
    rf"(?!(?:{one_of(SPANS)})\b)\w"
    rf"|\b(?:{one_of(NETWORKS)})\s+(?:is\s+|naam\s+|account\s+)?[a-z][\w.]{{2,}}\d"
    r"|\b[a-z]{2,}_[a-z\d]{2,}"
    r"|\b(?:facebook|instagram|tiktok|snapchat|linkedin)\s?\.\s?(?:com|nl)\b|\b(?:t\.me|wa\.me)\b",
    re.I,
)
_SIDECODES = (
    "99aa99 aa9999 9999aa aa99aa aaaa99 99aaaa 99aaa9 9aaa99 aa999a a999aa aaa99a a99aaa 9aa999 999aa9"
)
_PLATE_SHAPES = frozenset(_SIDECODES.upper().split())
_PLATE = re.compile(
    r"(?<![\w-])(?=[a-z-]*\d)(?=[\d-]*[a-z])[a-z\d]{1,3}-[a-z\d]{2,3}-[a-z\d]{1,3}(?![\w-])", re.I
)
_BARE_PLATE = re.compile(
    r"(?<![\w-])[A-Za-z\d]{6}(?![\w-])|(?<![\w-])[A-Z\d]{1,3} [A-Z\d]{2,3} [A-Z\d]{1,3}(?![\w-])"
)
_PLATE_WORD = re.compile(r"\bkenteken\w*\s*:?\s*[a-z\d-]*\d", re.I)
_IBAN = re.compile(r"(?=([a-z]{2}\d{2}[a-z\d]{11,30}))")
_IBAN_LENGTHS = {
    "nl": 18,
    "be": 16,
    "de": 22,
    "fr": 27,
    "es": 24,
    "pl": 28,
    "gb": 22,
    "tr": 26,
    "ro": 24,
    "bg": 22,
    "it": 27,
    "pt": 25,
}


def _online(signs: str) -> Iterable[Reason]:
    said = with_digits(signs)
    if _MAIL.search(signs) or _MAIL_HOUSE.search(signs):
        yield Reason.MAIL
    elif _HANDLE.search(signs):
        yield Reason.HANDLE
    if _has_iban(re.sub(r"[\W_]", "", said).lower()):
        yield Reason.IBAN
    plates = [*_PLATE.findall(signs), *_BARE_PLATE.findall(signs)]
    if _PLATE_WORD.search(said) or any(_shape(plate) in _PLATE_SHAPES for plate in plates):
        yield Reason.PLATE


def _shape(plate: str) -> str:
    return "".join("9" if sign.isdigit() else "A" for sign in plate if sign.isalnum())


def _has_iban(squeezed: str) -> bool:
    if re.search(r"nl\d\d[a-z]{4}\d{10}", squeezed):
        return True
    for found in _IBAN.finditer(squeezed):
        length = _IBAN_LENGTHS.get(found.group(1)[:2])
        if length and len(found.group(1)) >= length and _passes_97(found.group(1)[:length]):
            return True
    return False


def _passes_97(iban: str) -> bool:
    turned = iban[4:] + iban[:4]
    return int("".join(str(int(sign, 36)) for sign in turned)) % 97 == 1
