"""Whether two shapes are the same area: borders of two years, each with its own codes.

How alike two shapes are is the surface they share, as a part of the larger of the two: 1 is the same, and
0.9 means that nine tenths of each lies in the other. Degrees serve as well as metres: within one area they
stretch alike.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

#: From this on two shapes are one area; published borders are drawn a little differently every year.
SAME = 0.9


@dataclass(frozen=True, slots=True)
class SameArea:
    """An area that an earlier year has under another code, and how alike their shapes are."""

    old: str
    new: str
    alike: float


def surface_of(rings: str) -> BaseGeometry:
    """Return the surface within rings of longitude and latitude in JSON; a ring in a ring is a hole."""
    whole = reduce(shapely.symmetric_difference, map(_valid, map(shapely.Polygon, json.loads(rings))))
    return _valid(whole)


def _valid(whole: BaseGeometry) -> BaseGeometry:
    return whole if whole.is_valid else shapely.make_valid(whole)


def alike(old: Iterable[BaseGeometry], new: Iterable[BaseGeometry]) -> NDArray[np.float64]:
    """Return for each pair of shapes, in order, how alike they are."""
    before, after = np.array(list(old), dtype=object), np.array(list(new), dtype=object)
    largest = np.maximum(shapely.area(before), shapely.area(after))
    shared = shapely.area(shapely.intersection(before, after))
    return np.divide(shared, largest, out=np.zeros(len(largest)), where=largest > 0)


def moved(old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
    """Return the codes of both years whose shapes are not the same area; rings in JSON by code."""
    # What is written alike needs no reckoning, and most borders stay.
    codes = sorted(code for code in old.keys() & new.keys() if old[code] != new[code])
    found = alike((surface_of(old[code]) for code in codes), (surface_of(new[code]) for code in codes))
    return [code for code, share in zip(codes, found, strict=True) if share < SAME]


def under_another_code(
    old: Mapping[str, str], new: Mapping[str, str], sought: Iterable[str], *, drawn: Mapping[str, int]
) -> list[SameArea]:
    """Return of the areas that are sought in the new year which an earlier year has under another code.

    Shapes are compared within one level: the first sign of a code tells it. `drawn` says by old code of
    which year its shape is: where a square bore several codes in turn, the last goes before the most alike.
    """
    codes = sorted(set(sought) & new.keys())
    if not codes or not old:
        return []
    before = sorted(old)
    surfaces = [surface_of(new[code]) for code in codes]
    tree = shapely.STRtree([surface_of(old[code]) for code in before])
    large, larger = shapely.area(tree.geometries), shapely.area(surfaces)
    pairs = [
        (at, met)
        for at, met in tree.query(surfaces).T
        if codes[at][0] == before[met][0]
        and codes[at] != before[met]
        # One that is much smaller cannot be the same: most neighbours need no reckoning.
        and min(large[met], larger[at]) >= SAME * max(large[met], larger[at])
    ]
    shares = alike((tree.geometries[met] for _at, met in pairs), (surfaces[at] for at, _met in pairs))
    found = [
        SameArea(before[met], codes[at], float(share))
        for (at, met), share in zip(pairs, shares, strict=True)
        if share >= SAME
    ]
    # Of each code the last one said stays.
    found.sort(key=lambda one: (drawn[one.old], one.alike))
    return list({one.new: one for one in found}.values())
