"""Which quarters are over, so that the worker makes their figures."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Min, Q
from django.utils.timezone import localdate

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import open_run

from .models import Batch, QuarterTable, Signal
from .quarters import after, closes_on, figures_on, next_figures
from .tasks import make_figures

logger = logging.getLogger(__name__)

KIND = "signal_figures"
#: After making went wrong it is tried again so much later.
AGAIN_AFTER = timedelta(days=1)


def ask_for_due(at: datetime) -> int:
    """Let the worker make the figures of every quarter that is over; return how many were asked for.

    What goes wrong at one table is logged and tried again at the next tick; the others go on.
    """
    asked = 0
    for table, quarter in list(_due(at)):
        try:
            asked += ask_for_figures(table, quarter, at=at) is not None
        except Exception:
            logger.exception("Figures of table %s over %s were not asked for.", table.pk, quarter)
    return asked


def _due(at: datetime) -> Iterator[tuple[AreaTable, str]]:
    """Yield each table with each quarter that is over: from the first of which something was shown."""
    first = dict(Batch.objects.values_list("table").annotate(Min("quarter")).order_by())
    made = set(QuarterTable.objects.filter(table__in=first).values_list("table", "quarter"))
    for table in AreaTable.objects.filter(pk__in=first).order_by("pk"):
        quarter, today = first[table.pk], table.today_at(localdate(at))
        while figures_on(quarter) <= today:
            if (table.pk, quarter) not in made:
                yield table, quarter
            quarter = after(quarter)


def next_to_come(table: AreaTable, today: date) -> date | None:
    """Return when the next figures of a table come; None when they are due and not there yet."""
    day = next_figures(today)
    quarter = Batch.objects.filter(table=table).aggregate(first=Min("quarter"))["first"]
    if quarter is not None:
        made = set(QuarterTable.objects.filter(table=table).values_list("quarter", flat=True))
        while quarter in made:
            quarter = after(quarter)
        day = figures_on(quarter)
    return day if day > today else None


@transaction.atomic
def ask_for_figures(table: AreaTable, quarter: str, *, at: datetime) -> Run | None:
    """Let the worker make the figures of a quarter; None when it does already, or not all was weighed yet."""
    table = locked_table(table.pk)
    runs = Run.objects.filter(kind=KIND, subject=subject_of(table, quarter))
    if runs.filter(Q(finished=None) | Q(state=Run.State.FAILED, finished__gt=at - AGAIN_AFTER)).exists():
        return None
    if not _is_weighed(table, quarter):
        return None
    run = open_run(KIND, subject_of(table, quarter), at=at)
    transaction.on_commit(partial(make_figures.enqueue, table.pk, quarter, run.pk))
    return run


def subject_of(table: AreaTable, quarter: str) -> str:
    """Return how the run is called that makes these figures."""
    return f"{table.pk}/{quarter}"


def _is_weighed(table: AreaTable, quarter: str) -> bool:
    """Whether all that waits was weighed after the quarter closed: nothing of it comes out later."""
    waiting = Signal.objects.filter(table=table, quarter=quarter, batch=None)
    closed = closes_on(quarter)
    return all(
        when is not None and table.today_at(localdate(when)) >= closed
        for when in waiting.values_list("weighed_at", flat=True)
    )


def making(table: AreaTable) -> Run | None:
    """Return the run that makes figures of this table now, if one does."""
    return Run.objects.filter(kind=KIND, subject__startswith=f"{table.pk}/", finished=None).first()
