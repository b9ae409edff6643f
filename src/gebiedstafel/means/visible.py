"""What a seat may see of its table, in the form of the table's document."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gebiedstafel.exchange.circles import THE_TABLE, Viewer, visible_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import remembered

from .table_document import table_document

Document = dict[str, Any]


def whole_document(table: AreaTable) -> Document:
    """Return everything the table holds, made once per edition. Only for what decides who sees what."""
    return remembered(table, "document", lambda: table_document(table))


def shared_document(table: AreaTable) -> Document:
    """Return what the whole table sees: the only input of plans and of totals."""
    return visible_document(whole_document(table), THE_TABLE)


def seen_by(seat: Seat) -> Document:
    """Return what this seat may see."""
    return visible_document(whole_document(seat.table), viewer_of(seat))


def viewer_of(seat: Seat) -> Viewer:
    """Return who looks: the organisation of the seat, and whether it sits at the table at all."""
    parties = organisation_of(seat.party.key, whole_document(seat.table)) if seat.party else frozenset()
    return Viewer(parties, at_table=seat.role != Seat.Role.VISITOR)


def organisation_of(party: str, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties of one organisation: a department belongs to what it is part of."""
    above = {row["id"]: row.get("parent") for row in document.get("parties", ())}
    return frozenset(key for key in above if _top(key, above) == _top(party, above))


def spoken_for(party: str, document: Mapping[str, Any]) -> frozenset[str]:
    """Return the parties that whoever sits for this one speaks for: itself and what is part of it."""
    above = {row["id"]: row.get("parent") for row in document.get("parties", ())}
    return frozenset(key for key in above if party in _line(key, above))


def _top(party: str, above: Mapping[str, str | None]) -> str:
    return _line(party, above)[-1]


def _line(party: str, above: Mapping[str, str | None]) -> list[str]:
    line = [party]
    while (higher := above.get(line[-1])) and higher not in line:
        line.append(higher)
    return line
