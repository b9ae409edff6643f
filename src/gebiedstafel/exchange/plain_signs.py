"""Signs brought back to plain letters and digits, so that a disguise does not hide what is written."""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from itertools import product

#: Letters of other scripts, and of ours, that look like a plain letter.
_LOOKALIKES = str.maketrans(
    "авеёһіїјкмнорѕтухԛԝгАВЕЁНІЇЈКМОРЅТУХαβενικορτυχηΑΒΕΖΗΙΚΜΝΟΡΤΥΧıłøđħŧŁØĐĦ",
    "abeehiijkmhopstyxqwrABEEHIIJKMOPSTYXabevikoptyxnABEZHIKMNOPTYXilodhtLODH",
)
_LETTER = re.compile(
    r"(?:SMALL CAPITAL|LATIN (?:CAPITAL|SMALL) LETTER|REGIONAL INDICATOR SYMBOL LETTER)(?: SCRIPT)? ([A-Z])$"
)
_SPACED = re.compile(r"(?<![^\W_])[^\W\d_](?:[^\w\n]{1,2}[^\W\d_]|_[^\W\d_]){2,}(?![^\W_])")


def plain_signs(text: str) -> str:
    """Return the text in a-z, A-Z and 0-9 as far as it can be read, without signs that nobody sees.

    Full-width, circled and other scripts' digits become digits; accents go; letters that only look like
    ours become ours; `m.e.v.r.` and `m e v r` close up. What stays of another script is left as it is.
    """
    whole = unicodedata.normalize("NFKC", text.replace("één", "1").replace("Eén", "1").replace("Één", "1"))
    signs = "".join(_plain(sign) for sign in unicodedata.normalize("NFKD", whole))
    signs = signs.translate(_LOOKALIKES).replace("ß", "ss").replace("æ", "ae").replace("œ", "oe")
    return _SPACED.sub(lambda found: re.sub(r"[\W_]", "", found.group()), signs)


#: A word with digits or signs among its letters; what has one letter (14a, 3x, A12) is no word.
_MIXED = re.compile(r"(?<![^\W_])(?=[\d@$]{0,4}[A-Za-z])[A-Za-z\d@$]{3,30}(?![^\W_])")
_LETTERS = str.maketrans("034578@$", "oeastbas")
_NUMBER_AFTER = re.compile(r"(?<=[A-Za-z@$])_?\d{2,4}(?![^\W_])")
_YEAR_AFTER = re.compile(r"(?<=[A-Za-z\d@$])_?(?:19|20)\d\d(?![^\W_])")


def without_disguise(signs: str) -> list[str]:
    """Return plain signs as they read too when digits among letters are letters: J4yden, M0hammed, K3rk.

    What is a 1 may be an i or an l; digits at the end of a word may be a year. Empty when nothing differs.
    """
    shorter = (signs, _NUMBER_AFTER.sub(" ", signs), _YEAR_AFTER.sub(" ", signs))
    texts = [text.replace("_", " ") for text in shorter]
    readings = [_MIXED.sub(_lettered, text) for text in texts]
    return [text for text in dict.fromkeys(readings) if text != signs]


def _lettered(found: re.Match[str]) -> str:
    """Return a word in every way it reads, beside each other."""
    word = found.group()
    letters = sum(sign.isalpha() for sign in word)
    if letters < 2 or letters == len(word):
        return word
    ways = product("il", repeat=min(word.count("1"), 3))
    return " ".join(reduce(lambda left, one: left.replace("1", one, 1), way, word) for way in ways).translate(
        _LETTERS
    )


def unreadable(text: str) -> bool:
    """Whether plain signs still hold letters or digits that the guard cannot read."""
    return any(sign.isalnum() and not sign.isascii() for sign in text)


def _plain(sign: str) -> str:
    if sign.isascii():
        return sign if sign.isprintable() else " "
    kind = unicodedata.category(sign)
    if kind in ("Cf", "Mn", "Me", "Mc", "Cn", "Co", "Cs"):
        return ""
    if kind.startswith("N"):
        number = unicodedata.numeric(sign, -1)
        return str(int(number)) if number >= 0 and number == int(number) else " "
    if kind.startswith("Z") or kind == "Cc":
        return " "
    if kind.startswith("P"):
        return _mark(sign, kind)
    found = _LETTER.search(unicodedata.name(sign, ""))
    if not found:
        return sign
    return found.group(1) if "CAPITAL LETTER" in unicodedata.name(sign) else found.group(1).lower()


def _mark(sign: str, kind: str) -> str:
    return (
        "-"
        if kind == "Pd"
        else {"’": "'", "‘": "'", "‚": ",", "·": ".", "。": ".", "、": ","}.get(sign, sign)
    )
