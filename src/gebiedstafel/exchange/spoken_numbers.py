"""Digits said in words, spaced out or with a letter for a digit, written as digits."""

from __future__ import annotations

import re

_ONES = {
    "nul": 0, "een": 1, "twee": 2, "drie": 3, "vier": 4, "vijf": 5, "zes": 6, "zeven": 7, "acht": 8,
    "negen": 9,
}  # fmt: skip
_TEENS = {
    "tien": 10, "elf": 11, "twaalf": 12, "dertien": 13, "veertien": 14, "vijftien": 15, "zestien": 16,
    "zeventien": 17, "achttien": 18, "negentien": 19,
}  # fmt: skip
_TENS = {
    "twintig": 20, "dertig": 30, "veertig": 40, "vijftig": 50, "zestig": 60, "zeventig": 70, "tachtig": 80,
    "negentig": 90,
}  # fmt: skip
_ENGLISH = {"zero": 0, "two": 2, "three": 3, "four": 4, "five": 5, "seven": 7, "eight": 8, "nine": 9}
_BELOW = {
    **{
        f"{one}en{ten}": value + number
        for ten, value in _TENS.items()
        for one, number in _ONES.items()
        if number
    },
    **_TENS,
    **_TEENS,
    **_ONES,
}
NUMBERS = {
    **_BELOW,
    **_ENGLISH,
    **{f"{one}honderd": number * 100 for one, number in _ONES.items() if number > 1},
    "honderd": 100,
}
_ONE_WORD = "|".join(sorted(_ONES, key=len, reverse=True))
_STUCK = re.compile(rf"\b(?:{_ONE_WORD}){{2,}}\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_MIXED = re.compile(r"(?<![^\W_])[0-9OoIl|]{2,}(?![^\W_])")
_AS_DIGIT = str.maketrans("OoIl|", "00111")


def with_digits(text: str) -> str:
    """Return plain signs with every number word as digits; the article `een` stays a word."""
    stuck = _STUCK.sub(lambda found: "".join(_each(found.group().lower())), text)
    said = _WORD.sub(_as_digits, stuck)
    return _MIXED.sub(_mended, said)


def _as_digits(found: re.Match[str]) -> str:
    word = found.group().lower()
    return found.group() if word == "een" or word not in NUMBERS else str(NUMBERS[word])


def _each(stuck: str) -> list[str]:
    return [str(_ONES[word]) for word in re.findall(_ONE_WORD, stuck)]


def _mended(found: re.Match[str]) -> str:
    signs = found.group()
    return signs.translate(_AS_DIGIT) if any(sign.isdigit() for sign in signs) else signs


#: What may stand between the digits of one number: signs, and words of who dictates.
_BETWEEN = r"(?:[^\w\n]|_|\b(?:dan|en|streep|streepje|min|punt|spatie|schuine|komma)\b)"
_RUN = re.compile(rf"(?:\+?\d+|\been\b)(?:{_BETWEEN}{{1,12}}?(?:\d+|een\b))*", re.IGNORECASE)


def digit_runs(text: str) -> list[re.Match[str]]:
    """Return the places where digits follow one another, whatever small signs stand between them."""
    return list(_RUN.finditer(text))


def digits_of(run: str) -> str:
    """Return only the digits of a run."""
    return re.sub(r"\D", "", re.sub(r"\been\b", "1", run, flags=re.IGNORECASE))
