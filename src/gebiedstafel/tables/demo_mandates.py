"""What the parties of a demo table may decide by themselves, as its file tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from gebiedstafel.trail.deeds import record_deed

from .models import AreaTable, Mandate


def make_demo_mandates(table: AreaTable, rows: Iterable[Mapping[str, Any]], *, at: datetime) -> None:
    """Write down the lines of each party's mandate; nobody at a demo table wrote them."""
    parties = {party.key: party for party in table.parties.all()}
    lines: dict[str, int] = {}
    for row in rows:
        lines[row["party"]] = line = lines.get(row["party"], 0) + 1
        Mandate.objects.create(
            party=parties[row["party"]],
            line=line,
            decides=row["decides"],
            limit_cents=row.get("limit_cents"),
            unlimited=row.get("unlimited", False),
            subjects=row.get("subjects", []),
            until=row.get("until"),
            made_at=at,
        )
        record_deed(
            table.chain,
            action="add_mandate",
            subject=f"mandate/{row['party']}/{line}",
            actor="installation",
            origin="file",
            at=at,
        )
