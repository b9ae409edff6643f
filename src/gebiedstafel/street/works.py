"""What of the adopted plan anyone may know: works that their owner made public, with when and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.reading import Reading, read_plan
from gebiedstafel.connections.reasons import group
from gebiedstafel.connections.solving import current_hash
from gebiedstafel.exchange.circles import THE_PUBLIC, visible_document
from gebiedstafel.means.visible import read_document
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.tables.remembered import remembered

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Work:
    """One work of the plan: when it runs, where, by whom; no year means that it is not public.

    `begins` and `ends` are the days told to shop owners, where they were asked whether it suits.
    """

    key: str
    title: str
    place: str
    first: int | None
    last: int | None
    who: str
    opens: bool
    together: tuple[str, ...]
    begins: date | None = None
    ends: date | None = None


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A measure the plan has no room for now, and why, in plain words."""

    key: str
    title: str
    place: str
    why: str


@dataclass(frozen=True, slots=True)
class PublicPlan:
    """What the adopted plan says to anyone; `hidden` counts chosen measures that are not public."""

    adopted_on: date
    outdated: bool
    years: tuple[int, ...]
    works: tuple[Work, ...]
    left_out: tuple[LeftOut, ...]
    hidden: tuple[str, ...]


def public_plan(table: AreaTable) -> PublicPlan | None:
    """Return what anyone may know of the adopted plan; None before the table adopted one."""
    kept = Plan.objects.filter(table=table).adopted().values_list("pk", "adopted_at").first()
    if kept is None:
        return None
    number, adopted = kept
    assert adopted is not None
    return remembered(table, f"street/{number}/{adopted.timestamp()}", lambda: _public_plan(table, number))


def _public_plan(table: AreaTable, number: int) -> PublicPlan:
    plan = Plan.objects.get(pk=number)
    reading = read_plan(plan)
    public = visible_document(read_document(table), THE_PUBLIC)
    rows = {row["id"]: row for row in public.get("measures", ()) if row.get("title")}
    bundles = {row["id"] for row in public.get("bundles", ())}
    works = [
        _work(reading, key, rows[key], _together(reading, key, rows, bundles))
        for key in reading.chosen
        if key in rows
    ]
    works.sort(key=lambda work: (work.first or 9999, work.title, work.key))
    assert plan.adopted_at is not None
    return PublicPlan(
        adopted_on=localdate(plan.adopted_at),
        outdated=plan.is_outdated(current_hash(table)),
        years=reading.years,
        works=tuple(works),
        left_out=_left_out(reading, rows) if plan.is_public else (),
        hidden=tuple(sorted(key for key in reading.chosen if key not in rows)),
    )


def _work(reading: Reading, key: str, row: Row, together: tuple[str, ...]) -> Work:
    first = reading.start(key) if "start" in row else None
    lead = str(reading.chosen[key].get("lead") or "") if "leads" in row else ""
    return Work(
        key=key,
        title=str(row.get("short") or row["title"]),
        place=_place(row),
        first=first,
        last=first + _length(row) - 1 if first is not None else None,
        who=reading.party(lead) if lead else "",
        opens=bool(row.get("opens_street")),
        together=together,
    )


def _length(row: Row) -> int:
    """Return for how many years a work runs, by its costs and hours as far as those are public."""
    lists = [*row.get("costs", {}).values(), *(need["per_year"] for need in row.get("hours", ()))]
    return max((len(values) for values in lists), default=1)


def _together(reading: Reading, key: str, rows: Mapping[str, Row], bundles: set[str]) -> tuple[str, ...]:
    """Return the public works with which this one is done at the same time."""
    for works in reading.joined:
        if works.bundle in bundles and key in works.measures and "start" in rows[key]:
            others = [one for one in works.measures if one != key and "start" in rows.get(one, {})]
            return tuple(str(rows[one].get("short") or rows[one]["title"]) for one in others)
    return ()


def _left_out(reading: Reading, rows: Mapping[str, Row]) -> tuple[LeftOut, ...]:
    found = [
        LeftOut(
            key, str(rows[key].get("short") or rows[key]["title"]), _place(rows[key]), _plain(reading, key)
        )
        for key in reading.reasons
        if key in rows
    ]
    return tuple(sorted(found, key=lambda one: (one.title, one.key)))


def _plain(reading: Reading, key: str) -> str:
    """Return what is missing first, without money and without names of funds."""
    return {
        "no_money": _("Er is nog geen geld voor."),
        "short": _("Er is niet genoeg geld voor."),
        "promise": _("Iemand moet eerst nog geld toezeggen."),
        "empty_chair": _("Wie hiervoor nodig is, zit nog niet aan tafel."),
        "hours": _("Er zijn te weinig mensen die het kunnen doen."),
        "first": _("Er moet eerst iets anders gebeuren."),
        "time": _("Het past niet in de tijd."),
        "unknown": _("We weten nog niet wat het kost."),
        "table": _("De tafel koos hier nu niet voor."),
    }.get(group(reading, key), _("Het past wel, maar het geld en de uren gingen naar iets anders."))


def _place(row: Row) -> str:
    return str(row.get("street") or row.get("area") or "")
