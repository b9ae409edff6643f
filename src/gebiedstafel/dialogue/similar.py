"""Which statements look alike, so that whoever reads them can take doubles together."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

#: From this share of pieces in common two texts are worth a look beside each other.
ALIKE_FROM = 0.55
PIECE = 3


def pieces(text: str) -> frozenset[str]:
    """Return every three letters in a row of a text, without accents, capitals and punctuation."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    letters = re.sub(r"[^\w\s]|_", "", "".join(sign for sign in plain if not unicodedata.combining(sign)))
    padded = f"  {' '.join(letters.split())} "
    return frozenset(padded[place : place + PIECE] for place in range(len(padded) - PIECE + 1))


def alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the pieces of two texts they have in common."""
    return len(one & other) / len(one | other) if one or other else 1.0


def nearest(texts: Mapping[int, str], among: Mapping[int, str]) -> dict[int, tuple[int, float]]:
    """Return for each text the most similar earlier one among others, where one is similar enough.

    Texts and others are known by their numbers; only a lower number is earlier. Only texts that share
    a piece are compared, so a long list costs what it has in common.
    """
    known = {number: pieces(text) for number, text in among.items()}
    holders: dict[str, list[int]] = defaultdict(list)
    for number, found in sorted(known.items()):
        for piece in found:
            holders[piece].append(number)
    best = {}
    for number, text in texts.items():
        nearby = _best(number, pieces(text), known, holders)
        if nearby is not None:
            best[number] = nearby
    return best


def _best(
    number: int, own: frozenset[str], known: Mapping[int, frozenset[str]], holders: Mapping[str, list[int]]
) -> tuple[int, float] | None:
    shared = Counter(other for piece in own for other in holders.get(piece, ()) if other < number)
    scored = ((count / (len(own) + len(known[other]) - count), -other) for other, count in shared.items())
    score, other = max(scored, default=(0.0, 0))
    return (-other, score) if score >= ALIKE_FROM else None


def doubles(texts: Iterable[str]) -> list[str]:
    """Return the texts that occur more than once but for capitals and punctuation."""
    seen: set[frozenset[str]] = set()
    again = []
    for text in texts:
        own = pieces(text)
        if own in seen:
            again.append(text)
        seen.add(own)
    return again
