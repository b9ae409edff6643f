"""The picture of one area: its figures, and its place among comparable areas, from files alone.

Its form is `picture.schema.json`.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gebiedstafel.engines.stacking.places import Ladder, ladder_of
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.cells import NOT_THERE, NOT_YET, WITHHELD
from gebiedstafel.exchange.figures_csv import (
    CODE,
    TOO_FEW,
    AreaRow,
    Cell,
    FigureFile,
    level_of,
    municipality_of,
    parent_of,
)
from gebiedstafel.exchange.indicators import Indicator, known_indicators
from gebiedstafel.exchange.picture_files import NOTHING_MORE, Asked, read_for_picture
from gebiedstafel.exchange.read_notes import notes_on
from gebiedstafel.exchange.stacked import AreaFigures, stacked

CONTEXT = "achtergrond: zegt niet of het ergens beter of slechter gaat"
FEW = "minder dan {fewest} vergelijkbare gebieden hebben dit cijfer"
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
    """Every area of the files by code, its newest figure per indicator, and with whom it is compared."""

    def __init__(self, files: Iterable[FigureFile], among: Among) -> None:
        self._among = among
        self.areas: dict[str, AreaRow] = {}
        self.cells: dict[str, dict[str, tuple[Cell, int, str]]] = {}
        self.municipalities: dict[str, str] = {}
        self.names: dict[str, tuple[int, str]] = {}
        self.urbanity: dict[str, int] = {}
        for file in files:
            self._add(file)
        self.groups = {code: self.group(code) for code in self.areas}
        self._sizes = Counter(self.groups.values())
        self._ladders: dict[tuple[str, str, int], Ladder] = {}

    def _add(self, file: FigureFile) -> None:
        self.municipalities |= file.municipalities
        for row in sorted(file.rows, key=lambda row: row.year):
            known = self.areas.get(row.code)
            if known is None or (row.year, row.name != row.code) >= (known.year, known.name != known.code):
                self.areas[row.code] = row
            if row.name != row.code and row.year >= self.names.get(row.code, (0, ""))[0]:
                self.names[row.code] = (row.year, row.name)
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

    def among(self, code: str) -> Among:
        """Return among which areas this one is compared: a municipality lies in no other one."""
        return self._among.at(level_of(code))

    def group(self, code: str) -> str:
        """Return what the areas that this one is compared with have in common, itself included."""
        return self.among(code).group(level_of(code), self.urbanity.get(code), municipality_of(code))

    def ladder(self, code: str, indicator: str, year: int) -> Ladder:
        """Return the ladder of all areas comparable with this one that have the figure of that year."""
        key = (indicator, self.group(code), year)
        if key not in self._ladders:
            self._ladders[key] = ladder_of(
                cells[indicator][0].value
                for other, cells in self.cells.items()
                if indicator in cells and cells[indicator][1] == year and self.groups[other] == key[1]
            )
        return self._ladders[key]

    def comparable(self, code: str) -> int:
        """Return with how many other areas this one is compared."""
        alike = self._sizes[self.group(code)]
        return alike - 1 if code in self.areas else alike

    def name(self, code: str) -> str:
        """Return an area's name, or that of a municipality that is only named beside its areas."""
        return self.names[code][1] if code in self.names else self.municipalities.get(code, code)

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
    place, unranked, fewest = None, None, files.among(code).fewest
    if cell.value is not None:
        place = ladder.place(cell.value, direction=indicator.direction, fewest=fewest)
        if place is None:
            unranked = CONTEXT if indicator.direction == 0 else FEW.format(fewest=fewest)
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
        "note": indicator.note_at(level_of(code), [cell.value]),
    }


def _figures(files: _Files, code: str, shown: Sequence[Indicator]) -> dict[str, Any]:
    return {indicator.id: _figure(files, code, indicator) for indicator in shown}


def _stacking(files: _Files, code: str) -> dict[str, Any]:
    """Return on how many domains the area is among the fifth of comparable areas where most is going on."""
    group = files.group(code)
    mine = {name: year for name, (_cell, year, _file) in files.cells.get(code, {}).items()}
    alike = [one for one, its_group in files.groups.items() if its_group == group]
    asked = []
    for one in sorted({code, *alike}):
        held = {
            name: cell.value
            for name, (cell, year, _file) in files.cells.get(one, {}).items()
            # Areas are compared on figures of one year.
            if cell.value is not None and mine.get(name) == year
        }
        asked.append(AreaFigures(one, group, held, held.get("inw"), held.get("hh")))
    newest = max(mine.values(), default=None)
    found = stacked(asked, year=newest, fewest=files.among(code).fewest).of(code)
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
    level, urbanity, among = level_of(code), files.urbanity.get(code), files.among(code)
    count = files.comparable(code)
    others = f"{count} andere {PLURALS[level]}" if count else f"geen andere {PLURALS[level]}"
    return {
        "among": among.value,
        "level": level,
        "urbanity": urbanity,
        "areas": count,
        "words": f"{others} {_which(among, urbanity) if count else 'in deze bestanden'}",
    }


def _which(among: Among, urbanity: int | None) -> str:
    if among is Among.MUNICIPALITY:
        return "in de eigen gemeente"
    if among is Among.COUNTRY:
        return "in Nederland waarvan deze bestanden cijfers hebben"
    if urbanity:
        return f"die ook {URBANITY_WORDS[urbanity]} zijn"
    return "waarvan de stedelijkheid niet bekend is"


def _check_known(files: _Files, area: str, names: str) -> None:
    if area in files.areas or files.children(area):
        return
    close = [code for code in sorted(files.areas) if code.startswith(area[:6])][:3]
    close = close or sorted(files.areas)[:3]
    named = ", ".join(f"{code} ({files.name(code)})" for code in close)
    raise BadAreaFile([area_fault(names, "unknown_area", facts={"text": area[:20], "close": named})])


def picture(
    figure_paths: Sequence[str | Path],
    boundaries_path: str | Path | None,
    area: str,
    among: Among = Among.URBAN,
    asked: Asked = NOTHING_MORE,
) -> dict[str, Any]:
    """Return the picture of an area: its figures, its places, and the same for the areas within.

    `asked` says of files what they do not: their year, and whose buurten they name. What was left out,
    repaired and merged stands under `read`. `among` says with which areas each is compared, as one chooses
    on the page of an area.

    Raises BadAreaFile with every fault of every file at once. A percentile runs from 0 to 100, where 100 is
    least favourable among the areas compared with; what is missing is null, says why, and is never ranked.
    """
    paths = [Path(path) for path in figure_paths]
    read = read_for_picture(paths, Path(boundaries_path) if boundaries_path else None, asked)
    drawn = {code for file in read.boundaries for code in file.shapes}
    files, code = _Files(read.figures, among), area.strip().upper()
    _check_code(code, paths)
    _check_known(files, code, ", ".join(path.name for path in paths))
    present = {indicator for cells in files.cells.values() for indicator in cells}
    indicators = known_indicators().values()
    shown = [one for one in indicators if one.id in present or one.core]
    within = [one for one in indicators if one.id in present]
    return {
        "format": "gebiedstafel/picture",
        "version": 1,
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
        "read": notes_on(read.figures, read.boundaries, {*files.areas, *files.municipalities}),
    }


def _check_code(code: str, paths: Sequence[Path]) -> None:
    """Refuse what cannot be an area's code before looking for it."""
    if not CODE.fullmatch(code):
        raise BadAreaFile(
            [area_fault(", ".join(path.name for path in paths), "bad_code", facts={"text": code[:20]})]
        )
