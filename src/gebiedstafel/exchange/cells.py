"""What is written in a cell: a number, or nothing, and how Dutch and English writing are told apart."""

import re
from collections.abc import Iterable, Mapping

WITHHELD, NOT_YET, NOT_THERE = "withheld", "not_yet", "not_there"

# What publishers write where a figure is missing, and what they mean by it. Never a zero.
MISSING: Mapping[str, str] = {
    "-99999999": NOT_THERE,
    "-99999": NOT_THERE,
    "-99997": WITHHELD,
    "-99996": WITHHELD,
    "-99995": NOT_YET,
    ".": WITHHELD,
    "..": WITHHELD,
    "x": WITHHELD,
    "": NOT_THERE,
    ",": NOT_THERE,
    "-": NOT_THERE,
    "?": NOT_THERE,
    "null": NOT_THERE,
    "none": NOT_THERE,
    "nan": NOT_THERE,
    "n/a": NOT_THERE,
}

# ASCII: a digit of another script is not what a publisher of Dutch figures writes.
PLAIN = re.compile(r"[+-]?\d+", re.ASCII)
THREES = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}", re.ASCII)
GROUPED = re.compile(r"[+-]?[1-9]\d{0,2}([.,\s'])\d{3}(?:\1\d{3})*(?:(?!\1)[.,]\d+)?", re.ASCII)
DECIMAL = re.compile(r"[+-]?\d*[.,]\d+(?:[eE][+-]?\d+)?|[+-]?\d+[.,]|[+-]?\d+[eE][+-]?\d+", re.ASCII)


def cell_text(text: str) -> str:
    """Return what a cell says, without padding of any kind around it."""
    return text.replace("\xa0", " ").replace("\u202f", " ").strip()


def missing_reason(text: str) -> str | None:
    """Return why a cell holds no figure, or nothing when it does hold something."""
    plain = cell_text(text).casefold()
    # Spreadsheets rewrite a marker as -99999999.0 or -99999999,00.
    return MISSING.get(re.sub(r"^(-9{5,8}|-9999[567])[.,]0+$", r"\1", plain))


def decimal_mark(cells: Iterable[str]) -> str | None:
    """Return the decimal mark that these cells prove, or nothing when they leave it open."""
    grouped: set[str] = set()
    for cell in cells:
        text = cell_text(cell)
        if PLAIN.fullmatch(text) or missing_reason(text) is not None:
            continue
        marks = [mark for mark in text if mark in ".,"]
        if len(set(marks)) == 2:
            return marks[-1]
        if len(marks) > 1:
            grouped.add(marks[0])
        elif len(marks) == 1 and not THREES.fullmatch(text):
            return marks[0]
    if len(grouped) == 1:
        return "," if grouped == {"."} else "."
    return None


def number_of(text: str, mark: str | None) -> float | None:
    """Return the number in a cell, given the decimal mark of its column; nothing when it is none.

    >>> number_of(" 1.234,5", ","), number_of("29,200", "."), number_of("12,5", ",")
    (1234.5, 29200.0, 12.5)
    """
    plain = cell_text(text)
    if PLAIN.fullmatch(plain):
        return float(plain)
    if mark is None:
        return None
    if GROUPED.fullmatch(plain):
        thousands = "." if mark == "," else ","
        plain = re.sub(r"[\s']", "", plain).replace(thousands, "")
    elif not DECIMAL.fullmatch(plain) or any(other in plain for other in ".,".replace(mark, "")):
        return None
    return float(plain.replace(mark, "."))
