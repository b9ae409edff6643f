"""Which tables there are, where they stand, and under which licence; from tables.yaml or a file like it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from ..faults import BadFile, Fault

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


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The services by name, and the sources in the order in which they are asked."""

    services: Mapping[str, str]
    sources: tuple[Source, ...]
    inward: bool = False

    def source(self, name: str) -> Source | None:
        """Return the source of this name."""
        return next((one for one in self.sources if one.id == name), None)


def catalogue_in(text: str, name: str) -> Catalogue:
    """Read a catalogue; refuse one that lacks what we need, in words."""
    try:
        found = yaml.safe_load(text)
        return Catalogue(
            {str(kind): str(found["services"][kind]) for kind in KINDS},
            tuple(_source(one) for one in found["sources"]),
            found.get("allow_inward") is True,
        )
    except (yaml.YAMLError, KeyError, TypeError, ValueError, AttributeError) as fault:
        reason = str(fault).splitlines()[0][:120]
        raise BadFile(
            (
                Fault(
                    name,
                    f"{name}: dit is geen lijst van tabellen ({reason}). Begin met een kopie van de onze.",
                    f"{name}: this is no list of tables ({reason}). Start from a copy of ours.",
                ),
            )
        ) from None


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
    )


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
