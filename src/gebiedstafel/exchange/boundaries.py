"""The shapes of areas from GeoJSON: repaired, merged and in longitude and latitude, or refused in words."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from gebiedstafel.exchange.area_faults import BadAreaFile, area_fault
from gebiedstafel.exchange.cells import cell_text
from gebiedstafel.exchange.dutch_grid import to_longitude_latitude
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figure_tables import check_size, document_in
from gebiedstafel.exchange.figures_csv import CODE, NAMES, ONLY_NAMES, level_of, read_bytes
from gebiedstafel.exchange.indicators import ColumnNames, plain_name

CODES = ("BU_CODE", "buurtcode", "statcode", "WK_CODE", "wijkcode", "GM_CODE", "gemeentecode", "code")
# The European and Caribbean Netherlands lie well within these; anything else is another coordinate system.
DEGREES = (-70.0, 10.0, 9.0, 56.0)
RD_METRES = (-10_000.0, 290_000.0, 310_000.0, 640_000.0)
#: Parts of one area meet at a line; sharing more than this share of the smaller, they are not its parts.
CLEAR_OVERLAP = 0.1
#: A feature that stands there twice differs less than this share from itself.
THE_SAME = 0.01
# About eleven metres: finer than a page shows, a third of the points.
FINENESS = 0.0001


@dataclass(frozen=True, slots=True)
class Shape:
    """One area's surface as closed rings of longitude and latitude; a hole is a ring within a ring."""

    code: str
    rings: tuple[tuple[tuple[float, float], ...], ...]
    box: tuple[float, float, float, float]


@dataclass(slots=True)
class BoundaryFile:
    """The shapes in a file by code, and what we did to get there."""

    name: str
    shapes: dict[str, Shape] = field(default_factory=dict)
    repaired: list[str] = field(default_factory=list)
    merged: list[str] = field(default_factory=list)
    slivers: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    converted: bool = False
    nowhere: list[str] = field(default_factory=list)
    """The codes of shapes that no area has, as whoever stores them finds out."""
    other_years: list[str] = field(default_factory=list)
    """The codes of shapes whose area is known in other years only."""


def _in_rd(document: Mapping[str, Any], name: str) -> bool | None:
    """Tell whether the file says that it is in RD; nothing when it does not say."""
    crs = document.get("crs")
    properties = crs.get("properties") if isinstance(crs, dict) else None
    said = str(properties.get("name", "")) if isinstance(properties, dict) else ""
    if not said:
        return None
    if "28992" in said or "7415" in said:
        return True
    if "CRS84" in said or any(said.endswith(code) for code in ("4326", "4258")):
        return False
    raise BadAreaFile([area_fault(name, "other_crs", facts={"text": said[:60]})])


@lru_cache(maxsize=64)
def _column(names: tuple[str, ...], sought: tuple[str, ...]) -> str | None:
    at = ColumnNames(names).find(sought)
    return None if at is None else names[at]


def _text_of(properties: Mapping[str, Any], sought: tuple[str, ...]) -> str:
    column = _column(tuple(properties), sought)
    value = properties[column] if column is not None else None
    return "" if value is None else cell_text(str(value))


def _geometry(feature: Mapping[str, Any]) -> BaseGeometry | None:
    """Return a feature's geometry, or nothing when it is none that can be read."""
    try:
        return shapely.from_geojson(json.dumps(feature.get("geometry")))
    except (shapely.errors.ShapelyError, TypeError, ValueError):
        return None


def _surface(geometry: BaseGeometry) -> BaseGeometry:
    """Return only the surfaces of a geometry: clipped slivers come along as points and lines."""
    parts = shapely.get_parts(geometry, return_index=False)
    flat = [inner for part in parts for inner in shapely.get_parts(part)]
    return shapely.union_all([part for part in flat if part.geom_type == "Polygon"])


def _name_of(properties: Mapping[str, Any] | None, code: str) -> str:
    """Return what a feature calls its area; empty where it does not say."""
    sought = (*NAMES[level_of(code)], "statnaam")
    name = _text_of(properties, sought) if properties else ""
    return "" if name.upper() in (code, "NONE") else name


def _overlaps(one: BaseGeometry, other: BaseGeometry) -> bool:
    """Tell whether two surfaces lie over each other, and are not the same one that stands there twice."""
    if not one.intersects(other):
        return False
    small, large = sorted((one.area, other.area))
    shared = one.intersection(other).area
    return bool(shared > CLEAR_OVERLAP * small and shared < (1 - THE_SAME) * large)


def _within(box: Iterable[float], limits: tuple[float, float, float, float]) -> bool:
    west, south, east, north = box
    return limits[0] <= west and limits[1] <= south and east <= limits[2] and north <= limits[3]


