"""In which quarter a work comes to a door: by the days that shop owners were told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime

from gebiedstafel.tables.models import AreaTable

from .models import WorksQuestion
from .places import Nearness, Places
from .works import Work

MONTHS_OF_A_QUARTER = 3


def with_days(
    works: Iterable[Work], table: AreaTable, area: str, places: Places, *, at: datetime
) -> tuple[Work, ...]:
    """Return the works with the days of those about which shop owners near this area were asked by now.

    A work whose year is not public keeps its days to itself as well.
    """
    told: dict[str, list[WorksQuestion]] = {}
    for one in WorksQuestion.objects.filter(table=table, leaves_at__lte=at).exclude(measure=""):
        if places.nearness(one.area, area) != Nearness.ELSEWHERE:
            told.setdefault(one.measure, []).append(one)
    return tuple(
        replace(
            work,
            begins=min(one.begins_on for one in told[work.key]),
            ends=max(one.ends_on for one in told[work.key]),
        )
        if work.key in told and work.first is not None
        else work
        for work in works
    )


def quarter_of(day: date) -> int:
    """Return 1, 2, 3 or 4."""
    return (day.month - 1) // MONTHS_OF_A_QUARTER + 1
