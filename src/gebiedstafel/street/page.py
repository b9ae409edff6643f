"""The public page of one area, put together from few reads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from gebiedstafel.tables.models import AreaTable, TableArea

from .days import quarter_of, with_days
from .models import StreetPage
from .near import Near, near, years_of
from .places import Places, places_of
from .promises import promises_of
from .told import messages_of
from .works import PublicPlan, Work, public_plan

#: A year in quarters.
A_YEAR = 4


@dataclass(frozen=True, slots=True)
class Bar:
    """A work as text, and as a bar over the years of the plan, by quarter; `x` and `width` are of 100."""

    work: Work
    years: str
    place: str
    x: float
    width: float


@dataclass(frozen=True)
class AreaPage:
    """All the page of one area shows."""

    area: TableArea
    places: Places
    plan: PublicPlan | None
    near: Near
    here: tuple[Bar, ...]
    around: tuple[Bar, ...]


def find_page(address: str) -> StreetPage | None:
    """Return the page at this address, also where it is closed now."""
    pages = StreetPage.objects.select_related("table__municipality")
    return pages.filter(address=address).first()


def area_page(table: AreaTable, key: str, *, at: datetime) -> AreaPage | None:
    """Return what anyone reads about one area; None where the table does not know it."""
    places = places_of(table)
    if key not in places.areas:
        return None
    plan = public_plan(table)
    if plan is not None:
        plan = replace(plan, works=with_days(plan.works, table, key, places, at=at))
    found = near(key, places, plan, promises_of(table), messages_of(table))
    years = plan.years if plan else ()
    return AreaPage(
        places.areas[key],
        places,
        plan,
        found,
        tuple(_bar(one, years, places) for one in found.here),
        tuple(_bar(one, years, places) for one in found.around),
    )


def _bar(work: Work, years: Sequence[int], places: Places) -> Bar:
    x = width = 0.0
    if work.first is not None and work.last is not None and years:
        first, last = _quarters(work)
        first, last = max(first, years[0] * A_YEAR), min(last, (years[-1] + 1) * A_YEAR - 1)
        step = 100 / len(years) / A_YEAR
        if last >= first:
            x, width = round((first - years[0] * A_YEAR) * step, 2), round((last - first + 1) * step, 2)
    return Bar(work, years_of(work), places.name(work.place), x, width)


def _quarters(work: Work) -> tuple[int, int]:
    """Return the first and the last quarter of a work, counted on through the years."""
    if work.begins and work.ends:
        first, last = ((day.year, quarter_of(day)) for day in (work.begins, work.ends))
    else:
        first, last = (work.first or 0, 1), (work.last or 0, A_YEAR)
    return first[0] * A_YEAR + first[1] - 1, last[0] * A_YEAR + last[1] - 1
