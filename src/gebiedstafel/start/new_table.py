"""A table of one's own: a name and an owner are enough, the rest is filled in until someone knows better."""

from __future__ import annotations

import secrets
import string
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from gebiedstafel.accounts.models import Person
from gebiedstafel.means.table_rows import store_document
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seating import sit
from gebiedstafel.trail.deeds import record_deed

YEARS = 4
OWN_AREA = "gebied"
LETTERS = string.ascii_lowercase + string.digits


@transaction.atomic
def begin_table(
    name: str, owner: str, owner_class: str, *, by: Person, at: datetime, today: date
) -> AreaTable:
    """Begin a table: its owner is its first party, and who begins it takes the chair for that party."""
    document = first_document(_new_id(name), name, owner, owner_class, today)
    table = store_document(document, is_demo=False, at=at)
    sit(table, by, Seat.Role.CHAIR, table.parties.get())
    record_deed(table.chain, action="begin_table", subject=table.pk, actor=f"person/{by.pk}", at=at)
    return table


def first_document(key: str, name: str, owner: str, owner_class: str, today: date) -> dict[str, Any]:
    """Return the document of a table that knows no more than its name and its owner."""
    return {
        "format": "gebiedstafel/table",
        "version": 1,
        "circles_default": "eigen",
        "table": {
            "id": key,
            "name": name,
            "area": OWN_AREA,
            "as_of": today.isoformat(),
            "years": list(likely_years(today)),
        },
        "areas": [{"id": OWN_AREA, "name": name, "level": "wijk"}],
        "parties": [{"id": "P01", "name": owner, **({"owner_class": owner_class} if owner_class else {})}],
    }


def likely_years(today: date) -> range:
    """Return the years a table that begins now plans for: from summer on, the first is the next."""
    first = today.year + (today.month >= 7)
    return range(first, first + YEARS)


def _new_id(name: str) -> str:
    """Return an address nobody has; its end is drawn, so that it does not tell which tables there are."""
    start = slugify(name)[:50] or "tafel"
    end = "".join(secrets.choice(LETTERS) for _ in range(6))
    return f"{start}-{end}"
