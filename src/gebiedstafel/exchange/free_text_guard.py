"""The guard before a text is kept: what in it could point at a person, a home or a small group.

It answers in codes; whoever asks has the words. It keeps nothing and tells nothing of the text itself. It
is strict rather than clever: a refused text is one rewritten sentence, a kept one may harm somebody.
What it cannot see: a name it does not know, and what only a neighbour understands. People still read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum

from .guarded_words import (
    GIVEN_NAMES,
    HOUSE_WORDS,
    KIN,
    LEADERS,
    LITTLE_WORDS,
    ONE_BODY,
    PEOPLE,
    PLACE_ROLES,
    STREETS,
    UNITS,
)
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
    the table knows, after which a number is a house number. The same text gives the same answer, whatever
    accents, widths, scripts, spaces or number words it is disguised in.
    """
    signs = plain_signs(text[:MOST_READ])
    said = with_digits(signs)
    found = {
        *_numbers(said),
        *_addresses(said, [with_digits(plain_signs(place)) for place in places]),
        *_names(signs),
        *_persons(said, k),
        *_online(signs),
    }
    if unreadable(signs):
        found.add(Reason.UNREADABLE)
    return [reason for reason in Reason if reason in found]


def _words(options: Iterable[str]) -> str:
    return "|".join(sorted(options, key=lambda word: (-len(word), word)))


# --- numbers -----------------------------------------------------------------------------------------

_AMOUNT = re.compile(
    r"(?:€|\beur(?:o)?\b)\s?\d[\d.,]*(?:,-)?|\b\d[\d.,]*(?=\s?(?:euro|miljoen|mln|k€)\b)", re.I
)
_GROUPED = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3})+(?:,\d\d?)?(?![\d.])")
_TIMES = re.compile(r"\b\d{1,2}[.:]\d\d(?:\s*(?:-|en|tot|of)\s*\d{1,2}[.:]\d\d)?(?=\s*uur\b)", re.I)
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

