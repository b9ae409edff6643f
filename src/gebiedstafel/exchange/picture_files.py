"""The files a picture is made of: figures and boundaries, read together, with every fault at once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.boundaries import BoundaryFile, read_boundaries
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figures_csv import (
    CODE,
    FigureFile,
    municipality_of,
    read_bytes,
    read_figures,
    year_in,
)
from gebiedstafel.exchange.indicators import codes_by_name

File = TypeVar("File")


@dataclass(frozen=True, slots=True)
class Asked:
    """What someone says of files that do not say it: their year, and whose buurten they name."""

    year: int | None = None
    municipality: str = ""
    """The code of a municipality; the codes of its buurten are in the other files."""


NOTHING_MORE = Asked()


@dataclass(frozen=True, slots=True)
class Read:
    """The files that were read."""

    figures: Sequence[FigureFile]
    boundaries: Sequence[BoundaryFile]


def read_for_picture(figure_paths: Sequence[Path], boundaries_path: Path | None, asked: Asked) -> Read:
    """Read figures and boundaries. Raises BadAreaFile with every fault of every file at once.

    A file without codes is read by the names of buurten in those that have codes.
    """
    municipality = _municipality(asked.municipality)
    contents = {path: read_bytes(path) for path in figure_paths if path.is_file()}
    faults = [area_fault(path.name, "not_found") for path in figure_paths if path not in contents]
    figures: dict[Path, FigureFile] = {}

    def read(path: Path, codes: Mapping[str, str] | None) -> FigureFile:
        # The year in a name stands for that file alone.
        year = asked.year if year_in(path.name) is None else None
        return read_figures(contents[path], path.name, year=year, codes=codes)

    bad: dict[Path, list[Fault]] = {}
    for path in contents:
        _try(lambda path=path: read(path, None), path, figures, bad)  # type: ignore[misc]
    codes = codes_by_name(_buurten_of(municipality, figures.values())) if municipality else {}
    if codes:
        for path in list(bad):
            del bad[path]
            _try(lambda path=path: read(path, codes), path, figures, bad)  # type: ignore[misc]
    elif municipality:
        faults.append(area_fault(municipality, "no_names_of"))
    boundaries: dict[Path, BoundaryFile] = {}
    if boundaries_path:
        drawn = boundaries_path
        _try(
            lambda: read_boundaries(read_bytes(drawn), drawn.name, codes=codes or None),
            drawn,
            boundaries,
            bad,
        )
    faults += [fault for path in (*figure_paths, boundaries_path) if path for fault in bad.get(path, ())]
    if faults or not figures:
        raise BadAreaFile(list(dict.fromkeys(faults)) or [area_fault("–", "not_found")])
    return Read([figures[path] for path in contents], list(boundaries.values()))


def _try(read: Callable[[], File], path: Path, kept: dict[Path, File], bad: dict[Path, list[Fault]]) -> None:
    """Read a file, or keep what is wrong with it."""
    try:
        kept[path] = read()
    except BadAreaFile as refused:
        bad[path] = list(refused.faults)


def _municipality(said: str) -> str:
    code = said.strip().upper()
    if code and not (CODE.fullmatch(code) and code.startswith("GM")):
        raise BadAreaFile([area_fault("--municipality", "bad_code", facts={"text": code[:20]})])
    return code


def _buurten_of(municipality: str, files: Iterable[FigureFile]) -> dict[str, str]:
    """Return the newest name of each buurt of a municipality by its code."""
    return {
        row.code: row.name
        for file in files
        for row in sorted(file.rows, key=lambda row: row.year)
        if row.level == "buurt" and municipality_of(row.code) == municipality and row.name != row.code
    }
