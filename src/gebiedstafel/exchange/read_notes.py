"""What was done to files on the way in: what was left out, repaired and merged, in sentences and as data."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from gebiedstafel.exchange.boundaries import BoundaryFile
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figures_csv import FigureFile

#: Per kind, of one and of more: in Dutch, in English. {names} are the first five.
SENTENCES: dict[str, tuple[tuple[str, str], tuple[str, str]]] = {
    "origin": (
        (
            "{n} kolom over herkomst niet gelezen. Die gebruiken we niet.",
            "{n} column about origin not read. We do not use those.",
        ),
        (
            "{n} kolommen over herkomst niet gelezen. Die gebruiken we niet.",
            "{n} columns about origin not read. We do not use those.",
        ),
    ),
    "unread": (
        (
            "{n} kolom niet gelezen. Die kennen we niet of hebben we niet nodig.",
            "{n} column not read. We do not know or do not need it.",
        ),
        (
            "{n} kolommen niet gelezen. Die kennen we niet of hebben we niet nodig.",
            "{n} columns not read. We do not know or do not need them.",
        ),
    ),
    "undefined": (
        (
            "{names} niet gelezen. De kolom zegt niet hoe energiearmoede is gemeten.",
            "{names} not read. The column does not say how energy poverty is measured.",
        ),
        (
            "{names} niet gelezen. De kolommen zeggen niet hoe energiearmoede is gemeten.",
            "{names} not read. The columns do not say how energy poverty is measured.",
        ),
    ),
    "abroad": (
        ("{names} overgeslagen, want niet in een gemeente.", "{names} skipped: not in a municipality."),
        ("{names} overgeslagen, want niet in een gemeente.", "{names} skipped: not in a municipality."),
    ),
    "unknown_name": (
        (
            "{n} naam overgeslagen: we kennen geen buurt {names}.",
            "{n} name skipped: we know no buurt {names}.",
        ),
        (
            "{n} namen overgeslagen: we kennen geen buurt {names}.",
            "{n} names skipped: we know no buurt {names}.",
        ),
    ),
    "converted": (
        ("omgerekend van RD naar lengte en breedte.", "converted from RD to longitude and latitude."),
        ("omgerekend van RD naar lengte en breedte.", "converted from RD to longitude and latitude."),
    ),
    "repaired": (
        (
            "{n} vlak dat zichzelf kruiste is hersteld: {names}.",
            "{n} surface that crossed itself was repaired: {names}.",
        ),
        (
            "{n} vlakken die zichzelf kruisten zijn hersteld: {names}.",
            "{n} surfaces that crossed themselves were repaired: {names}.",
        ),
    ),
    "merged": (
        ("delen met dezelfde code zijn samengevoegd: {names}.", "parts with one code were merged: {names}."),
        ("delen met dezelfde code zijn samengevoegd: {names}.", "parts with one code were merged: {names}."),
    ),
    "without_surface": (
        (
            "{n} gebied zonder vlak, dus niet getekend: {names}.",
            "{n} area without a surface, so not drawn: {names}.",
        ),
        (
            "{n} gebieden zonder vlak, dus niet getekend: {names}.",
            "{n} areas without a surface, so not drawn: {names}.",
        ),
    ),
    "nowhere": (
        (
            "{n} grens niet gebruikt: we kennen {names} niet.",
            "{n} boundary not used: we do not know {names}.",
        ),
        (
            "{n} grenzen niet gebruikt: we kennen {names} niet.",
            "{n} boundaries not used: we do not know {names}.",
        ),
    ),
}
#: What stands in these is not for a picture: how many there are says enough.
ONLY_COUNTED = ("origin", "unread")
NAMED = 5


def notes_on(
    figures: Iterable[FigureFile], boundaries: Iterable[BoundaryFile], known: Iterable[str]
) -> list[dict[str, Any]]:
    """Return per file and kind what was done to how many, with a sentence in Dutch and in English.

    `known` are the codes of areas; a shape of another one is told of.
    """
    known = set(known)
    told = [
        (file.name, kind, names)
        for file in figures
        for kind, names in (
            ("origin", file.left_out),
            ("unread", file.unread),
            ("undefined", file.undefined),
            ("abroad", file.skipped),
            ("unknown_name", file.unknown),
        )
    ]
    told += [(file.name, kind, names) for file in boundaries for kind, names in _of_shapes(file, known)]
    return [_note(file, kind, list(dict.fromkeys(names))) for file, kind, names in told if names]


def _of_shapes(file: BoundaryFile, known: set[str]) -> Iterator[tuple[str, list[str]]]:
    yield "unknown_name", file.unknown
    yield "converted", [file.name] if file.converted else []
    yield "repaired", file.repaired
    yield "merged", file.merged
    yield "without_surface", file.slivers
    yield "nowhere", sorted(set(file.shapes) - known)


def _note(file: str, kind: str, names: Sequence[str]) -> dict[str, Any]:
    dutch, english = SENTENCES[kind][len(names) > 1]
    named, more = ", ".join(names[:NAMED]), len(names) - NAMED
    facts = {"n": len(names), "names": f"{named} en nog {more}" if more > 0 else named}
    facts_en = {"n": len(names), "names": f"{named} and {more} more" if more > 0 else named}
    return {
        "file": file,
        "kind": kind,
        "count": len(names),
        "names": [] if kind in ONLY_COUNTED else list(names),
        "words": f"{file}: {dutch.format(**facts)}",
        "words_en": f"{file}: {english.format(**facts_en)}",
    }


def as_sentences(notes: Iterable[dict[str, Any]]) -> list[Fault]:
    """Return notes as sentences in both languages, to be told where faults are told."""
    return [Fault(note["file"], note["words"], note["words_en"]) for note in notes]