_COUNTS = rf"\s*(?:{_words(UNITS)})\b|\s*%"
_NUMBERED = (
    r"(?:,|\s|\bnr\b\.?|\bno\b\.?|\bnummer\b|\bhuisnummer\b|#)+"
    rf"(\d(?:[ .-]?\d){{0,3}})(?!\d)(?!{_COUNTS})"
)
_STREET = re.compile(rf"\b(?:[a-z'-]{{2,}}(?:{_words(STREETS)})){_NUMBERED}", re.I)
_NUMBER_WORD = re.compile(r"\b(?:huisnummer|huisnr|nummer|nr\b\.?)\s*(?:\d|een\b)", re.I)
_FLOOR = re.compile(r"\b\d{1,4}\s?-?\s?(?:hoog|bis|zwart|rood)\b(?!\s+water)", re.I)
_HOUSE = re.compile(rf"\b(?:{_words(HOUSE_WORDS)}){_NUMBERED}", re.I)
_LETTERS_AFTER = re.compile(r"[^\w\n]{0,3}([a-z])[^\w\n]{0,2}([a-z])(?![a-z])", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")
_NO_POSTCODE = {"SA", "SD", "SS"}


def _addresses(said: str, places: Iterable[str]) -> Iterable[Reason]:
    known = [re.compile(rf"\b{re.escape(place)}{_NUMBERED}", re.I) for place in places if place.strip()]
    if any(pattern.search(said) for pattern in (_STREET, _NUMBER_WORD, _FLOOR, _HOUSE, *known)):
        yield Reason.HOUSE_NUMBER
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


# --- names and persons -------------------------------------------------------------------------------

_TITLE = re.compile(
    r"\b(?:mevrouw|meneer|mijnheer|mevr|mw|dhr|de heer|juffrouw|mej|fam|weduwe|weduwnaar)\b", re.I
)
_TITLE_NAME = re.compile(
    r"\b(?i:dokter|dr|drs|ing|ir|mr|juf|meester|familie|gezin|buurman|buurvrouw|tante|oom|opa|oma"
    r"|genaamd|heet|heette|roepnaam|achternaam|voornaam|bijnaam|agent|pastoor|imam|dominee)\b\.?:?\s+"
    r"(?:(?:van|de|den|der|het|el|al|ten|ter)\s+){0,3}[A-Z][a-z]+"
)
_INITIALS = re.compile(r"(?<![\w.])(?:[A-Z]\.\s?){1,4}(?:(?:van|de|den|der|el|ten|ter)\s+){0,3}[A-Z][a-z]+")
_NAMED = re.compile(rf"\b(?:{_words(GIVEN_NAMES)})\b", re.I)
_NAME_IS = re.compile(r"\bnaam (?:is|luidt)\b|\bheet\s+[A-Z]")


def _names(signs: str) -> Iterable[Reason]:
    patterns = (_TITLE, _TITLE_NAME, _INITIALS, _NAMED, _NAME_IS)
    if any(pattern.search(signs) for pattern in patterns):
        yield Reason.NAME


_BODY = _words(ONE_BODY)
_ADJECTIVE = r"(?:[a-z]+(?:e|en|ig)\s+){0,2}"
_AGE = re.compile(
    rf"\b(?:{_BODY}|{_words(PLACE_ROLES)}|zoon|dochter|kind|baby|oudere)\s+\(?\s*(?:van\s+)?\d{{1,3}}\b(?!\s*(?:keer|maal|dagen|weken|maanden|euro))"
    r"|\b\d{1,3}[- ]?jarige?\b(?!\s+(?:leeftijd|[a-z]+(?:en|s))\b)"
    r"|\b\d{1,3}\s+jaar\s+(?:oud|jong)\b"
    r"|\b(?:hij|zij|ze)\s+is\s+\d{1,3}\b"
    r"|\b(?:geboren|geb\.?|geboortedatum|geboortejaar|jarig)\b\D{0,20}\d"
    r"|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:19\d\d|20[01]\d)\b"
    r"|\b\d{1,2}\s+(?:jan|feb|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]*\.?\s+(?:19\d\d|20[01]\d)\b",
    re.I,
)
_KIN = re.compile(
    rf"\b(?:{_words(KIN)})\s+van\s+(?:de|het|die|dat|deze|dit|onze|een)\s+[a-z]"
    rf"|\b(?:de|het|die|onze)\s+[a-z]+\s+(?:z'?n|zijn|haar|d'?r)\s+(?:{_words(KIN)})\b"
    rf"|\b[a-z]{{3,}}s(?:zoon|dochter)\b",
    re.I,
)
_GROUP = re.compile(
    r"\b(?:groep(?:je)?|clubje|club|stel(?:letje)?|gezin|familie|bende|kliek|ploegje)\s+(?:van|met)\s+(?:\w+\s)?(\d+|een)\b"
    r"(?!\s*(?:jaar|keer|euro|meter|m2|maanden|weken))",
    re.I,
)
_FEW = re.compile(rf"(?<![\d.,-])(\d+)\s+(?:[a-z]+(?:e|en|se)\s+){{0,2}}(?:{_words(PEOPLE)})\b", re.I)
_COUNTED = re.compile(
    r"\b(?:twee|drie|vier|vijf|zes|zeven|acht|negen)tal\b(?!\s+(?:keer|jaar|weken|maanden|dagen|plekken|punten))"
    r"|\bmet\s+(?:z'?n|zijn|hun)\s+(?:tweeen|drieen|vieren|vijven|zessen|zevenen|achten|negenen)\b",
    re.I,
)
_ROLES = f"(?:{_words(PLACE_ROLES)}|gezin|huishouden)"
_ONE = re.compile(
    r"\b(?:een|de|het|die|dat|deze|dit|onze|zo'?n|ene|zekere|bepaalde|dezelfde|hetzelfde|enige|1)\s+"
    rf"{_ADJECTIVE}(?:{_BODY})\b"
    r"|\b(?:1|een enkele|ene|dezelfde|deze|die|een zekere|een bepaalde)\s+"
    rf"{_ADJECTIVE}{_ROLES}\b"
    rf"|\b(?:een|de|het)\s+{_ADJECTIVE}{_ROLES}\s+(?:op|uit|van|in|aan|boven|onder|naast)\s+"
    r"(?:nummer|nr|de hoek|de [a-z]+ (?:verdieping|etage)|[a-z'-]*(?:straat|laan|plein|gracht|kade|flat)\b)"
    rf"|\b(?:{_words(LEADERS)})\b",
    re.I,
)


def _persons(said: str, k: int) -> Iterable[Reason]:
    if _AGE.search(said):
        yield Reason.AGE
    if _KIN.search(said):
        yield Reason.KIN
    sizes = [NUMBERS.get(size.lower(), 0) if size.isalpha() else int(size[:6]) for size in _sizes(said)]
    if any(0 < size < k for size in sizes) or _COUNTED.search(said):
        yield Reason.SMALL_GROUP
    if _ONE.search(said):
        yield Reason.ONE_PERSON


def _sizes(said: str) -> Iterable[str]:
    for pattern in (_GROUP, _FEW):
        yield from (found.group(1) for found in pattern.finditer(said))


# --- mail, accounts, plates --------------------------------------------------------------------------

_AT = r"(?:@|\(\s*(?:at|a)\s*\)|\[\s*(?:at|a)\s*\]|\bapenstaartje\b|\bapestaart(?:je)?\b|\bat\b)"
_DOT = r"(?:\.|\bpunt\b|\bdot\b|\(\s*(?:dot|punt)\s*\)|\[\s*(?:dot|punt)\s*\])"
_MAIL = re.compile(rf"[\w.+-]\s*{_AT}\s*[\w-]+(?:\s*{_DOT}\s*[\w-]+)*\s*{_DOT}\s*[a-z]{{2,}}\b", re.I)
_MAIL_HOUSE = re.compile(
    r"\b(?:gmail|hotmail|outlook|icloud|ziggo|kpnmail|live|yahoo|proton)\s*(?:\.|punt|dot)\s*(?:com|nl|me)\b",
    re.I,
)
_HANDLE = re.compile(
    r"(?<![\w.])@\s?[\w.]{2,}|\bhttps?:|\bwww\b|\b(?:insta(?:gram)?|snap(?:chat)?|tiktok|facebook|telegram|discord|x)\s*[:/=]\s*\w"
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
