"""Boundaries from the OGC API Features of PDOK, page by page, of one municipality."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

from .asking import Asker
from .faults import NotFetched
from .paging import pages

ONE_PAGE = 500
COLLECTIONS = {"gemeenten": "gemeentecode", "wijken": "wijkcode", "buurten": "buurtcode"}
KEPT = ("buurtcode", "buurtnaam", "wijkcode", "wijknaam", "gemeentecode", "gemeentenaam", "water")

Feature = Mapping[str, Any]


def boundaries(ask: Asker, base: str, collection: str, municipality: str) -> dict[str, Any]:
    """Return the shapes of one kind in a municipality, as GeoJSON in longitude and latitude.

    A service that does not take the municipality as a question is asked for the box around it.
    """
    try:
        found = _within(ask, base, collection, municipality, {"gemeentecode": municipality})
    except NotFetched as fault:
        if fault.kind != "refused":
            raise
        box = ",".join(f"{side:.6f}" for side in _box(ask, base, municipality))
        found = _within(ask, base, collection, municipality, {"bbox": box})
    return {"type": "FeatureCollection", "name": collection, "features": found}


def _within(
    ask: Asker, base: str, collection: str, municipality: str, asked: Mapping[str, str]
) -> list[dict[str, Any]]:
    """Return what lies in the municipality; a service that passes over a question gives more than that."""
    return [
        {
            "type": "Feature",
            "properties": {
                name: feature["properties"][name] for name in KEPT if name in feature["properties"]
            },
            "geometry": feature.get("geometry"),
        }
        for feature in _features(ask, base, collection, asked)
        if str(feature["properties"].get("gemeentecode", "")).strip() == municipality
    ]


def _features(ask: Asker, base: str, collection: str, asked: Mapping[str, str]) -> Iterator[Feature]:
    query = urlencode({"f": "json", "limit": str(ONE_PAGE), **asked}, quote_via=quote)
    url = f"{base.rstrip('/')}/collections/{collection}/items?{query}"
    host = urlsplit(url).hostname or ""
    for page in pages(ask, url, _next):
        yield from _checked(page, COLLECTIONS[collection], host)


def _checked(page: Any, code: str, host: str) -> Sequence[Feature]:
    features = page.get("features") if isinstance(page, dict) else None
    if not isinstance(features, list):
        raise NotFetched("changed", host=host, what=("geen lijst ‘features’", "no list “features”"))
    for feature in features:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        if not isinstance(properties, dict) or code not in properties:
            what = (f"het veld {code} ontbreekt", f"the field {code} is missing")
            raise NotFetched("changed", host=host, what=what)
    return features


def _next(page: Mapping[str, Any]) -> object:
    links = page.get("links")
    for link in links if isinstance(links, list) else []:
        if isinstance(link, dict) and link.get("rel") == "next":
            return link.get("href")
    return ""


def _box(ask: Asker, base: str, municipality: str) -> tuple[float, float, float, float]:
    """Return the box around a municipality, from its own shape."""
    for feature in _features(ask, base, "gemeenten", {}):
        if str(feature["properties"]["gemeentecode"]).strip() == municipality:
            points = list(_points((feature.get("geometry") or {}).get("coordinates")))
            if points:
                xs, ys = zip(*points, strict=True)
                return min(xs), min(ys), max(xs), max(ys)
    raise NotFetched("nothing", text=municipality)


def _points(held: Any) -> Iterator[tuple[float, float]]:
    """Yield the points of coordinates, however deep they are nested."""
    if not isinstance(held, list | tuple):
        return
    if len(held) >= 2 and all(isinstance(one, int | float) for one in held[:2]):
        yield float(held[0]), float(held[1])
        return
    for inner in held:
        if isinstance(inner, list):
            yield from _points(inner)
