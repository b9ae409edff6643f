"""The trail of sending: a chain of its own, which can be proven and which nobody at the table reads.

In the chain of the table a deed stands between two others, with a seat and a moment: who reads those knows
which party sent a signal and when, and by counting how many wait. Here a deed names no seat, its moment is
the first of the quarter, and its subject is a code that the sender alone sees.
"""

from __future__ import annotations

from datetime import datetime

from django.utils.timezone import localdate

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.deeds import record_deed

from .quarters import first_day, midnight, quarter_of

#: Who acts in this chain, whoever it is.
SOMEONE = "reporter"


def sealed_chain(table: AreaTable) -> str:
    """Return the chain of what was sent at a table."""
    return f"{table.chain}/signals"


def record_sealed(table: AreaTable, *, action: str, subject: str, at: datetime) -> None:
    """Write down that something was sent, ticked off or taken back in this quarter, and no more."""
    quarter = quarter_of(table.today_at(localdate(at)))
    begun = midnight(first_day(quarter))
    record_deed(sealed_chain(table), action=action, subject=subject, actor=SOMEONE, at=begun)
