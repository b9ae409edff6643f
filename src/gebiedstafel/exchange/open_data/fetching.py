"""The figures and boundaries of one municipality, from the open services into a folder."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Collection, Mapping, Sequence
from pathlib import Path

from ..boundaries import read_boundaries
from ..csv_cells import cell
from ..figures_csv import CODE, read_figures
from ..indicators import HOMES, OTHER_RESIDENTS, RESIDENTS, known_indicators
from .asking import Asker
from .catalogue import Catalogue, Source
from .choosing import choose_years
from .editions import Edition, Reader
from .faults import NotFetched
from .kept import write_whole
from .matching import Names, bases, figure_columns, names_of
from .municipalities import COUNTRY, find_municipality
from .shapes import COLLECTIONS, boundaries
from .sources_file import BOUNDARIES, FIGURES, Fetched, Origin, write_sources

Tell = Callable[[float, tuple[str, str]], None]
Words = tuple[str, str]

SHAPES = "grenzen"


def fetch_areas(
    typed: str,
    folder: Path,
    *,
    ask: Asker,
    catalogue: Catalogue,
    without: Collection[str] = (),
    tell: Tell = lambda share, words: None,
) -> Fetched:
    """Fetch everything of one municipality, or of the country (NL), into a folder that load_areas reads.

    Raises NotFetched when a source gives no whole answer; what was answered before is kept by `ask`.
    """
    _check_names(catalogue, without)
    code = find_municipality(ask, catalogue, typed)
    return _Fetching(code, folder, ask, catalogue, without, tell).run()


def _check_names(catalogue: Catalogue, without: Collection[str]) -> None:
    for name in without:
        if catalogue.source(name) is None:
            known = ", ".join(one.id for one in catalogue.sources)
            raise NotFetched("no_table", text=name[:40], known=known)


class _Fetching:
    """One fetch: what was read, what was written, and what was left out."""

    def __init__(
        self,
        code: str,
        folder: Path,
        ask: Asker,
        catalogue: Catalogue,
        without: Collection[str],
        tell: Tell,
    ) -> None:
        self.code, self.folder, self.ask, self.catalogue, self.tell = code, folder, ask, catalogue, tell
        self.sources = [one for one in catalogue.sources if one.id not in without]
        self.starts = () if code == COUNTRY else (code, f"WK{code[2:]}", f"BU{code[2:]}", COUNTRY)
        self.had: dict[Names, int] = {}
        """Of which year each figure was found so far."""
        self.origins: list[Origin] = []
        self.left_out: list[Words] = []
        self.read: list[Edition] = []
        self.texts: dict[str, str] = {}
        self.done = 0.0

    def run(self) -> Fetched:
        figures = [one for one in self.sources if one.services != ("pdok",)]
        for source in figures:
            self._figures(source)
            self.done += 0.9 / (len(figures) + 1)
        years = [edition.year for edition in self.read if self._named(edition)]
        if not years:
            raise NotFetched("nothing", text=self.code)
        for source in self.sources:
            if source.services == ("pdok",):
                self._boundaries(source, max(years))
        fetched = Fetched(
            self.code,
            self._name(),
            max(years),
            self.ask.now().isoformat(timespec="seconds"),
            tuple(self.origins),
            tuple(self.left_out),
            tuple(sorted(known_indicators().keys() - self._had())),
        )
        # Everything is here and readable before the first file is written.
        for file, text in self.texts.items():
            write_whole(self.folder / file, text)
        write_sources(self.folder, fetched)
        self.tell(1.0, ("Alles is opgehaald.", "Everything has been fetched."))
        return fetched

    def _named(self, edition: Edition) -> bool:
        return self.code == COUNTRY or self.code in edition.found.names

    def _name(self) -> str:
        if self.code == COUNTRY:
            return "Nederland"
        return next((name for one in self.read if (name := one.found.names.get(self.code))), self.code)

    def _had(self) -> set[str]:
        return {figure for origin in self.origins for figure in origin.figures}

    def _figures(self, source: Source) -> None:
        reader = Reader(self.ask, self.catalogue, source, self.starts)

        def telling(year: int) -> None:
            self.tell(self.done, (f"{source.name} {year} …", f"{source.name} {year} …"))

        wanted = self._wanted(source)
        until = max((edition.year for edition in self.read), default=None)
        after = min((self.had.get(names, 0) for names in wanted), default=0)
        read, chosen = choose_years(reader, wanted, bases(), until=until, after=after, tell=telling)
        self.read += read
        for edition in read:
            mine = [
                names
                for names in wanted
                if chosen.get(names) is edition and edition.year > self.had.get(names, 0)
            ]
            for names in edition.unclear:
                self._leave_out_unclear(edition, names)
            if mine:
                self._write(edition, mine)
        for names, edition in chosen.items():
            self.had[names] = max(edition.year, self.had.get(names, 0))

    def _wanted(self, source: Source) -> list[Names]:
        """Return the figures to ask of a source: what no source had yet, or its own wherever it is newer."""
        if source.columns:
            return [names_of(figure) for figure in source.columns]
        wanted = [names for names in figure_columns() if names not in self.had]
        if source.split:
            columns = {kind.column for kind in source.kinds}
            wanted = [names for names in wanted if names[0] in columns]
        return wanted

    def _leave_out_unclear(self, edition: Edition, names: Names) -> None:
        name = known_indicators()[figure_columns()[names]].name
        words = (
            f"{edition.source.name} {edition.year}: meer kolommen passen bij ‘{name}’. Die lezen we niet.",
            f"{edition.source.name} {edition.year}: several columns fit “{name}”. We do not read those.",
        )
        if words not in self.left_out:
            self.left_out.append(words)

    def _write(self, edition: Edition, mine: Sequence[Names]) -> None:
        columns = {names[0]: edition.found.columns[names[0]] for names in mine}
        divided: int | None = None
        if edition.source.split:
            base = self._base(edition.year)
            if base is None:
                self.left_out.append(
                    (
                        f"{edition.source.name}: zonder Kerncijfers weten we niet op hoeveel inwoners. "
                        "Die cijfers lezen we niet.",
                        f"{edition.source.name}: without Kerncijfers we do not know on how many residents. "
                        "We do not read those figures.",
                    )
                )
                return
            divided = base.year
            columns |= {
                OTHER_RESIDENTS[0]: base.found.columns.get(RESIDENTS[0], {}),
                HOMES[0]: base.found.columns.get(HOMES[0], {}),
            }
        else:
            extra = {names[0] for names in bases()} & set(edition.found.columns)
            columns |= {name: edition.found.columns[name] for name in sorted(extra)}
        name = f"{edition.source.id}-{edition.year}.csv"
        text = self._table(edition, columns)
        read_figures(text.encode(), name)
        self._keep(edition, f"cijfers/{name}", text, mine, divided)

    def _keep(
        self, edition: Edition, file: str, text: str, mine: Sequence[Names], divided: int | None
    ) -> None:
        self.texts[file] = text
        self.origins.append(
            Origin(
                file=file,
                kind=FIGURES,
                name=f"{edition.source.name} {edition.year}",
                table=edition.table,
                year=edition.year,
                licence=edition.source.licence,
                address=edition.address,
                asked_at=edition.asked_at.isoformat(timespec="seconds"),
                figures=sorted({figure_columns()[names] for names in mine}),
                averaged=edition.averaged,
                divided_by_year=divided,
            )
        )

    def _base(self, year: int) -> Edition | None:
        """Return the edition whose counts of residents lie nearest in time."""
        having = [one for one in self.read if one.found.columns.get(RESIDENTS[0])]
        return min(having, key=lambda one: (abs(one.year - year), -one.year), default=None)

    def _table(self, edition: Edition, columns: Mapping[str, Mapping[str, str]]) -> str:
        """Return a file of figures: a row per area, a column per figure."""
        names = edition.found.names
        file = io.StringIO(newline="")
        writer = csv.writer(file, delimiter=";", lineterminator="\n")
        writer.writerow(["code", "naam", "gemeentenaam", "jaar", *columns])
        for code in sorted(names):
            if CODE.fullmatch(code):
                municipality = "" if code.startswith(COUNTRY) else names.get(f"GM{code[2:6]}", "")
                row = [code, cell(names[code] or code), cell(municipality), edition.year]
                writer.writerow([*row, *(held.get(code, "") for held in columns.values())])
        return file.getvalue()

    def _boundaries(self, source: Source, year: int) -> None:
        if self.code == COUNTRY:
            self.left_out.append(
                (
                    "De grenzen van het hele land halen we niet op; haal die per gemeente.",
                    "We do not fetch the boundaries of the whole country; fetch those by municipality.",
                )
            )
            return
        base = self.catalogue.services["pdok"].replace("{year}", str(year))
        for collection in COLLECTIONS:
            self.tell(self.done, (f"{source.name} {year}: {collection} …",) * 2)
            self.ask.oldest = None
            found = boundaries(self.ask, base, collection, self.code)
            if not found["features"]:
                self.left_out.append(
                    (
                        f"{source.name} {year}: geen {collection} in {self.code}.",
                        f"{source.name} {year}: no {collection} in {self.code}.",
                    )
                )
                continue
            name = f"{collection}-{year}.geojson"
            text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
            read_boundaries(text.encode(), name)
            self.texts[f"{SHAPES}/{name}"] = text
            self.origins.append(
                Origin(
                    file=f"{SHAPES}/{name}",
                    kind=BOUNDARIES,
                    name=f"{source.name} {year}",
                    table=collection,
                    year=year,
                    licence=source.licence,
                    address=base,
                    asked_at=(self.ask.oldest or self.ask.now()).isoformat(timespec="seconds"),
                )
            )
