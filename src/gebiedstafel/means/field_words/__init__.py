"""How a person is asked for each field of the table's document: one table per kind of row.

A field of the schema that has no words here fails a test: nothing can be brought in by file alone.
"""

from __future__ import annotations

from collections.abc import Mapping

from gebiedstafel.means.fields.boxes import FieldWords

from .bundles import BUNDLE
from .challenges import CHALLENGE
from .groups import GROUPS, Group
from .measures import MEASURE
from .money_flows import MONEY_FLOW
from .parties import PARTY

__all__ = ["FIELDS", "GROUPS", "NOT_ASKED", "FieldWords", "Group", "fields_of"]

FIELDS: Mapping[str, tuple[FieldWords, ...]] = {
    "parties": PARTY,
    "challenges": CHALLENGE,
    "money_flows": MONEY_FLOW,
    "measures": MEASURE,
    "bundles": BUNDLE,
}

#: What a form has its own part for: the id is given, and circles and marks stand beside every field.
#: What only the party named may say has a button of its own on the page of the row.
NOT_ASKED: Mapping[str, tuple[str, ...]] = {
    "parties": ("id", "circles", "quality"),
    "challenges": ("id", "circles", "quality"),
    "money_flows": ("id", "circles", "quality", "scheme"),
    "measures": ("id", "circles", "quality", "leads", "judgements", "offered_hours"),
    "bundles": ("id", "circles", "quality"),
}


def fields_of(kind: str, name: str) -> tuple[FieldWords, ...]:
    """Return the form fields of one field of a row, its parts included."""
    return tuple(field for field in FIELDS[kind] if field.top == name)
