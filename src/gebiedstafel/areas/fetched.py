"""From the open services into the reference data: first everything in a folder, then all of it at once."""

from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.utils.formats import date_format
from django.utils.timezone import localtime, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.areas.load import Loaded, Progress, load_areas
from gebiedstafel.exchange.figures_csv import read_bytes
from gebiedstafel.exchange.indicators import known_indicators
from gebiedstafel.exchange.open_data.asking import Asker
from gebiedstafel.exchange.open_data.catalogue import Catalogue, catalogue_of
from gebiedstafel.exchange.open_data.fetching import Tell, fetch_areas
from gebiedstafel.exchange.open_data.kept import Kept
from gebiedstafel.exchange.open_data.sources_file import (
    BOUNDARIES,
    FIGURES,
    Fetched,
    Origin,
    read_sources,
)

ANSWERS = "open-data"
#: An answer is asked anew after a day; older than this it only takes room.
ANSWERS_LIVE = timedelta(days=30)


def catalogue_here() -> Catalogue:
    """Return the services and tables of this installation."""
    return catalogue_of(Path(settings.OPEN_DATA) if settings.OPEN_DATA else None)


def fetch_into(
    folder: Path,
    typed: str,
    *,
    catalogue: Catalogue,
    without: Collection[str] = (),
    tell: Tell = lambda share, words: None,
    stop: Callable[[], bool] = lambda: False,
) -> Fetched:
    """Fetch a municipality into a folder; answers are kept in the home of this installation."""
    kept = Kept(Path(settings.HOME, ANSWERS))
    with Asker(kept, now=now, stop=stop, inward=catalogue.inward) as ask:
        return fetch_areas(typed, folder, ask=ask, catalogue=catalogue, without=without, tell=tell)


def let_old_answers_go(at: datetime) -> None:
    """Delete the answers that are kept in the home of this installation and were not renewed for a month."""
    Kept(Path(settings.HOME, ANSWERS)).let_go(before=at - ANSWERS_LIVE)


def load_folder(folder: Path, *, at: datetime, progress: Progress = lambda share, text: None) -> Loaded:
    """Load what was fetched into a folder: all of it, or nothing."""
    fetched = read_sources(folder)
    origins = {Path(one.file).name: one for one in fetched.files}
    loaded = load_areas(
        _files(folder, fetched.named(FIGURES)),
        _files(folder, fetched.named(BOUNDARIES)),
        at=at,
        origins=origins,
        progress=progress,
    )
    loaded.notes = partial(_notes, fetched)
    return loaded


def _files(folder: Path, origins: list[Origin]) -> list[tuple[str, bytes]]:
    paths = [folder / one.file for one in origins]
    inside = [path for path in paths if path.resolve().is_relative_to(folder.resolve())]
    return [(path.name, read_bytes(path)) for path in inside]


def _notes(fetched: Fetched) -> list[str]:
    """Say per publication which figures came, of which table and when; and what was left out."""
    english = (get_language() or "nl").startswith("en")
    known = known_indicators()

    def named(figures: Collection[str]) -> str:
        return "; ".join(known[one].name_en if english else known[one].name for one in figures)

    said = []
    for one in fetched.files:
        asked = date_format(localtime(datetime.fromisoformat(one.asked_at)), "j F Y, H:i")
        facts = {"name": one.name, "table": one.table, "licence": one.licence, "asked": asked}
        told = _("%(name)s, tabel %(table)s, licentie %(licence)s, opgehaald op %(asked)s") % facts
        said.append(f"{told}: {named(one.figures)}." if one.figures else f"{told}.")
    said += [words[english] for words in fetched.left_out]
    if fetched.missing:
        said.append(_("Deze cijfers heeft nog geen bron: %(figures)s.") % {"figures": named(fetched.missing)})
    return said