def _rings(surface: BaseGeometry) -> tuple[tuple[tuple[float, float], ...], ...]:
    rings = []
    for polygon in shapely.get_parts(surface):
        for ring in (polygon.exterior, *polygon.interiors):
            points = shapely.get_coordinates(ring).round(5).tolist()
            rings.append(tuple((x, y) for x, y in points))
    return tuple(rings)


class _Reader:
    """Reads the features of one file and remembers every fault."""

    def __init__(self, name: str, says_rd: bool | None, codes: Mapping[str, str]) -> None:
        self.file, self.says_rd, self.codes = BoundaryFile(name), says_rd, codes
        self.faults: list[Fault] = []
        self.surfaces: dict[str, list[BaseGeometry]] = {}
        self.first: dict[str, tuple[int, str]] = {}

    def take(self, number: int, feature: Any) -> None:
        """Take one feature in, or note what is wrong with it."""
        properties = feature.get("properties") if isinstance(feature, dict) else None
        code = _text_of(properties, CODES).upper() if isinstance(properties, dict) else ""
        if not code and self.codes and isinstance(properties, dict):
            names = [name for one in ONLY_NAMES if (name := _text_of(properties, (one,)))]
            code = next(filter(None, (self.codes.get(plain_name(name), "") for name in names)), "")
            if names and not code:
                self.file.unknown.append(names[0][:60])
                return
        if not CODE.fullmatch(code):
            if code in ("", "NONE"):
                self._refuse("no_code", number, sought=", ".join(CODES[:4]))
            else:
                self._refuse("bad_code", number, text=code[:20])
            return
        geometry = _geometry(feature)
        if geometry is None or geometry.is_empty:
            self.file.slivers.append(code)
            return
        self._keep(code, number, geometry, _name_of(properties, code))

    def _refuse(self, kind: str, number: int, **facts: str) -> None:
        self.faults.append(area_fault(self.file.name, kind, facts=facts, feature=number))

    def _keep(self, code: str, number: int, geometry: BaseGeometry, name: str) -> None:
        if not geometry.is_valid:
            geometry = shapely.make_valid(geometry)
            self.file.repaired.append(code)
        if geometry.geom_type != "Polygon":
            geometry = _surface(geometry)
        if geometry.is_empty:
            self.file.slivers.append(code)
            return
        if not self._placed(geometry):
            self._refuse("bad_coordinates", number, text=code)
            return
        if code in self.surfaces:
            other, other_name = self.first[code]
            if name and other_name and plain_name(name) != plain_name(other_name):
                names = {"name": name[:40], "other_name": other_name[:40]}
                self._refuse("two_names", number, text=code, other=str(other), **names)
                return
            if any(_overlaps(geometry, part) for part in self.surfaces[code]):
                self._refuse("two_surfaces", number, text=code, other=str(other))
                return
            self.file.merged.append(code)
        self.first.setdefault(code, (number, name))
        self.surfaces.setdefault(code, []).append(geometry)

    def _placed(self, geometry: BaseGeometry) -> bool:
        """Settle with the first area whether this is RD, and tell whether an area lies where it can."""
        box = geometry.bounds
        if self.says_rd is None:
            self.says_rd = _within(box, RD_METRES) and not _within(box, DEGREES)
        return _within(box, RD_METRES if self.says_rd else DEGREES)

    def finish(self) -> BoundaryFile:
        """Return the shapes, or refuse the file with every fault."""
        if self.faults:
            raise BadAreaFile(self.faults)
        if not self.surfaces:
            text = ", ".join((self.file.slivers or self.file.unknown)[:3])
            raise BadAreaFile([area_fault(self.file.name, "no_geometry", facts={"text": text})])
        self.file.converted = bool(self.says_rd)
        codes = sorted(self.surfaces)
        whole = [s[0] if len(s) == 1 else shapely.union_all(s) for s in (self.surfaces[c] for c in codes)]
        if self.says_rd:
            whole = list(shapely.transform(whole, to_longitude_latitude))
        simple = shapely.simplify(whole, FINENESS, preserve_topology=True)
        for code, surface in zip(codes, simple, strict=True):
            self.file.shapes[code] = Shape(code, _rings(surface), tuple(surface.bounds))
        return self.file


def read_boundaries(content: bytes, name: str, *, codes: Mapping[str, str] | None = None) -> BoundaryFile:
    """Read the shapes of areas from GeoJSON; refuse the file with every fault at once.

    `codes` gives the code of each area by its plain name, for files that have names only.
    """
    check_size(len(content), name)
    document = document_in(content, name)
    reader = _Reader(name, _in_rd(document, name), codes or {})
    features = document["features"]
    for number, feature in enumerate(features, 1):
        reader.take(number, feature)
    return reader.finish()


def read_boundaries_file(path: Path) -> BoundaryFile:
    """Read the shapes of areas from a GeoJSON file on disk."""
    return read_boundaries(read_bytes(path), path.name)
