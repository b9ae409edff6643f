"""Finding a name or a word at a table, in what this seat may see and nothing else."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from gebiedstafel.exchange.entries import NAMES

Document = Mapping[str, Any]

#: Where words stand that people wrote, in the order in which hits are told.
PLACES: tuple[str, ...] = (
    "challenges",
    "measures",
    "money_flows",
    "parties",
    "bundles",
    "statements",
    "areas",
)
NOT_WORDS = frozenset({"id", "circles", "quality"})
AROUND = 60


@dataclass(frozen=True, slots=True)
class Hit:
    """One row in which every word sought stands, and the words around the first."""

    kind: str
    key: str
    name: str
    note: str
    weight: int


def find(document: Document, sought: str) -> tuple[Hit, ...]:
    """Return the rows that hold every word sought: in their name first, then in their words."""
    words = plain(sought).split()
    if not words:
        return ()
    found = (hit for kind in PLACES for row in document.get(kind, ()) if (hit := _hit(kind, row, words)))
    return tuple(sorted(found, key=lambda hit: (PLACES.index(hit.kind), hit.weight, hit.name, hit.key)))


def plain(text: str) -> str:
    """Return text without capitals and accents."""
    split = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def _hit(kind: str, row: Document, words: Sequence[str]) -> Hit | None:
    name = str(row.get(_name_field(kind)) or row["id"])
    texts = [name, str(row["id"]), *_texts(row)]
    whole = plain("\n".join(texts))
    if not all(word in whole for word in words):
        return None
    in_name = all(word in plain(name) for word in words)
    note = "" if in_name else next((_around(text, words[0]) for text in texts if words[0] in plain(text)), "")
    return Hit(kind, str(row["id"]), name, note, 0 if in_name else 1)


def _name_field(kind: str) -> str:
    return NAMES.get(kind, "text" if kind == "statements" else "name")


def _texts(value: object) -> Iterator[str]:
    """Yield the words in a row, at any depth; ids of other rows, days and numbers are no words."""
    if isinstance(value, Mapping):
        for name, part in value.items():
            if name not in NOT_WORDS:
                yield from _texts(part)
    elif isinstance(value, list):
        for part in value:
            yield from _texts(part)
    elif isinstance(value, str) and (" " in value or len(value) > 12):
        yield value


def _around(text: str, word: str) -> str:
    at = plain(text).find(word)
    start, end = max(at - AROUND, 0), at + len(word) + AROUND
    return ("…" if start else "") + text[start:end].strip() + ("…" if end < len(text) else "")
