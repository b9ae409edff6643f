"""Which area an area was before: found when files are loaded, from shapes, marks and lists of codes."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from django.db.models import Max, Min, Q

from gebiedstafel.areas.bulk import in_parts
from gebiedstafel.areas.models import LEVELS, Area, Boundary, Succession
from gebiedstafel.exchange.former_codes import FormerCode
from gebiedstafel.exchange.vintages import moved, under_another_code


def store_list(rows: Sequence[FormerCode]) -> list[str]:
    """Keep what a list says in place of what an earlier one said of the same new codes.

    Returns the codes that no loaded area has: told, and kept for when their files come.
    """
    new = sorted({row.new for row in rows})
    Succession.objects.filter(code__in=new).delete()
    Succession.objects.bulk_create(
        Succession(old_code=row.old, code=row.new, year=row.year, ground=Succession.Ground.LIST)
        for row in rows
    )
    named = {code for row in rows for code in (row.old, row.new)}
    known = Area.objects.filter(code__in=named).values_list("code", flat=True)
    return sorted(named - set(known))


def find_successions(years: Iterable[int], *, by_shape: bool) -> None:
    """Find anew which areas of these years, and of later ones, were there under another code.

    Without new shapes only the marks are read again.
    """
    first = min(years, default=None)
    if first is None:
        return
    later = Area.objects.filter(year__gte=first, level__in=LEVELS)
    found: list[Succession] = []
    for year in sorted(set(later.values_list("year", flat=True))):
        if by_shape:
            found += _by_shape(year, _succeeded(year, first, found))
        found += _by_mark(year)
    _store(found, first, by_shape=by_shape)


def _store(found: Iterable[Succession], first: int, *, by_shape: bool) -> None:
    """Keep what was found; what a list says of a code goes before, and a shape before a mark."""
    grounds = [Succession.Ground.MARK, *([Succession.Ground.SHAPE] if by_shape else [])]
    Succession.objects.filter(year__gte=first, ground__in=grounds).delete()
    told = Q(ground=Succession.Ground.LIST) | Q(year__gte=first)
    taken = set(Succession.objects.filter(told).values_list("code", flat=True))
    kept: dict[tuple[str, int], Succession] = {}
    for one in found:
        if one.code not in taken:
            kept.setdefault((one.code, one.year), one)
    _let_go_of_earlier(kept, first)
    Succession.objects.bulk_create(kept.values())


def _let_go_of_earlier(kept: Iterable[tuple[str, int]], first: int) -> None:
    """Let go of what was known of these codes and years from before the first year: it was found anew.

    A shape may tell of years before its own, in which only figures of its code came.
    """
    codes: dict[int, list[str]] = {}
    for code, year in kept:
        if year < first:
            codes.setdefault(year, []).append(code)
    for year, those in codes.items():
        for part in in_parts(those):
            Succession.objects.filter(year=year, code__in=part).delete()


def _succeeded(year: int, first: int, found: Iterable[Succession]) -> dict[str, tuple[str, int]]:
    """Return by old code its newest successor from before a year, and from when on.

    What shapes and marks said from the first year on is being found anew: of that only `found` counts.
    """
    told = Q(ground=Succession.Ground.LIST) | Q(year__lt=first)
    rows = list(Succession.objects.filter(told, year__lt=year).order_by("year"))
    rows += [one for one in found if one.year < year]
    return {one.old_code: (one.code, one.year) for one in sorted(rows, key=lambda one: one.year)}


def _by_shape(year: int, succeeded: Mapping[str, tuple[str, int]]) -> list[Succession]:
    """Compare the shapes of a year with the newest of before; mark what moved, return what was renamed.

    A code that became another one after its newest shape is nobody's past any more.
    """
    new = _shapes(dict(Boundary.objects.filter(area__year=year).values_list("area__code", "pk")))
    if not new:
        return []
    before = _newest_before(year)
    old = _shapes({code: pk for code, (pk, _of) in before.items()})
    reshaped = moved(old, new)
    areas = Area.objects.filter(year=year)
    areas.filter(is_reshaped=True).update(is_reshaped=False)
    for part in in_parts(reshaped):
        areas.filter(code__in=part).update(is_reshaped=True)
    # A code may have had figures before it had a shape.
    sought = (new.keys() - old.keys()) | set(reshaped)
    drawn = {
        code: of
        for code, (_pk, of) in before.items()
        if code not in succeeded or succeeded[code][1] <= of or succeeded[code][0] in sought
    }
    same = under_another_code({code: old[code] for code in drawn}, new, sought, drawn=drawn)
    since = dict.fromkeys(reshaped, year) | _first_years(
        {one.new: drawn[one.old] for one in same if one.new not in old}
    )
    return [
        Succession(
            old_code=one.old,
            code=one.new,
            year=since[one.new],
            ground=Succession.Ground.SHAPE,
            alike=one.alike,
        )
        for one in same
    ]


def _newest_before(year: int) -> dict[str, tuple[int, int]]:
    """Return by code the key and the year of the newest shape from before a year, of areas nearby."""
    box = Boundary.objects.filter(area__year=year).aggregate(
        west=Min("west"), south=Min("south"), east=Max("east"), north=Max("north")
    )
    rows = Boundary.objects.filter(
        area__year__lt=year,
        west__lte=box["east"],
        east__gte=box["west"],
        south__lte=box["north"],
        north__gte=box["south"],
    ).order_by("area__year")
    return {code: (pk, of) for code, pk, of in rows.values_list("area__code", "pk", "area__year")}


def _shapes(keys: dict[str, int]) -> dict[str, str]:
    """Return the rings by code of these boundaries."""
    codes = {pk: code for code, pk in keys.items()}
    found: dict[str, str] = {}
    for part in in_parts(sorted(codes)):
        rows = Boundary.objects.filter(pk__in=part)
        found |= {codes[pk]: rings for pk, rings in rows.values_list("pk", "rings")}
    return found


def _first_years(after: dict[str, int]) -> dict[str, int]:
    """Return of each code the first year that we know it of, after a year of its own."""
    found: dict[str, int] = {}
    for code, year in Area.objects.filter(code__in=after).order_by("year").values_list("code", "year"):
        if year > after[code]:
            found.setdefault(code, year)
    return found


def _by_mark(year: int) -> list[Succession]:
    """Return which areas of a year got only another code: those that bore the name the year before.

    The mark of the source does not say which code it was. A name that two bear, or that is still there
    under the old code, says nothing; nor does one of another municipality, unless that one is gone.
    """
    recoded = Area.objects.filter(year=year, is_recoded=True, level__in=LEVELS)
    new = list(recoded.values_list("level", "name", "code", "municipality_code"))
    if not new:
        return []
    here = Area.objects.filter(year=year).values_list("code", "municipality_code")
    codes = {code for code, _town in here}
    towns = {town for _code, town in here}
    bearers: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    before = Area.objects.filter(year=year - 1, level__in={level for level, *_rest in new})
    for level, name, code, town in before.values_list("level", "name", "code", "municipality_code"):
        if code not in codes:
            bearers[level, name].append((code, town))
    pairs = [
        (old, code)
        for level, name, code, town in new
        for old, was_in in bearers[level, name]
        if was_in == town or was_in not in towns
    ]
    olds, news = Counter(old for old, _new in pairs), Counter(code for _old, code in pairs)
    return [
        Succession(old_code=old, code=code, year=year, ground=Succession.Ground.MARK)
        for old, code in pairs
        if olds[old] == news[code] == 1
    ]
