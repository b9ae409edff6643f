"""Who looks at a table: for which organisation, and whether from a place at the table at all."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gebiedstafel.exchange.circles import Viewer
from gebiedstafel.exchange.organisations import line_above, parents

from .models import Seat
from .remembered import remembered


def viewer_of(seat: Seat) -> Viewer:
    """Return who looks from this seat."""
    if seat.party is None:
        return viewer_in(seat.role, None, {})
    above = remembered(
        seat.table, "parties/above", lambda: dict(seat.table.parties.values_list("key", "parent"))
    )
    return viewer_in(seat.role, seat.party.key, above)


def viewer_in(role: str, party: str | None, above: Mapping[str, str | None]) -> Viewer:
    """Return who looks in this role for this party; `above` says what each party is part of."""
    own = _organisation(party, above) if party is not None else frozenset()
    return Viewer(own, at_table=role != Seat.Role.VISITOR)


def viewer_name(viewer: Viewer) -> str:
    """Return the same name for all who see the same, to remember parts of pages by."""
    return ",".join([str(viewer.at_table), *sorted(viewer.parties)])


def organisation_of(party: str, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties of one organisation: a department belongs to what it is part of."""
    return _organisation(party, parents(document))


def spoken_for(party: str, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties that whoever sits for this one speaks for: itself and what is part of it."""
    above = parents(document)
    return frozenset(key for key in above if party in line_above(key, above))


def _organisation(party: str, above: Mapping[str, str | None]) -> frozenset[str]:
    whole = line_above(party, above)[-1]
    return frozenset(key for key in above if line_above(key, above)[-1] == whole)
