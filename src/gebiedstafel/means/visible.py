"""What a seat may see of its table, in the form of the table's document."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from gebiedstafel.exchange.circles import THE_TABLE, visible_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.tables.viewers import viewer_of

from .table_columns import TABLE_LISTS
from .table_document import table_document

Document = dict[str, Any]


def read_document(table: AreaTable, kinds: Collection[str] = TABLE_LISTS) -> Document:
    """Return what the table holds, made once per edition. Only for what decides who sees what.

    With fewer `kinds` only those lists are read.
    """
    return remembered(table, "document/" + ",".join(kinds), lambda: table_document(table, kinds))


def shared_document(table: AreaTable, kinds: Collection[str] = TABLE_LISTS) -> Document:
    """Return what the whole table sees: the only input of plans and of totals."""
    return visible_document(read_document(table, kinds), THE_TABLE)


def seen_by(seat: Seat, kinds: Collection[str] = TABLE_LISTS) -> Document:
    """Return what this seat may see."""
    return visible_document(read_document(seat.table, kinds), viewer_of(seat))


def shared_by(seat: Seat, kinds: Collection[str] = TABLE_LISTS) -> Document:
    """Return what totals may rest on for this seat: what the table sees, for a visitor what is public."""
    if seat.role == Seat.Role.VISITOR:
        return seen_by(seat, kinds)
    return shared_document(seat.table, kinds)
