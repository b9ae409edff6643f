"""What piles up in every area of a year: from figures to the engine, and its answer kept as rows."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Max

from gebiedstafel.areas.bulk import insert_rows
from gebiedstafel.areas.models import Area, Figure, Stacking
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.engines.stacking.stacking import AreaStack, DomainStack
from gebiedstafel.engines.stacking.trend import Trend, trend
from gebiedstafel.exchange.definitions import definitions
from gebiedstafel.exchange.indicators import known_indicators
from gebiedstafel.exchange.stacked import AreaFigures, stacked

Years = Mapping[tuple[str, str], int]
# The newest year is mostly empty, so a figure may be this much older than the areas; its year is shown.
OLDEST = 4
# A trend over one year is weather.
TREND_OVER = 3
HOUSEHOLDS = "hh"
COLUMNS = ("area_id", "piled", "fewest", "most", "mean", "domains")


def store_stackings(years: Iterable[int]) -> None:
    """Set out anew what piles up in the areas of these years, and of years that borrow their figures."""
    years = list(years)
    if not years:
        return
    there = Area.objects.filter(year__gte=min(years), year__lte=max(years) + OLDEST + 2 * TREND_OVER)
    for year in sorted(set(there.values_list("year", flat=True))):
        Stacking.objects.filter(area__year=year).delete()
        _store(year)


def _store(year: int) -> None:
    areas = list(
        Area.objects.filter(year=year, level__in=("buurt", "wijk", "gemeente")).values_list(
            "pk", "code", "level", "urbanity", "residents"
        )
    )
    values, chosen = _figures(year)
    if not values:
        return
    pks = {code: pk for pk, code, *_rest in areas}
    before = _before(year)
    rows = (
        _row(pks[stack.area], stack, chosen, before.get(stack.area))
        for stack in stacked(_asked(areas, values), year=year).each()
    )
    insert_rows(Stacking, COLUMNS, rows)


def _figures(year: int) -> tuple[dict[str, dict[str, float]], Years]:
    """Return the figures per area code, and per level and figure the year it was taken from.

    All areas of a level take a figure from one year, so that they are compared fairly: the newest for which
    at least half as many areas have it as in the best year.
    """
    wanted = [one.id for one in known_indicators().values() if one.core and one.direction]
    rows = Figure.objects.filter(
        indicator__code__in=[*wanted, HOUSEHOLDS],
        year__gt=year - OLDEST,
        year__lte=year,
        value__isnull=False,
    ).values_list("area__code", "area__level", "indicator__code", "year", "value")
    held: dict[tuple[str, str], dict[int, dict[str, float | None]]] = defaultdict(lambda: defaultdict(dict))
    for code, level, indicator, of, value in rows.iterator(chunk_size=20_000):
        held[level, indicator][of][code] = value
    moved = _moved(year)
    chosen: dict[tuple[str, str], int] = {}
    values: dict[str, dict[str, float]] = defaultdict(dict)
    for (level, indicator), by_year in held.items():
        best = max(map(len, by_year.values()))
        of = chosen[level, indicator] = max(one for one, found in by_year.items() if 2 * len(found) >= best)
        for code, value in by_year[of].items():
            # A code that stood for another area then says nothing of this one.
            if value is not None and moved.get(code, 0) <= of:
                values[code][indicator] = value
    return values, chosen


def _moved(year: int) -> dict[str, int]:
    """Return per code the newest year, up to this one, in which its border or its code changed."""
    changed = Area.objects.filter(year__gt=year - OLDEST, year__lte=year, is_redrawn=True)
    return dict(changed.order_by().values_list("code").annotate(newest=Max("year")))


def _asked(areas: Sequence[tuple[Any, ...]], values: Mapping[str, dict[str, float]]) -> list[AreaFigures]:
    """Return the areas with whom each is compared: those of its level that are as urban."""
    return [
        AreaFigures(
            code,
            f"{level} {urbanity or 0}",
            {name: value for name, value in values.get(code, {}).items() if name != HOUSEHOLDS},
            residents,
            values.get(code, {}).get(HOUSEHOLDS),
        )
        for _pk, code, level, urbanity, residents in areas
    ]


def _row(pk: int, stack: AreaStack, chosen: Years, before: tuple[AreaStack, Years] | None) -> tuple[Any, ...]:
    level = stack.group.split()[0]
    domains = {}
    for one in stack.domains:
        domains[one.domain] = {
            "place": one.place,
            "low": one.low,
            "high": one.high,
            "others": one.others,
            "figures": [[code, round(place, 2), chosen[level, code]] for code, place in one.figures],
            "missing": one.missing,
            "small": one.small,
            "alone": one.alone,
            "trend": _trend(one, before, chosen, level),
        }
    said = json.dumps(domains, separators=(",", ":"))
    return pk, stack.piled, stack.fewest, stack.most, stack.mean, said


def _before(year: int) -> dict[str, tuple[AreaStack, Years]]:
    """Return what piled up some years ago, for codes that stand for the same area still."""
    then = Stacking.objects.filter(area__year__lte=year - TREND_OVER, area__year__gte=year - 2 * TREND_OVER)
    redrawn = dict(
        Area.objects.filter(year__lte=year, is_redrawn=True)
        .values_list("code")
        .annotate(newest=Max("year"))
        .values_list("code", "newest")
    )
    # Of each area its newest row: not every municipality was loaded for the same years.
    rows = then.select_related("area").order_by("area__year")
    found = {row.area.code: row for row in rows.iterator()}
    return {
        code: (stack_of(row), years_of(row))
        for code, row in found.items()
        if redrawn.get(code, row.area.year) <= row.area.year
    }


def _trend(now: DomainStack, before: tuple[AreaStack, Years] | None, chosen: Years, level: str) -> str:
    if before is None:
        return Trend.UNKNOWN
    stack, years = before
    then = next((one for one in stack.domains if one.domain == now.domain), None)
    if then is None:
        return Trend.UNKNOWN
    unbroken = {
        code
        for code, _place in then.figures
        if (level, code) in chosen
        and years[level, code] < chosen[level, code]
        and not definitions().breaks_between(code, years[level, code], chosen[level, code])
    }
    return trend(then, now, unbroken=unbroken)


def stack_of(row: Stacking) -> AreaStack:
    """Return a kept row as the engine gave it."""
    domains = tuple(
        DomainStack(
            domain=name,
            place=one["place"],
            low=one["low"],
            high=one["high"],
            others=one["others"],
            figures=tuple((code, place) for code, place, _year in one["figures"]),
            missing=tuple(one["missing"]),
            small=tuple(one["small"]),
            alone=tuple(one["alone"]),
        )
        for name, one in sorted(row.domains.items())
    )
    return AreaStack(
        row.area.code,
        f"{row.area.level} {row.area.urbanity or 0}",
        domains,
        row.piled,
        row.fewest,
        row.most,
        row.mean,
    )


def years_of(row: Stacking) -> dict[tuple[str, str], int]:
    """Return of which year each figure of a kept row is."""
    return {
        (row.area.level, code): year for one in row.domains.values() for code, _place, year in one["figures"]
    }


def _trends(rows: Iterable[Stacking]) -> Iterator[tuple[tuple[str, str], Trend]]:
    for row in rows:
        for name, one in row.domains.items():
            yield (row.area.code, name), Trend(one["trend"])


def stacks_of(areas: Sequence[Area], *, level: str, compared: str) -> Stacks | None:
    """Return what piles up in these areas, as it came with them; nothing when nobody set it out."""
    rows = [row for area in areas if (row := getattr(area, "stacking", None))]
    if not rows:
        return None
    years = {code: year for row in rows for (_level, code), year in years_of(row).items()}
    return Stacks({row.area.code: stack_of(row) for row in rows}, level, compared, years, dict(_trends(rows)))
