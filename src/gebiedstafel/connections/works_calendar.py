"""Works per street and year: what each owner had planned, and how the plan lets them meet."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.money import euros

from .amounts import listed
from .reading import JoinedWorks, Reading
from .reasons import first_sentence, said


@dataclass(frozen=True, slots=True)
class Work:
    """One block: `kind` is plain, ghost (an owner's own planning), joined or question."""

    kind: str
    title: str
    note: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Works that run in the same span of years."""

    years: str
    span: int
    works: tuple[Work, ...] = ()


@dataclass(frozen=True, slots=True)
class StreetRow:
    """A street and whose planning it shows; works that overlap in time lie in lanes under one another."""

    street: str
    note: str
    lanes: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class WorksCalendar:
    """The calendar with its conclusion as heading."""

    conclusion: str
    explanation: tuple[str, ...]
    years: tuple[int, ...]
    rows: tuple[StreetRow, ...]

    @property
    def first(self) -> tuple[StreetRow, ...]:
        """The streets where works meet, twice: as planned and as joined; without those every street."""
        return tuple(row for row in self.rows if row.note) or self.rows

    @property
    def rest(self) -> tuple[StreetRow, ...]:
        """The streets in which each work stands alone, where works meet in another."""
        return () if self.first == self.rows else tuple(row for row in self.rows if not row.note)

    @property
    def rest_named(self) -> str:
        """The streets of the rest by name."""
        return listed(dict.fromkeys(row.street for row in self.rest), most=4)


@dataclass(frozen=True, slots=True)
class _Span:
    first: int
    last: int
    works: tuple[Work, ...]


def works_calendar(reading: Reading) -> WorksCalendar | None:
    """Return the calendar of all streets with works in the plan; None where nothing happens in a street."""
    by_street: dict[str, list[str]] = defaultdict(list)
    for measure in reading.chosen:
        if reading.work_place(measure):
            by_street[reading.work_place(measure)].append(measure)
    if not by_street:
        return None
    met = _meetings(reading)
    streets = sorted(by_street, key=lambda s: (s not in met, _area(reading, s), s))
    rows = [row for street in streets for row in _rows(reading, street, by_street[street], met.get(street))]
    best = [works for _street, works in sorted(met.items())]
    return WorksCalendar(
        _conclusion(reading, met),
        tuple(_explained(reading, works) for works in best),
        reading.years,
        tuple(rows),
    )


def _meetings(reading: Reading) -> dict[str, JoinedWorks]:
    """Return per street the joined works of which at least two members open that street."""
    found = {}
    for works in sorted(reading.joined, key=lambda w: (len(w.measures), w.bundle)):
        count: dict[str, int] = defaultdict(int)
        for measure in works.measures:
            if reading.work_place(measure):
                count[reading.work_place(measure)] += 1
        for street, number in count.items():
            if number > 1:
                found[street] = works
    return found


def _rows(reading: Reading, street: str, measures: list[str], meeting: JoinedWorks | None) -> list[StreetRow]:
    planned = _lanes(reading, _joined_spans(reading, street, measures, meeting))
    if meeting is None:
        return [StreetRow(_area(reading, street), "", planned)]
    before = _lanes(reading, _own_spans(reading, street, meeting))
    return [
        StreetRow(_area(reading, street), _("zo was het gepland"), before),
        StreetRow(_area(reading, street), _("zo past het samen"), planned),
    ]


def _own_spans(reading: Reading, street: str, meeting: JoinedWorks) -> list[_Span]:
    """Return each owner's own planning of the works in a bundle, one block per year."""
    per_year: dict[int, list[str]] = defaultdict(list)
    for measure in reading.bundles[meeting.bundle].get("measures", ()):
        planned = reading.measures[measure].get("start", {}).get("planned")
        if planned and reading.work_place(measure) == street:
            per_year[int(planned)].append(reading.short(measure))
    return [
        _Span(year, year, (Work("ghost", listed(sorted(names))),)) for year, names in sorted(per_year.items())
    ]


def _joined_spans(
    reading: Reading, street: str, measures: list[str], meeting: JoinedWorks | None
) -> list[_Span]:
    works: dict[tuple[int, int], list[Work]] = defaultdict(list)
    inside = set(meeting.measures) if meeting else set()
    if meeting:
        names = tuple(reading.short(m) for m in meeting.measures if m in measures)
        title = _("Eén keer open") if len(_opening_years(reading, street)) == 1 else _("Samen open")
        works[meeting.year, meeting.year].append(Work("joined", title, items=names))
        works[meeting.year, meeting.year] += _could_join(reading, street, meeting)
    for measure in sorted(measures, key=lambda m: (reading.start(m), reading.short(m))):
        if measure not in inside:
            years = reading.running_years(measure)
            lead = reading.chosen[measure].get("lead", "")
            work = Work("plain", reading.short(measure), reading.party(lead) if lead else "")
            works[years[0], years[-1]].append(work)
    return [_Span(first, last, tuple(found)) for (first, last), found in works.items()]


def _opening_years(reading: Reading, street: str) -> list[int]:
    """Return the years in which works of the plan that belong to a bundle open this street."""
    bundled = {measure for bundle in reading.bundles.values() for measure in bundle.get("measures", ())}
    return sorted(
        {
            reading.start(measure)
            for measure in reading.chosen
            if reading.street(measure) == street
            and (reading.measures[measure].get("opens_street") or measure in bundled)
        }
    )


def _could_join(reading: Reading, street: str, meeting: JoinedWorks) -> list[Work]:
    """Return works of the same bundle that are left out, each as a question with its condition."""
    return [
        Work(
            "question",
            _("%(work)s erbij?") % {"work": reading.short(measure)},
            first_sentence(said(reading, measure)[0])[0],
        )
        for measure in reading.bundles[meeting.bundle].get("measures", ())
        if measure in reading.reasons and reading.work_place(measure) == street
    ]


def _lanes(reading: Reading, spans: list[_Span]) -> tuple[tuple[Cell, ...], ...]:
    """Lay spans in as few lanes as they need: works that meet first, then by year."""
    lanes: list[list[_Span]] = []
    ordered = sorted(_clipped(reading, spans), key=lambda s: (s.works[0].kind != "joined", s.first, s.last))
    for span in ordered:
        for lane in lanes:
            if all(span.last < other.first or span.first > other.last for other in lane):
                lane.append(span)
                break
        else:
            lanes.append([span])
    return tuple(_cells(reading, lane) for lane in lanes)


def _cells(reading: Reading, lane: list[_Span]) -> tuple[Cell, ...]:
    starts = {span.first: span for span in lane}
    covered = {year for span in lane for year in range(span.first + 1, span.last + 1)}
    cells = []
    for year in reading.years:
        if year in starts:
            span = starts[year]
            label = str(year) if span.last == year else f"{year}–{span.last}"
            cells.append(Cell(label, span.last - span.first + 1, span.works))
        elif year not in covered:
            cells.append(Cell(str(year), 1))
    return tuple(cells)


def _clipped(reading: Reading, spans: list[_Span]) -> list[_Span]:
    first, last = reading.years[0], reading.years[-1]
    return [
        _Span(max(span.first, first), min(span.last, last), span.works)
        for span in spans
        if span.first <= last and span.last >= first
    ]


def _area(reading: Reading, street: str) -> str:
    names = {row["id"]: row["name"] for row in reading.table.get("areas", ())}
    return str(names.get(street, street))


def _conclusion(reading: Reading, met: dict[str, JoinedWorks]) -> str:
    if not met:
        return _("Nog geen straat gaat één keer open voor meer werken")
    if len(met) > 1:
        return _("In %(streets)s vallen werken samen") % {
            "streets": listed(_area(reading, street) for street in sorted(met))
        }
    street = next(iter(met))
    opening = _opening_years(reading, street) or [met[street].year]
    facts = {"street": _area(reading, street), "count": len(opening), "years": listed(map(str, opening))}
    if len(opening) == 1:
        return _("De %(street)s gaat één keer open, in %(years)s") % facts
    return _("De %(street)s gaat %(count)s keer open, in %(years)s") % facts


def _explained(reading: Reading, works: JoinedWorks) -> str:
    names = listed(reading.short(measure) for measure in works.measures)
    text = _("In %(year)s vallen samen: %(works)s.") % {"year": works.year, "works": names}
    if works.saving:
        text += " " + _("Dat scheelt %(money)s.") % {"money": euros(works.saving)}
    if works.weeks:
        text += " " + _("Het scheelt ook %(weeks)s weken overlast.") % {"weeks": works.weeks}
    moved = [
        m
        for m in works.measures
        if reading.measures[m].get("start", {}).get("planned") not in (None, works.year)
    ]
    if moved:
        text += " " + _("Een ander jaar dan eerst gepland: %(works)s.") % {
            "works": listed(reading.short(m) for m in moved)
        }
    return text
