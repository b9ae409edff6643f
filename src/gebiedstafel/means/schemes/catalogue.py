"""The schemes a table may look at: those that ship, and those of its municipality."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404

from gebiedstafel.exchange.schemes import Scheme, by_name, catalogue_edition, flow_template, shipped_schemes
from gebiedstafel.tables.models import AreaTable

from ..own_schemes import OwnScheme
from .words import LOOKED_UP


def schemes_of(table: AreaTable) -> tuple[Scheme, ...]:
    """Return every scheme by name; a row of the municipality stands in the place of one that ships."""
    found = {scheme.id: scheme for scheme in shipped_schemes()}
    found |= {one.key: one.scheme for one in own_rows(table)}
    return tuple(sorted(found.values(), key=by_name))


def own_rows(table: AreaTable) -> list[OwnScheme]:
    """Return the rows that the municipality of this table added itself."""
    if table.municipality_id is None:
        return []
    return list(OwnScheme.objects.filter(municipality=table.municipality_id))


def scheme_of(table: AreaTable, key: str) -> Scheme:
    """Return one scheme; one of another municipality does not exist here."""
    found = next((scheme for scheme in schemes_of(table) if scheme.id == key), None)
    if found is None:
        raise Http404
    return found


def edition_of(table: AreaTable) -> str:
    """Return the edition of the whole catalogue as this table sees it, for what rests on it."""
    own = sum(int(one.row["edition"]) for one in own_rows(table))
    return f"{catalogue_edition()}+{own}" if own else catalogue_edition()


def taken_over(table: AreaTable, scheme: Scheme, holder: str) -> dict[str, Any]:
    """Return a new flow taken from a scheme, for whoever brings it in; amounts and days are still open."""
    applicants = {"applicant": holder} if holder else {}
    held = {"holder": holder} if holder else {}
    return {"id": "", "area": table.area, **held, **applicants, **flow_template(scheme)}


def kept_link(scheme: Scheme) -> Mapping[str, Any]:
    """Return the part of a flow that no form asks for: where it was taken from."""
    return {"scheme": flow_template(scheme)["scheme"]}


def link_of(table: AreaTable, entry: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return the scheme a flow was taken from, if it is still there, and whether it changed since."""
    kept = entry.get("scheme")
    if not kept:
        return None
    found = next((one for one in schemes_of(table) if one.id == kept["id"]), None)
    if found is None:
        return None
    return {
        "id": found.id,
        "name": found.row["name"],
        "is_older": kept.get("version") != found.edition,
        "looked_up": [str(LOOKED_UP[one]) for one in found.row.get("fill_in", ())],
    }
