"""The value of a field as a person would say it: on its page, in its history, beside another text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros, grouped
from gebiedstafel.ui.templatetags.numbers import percent

from .around import Around
from .boxes import FieldWords, options_of
from .choosing import SIZES
from .per_year import year_words
from .rows import QUALITIES

Tell = Callable[[FieldWords, Any, Around], str]


def told(field: FieldWords, value: Any, around: Around) -> str:
    """Return what a field says, in words; unknown is said too."""
    if value is None:
        return _("weten we nog niet")
    if field.none and not value and value is not False and value != 0:
        return str(field.none)
    return _TELLERS.get(field.kind, _plain)(field, value, around)


def told_sentence(field: FieldWords, value: Any, around: Around) -> str:
    """Return a rule as its sentence, with the value inside."""
    words = told(field, value, around)
    return str(field.label).replace("{}", words) if field.is_sentence else words


def _plain(field: FieldWords, value: Any, around: Around) -> str:
    return str(value)


def _day(field: FieldWords, value: Any, around: Around) -> str:
    return day(date.fromisoformat(value))


def _share(field: FieldWords, value: Any, around: Around) -> str:
    return percent(exact(value))


def _number(field: FieldWords, value: Any, around: Around) -> str:
    return str(value).replace(".", ",")


def _euros(field: FieldWords, value: Any, around: Around) -> str:
    return euros(value)


def _yes(field: FieldWords, value: Any, around: Around) -> str:
    return _("ja") if value or value == {} else _("nee")


def _labels(field: FieldWords, around: Around) -> dict[str, str]:
    listed = around.options(field.choices) if isinstance(field.choices, str) else ()
    return dict(options_of(field, listed))


def _choice(field: FieldWords, value: Any, around: Around) -> str:
    return _labels(field, around).get(str(value), str(value))


def _several(field: FieldWords, value: Any, around: Around) -> str:
    labels = dict(around.options("themes")) if field.kind == "themes" else _labels(field, around)
    return ", ".join(labels.get(one, one) for one in value)


def _terms(field: FieldWords, value: Any, around: Around) -> str:
    return ", ".join(value)


def _start(field: FieldWords, value: Mapping[str, int], around: Around) -> str:
    first, last = value["earliest"], value["latest"]
    words = str(first) if first == last else _("{first} tot en met {last}").format(first=first, last=last)
    return words + (_(", nu gepland in {year}").format(year=value["planned"]) if "planned" in value else "")


def _per_year(field: FieldWords, value: Mapping[str, int], around: Around) -> str:
    return _joined(f"{year}: {euros(cents)}" for year, cents in sorted(value.items()))


def _bands(field: FieldWords, value: Mapping[str, list[int]], around: Around) -> str:
    return _joined(f"{year}: {euros(low)} – {euros(high)}" for year, (low, high) in sorted(value.items()))


def _by_type(field: FieldWords, value: Mapping[str, list[int]], around: Around) -> str:
    labels = _labels(field, around)
    return _joined(
        f"{labels.get(kind, kind)} {', '.join(map(euros, cents))}" for kind, cents in value.items()
    )


def _per_unit(field: FieldWords, value: Mapping[str, Any], around: Around) -> str:
    return _("{amount} per {unit}").format(amount=euros(value["cents"]), unit=value["unit"])


def _units(field: FieldWords, value: Mapping[str, int], around: Around) -> str:
    return _joined(f"{grouped(number)} {unit}" for unit, number in value.items())


def _hours(field: FieldWords, value: Iterable[Mapping[str, Any]], around: Around) -> str:
    return _joined(_hours_row(one, around) for one in value)


def _hours_row(row: Mapping[str, Any], around: Around) -> str:
    who = [around.label("parties", row["party"])] if "party" in row else []
    who += [row["skill"]] if row.get("skill") else []
    per_year = row["per_year"]
    years = per_year.items() if isinstance(per_year, Mapping) else [
        (year_words(number), hours) for number, hours in enumerate(per_year)
    ]  # fmt: skip
    words = ", ".join(
        _("{year}: {hours} uur").format(year=year, hours=grouped(hours)) for year, hours in years
    )
    return f"{', '.join(who)} {words}".strip()


def _sizes(field: FieldWords, value: Mapping[str, Any], around: Around) -> str:
    labels = {key: str(label) for key, label in SIZES}
    return _joined(
        f"{around.label('challenges', key)}: {labels.get(str(size), _number(field, size, around))}"
        for key, size in value.items()
    )


def _benefits(field: FieldWords, value: Iterable[Mapping[str, Any]], around: Around) -> str:
    labels = {key: str(label) for key, label in QUALITIES}
    rows = []
    for one in value:
        words = _("{party}: {amount} per jaar").format(
            party=around.label("parties", one["party"]), amount=euros(one["cents_per_year"])
        )
        words += _(", tot en met {year}").format(year=one["until"]) if "until" in one else ""
        rows.append(words + (f" ({labels[one['quality']]})" if "quality" in one else ""))
    return _joined(rows)


def _requires(field: FieldWords, value: Iterable[Mapping[str, Any]], around: Around) -> str:
    return _joined(
        around.label("measures", one["measure"])
        + (_(", {years} jaar eerder").format(years=one["lag"]) if one.get("lag") else "")
        for one in value
    )


def _conditions(field: FieldWords, value: Iterable[Mapping[str, Any]], around: Around) -> str:
    rows = []
    for one in value:
        words = str(one["text"]).rstrip(".")
        if "checked_by" in one:
            words += _(" – toetst: {who}").format(who=around.label("parties", one["checked_by"]))
        if "by" in one:
            words += _(", uiterlijk {day}").format(day=day(date.fromisoformat(one["by"])))
        rows.append(words)
    return _joined(rows)


def _joined(rows: Iterable[str]) -> str:
    return "; ".join(rows) or "–"


_TELLERS: Mapping[str, Tell] = {
    "date": _day,
    "share": _share,
    "ratio": _number,
    "weight": _number,
    "euros": _euros,
    "choice": _choice,
    "graded": _choice,
    "yes_no": _yes,
    "part": _yes,
    "ticks": _several,
    "themes": _several,
    "terms": _terms,
    "start_years": _start,
    "euros_per_year": _per_year,
    "bands_per_year": _bands,
    "euros_per_type": _by_type,
    "per_unit": _per_unit,
    "units": _units,
    "hours_per_year": _hours,
    "hours_asked": _hours,
    "hours_freed": _hours,
    "hours_given": _hours,
    "effects": _sizes,
    "benefits": _benefits,
    "requires": _requires,
    "conditions": _conditions,
}
