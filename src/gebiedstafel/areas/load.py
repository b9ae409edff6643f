"""Bring figures and boundaries from files into the database: all of it, or nothing."""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from itertools import groupby

from django.db import transaction
from django.db.models import Count, F
from django.utils.translation import gettext as _

from gebiedstafel.areas.bulk import insert_rows
from gebiedstafel.areas.models import Area, Boundary, Comparison, Figure, Indicator, Source
from gebiedstafel.areas.stacking import store_stackings
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.boundaries import BoundaryFile, read_boundaries
from gebiedstafel.exchange.faults import Fault
from gebiedstafel.exchange.figure_tables import is_geojson
from gebiedstafel.exchange.figures_csv import AreaRow, FigureFile, read_figures, year_in
from gebiedstafel.exchange.indicators import known_indicators, plain_name
from gebiedstafel.exchange.open_data.sources_file import Origin

Progress = Callable[[float, str], None]
MANY = 5_000


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
    *,
    year: int | None,
    codes: Mapping[str, str] | None = None,
) -> tuple[list[FigureFile], list[BoundaryFile]]:
    """Read every file; refuse them together, with every fault of each.

    GeoJSON that is handed in as figures is read for its shapes too. `codes` is for files with names only.
    """
    boundaries = [*boundaries, *(file for file in figures if is_geojson(file[1]))]
    figure_files: list[FigureFile] = []
    boundary_files: list[BoundaryFile] = []
    faults: list[Fault] = []
    for name, content in figures:
        try:
            figure_files.append(read_figures(content, name, year=year, codes=codes))
        except BadAreaFile as bad:
            faults += bad.faults
    for name, content in boundaries:
        try:
            boundary_files.append(read_boundaries(content, name, codes=codes))
        except BadAreaFile as bad:
            faults += bad.faults
    if faults:
        raise BadAreaFile(faults)
    return figure_files, boundary_files


def names_in(municipality: str) -> dict[str, str]:
    """Return the code of each buurt of a municipality by its plain name; a name that two bear is left out."""
    known = Area.objects.filter(municipality_code=municipality.upper(), level="buurt").order_by("year")
    named = known.exclude(name=F("code")).values_list("code", "name")
    newest = {code: plain_name(name) for code, name in named}
    bearers = Counter(newest.values())
    return {name: code for code, name in newest.items() if bearers[name] == 1}


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
    the one whose buurten the names in a file without codes are.
    """
    codes = names_in(municipality) if municipality else None
    figure_files, boundary_files = read_all(figures, boundaries, year=year, codes=codes)
    # Told before the transaction: within it nobody else would see how far we are.
    progress(0.4, _("De bestanden zijn gelezen."))
    loaded = _store(figure_files, boundary_files, at=at, year=year, source=source, origins=origins or {})
    progress(1.0, _("Alles is opgeslagen."))
    return loaded


@transaction.atomic
def _store(
    figure_files: Sequence[FigureFile],
    boundary_files: Sequence[BoundaryFile],
    *,
    at: datetime,
    year: int | None,
    source: str,
    origins: Mapping[str, Origin],
) -> Loaded:
    """Store everything that was read, or nothing."""
    loaded = Loaded(notes=partial(_notes, figure_files, boundary_files))
    indicators = store_indicators()
    codes: set[str] = set()
    for file in figure_files:
        origin = _source(source or file.name, origins.get(file.name), at=at)
        keys = _store_areas(file)
        codes |= {code for code, _year in keys}
        loaded.figures += _store_figures(file, keys, indicators, origin)
    loaded.areas = len(codes)
    years = {row.year for file in figure_files for row in file.rows} or ({year} if year else set())
    for boundary_file in boundary_files:
        # A file that names its year is about that year only: borders move.
        said = year_in(boundary_file.name)
        named = {said} if said in years and said is not None else set[int]()
        loaded.boundaries += _store_boundaries(boundary_file, named or years)
    _store_comparisons(years)
    store_stackings(years)
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
    return [name for name, is_told in told.items() if is_told]


def _known_names(codes: set[str]) -> dict[str, str]:
    """Return what areas are called in other years, for a file that has codes only."""
    names: dict[str, str] = {}
    listed = sorted(codes)
    for start in range(0, len(listed), MANY):
        known = Area.objects.filter(code__in=listed[start : start + MANY]).exclude(name=F("code"))
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
    file: FigureFile, keys: dict[tuple[str, int], int], indicators: dict[str, int], source: Source
) -> int:
    """Replace the figures of a file's areas and years by those in the file."""
    carried = [indicators[name] for name in sorted({name for row in file.rows for name in row.figures})]
    pks = list(keys.values())
    for start in range(0, len(pks), MANY):
        old = Figure.objects.filter(area__in=pks[start : start + MANY], indicator__in=carried)
        # Nothing points to a figure, so its rows go without being fetched first.
        old._raw_delete(old.db)
    return insert_rows(
        Figure,
        ("area_id", "indicator_id", "source_id", "year", "value", "missing"),
        (
            (keys[row.code, row.year], indicators[name], source.pk, row.year, cell.value, cell.missing or "")
            for row in file.rows
            for name, cell in row.figures.items()
        ),
    )


