"""What was fetched, from where, under which licence and when: sources.json beside the files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from ..faults import BadFile, Fault
from ..indicators import known_indicators
from .kept import write_whole

NAME = "sources.json"
FORMAT = "gebiedstafel/sources"
FIGURES, BOUNDARIES = "figures", "boundaries"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one file comes from. `averaged` holds the years a column is the average of."""

    file: str
    kind: str
    name: str
    table: str
    year: int
    licence: str
    address: str
    asked_at: str
    figures: Sequence[str] = ()
    averaged: Mapping[str, Sequence[int]] = field(default_factory=dict)
    divided_by_year: int | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """Everything of one area: its files with their origins, and in words what was left out and why."""

    area: str
    name: str
    year: int
    fetched_at: str
    files: Sequence[Origin]
    left_out: Sequence[tuple[str, str]] = ()
    missing: Sequence[str] = ()

    def named(self, kind: str) -> list[Origin]:
        """Return the files of one kind."""
        return [one for one in self.files if one.kind == kind]

    def to_json(self) -> dict[str, Any]:
        """Return it as it stands in sources.json."""
        held = asdict(self)
        held["left_out"] = [{"nl": dutch, "en": english} for dutch, english in self.left_out]
        return {"format": FORMAT, "version": 1, **held}


def averaged_since(origin: Origin) -> dict[str, int]:
    """Return by figure the first year of the average that it is; nothing for what is of one year."""
    named = {column: one.id for one in known_indicators().values() for column in one.count_columns}
    return {
        named[column]: min(years) for column, years in origin.averaged.items() if column in named and years
    }


def write_sources(folder: Path, fetched: Fetched) -> None:
    """Write what was fetched beside the files, and remove files of an earlier time that no longer belong."""
    try:
        before = read_sources(folder) if (folder / NAME).is_file() else None
    except BadFile:
        # A broken list is what someone fetches anew for.
        before = None
    write_whole(folder / NAME, json.dumps(fetched.to_json(), ensure_ascii=False, indent=1) + "\n")
    now = {one.file for one in fetched.files}
    for old in before.files if before else ():
        place = folder / old.file
        if old.file not in now and place.resolve().is_relative_to(folder.resolve()):
            place.unlink(missing_ok=True)


def read_sources(folder: Path) -> Fetched:
    """Return what stands in a fetched folder; refuse a folder that holds no such thing."""
    path = folder / NAME
    try:
        held = json.loads(path.read_text(encoding="utf-8"))
        if held.pop("format") != FORMAT or held.pop("version") != 1:
            raise ValueError("another format")
        held["files"] = [Origin(**one) for one in held["files"]]
        held["left_out"] = [(one["nl"], one["en"]) for one in held["left_out"]]
        return Fetched(**held)
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise BadFile(
            (
                Fault(
                    str(path),
                    f"{path}: dit is geen map die is opgehaald. Haal haar opnieuw op.",
                    f"{path}: this is no folder that was fetched. Fetch it again.",
                ),
            )
        ) from None
