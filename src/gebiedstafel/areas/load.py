"""Bring figures and boundaries from files into the database: all of it, or nothing."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import chain, groupby
from typing import TypeVar

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from gebiedstafel.areas.bulk import in_parts, insert_rows
from gebiedstafel.areas.load_notes import notes_of
from gebiedstafel.areas.models import Area, Boundary, Comparison, Figure, Indicator, Source
from gebiedstafel.areas.stacking import store_stackings
from gebiedstafel.areas.successions import find_successions, store_list
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.boundaries import BoundaryFile, read_boundaries
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figure_tables import is_geojson
from gebiedstafel.exchange.figures_csv import AreaRow, FigureFile, read_figures, year_in
from gebiedstafel.exchange.former_codes import FormerCode, read_former_codes
from gebiedstafel.exchange.indicators import codes_by_name, known_indicators
from gebiedstafel.exchange.open_data.sources_file import Origin, averaged_since

File = TypeVar("File")
Progress = Callable[[float, str], None]


@dataclass(slots=True)
class Loaded:
    """What came in, and what was done to it on the way."""

    areas: int = 0
    figures: int = 0
    boundaries: int = 0
    notes: Callable[[], list[str]] = list
    """What to tell about it, in the language that holds when it is asked."""


def read_all(
    figures: Sequence[tuple[str, bytes]],
    boundaries: Sequence[tuple[str, bytes]],
    former: Sequence[tuple[str, bytes]] = (),
    *,
    year: int | None,
    codes: Mapping[str, str] | None = None,
) -> tuple[list[FigureFile], list[BoundaryFile], list[FormerCode]]:
    """Read every file; refuse them together, with every fault of each.

    GeoJSON that is handed in as figures is read for its shapes too. `codes` is for files with names only.
    """
    boundaries = [*boundaries, *(file for file in figures if is_geojson(file[1]))]
    faults: list[Fault] = []

    def each(read: Callable[[bytes, str], File], files: Iterable[tuple[str, bytes]]) -> Iterator[File]:
        for name, content in files:
            try:
                yield read(content, name)
            except BadAreaFile as bad:
                faults.extend(bad.faults)

    figure_files = list(each(partial(read_figures, year=year, codes=codes), figures))
    boundary_files = list(each(partial(read_boundaries, codes=codes), boundaries))
    lists_of_codes = list(each(read_former_codes, former))
    if faults:
        raise BadAreaFile(faults)
    # Two lists may say the same: that is no fault.
    return figure_files, boundary_files, list(dict.fromkeys(chain.from_iterable(lists_of_codes)))


def names_in(municipality: str) -> dict[str, str]:
    """Return the code of each buurt of a municipality by its plain name; a name that two bear is left out."""
    known = Area.objects.filter(municipality_code=municipality.upper(), level="buurt").order_by("year")
    return codes_by_name(dict(known.exclude(name=F("code")).values_list("code", "name")))


def store_indicators() -> dict[str, int]:
    """Keep the names of the figures we know in step with the list, and return their keys by code."""
    rows = [
        Indicator(
            code=one.id,
            domain=one.domain,
            name=one.name,
            name_en=one.name_en,
            unit=one.unit,
            direction=one.direction,
            core=one.core,
            note=one.note,
            place=place,
        )
        for place, one in enumerate(known_indicators().values())
    ]
    kept = ["domain", "name", "name_en", "unit", "direction", "core", "note", "place"]
    Indicator.objects.bulk_create(rows, update_conflicts=True, unique_fields=["code"], update_fields=kept)
    return dict(Indicator.objects.values_list("code", "pk"))


def load_areas(
    figures: Sequence[tuple[str, bytes]],
    boundaries: Sequence[tuple[str, bytes]] = (),
    former: Sequence[tuple[str, bytes]] = (),
    *,
    at: datetime,
    year: int | None = None,
    source: str = "",
    origins: Mapping[str, Origin] | None = None,
    municipality: str = "",
    progress: Progress = lambda share, text: None,
) -> Loaded:
    """Load public figures and boundaries; loading the same again changes nothing but the date.

    `origins` says of files that were fetched, by name, where each comes from. `municipality` is the code of
    the one whose buurten the names in a file without codes are. `former` are lists of old and new codes.
    """
    codes = names_in(municipality) if municipality else None
    figure_files, boundary_files, codes_before = read_all(figures, boundaries, former, year=year, codes=codes)
    # Told before the transaction: within it nobody else would see how far we are.
    progress(0.4, _("De bestanden zijn gelezen."))
    loaded = _store(
        figure_files, boundary_files, codes_before, at=at, year=year, source=source, origins=origins or {}
    )
    progress(1.0, _("Alles is opgeslagen."))
    return loaded


@transaction.atomic
def _store(
    figure_files: Sequence[FigureFile],
    boundary_files: Sequence[BoundaryFile],
    former: Sequence[FormerCode],
    *,
    at: datetime,
    year: int | None,
    source: str,
    origins: Mapping[str, Origin],
) -> Loaded:
    """Store everything that was read, or nothing."""
    loaded = Loaded()
    indicators = store_indicators()
    codes: set[str] = set()
    for file in figure_files:
        origin = origins.get(file.name)
        publication = _source(source or file.name, origin, at=at)
        keys = _store_areas(file)
        codes |= {code for code, _year in keys}
        since = averaged_since(origin) if origin else {}
        loaded.figures += _store_figures(file, keys, indicators, publication, since)
    loaded.areas = len(codes)
    years = {row.year for file in figure_files for row in file.rows} or ({year} if year else set())
    for boundary_file in boundary_files:
        # A file that names its year is about that year only: borders move.
        said = year_in(boundary_file.name)
        named = {said} if said in years and said is not None else set[int]()
        loaded.boundaries += _store_boundaries(boundary_file, named or years)
    not_loaded = store_list(former) if former else []
    find_successions(years, by_shape=loaded.boundaries > 0)
    store_comparisons(years)
    # What became another area in between borrows no figures and has no trend.
    store_stackings(years | {one.year for one in former})
    loaded.notes = partial(notes_of, figure_files, boundary_files, len(former), not_loaded)
    return loaded


def _source(name: str, origin: Origin | None, *, at: datetime) -> Source:
    """Return the publication under its name, with where it was fetched if it was."""
    held: dict[str, object] = {"loaded_at": at}
    if origin is not None:
        name = origin.name
        held |= {
            "table": origin.table[:60],
            "licence": origin.licence[:60],
            "address": origin.address[:300],
            "asked_at": datetime.fromisoformat(origin.asked_at),
        }
    source, _new = Source.objects.update_or_create(name=name[:300], defaults=held)
    return source


def _store_areas(file: FigureFile) -> dict[tuple[str, int], int]:
    """Add or renew the areas of a file, and return their keys by code and year."""
    names = _known_names({row.code for row in file.rows if row.name == row.code})
    rows = [_area(row, names) for row in file.rows]
    rows += _named_only(file)
    Area.objects.bulk_create(
        rows,
        batch_size=2_000,
        update_conflicts=True,
        unique_fields=["code", "year"],
        update_fields=["level", "parent_code", "municipality_code", *_told(file.rows)],
    )
    years = {row.year for row in file.rows}
    known = Area.objects.filter(year__in=years).values_list("code", "year", "pk")
    wanted = {(row.code, row.year) for row in file.rows}
    return {(code, year): pk for code, year, pk in known.iterator() if (code, year) in wanted}


def _told(rows: Sequence[AreaRow]) -> list[str]:
    """Return what a file says about its areas themselves; a file of one figure must not erase a name."""
    told = {
        "name": any(row.name != row.code for row in rows),
        "urbanity": any(row.urbanity for row in rows),
        "residents": any("inw" in row.figures for row in rows),
        "is_redrawn": any(row.is_redrawn is not None for row in rows),
    }
    told["is_recoded"] = told["is_redrawn"]
    return [name for name, is_told in told.items() if is_told]


def _known_names(codes: set[str]) -> dict[str, str]:
    """Return what areas are called in other years, for a file that has codes only."""
    names: dict[str, str] = {}
    for part in in_parts(sorted(codes)):
        known = Area.objects.filter(code__in=part).exclude(name=F("code"))
        names |= dict(known.order_by("year").values_list("code", "name"))
    return names


def _area(row: AreaRow, names: Mapping[str, str]) -> Area:
    residents = row.figures["inw"].value if "inw" in row.figures else None
    return Area(
        code=row.code,
        year=row.year,
        name=(names.get(row.code, row.name) if row.name == row.code else row.name)[:300],
        level=row.level,
        parent_code=row.parent,
        municipality_code="" if row.code == "NL" else f"GM{row.code[2:6]}",
        urbanity=row.urbanity,
        residents=None if residents is None else int(residents),
        is_redrawn=bool(row.is_redrawn),
        is_recoded=row.is_recoded,
    )


def _named_only(file: FigureFile) -> list[Area]:
    """Return the municipalities that a file names beside its areas but that nobody loaded yet."""
    years = {row.year for row in file.rows}
    there = set(Area.objects.filter(year__in=years, level="gemeente").values_list("code", "year"))
    there |= {(row.code, row.year) for row in file.rows}
    return [
        Area(code=code, year=year, name=name[:300], level="gemeente", municipality_code=code)
        for code, name in sorted(file.municipalities.items())
        for year in sorted(years)
        if (code, year) not in there
    ]


def _store_figures(
    file: FigureFile,
    keys: dict[tuple[str, int], int],
    indicators: dict[str, int],
    source: Source,
    since: Mapping[str, int],
) -> int:
    """Replace the figures of a file's areas and years by those in the file.

    `since` has of figures that are an average over years the first of these.
    """
    carried = [indicators[name] for name in sorted({name for row in file.rows for name in row.figures})]
    for part in in_parts(keys.values()):
        old = Figure.objects.filter(area__in=part, indicator__in=carried)
        # Nothing points to a figure, so its rows go without being fetched first.
        old._raw_delete(old.db)
    return insert_rows(
        Figure,
        ("area_id", "indicator_id", "source_id", "year", "since", "value", "missing"),
        (
            (
                keys[row.code, row.year],
                indicators[name],
                source.pk,
                row.year,
                since.get(name),
                cell.value,
                cell.missing or "",
            )
            for row in file.rows
            for name, cell in row.figures.items()
        ),
    )


def _store_boundaries(file: BoundaryFile, years: Iterable[int]) -> int:
    """Replace the shapes of the areas of these years by those in the file."""
    known = Area.objects.filter(year__in=years).values_list("code", "pk")
    found = [(code, pk) for code, pk in known.iterator() if code in file.shapes]
    drawn = [(pk, file.shapes[code]) for code, pk in found]
    _note_undrawn(file, sorted(set(file.shapes) - {code for code, _pk in found}))
    for part in in_parts(pk for pk, _shape in drawn):
        Boundary.objects.filter(area__in=part).delete()
    rows = ((pk, json.dumps(shape.rings, separators=(",", ":")), *shape.box) for pk, shape in drawn)
    return insert_rows(Boundary, ("area_id", "rings", "west", "south", "east", "north"), rows)


def _note_undrawn(file: BoundaryFile, codes: Sequence[str]) -> None:
    """Note of shapes that were not stored whether their area is known in other years, or not at all."""
    for part in in_parts(codes):
        known = set(Area.objects.filter(code__in=part).values_list("code", flat=True))
        file.nowhere += [code for code in part if code not in known]
        file.other_years += [code for code in part if code in known]


def store_comparisons(years: Iterable[int]) -> None:
    """Set out anew how the areas of each level stand, by urbanity and all together, for these years."""
    Comparison.objects.filter(year__in=years).delete()
    rows = (
        Figure.objects.filter(year__in=years, value__isnull=False)
        .exclude(indicator__direction=0)
        .values_list("indicator", "year", "area__level", "area__urbanity")
        .annotate(each=F("value"), times=Count("pk"))
        .order_by("indicator", "year", "area__level", "area__urbanity", "value")
    )
    ladders = []
    for (indicator, year, level), of_level in groupby(rows.iterator(), key=lambda row: row[:3]):
        every: Counter[float] = Counter()
        groups = {}
        for urbanity, steps in groupby(of_level, key=lambda row: row[3]):
            held = groups[urbanity or 0] = {value: times for *_, value, times in steps}
            every.update(held)
        groups[Comparison.EVERY_URBANITY] = dict(sorted(every.items()))
        ladders += [
            Comparison(
                indicator_id=indicator,
                year=year,
                level=level,
                urbanity=urbanity,
                values=list(held),
                counts=list(held.values()),
            )
            for urbanity, held in groups.items()
        ]
    Comparison.objects.bulk_create(ladders)