def _store_boundaries(file: BoundaryFile, years: Iterable[int]) -> int:
    """Replace the shapes of the areas of these years by those in the file."""
    known = Area.objects.filter(year__in=years).values_list("code", "pk")
    drawn = [(pk, file.shapes[code]) for code, pk in known.iterator() if code in file.shapes]
    pks = [pk for pk, _ in drawn]
    for start in range(0, len(pks), MANY):
        Boundary.objects.filter(area__in=pks[start : start + MANY]).delete()
    rows = ((pk, json.dumps(shape.rings, separators=(",", ":")), *shape.box) for pk, shape in drawn)
    return insert_rows(Boundary, ("area_id", "rings", "west", "south", "east", "north"), rows)


def _store_comparisons(years: Iterable[int]) -> None:
    """Set out anew how the areas of each level and urbanity stand, for these years."""
    Comparison.objects.filter(year__in=years).delete()
    rows = (
        Figure.objects.filter(year__in=years, value__isnull=False)
        .exclude(indicator__direction=0)
        .values_list("indicator", "year", "area__level", "area__urbanity")
        .annotate(each=F("value"), times=Count("pk"))
        .order_by("indicator", "year", "area__level", "area__urbanity", "value")
    )
    ladders = []
    for (indicator, year, level, urbanity), steps in groupby(rows.iterator(), key=lambda row: row[:4]):
        held = [(value, times) for *_, value, times in steps]
        ladders.append(
            Comparison(
                indicator_id=indicator,
                year=year,
                level=level,
                urbanity=urbanity or 0,
                values=[value for value, _ in held],
                counts=[times for _, times in held],
            )
        )
    Comparison.objects.bulk_create(ladders)


def _notes(figures: Iterable[FigureFile], boundaries: Iterable[BoundaryFile]) -> list[str]:
    """Say in words what we left out, repaired, merged and dropped."""
    said = []
    for file in figures:
        if file.left_out:
            said.append(
                _("%(file)s: %(n)d kolommen over herkomst niet gelezen; die gebruiken we niet.")
                % {"file": file.name, "n": len(file.left_out)}
            )
        if file.unread:
            said.append(
                _("%(file)s: %(n)d kolommen niet gelezen, omdat we ze niet kennen of niet nodig hebben.")
                % {"file": file.name, "n": len(file.unread)}
            )
        if file.skipped:
            said.append(
                _("%(file)s: %(codes)s ligt niet in een gemeente en is overgeslagen.")
                % {"file": file.name, "codes": _few(file.skipped)}
            )
        if file.unknown:
            said.append(_unknown(file.name, file.unknown))
    for shapes in boundaries:
        if shapes.unknown:
            said.append(_unknown(shapes.name, shapes.unknown))
        if shapes.converted:
            said.append(_("%(file)s: omgerekend van RD naar lengte en breedte.") % {"file": shapes.name})
        if shapes.repaired:
            said.append(
                _("%(file)s: vlakken die zichzelf kruisten zijn hersteld: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.repaired)}
            )
        if shapes.merged:
            said.append(
                _("%(file)s: delen met dezelfde code zijn samengevoegd: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.merged)}
            )
        if shapes.slivers:
            said.append(
                _("%(file)s: zonder vlak, dus niet getekend: %(codes)s.")
                % {"file": shapes.name, "codes": _few(shapes.slivers)}
            )
    return said


def _unknown(file: str, names: Sequence[str]) -> str:
    return _("%(file)s: deze namen zijn van geen buurt die we kennen, en zijn overgeslagen: %(names)s.") % {
        "file": file,
        "names": _few(list(dict.fromkeys(names))),
    }


def _few(codes: Sequence[str]) -> str:
    """Name the first five, and how many more there are."""
    named = ", ".join(codes[:5])
    return named if len(codes) <= 5 else _("%(codes)s en nog %(n)d") % {"codes": named, "n": len(codes) - 5}
