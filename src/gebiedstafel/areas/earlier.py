"""What an area was before, under another code, and what it became: its years stay apart, never one line."""

from collections.abc import Mapping, Sequence

from django.db.models import Q
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.areas.models import Area, Figure, Succession
from gebiedstafel.areas.picture import Earlier, Later, ThroughTime

# So many times a code may have changed; more would be a circle in a list.
DEEPEST = 4


def through_time(area: Area, indicator: str) -> ThroughTime:
    """Return which areas this one was and became. An area without a past costs one query."""
    near = list(Succession.objects.filter(Q(code=area.code) | Q(old_code=area.code)))
    mine = [one for one in near if one.code == area.code and one.year <= area.year]
    later = [one for one in near if one.old_code == area.code and one.year > area.year]
    past = _once(_past(mine))
    if not past and not later:
        return ThroughTime()
    codes = {one.old_code for one in past} | {one.code for one in later}
    names = dict(Area.objects.filter(code__in=codes).order_by("year").values_list("code", "name"))
    return ThroughTime(
        _earlier(past, names, indicator),
        [
            Later(
                names.get(one.code, one.code),
                _url(one.code, names),
                one.year,
                is_ahead=one.year > localdate().year,
            )
            for one in later
        ],
        sorted({one.year for one in mine}),
    )


def _past(mine: Sequence[Succession]) -> list[Succession]:
    """Return the steps back in time, the newest first; a circle ends where it closes."""
    found, sought = list(mine), list(mine)
    for _step in range(DEEPEST):
        until = {one.old_code: one.year for one in sought}
        if not until:
            break
        rows = Succession.objects.filter(code__in=until)
        sought = [one for one in rows if one.year < until[one.code] and one not in found]
        found += sought
    return found


def _once(steps: Sequence[Succession]) -> list[Succession]:
    """Return of each old code one step: the first that it took, after which it was another area."""
    first: dict[str, Succession] = {}
    for one in steps:
        if one.old_code not in first or one.year < first[one.old_code].year:
            first[one.old_code] = one
    return list(first.values())


def _earlier(past: Sequence[Succession], names: Mapping[str, str], indicator: str) -> list[Earlier]:
    until = {one.old_code: one.year - 1 for one in past}
    values: dict[str, dict[int, float]] = {code: {} for code in until}
    changed: dict[str, list[int]] = {code: [] for code in until}
    rows = Figure.objects.filter(area__code__in=until, indicator__code=indicator).values_list(
        "area__code", "year", "value", "area__is_redrawn", "area__is_reshaped"
    )
    for code, year, value, is_redrawn, is_reshaped in rows:
        if year <= until[code]:
            if value is not None:
                values[code][year] = value
            if is_redrawn or is_reshaped:
                changed[code].append(year)
    return [
        Earlier(
            one.old_code,
            names.get(one.old_code, one.old_code),
            _url(one.old_code, names),
            one.year - 1,
            _ground_words(one),
            values[one.old_code],
            changed[one.old_code],
        )
        for one in past
    ]


def _ground_words(one: Succession) -> str:
    """Say how we know it."""
    if one.ground == Succession.Ground.LIST:
        return _("zo staat het in de lijst met oude en nieuwe codes")
    if one.ground == Succession.Ground.MARK:
        return _("het CBS meldt dat alleen de code veranderde, en de naam is gelijk")
    return _("op de kaart is %(share)d%% van het gebied hetzelfde") % {"share": round(100 * (one.alike or 0))}


def _url(code: str, loaded: Mapping[str, str]) -> str:
    """Return the address of an area; none where nobody loaded it."""
    return reverse("areas:area", args=[code]) if code in loaded else ""
