"""The picture of one area: its figures, and its place among comparable areas, from files alone."""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gebiedstafel.engines.stacking.places import FEWEST_COMPARABLE, Ladder, ladder_of
from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.boundaries import read_boundaries_file
from gebiedstafel.exchange.cells import NOT_THERE, NOT_YET, WITHHELD
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figures_csv import (
    CODE,
    TOO_FEW,
    AreaRow,
    Cell,
    FigureFile,
    level_of,
    parent_of,
    read_figures_file,
)
from gebiedstafel.exchange.indicators import Indicator, known_indicators
from gebiedstafel.exchange.stacked import AreaFigures, stacked

CONTEXT = "achtergrond: zegt niet of het ergens beter of slechter gaat"
FEW = f"minder dan {FEWEST_COMPARABLE} vergelijkbare gebieden hebben dit cijfer"
NOT_IN_FILES = "not_in_files"
MISSING_WORDS = {
    WITHHELD: "te weinig waarnemingen, of geheim gehouden door de bron",
    NOT_YET: "nog niet bekend",
    NOT_THERE: "niet bekend",
    TOO_FEW: "te weinig inwoners om iets te zeggen",
    NOT_IN_FILES: "staat niet in deze bestanden",
}
URBANITY_WORDS = {
    1: "zeer sterk stedelijk",
    2: "sterk stedelijk",
    3: "matig stedelijk",
    4: "weinig stedelijk",
    5: "niet stedelijk",
}
PLURALS = {"buurt": "buurten", "wijk": "wijken", "gemeente": "gemeenten", "rijk": "landen"}
CHILD_LEVELS = {"rijk": ("gemeente",), "gemeente": ("wijk", "buurt"), "wijk": ("buurt",), "buurt": ()}


class _Files:
    """Every area of the files by code, each with its newest figure per indicator."""

    def __init__(self, files: Iterable[FigureFile]) -> None:
        self.areas: dict[str, AreaRow] = {}
        self.cells: dict[str, dict[str, tuple[Cell, int, str]]] = {}
        self.municipalities: dict[str, str] = {}
        self.urbanity: dict[str, int] = {}
        self._alike: Counter[tuple[str, int | None]] = Counter()
        self._ladders: dict[tuple[str, str, int | None, int], Ladder] = {}
        for file in files:
            self._add(file)

    def _add(self, file: FigureFile) -> None:
        self.municipalities |= file.municipalities
        for row in sorted(file.rows, key=lambda row: row.year):
            known = self.areas.get(row.code)
            if known is None or (row.year, row.name != row.code) >= (known.year, known.name != known.code):
                self.areas[row.code] = row
            if row.urbanity:
                self.urbanity[row.code] = row.urbanity
            cells = self.cells.setdefault(row.code, {})
            for indicator, cell in row.figures.items():
                before = cells.get(indicator)
                # A newer year wins, unless it has no figure where the older one has.
                if (
                    before is None
                    or before[0].value is None
                    or (cell.value is not None and row.year >= before[1])
                ):
                    cells[indicator] = (cell, row.year, file.name)

    def ladder(self, code: str, indicator: str, year: int) -> Ladder:
        """Return the ladder of all areas comparable with this one that have the figure of that year."""
        key = (indicator, level_of(code), self.urbanity.get(code), year)
        if key not in self._ladders:
            self._ladders[key] = ladder_of(
                cells[indicator][0].value
                for other, cells in self.cells.items()
                if indicator in cells
                and cells[indicator][1] == year
                and level_of(other) == key[1]
                and self.urbanity.get(other) == key[2]
            )
        return self._ladders[key]

    def comparable(self, code: str) -> int:
        """Return how many other areas are of the same level and urbanity."""
        if not self._alike:
            self._alike.update((level_of(other), self.urbanity.get(other)) for other in self.areas)
        alike = self._alike[level_of(code), self.urbanity.get(code)]
        return alike - 1 if code in self.areas else alike

    def name(self, code: str) -> str:
        """Return an area's name, or that of a municipality that is only named beside its areas."""
        area = self.areas.get(code)
        return area.name if area and area.name != code else self.municipalities.get(code, code)

    def children(self, code: str) -> list[str]:
        """Return the codes of the areas within, of the nearest level that the files hold."""
        for level in CHILD_LEVELS[level_of(code)]:
            within = [c for c in self.areas if level_of(c) == level and _lies_in(c, code)]
            if within:
                return sorted(within)
        return []


def _lies_in(code: str, outer: str) -> bool:
    if outer == "NL":
        return True
    parent = parent_of(code)
    return parent == outer or (parent != "" and _lies_in(parent, outer))


def _figure(files: _Files, code: str, indicator: Indicator) -> dict[str, Any]:
    """Return one figure of one area with its place among comparable areas, or why it has none."""
    cell, year, source = files.cells.get(code, {}).get(indicator.id, (Cell(None, NOT_IN_FILES), None, None))
    ladder = files.ladder(code, indicator.id, year) if year else Ladder((), ())
    place, unranked = None, None
    if cell.value is not None:
        place = ladder.place(cell.value, direction=indicator.direction)
        if place is None:
            unranked = CONTEXT if indicator.direction == 0 else FEW
    return {
        "name": indicator.name,
        "unit": indicator.unit,
        "domain": indicator.domain,
        "direction": indicator.direction,
        "value": cell.value,
        "missing": None if cell.value is not None else MISSING_WORDS[cell.missing or NOT_THERE],
        "percentile": None if place is None else round(place, 1),
        "compared_with": ladder.others(cell.value) if place is not None and cell.value is not None else 0,
        "not_ranked": unranked,
        "year": year,
        "source": source,
        "note": indicator.note,
    }


