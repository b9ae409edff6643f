"""Several things in one cell of a workbook: “a; b; c”, and “woning: 12; tuin: 3”."""

from __future__ import annotations

import re
from collections.abc import Iterable

NOTHING = "–"  # there is none, and we know that
NOTHING_WORDS = frozenset({NOTHING, "-", "—", "geen", "n.v.t.", "nvt", "n.v.t"})
UNKNOWN_WORDS = frozenset({"", "?", "onbekend", "pm", "p.m.", "p.m", "weet niet"})

_ITEM = re.compile(r'\s*("(?:[^"]|"")*"|[^;\n]*)\s*(?:[;\n]|\Z)')
_PAIRED = re.compile(r'\s*((?:"(?:[^"]|"")*"|[^;\n"])*)\s*(?:[;\n]|\Z)')
_PAIR = re.compile(r'\s*("(?:[^"]|"")*"|[^:]*?)\s*:\s*(.*)', re.DOTALL)


def joined(items: Iterable[str]) -> str:
    """Return one text for several; what could be misread stands between quotes."""
    return "; ".join(quoted(item) for item in items)


def split(text: str) -> list[str]:
    """Return the items of a text, each as it was before it was joined."""
    items, place = [], 0
    while place < len(text):
        found = _ITEM.match(text, place)
        # Something may stand behind a closing quote: then the quotes are only text.
        item = found[1].strip() if found else text[place:].partition(";")[0].strip()
        place = found.end() if found else place + len(text[place:].partition(";")[0]) + 1
        if item:
            items.append(unquoted(item))
    return items


def quoted(item: str, also: str = "") -> str:
    """Return an item as it stands in a list: between quotes where it would not be read back."""
    plain = item.strip().casefold()
    if (
        item != item.strip()
        or plain in UNKNOWN_WORDS | NOTHING_WORDS
        or any(sign in item for sign in f';"\n\r{also}')
    ):
        return '"' + item.replace('"', '""') + '"'
    return item


def unquoted(item: str) -> str:
    """Return what stands between quotes, or the item itself."""
    if len(item) > 1 and item[0] == item[-1] == '"':
        return item[1:-1].replace('""', '"')
    return item


def pair(name: str, value: str) -> str:
    """Return “name: value” as an item that `joined` must not quote again."""
    return f"{quoted(name, also=':')}: {quoted(value)}"


def pairs(text: str) -> list[tuple[str, str]] | None:
    """Return the names and values of a text, or nothing where an item lacks its colon."""
    found, place = [], 0
    while place < len(text):
        part = _PAIRED.match(text, place)
        told = _PAIR.fullmatch(part[1]) if part else None
        if part is None or told is None:
            return None
        found.append((unquoted(told[1]), unquoted(told[2].strip())))
        place = part.end()
    return found
