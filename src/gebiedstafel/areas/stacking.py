"""What piles up in every area of a year: from figures to the engine, and its answer kept as rows."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q

from gebiedstafel.areas.bulk import insert_rows
from gebiedstafel.areas.models import LEVELS, Area, Stacking
from gebiedstafel.areas.stack_figures import HOUSEHOLDS, OLDEST, StackFigures, stack_figures
from gebiedstafel.areas.stacks import Span, Stacks
from gebiedstafel.engines.stacking.stacking import AreaStack, DomainStack
from gebiedstafel.engines.stacking.trend import Trend, trend
from gebiedstafel.exchange.among import Among
from gebiedstafel.exchange.definitions import definitions
from gebiedstafel.exchange.stacked import AreaFigures, stacked

# A trend over one year is weather.
TREND_OVER = 3
COLUMNS = ("area_id", "among", "piled", "fewest", "most", "mean", "domains")
# With more areas than these a list of them is longer than the whole year.
FEW = 500
Areas = Sequence[tuple[int, str, str, int | None, int | None, str]]


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
    held = stack_figures(year)
    if not held.values:
        return
    areas: Areas = list(
        Area.objects.filter(year=year, level__in=LEVELS).values_list(
            "pk", "code", "level", "urbanity", "residents", "municipality_code"
        )
    )
    for among in Among:
        # A municipality lies in no other one.
        insert_rows(
            Stacking, COLUMNS, _rows(among, [one for one in areas if among.at(one[2]) == among], held, year)
        )


def _rows(among: Among, areas: Areas, held: StackFigures, year: int) -> Iterator[tuple[Any, ...]]:
    """Return what piles up in these areas, each compared in its own group."""
    pks = {code: pk for pk, code, *_rest in areas}
    before = _before(year, among, set(pks), held.changed)
    for stack in stacked(_asked(areas, among, held), year=year, fewest=among.fewest).each():
        yield _row(pks[stack.area], among, stack, held, before.get(stack.area))


def _asked(areas: Areas, among: Among, held: StackFigures) -> list[AreaFigures]:
    """Return the areas with whom each is compared, and what each has."""
    return [
        AreaFigures(
            code,
            among.group(level, urbanity, municipality),
            {name: value for name, value in held.values.get(code, {}).items() if name != HOUSEHOLDS},
            residents,
            held.values.get(code, {}).get(HOUSEHOLDS),
            held.together.get(code, {}),
        )
        for _pk, code, level, urbanity, residents, municipality in areas
    ]


def _row(
    pk: int, among: Among, stack: AreaStack, held: StackFigures, before: Stacking | None
) -> tuple[Any, ...]:
    level, since = stack.group.split()[0], held.since.get(stack.area, {})
    then = (stack_of(before), _years_of(before)) if before else None
    domains = {}
    for one in stack.domains:
        domains[one.domain] = {
            "place": one.place,
            "low": one.low,
            "high": one.high,
            "others": one.others,
            # Of which year each is, and since which where it is of several together.
            "figures": [
                [code, round(place, 2), held.years[level, code], *([since[code]] if code in since else [])]
                for code, place in one.figures
            ],
            "missing": one.missing,
            "small": one.small,
            "alone": one.alone,
            "trend": _trend(
                one, then, {code: held.years[level, code] for code, _place in one.figures}, since
            ),
            "then": before.area.year if before else None,
        }
    said = json.dumps(domains, separators=(",", ":"))
    return pk, among.value, stack.piled, stack.fewest, stack.most, stack.mean, said


def _before(year: int, among: Among, codes: set[str], changed: Mapping[str, int]) -> dict[str, Stacking]:
    """Return what piled up some years ago, for codes that stand for the same area still.

    Of each area the newest row: not every municipality was loaded for the same years. `changed` reaches
    as far back.
    """
    found: dict[str, Stacking] = {}
    for then in range(year - TREND_OVER, year - 2 * TREND_OVER - 1, -1):
        sought = codes - found.keys()
        rows = Stacking.objects.filter(among=among, area__year=then).select_related("area")
        if len(sought) <= FEW:
            rows = rows.filter(area__code__in=sought)
        for row in rows.iterator():
            if row.area.code in sought:
                found[row.area.code] = row
    return {code: row for code, row in found.items() if changed.get(code, 0) <= row.area.year}


def _trend(
    now: DomainStack,
    before: tuple[AreaStack, Mapping[str, int]] | None,
    chosen: Mapping[str, int],
    since: Mapping[str, int],
) -> str:
    """Return how a domain moved: of figures years apart, that have no year in common.

    `chosen` says by figure of which year it is now, `since` from which year on where it is of several.
    """
    if before is None:
        return Trend.UNKNOWN
    stack, years = before
    then = next((one for one in stack.domains if one.domain == now.domain), None)
    if then is None:
        return Trend.UNKNOWN
    unbroken = {
        code
        for code, _place in then.figures
        if code in chosen
        and chosen[code] - years[code] >= TREND_OVER
        and since.get(code, chosen[code]) > years[code]
        and not definitions().breaks_between(code, years[code], chosen[code])
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
            figures=tuple((code, place) for code, place, *_years in one["figures"]),
            missing=tuple(one["missing"]),
            small=tuple(one["small"]),
            alone=tuple(one["alone"]),
        )
        for name, one in sorted(row.domains.items())
    )
    area = row.area
    group = Among(row.among).group(area.level, area.urbanity, area.municipality_code)
    return AreaStack(area.code, group, domains, row.piled, row.fewest, row.most, row.mean)


def _years_of(row: Stacking) -> dict[str, int]:
    """Return of which year each figure of a kept row is."""
    return {code: year for one in row.domains.values() for code, _place, year, *_since in one["figures"]}


def _spans(rows: Iterable[Stacking]) -> dict[str, set[Span]]:
    """Return per figure from which up to which years it is: levels may differ in that."""
    found: dict[str, set[Span]] = {}
    for row in rows:
        for one in row.domains.values():
            for code, _place, year, *since in one["figures"]:
                found.setdefault(code, set()).add((since[0] if since else year, year))
    return found


def _trends(rows: Iterable[Stacking]) -> Iterator[tuple[tuple[str, str], tuple[Trend, int | None]]]:
    for row in rows:
        for name, one in row.domains.items():
            yield (row.area.code, name), (Trend(one["trend"]), one.get("then"))


def stacks_of(
    areas: Sequence[Area], *, among: Among, level: str, compared: Mapping[str, str]
) -> Stacks | None:
    """Return what piles up in these areas; nothing when nobody set it out.

    `compared` says by code with whom each is compared.
    """
    wanted: dict[Among, list[Area]] = {}
    for area in areas:
        wanted.setdefault(among.at(area.level), []).append(area)
    chosen = Q()
    for one, those in wanted.items():
        chosen |= Q(among=one, area__in=those)
    rows = list(Stacking.objects.filter(chosen).select_related("area")) if wanted else []
    if not rows:
        return None
    return Stacks(
        {row.area.code: stack_of(row) for row in rows},
        level,
        among.at(level),
        compared,
        {code: sorted(spans) for code, spans in _spans(rows).items()},
        dict(_trends(rows)),
    )
