"""Signs brought back to plain letters and digits, so that a disguise does not hide what is written."""

from __future__ import annotations

import re
import unicodedata

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