def _figures(files: _Files, code: str, shown: Sequence[Indicator]) -> dict[str, Any]:
    return {indicator.id: _figure(files, code, indicator) for indicator in shown}


def _stacking(files: _Files, code: str) -> dict[str, Any]:
    """Return on how many domains the area is among the fifth of comparable areas where most is going on."""
    level, urbanity = level_of(code), files.urbanity.get(code)
    mine = {name: year for name, (_cell, year, _file) in files.cells.get(code, {}).items()}
    alike = [one for one in files.areas if level_of(one) == level and files.urbanity.get(one) == urbanity]
    asked = []
    for one in sorted({code, *alike}):
        held = {
            name: cell.value
            for name, (cell, year, _file) in files.cells.get(one, {}).items()
            # Areas are compared on figures of one year.
            if cell.value is not None and mine.get(name) == year
        }
        asked.append(AreaFigures(one, level, held, held.get("inw"), held.get("hh")))
    found = stacked(asked, year=max(mine.values(), default=None)).of(code)
    return {
        "piled": found.piled,
        "fewest": found.fewest,
        "most": found.most,
        "known": found.known,
        "mean": found.mean,
        "domains": {
            one.domain: {
                "percentile": one.place,
                "low": one.low,
                "high": one.high,
                "compared_with": one.others,
                "figures": {name: round(place, 1) for name, place in one.figures},
                "missing": list(one.missing),
                "small": list(one.small),
                "too_few_to_compare": list(one.alone),
            }
            for one in found.domains
        },
    }


def _compared_with(files: _Files, code: str) -> dict[str, Any]:
    """Say with which and how many areas this one is compared."""
    level, urbanity = level_of(code), files.urbanity.get(code)
    count = files.comparable(code)
    words = f"{count} andere {PLURALS[level]}"
    if not count:
        words = f"geen andere {PLURALS[level]} in deze bestanden"
    elif urbanity:
        words += f" die ook {URBANITY_WORDS[urbanity]} zijn"
    else:
        words += " waarvan de stedelijkheid niet bekend is"
    return {"level": level, "urbanity": urbanity, "areas": count, "words": words}


def _check_known(files: _Files, area: str, names: str) -> None:
    if area in files.areas or files.children(area):
        return
    close = [code for code in sorted(files.areas) if code.startswith(area[:6])][:3]
    close = close or sorted(files.areas)[:3]
    named = ", ".join(f"{code} ({files.name(code)})" for code in close)
    raise BadAreaFile([area_fault(names, "unknown_area", facts={"text": area[:20], "close": named})])


def picture(
    figure_paths: Sequence[str | Path], boundaries_path: str | Path | None, area: str
) -> dict[str, Any]:
    """Return the picture of an area: its figures, its places, and the same for the areas within.

    Raises BadAreaFile with every fault of every file at once. A percentile runs from 0 to 100, where 100 is
    least favourable among the areas compared with; what is missing is null, says why, and is never ranked.
    """
    paths = [Path(path) for path in figure_paths]
    read: list[FigureFile] = []
    faults: list[Fault] = []
    for path in paths:
        try:
            read.append(read_figures_file(path))
        except BadAreaFile as bad:
            faults += bad.faults
    drawn: set[str] = set()
    try:
        drawn = set(read_boundaries_file(Path(boundaries_path)).shapes) if boundaries_path else set()
    except BadAreaFile as bad:
        faults += bad.faults
    if faults or not read:
        raise BadAreaFile(faults or [area_fault("–", "not_found")])
    files, code = _Files(read), area.strip().upper()
    _check_code(code, paths)
    _check_known(files, code, ", ".join(path.name for path in paths))
    present = {indicator for cells in files.cells.values() for indicator in cells}
    indicators = known_indicators().values()
    shown = [one for one in indicators if one.id in present or one.core]
    within = [one for one in indicators if one.id in present]
    return {
        "area": code,
        "name": files.name(code),
        "level": level_of(code),
        "compared_with": _compared_with(files, code),
        "figures": _figures(files, code, shown),
        "stacking": _stacking(files, code),
        "children": [
            {
                "area": child,
                "name": files.name(child),
                "level": level_of(child),
                "has_boundary": child in drawn,
                "compared_with": _compared_with(files, child),
                "figures": _figures(files, child, within),
            }
            for child in files.children(code)
        ],
    }


def _check_code(code: str, paths: Sequence[Path]) -> None:
    """Refuse what cannot be an area's code before looking for it."""
    if not CODE.fullmatch(code):
        raise BadAreaFile(
            [area_fault(", ".join(path.name for path in paths), "bad_code", facts={"text": code[:20]})]
        )
