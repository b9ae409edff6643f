"""Which tables there are, where they stand, and under which licence; from tables.yaml or a file like it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from ..faults import BadFile, Fault
from ..indicators import known_indicators

KINDS = ("cbs4", "cbs3", "derden3", "pdok")


@dataclass(frozen=True, slots=True)
class CrimeKind:
    """One kind of rows that becomes a column of its own; `together` years are averaged."""

    titles: tuple[str, ...]
    column: str
    together: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """One publication: a table for all years, or one a year."""

    id: str
    name: str
    licence: str
    services: tuple[str, ...]
    table: str = ""
    years: Mapping[int, str] = field(default_factory=dict)
    where: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    split: str = ""
    counted: str = ""
    kinds: tuple[CrimeKind, ...] = ()
    columns: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Which figures it has, by id, and what its columns call them; also asked where others are older."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The services by name, and the sources in the order in which they are asked."""

    services: Mapping[str, str]
    sources: tuple[Source, ...]
    inward: bool = False

    def source(self, name: str) -> Source | None:
        """Return the source of this name."""
        return next((one for one in self.sources if one.id == name), None)


class _Wrong(ValueError):
    """What is wrong in a list of tables, in Dutch and in English."""

    def __init__(self, dutch: str, english: str) -> None:
        super().__init__(dutch)
        self.words = (dutch, english)


def catalogue_in(text: str, name: str) -> Catalogue:
    """Read a catalogue; refuse one that lacks what we need, in words."""
    try:
        found = yaml.safe_load(text)
        sources = tuple(_source(one) for one in found["sources"])
        _check_services(sources)
        return Catalogue(
            {str(kind): str(found["services"][kind]) for kind in KINDS},
            sources,
            found.get("allow_inward") is True,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as fault:
        reason = str(fault).splitlines()[0][:120]
        dutch, english = fault.words if isinstance(fault, _Wrong) else (reason, reason)
        raise BadFile(
            (
                Fault(
                    name,
                    f"{name}: dit is geen lijst van tabellen ({dutch}). Begin met een kopie van de onze.",
                    f"{name}: this is no list of tables ({english}). Start from a copy of ours.",
                ),
            )
        ) from None


def _check_services(sources: Sequence[Source]) -> None:
    """Refuse a source at a service we do not know, or figures and shapes from one source."""
    wrong = [one.id for one in sources if not _may_be_asked(one.services)]
    if wrong:
        names = ", ".join(wrong)
        raise _Wrong(
            f"services van {names}: kies uit cbs4, cbs3 en derden3, of alleen pdok",
            f"services of {names}: choose from cbs4, cbs3 and derden3, or pdok alone",
        )


def _may_be_asked(services: Sequence[str]) -> bool:
    return bool(services) and set(services) <= set(KINDS) and ("pdok" not in services or len(services) == 1)


def _source(entry: Mapping[str, Any]) -> Source:
    return Source(
        id=str(entry["id"]),
        name=str(entry["name"]),
        licence=str(entry["licence"]),
        services=tuple(entry["services"]),
        table=str(entry.get("table", "")),
        years={int(year): str(table) for year, table in (entry.get("years") or {}).items()},
        where={str(name): tuple(map(str, titles)) for name, titles in (entry.get("where") or {}).items()},
        split=str(entry.get("split", "")),
        counted=str(entry.get("counted", "")),
        kinds=tuple(
            CrimeKind(tuple(map(str, kind["titles"])), str(kind["column"]), int(kind.get("together", 1)))
            for kind in entry.get("kinds") or ()
        ),
        columns=_columns(entry.get("columns") or {}, split=bool(entry.get("split"))),
    )


def _columns(entry: Mapping[str, Any], *, split: bool) -> dict[str, tuple[str, ...]]:
    """Return what the columns of each figure are called: one name, or several that differ by year.

    Raises ValueError that tells all that is wrong with them at once.
    """
    known = known_indicators()
    unknown = [str(name) for name in entry if str(name) not in known]
    bare = [one.id for name in entry if (one := known.get(str(name))) and not one.columns + one.count_columns]
    untitled = [str(name) for name, titles in entry.items() if not _are_titles(titles)]
    wrong = [
        (", ".join(names) + dutch, ", ".join(names) + english)
        for names, dutch, english in (
            (unknown, " kennen we niet als cijfer", ": no figure that we know"),
            (bare, " lezen we uit geen kolom", ": read from no column"),
            (untitled, " vraagt één titel, of een lijst van titels", ": give one title, or a list of titles"),
            (["split"] if split and entry else [], " kan er niet bij", " does not go with it"),
        )
        if names
    ]
    if wrong:
        dutch, english = ("; ".join(words) for words in zip(*wrong, strict=True))
        raise _Wrong(f"columns: {dutch}", f"columns: {english}")
    return {
        str(name): (titles,) if isinstance(titles, str) else tuple(map(str, titles))
        for name, titles in entry.items()
    }


def _are_titles(titles: object) -> bool:
    several = titles if isinstance(titles, list) else [titles]
    return bool(several) and all(isinstance(one, str) and one.strip() for one in several)


@cache
def own_catalogue() -> Catalogue:
    """Return the catalogue that comes with Gebiedstafel."""
    text = resources.files("gebiedstafel.exchange.open_data").joinpath("tables.yaml").read_text("utf-8")
    return catalogue_in(text, "tables.yaml")


def catalogue_of(path: Path | None) -> Catalogue:
    """Return the catalogue in a file, or our own."""
    if path is None:
        return own_catalogue()
    try:
        return catalogue_in(path.read_text(encoding="utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise BadFile(
            (
                Fault(
                    str(path),
                    f"{path}: dit bestand kunnen we niet lezen. Klopt de naam?",
                    f"{path}: we cannot read this file. Is the name right?",
                ),
            )
        ) from None
