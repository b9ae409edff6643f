"""One year of one publication: read from the first of its services that answers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from ..indicators import plain_name
from . import odata3, odata4
from .asking import Asker
from .catalogue import Catalogue, Source
from .faults import NotFetched
from .matching import Names, matched, names_of
from .odata import PERIODS, Found, Measure

# With these another service may still answer; an address that points inward is nobody's second choice.
PASSING_ON = {"down", "slow", "cut", "busy", "broken", "refused", "half", "changed"}


class Service(Protocol):
    """What each edition of OData can tell of a table at an address."""

    def measures(self, ask: Asker, table: str) -> list[Measure]:
        """Return its columns of figures."""

    def codes(self, ask: Asker, table: str, dimension: str) -> dict[str, str]:
        """Return what the codes of a dimension mean."""

    def areas(self, ask: Asker, table: str, starts: Sequence[str]) -> dict[str, str]:
        """Return what the areas are called whose code starts so."""

    def observations(
        self,
        ask: Asker,
        table: str,
        wanted: Mapping[str, str],
        starts: Sequence[str],
        where: Mapping[str, str],
    ) -> Found:
        """Return the figures of these areas, where each other dimension stands on one code."""


SERVICES: Mapping[str, Service] = {"cbs4": odata4, "cbs3": odata3, "derden3": odata3}


@dataclass(slots=True)
class Edition:
    """What was read of one year: columns by name, area names, and from where and when."""

    source: Source
    table: str
    year: int
    found: Found
    address: str
    asked_at: datetime
    unclear: list[Names] = field(default_factory=list)
    averaged: dict[str, list[int]] = field(default_factory=dict)

    def value(self, names: Names, code: str) -> float | None:
        """Return a number, or nothing where there is none."""
        text = self.found.columns.get(names[0], {}).get(code, "")
        try:
            return float(text)
        except ValueError:
            return None

    def filled(self, names: Names) -> float:
        """Return which share of the smallest areas has this figure."""
        codes = _smallest(self.found.names)
        held = sum(self.value(names, code) is not None for code in codes)
        return held / len(codes) if codes else 0.0


def _smallest(names: Mapping[str, str]) -> list[str]:
    for start in ("BU", "WK", "GM"):
        if codes := [code for code in names if code.startswith(start)]:
            return codes
    return []


class Table:
    """One table at one service, and how it is read there."""

    def __init__(self, ask: Asker, source: Source, address: str, service: Service) -> None:
        self.ask, self.source, self.address, self.service = ask, source, address, service
        self._measures: list[Measure] | None = None
        self._where: dict[str, str] | None = None

    @property
    def measures(self) -> list[Measure]:
        """Its columns, asked once."""
        if self._measures is None:
            self._measures = self.service.measures(self.ask, self.address)
        return self._measures

    def periods(self) -> list[str]:
        """Its years, the newest first, as the codes of the service; none when the table is of one year."""
        found = (code.strip() for code in self.service.codes(self.ask, self.address, PERIODS))
        return sorted((period for period in found if period.endswith("JJ00")), reverse=True)

    def where(self, period: str) -> dict[str, str]:
        """The other dimensions, each fixed on the code that we want; a table of one year has no period."""
        if self._where is None:
            self._where = {
                dimension: self.code_of(dimension, titles) for dimension, titles in self.source.where.items()
            }
        return {**self._where, **({PERIODS: period} if period else {})}

    def code_of(self, dimension: str, titles: Sequence[str]) -> str:
        """Return the code of a dimension that has one of these titles."""
        wanted = {plain_name(title) for title in titles}
        for code, title in self.service.codes(self.ask, self.address, dimension).items():
            if plain_name(title) in wanted:
                return code
        what = (f"{dimension} kent geen ‘{titles[0]}’", f"{dimension} has no “{titles[0]}”")
        raise NotFetched("changed", host=self.address.split("/")[2], what=what)

    def read(self, columns: Mapping[Names, str], starts: Sequence[str], period: str) -> Found:
        """Return these columns, each under the first of its names."""
        wanted = {code: names[0] for names, code in columns.items()}
        return self.service.observations(self.ask, self.address, wanted, starts, self.where(period))


def tables_of(ask: Asker, catalogue: Catalogue, source: Source, table: str) -> Iterator[Table]:
    """Yield the table at each service that has it."""
    for service in source.services:
        address = f"{catalogue.services[service].rstrip('/')}/{table}"
        yield Table(ask, source, address, SERVICES[service])


class Reader:
    """Reads the editions of one source, newest first, from whichever service answers."""

    def __init__(self, ask: Asker, catalogue: Catalogue, source: Source, starts: Sequence[str]) -> None:
        self.ask, self.catalogue, self.source, self.starts = ask, catalogue, source, starts

    def years(self) -> list[tuple[int, str, str]]:
        """Return year, table and period of every edition, newest first."""
        if self.source.years:
            return [(year, table, "") for year, table in sorted(self.source.years.items(), reverse=True)]
        first: NotFetched | None = None
        for table in tables_of(self.ask, self.catalogue, self.source, self.source.table):
            try:
                found = [(int(period[:4]), self.source.table, period) for period in table.periods()]
            except NotFetched as fault:
                first = kept_fault(first, fault)
                continue
            if found:
                return found
        raise first or NotFetched("nothing", text=self.source.table)

    def edition(
        self, year: int, table: str, period: str, wanted: Sequence[Names], always: Sequence[Names] = ()
    ) -> Edition | None:
        """Return what an edition has of the columns wanted; nothing when it has none of them."""
        first: NotFetched | None = None
        for place in tables_of(self.ask, self.catalogue, self.source, table):
            try:
                return self._from(place, year, table, period, wanted, always)
            except NotFetched as fault:
                first = kept_fault(first, fault)
        raise first or NotFetched("nothing", text=table)

    def _from(
        self,
        place: Table,
        year: int,
        table: str,
        period: str,
        wanted: Sequence[Names],
        always: Sequence[Names],
    ) -> Edition | None:
        self.ask.oldest = None
        if self.source.split:
            found, averaged = self._kinds(place, period, wanted)
            unclear: list[Names] = []
        else:
            called = {names_of(figure): titles for figure, titles in self.source.columns.items()}
            columns, unclear = matched(place.measures, wanted, called)
            if not columns:
                return None
            also, _ = matched(place.measures, [names for names in always if names not in columns])
            found, averaged = place.read({**columns, **also}, self.starts, period), {}
        asked_at = self.ask.oldest or self.ask.now()
        return Edition(self.source, table, year, found, place.address, asked_at, unclear, averaged)

    def _kinds(
        self, place: Table, period: str, wanted: Sequence[Names]
    ) -> tuple[Found, dict[str, list[int]]]:
        """Return the kinds of rows of a split table, each as a column of its own."""
        counted, _ = matched(place.measures, [(self.source.counted,)])
        if not counted:
            what = (f"geen kolom {self.source.counted}", f"no column {self.source.counted}")
            raise NotFetched("changed", host=place.address.split("/")[2], what=what)
        (code,) = counted.values()
        columns: dict[str, Mapping[str, str]] = {}
        names: dict[str, str] = {}
        averaged: dict[str, list[int]] = {}
        sought = {names[0] for names in wanted}
        for kind in self.source.kinds:
            if kind.column not in sought:
                continue
            key = place.code_of(self.source.split, kind.titles)
            past = [f"{int(period[:4]) - back}{period[4:]}" for back in range(kind.together)]
            found = [
                place.service.observations(
                    self.ask,
                    place.address,
                    {code: kind.column},
                    self.starts,
                    {**place.where(one), self.source.split: key},
                )
                for one in past
            ]
            columns[kind.column] = _average([one.columns[kind.column] for one in found])
            names.update(found[0].names)
            if kind.together > 1:
                averaged[kind.column] = sorted(int(one[:4]) for one in past)
        return Found(columns, names), averaged


def _average(years: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return the average over the years; where one year is missing there is none."""
    if len(years) == 1:
        return dict(years[0])
    averaged = {}
    for code, text in years[0].items():
        held = [year.get(code, "") for year in years]
        try:
            averaged[code] = f"{sum(map(float, held)) / len(held):.4f}"
        except ValueError:
            averaged[code] = text if not _is_number(text) else ""
    return averaged


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def kept_fault(first: NotFetched | None, fault: NotFetched) -> NotFetched:
    """Return the fault to tell when no service answers: the first; or stop at once when it will not pass."""
    if fault.kind not in PASSING_ON:
        raise fault
    return first or fault
