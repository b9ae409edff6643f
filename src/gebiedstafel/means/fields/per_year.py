"""Fields with a box per year: money, bands, costs by type, and the years in which a measure may begin."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange import dutch_amounts as dutch

from .around import Around
from .boxes import Boxes, FieldWords, Unreadables, options_of
from .kind import Box, Kind, Line, read

#: So many years are shown of what counts from a start, and one more than is filled in.
FEWEST_YEARS, MOST_YEARS = 4, 30


def read_all(
    typed: Mapping[str, str], how: Callable[[str], Any], where: Callable[[str], str]
) -> dict[str, Any]:
    """Return what every filled box says, or refuse with all faults at once."""
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for key, text in typed.items():
        if not text.strip():
            continue
        try:
            found[key] = read(how, text.strip(), where(key))
        except Unreadables as unreadable:
            wrong += unreadable.sentences
    if wrong:
        raise Unreadables(*wrong)
    return found


def years_shown(around: Around, typed: Iterable[str]) -> tuple[str, ...]:
    """Return the years of the table, and those that stand there already."""
    return tuple(sorted({*map(str, around.years), *(key for key in typed if key.isdecimal())}))


def offsets_shown(offsets: Iterable[int]) -> range:
    """Return how many years from the start have a box."""
    return range(min(max([FEWEST_YEARS, *(one + 2 for one in offsets)]), MOST_YEARS))


def in_a_row(amounts: Mapping[int, int], where: str) -> list[int]:
    """Return amounts from the first year on; a year without an answer in between is asked for."""
    if not amounts:
        return []
    gaps = [number + 1 for number in range(max(amounts)) if number not in amounts]
    if gaps:
        raise Unreadables(
            _("{where}: vul ook jaar {years} in. Is het dat jaar niets, schrijf dan 0.").format(
                where=where, years=", ".join(map(str, gaps))
            )
        )
    return [amounts[number] for number in range(max(amounts) + 1)]


def year_words(number: int) -> str:
    """Return what a year counted from the start is called."""
    return _("jaar {number}").format(number=number + 1)


def _euros(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {year: dutch.typed_euros(cents) for year, cents in (value or {}).items()}


def _euros_typed(field: FieldWords, typed: Boxes, around: Around) -> Any:
    return read_all(typed, dutch.cents_of, str) or None


def _euro_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    years = years_shown(around, typed)
    return (Line(tuple(Box(year, year, typed.get(year, ""), "money", unit="€") for year in years)),)


def _bands(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {
        f"{year}.{side}": dutch.typed_euros(cents)
        for year, band in (value or {}).items()
        for side, cents in zip(("low", "high"), band, strict=True)
    }


def _bands_typed(field: FieldWords, typed: Boxes, around: Around) -> Any:
    amounts = read_all(typed, dutch.cents_of, lambda key: key.split(".")[0])
    bands: dict[str, Any] = {}
    wrong: list[str] = []
    for year in sorted({key.split(".")[0] for key in amounts}):
        low, high = amounts.get(f"{year}.low"), amounts.get(f"{year}.high")
        if low is None or high is None:
            wrong.append(_("{year}: vul van én tot in.").format(year=year))
        elif low > high:
            wrong.append(_("{year}: van is meer dan tot. Draai ze om.").format(year=year))
        else:
            bands[year] = [low, high]
    if wrong:
        raise Unreadables(*wrong)
    return bands or None


def _band_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    years = years_shown(around, (key.split(".")[0] for key in typed))
    sides = (("low", _("van")), ("high", _("tot")))
    return tuple(
        Line(
            tuple(
                Box(f"{year}.{side}", word, typed.get(f"{year}.{side}", ""), "money", unit="€")
                for side, word in sides
            ),
            title=year,
        )
        for year in years
    )


def _by_type(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {
        f"{kind}.{offset}": dutch.typed_euros(cents)
        for kind, per_year in (value or {}).items()
        for offset, cents in enumerate(per_year)
    }


def _by_type_typed(field: FieldWords, typed: Boxes, around: Around) -> Any:
    labels = dict(options_of(field, ()))

    def where(key: str) -> str:
        kind, _dot, offset = key.partition(".")
        return f"{labels.get(kind, kind)}, {year_words(int(offset))}"

    sound = {key: text for key, text in typed.items() if key.partition(".")[2].isdecimal()}
    amounts = read_all(sound, dutch.cents_of, where)
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for kind in dict.fromkeys(key.split(".")[0] for key in amounts):
        own = {int(key.split(".")[1]): cents for key, cents in amounts.items() if key.startswith(f"{kind}.")}
        try:
            found[kind] = in_a_row(own, labels.get(kind, kind))
        except Unreadables as unreadable:
            wrong += unreadable.sentences
    if wrong:
        raise Unreadables(*wrong)
    return found or None


def _by_type_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    filled = [int(key.split(".")[1]) for key, text in typed.items() if text and key[-1:].isdecimal()]
    offsets = offsets_shown(filled)
    return tuple(
        Line(
            tuple(
                Box(f"{kind}.{n}", year_words(n), typed.get(f"{kind}.{n}", ""), "money", unit="€")
                for n in offsets
            ),
            title=label,
        )
        for kind, label in options_of(field, ())
    )


def _start(field: FieldWords, value: Any, around: Around) -> dict[str, str]:
    return {name: str(year) for name, year in (value or {}).items()}


def _start_typed(field: FieldWords, typed: Boxes, around: Around) -> Any:
    words = _start_words()
    years = read_all(typed, dutch.whole_of, lambda name: words.get(name, name))
    if not years:
        return None
    if "earliest" not in years and "latest" not in years:
        raise Unreadables(_("Vul het eerste jaar in waarin het kan beginnen."))
    first = years.get("earliest", years.get("latest"))
    return {"earliest": first, "latest": years.get("latest", first)} | (
        {"planned": years["planned"]} if "planned" in years else {}
    )


def _start_words() -> dict[str, str]:
    return {"earliest": _("op zijn vroegst"), "latest": _("op zijn laatst"), "planned": _("nu gepland")}


def _start_lines(field: FieldWords, typed: Boxes, around: Around) -> tuple[Line, ...]:
    own = (text for text in typed.values())
    options = (("", _("weten we nog niet")), *((year, year) for year in years_shown(around, own)))
    return (
        Line(
            tuple(
                Box(name, label, typed.get(name, ""), "select", options)
                for name, label in _start_words().items()
            )
        ),
    )


EUROS_PER_YEAR = Kind("per_year", _euros, _euros_typed, _euro_lines, nothing=dict)
BANDS_PER_YEAR = Kind("lines", _bands, _bands_typed, _band_lines)
EUROS_PER_TYPE = Kind("lines", _by_type, _by_type_typed, _by_type_lines, nothing=dict)
START_YEARS = Kind("per_year", _start, _start_typed, _start_lines)
