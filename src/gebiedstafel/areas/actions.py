"""Handing in files of figures and boundaries, to be loaded in the background."""

import shutil
import tempfile
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.areas.models import Loading
from gebiedstafel.areas.tasks import BOUNDARIES, CODES, FIGURES, fetch_municipality, load_files
from gebiedstafel.trail.deeds import hold_chains, record_deed
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import ask_to_stop, end_unheard, is_unheard, open_run
from gebiedstafel.ui.refusals import Refused

KIND = "areas"
CHAIN = "areas"
#: How long the worker may stay silent after it was asked to stop: storing a large file takes minutes.
SILENCE = timedelta(minutes=10)


@transaction.atomic
def ask_loading(
    figures: Sequence["UploadedFile[Any]"],
    boundaries: Sequence["UploadedFile[Any]"],
    codes: Sequence["UploadedFile[Any]"] = (),
    *,
    year: int | None,
    source: str,
    names_of: str = "",
    by: str,
    at: datetime,
) -> Loading:
    """Keep the files and have them loaded; one loading at a time, so that none undoes the other."""
    _check_nothing_loads()
    folder = Path(tempfile.mkdtemp(prefix="gebieden-", dir=settings.HOME))
    transaction.on_commit(partial(load_files.enqueue, str(folder)))
    try:
        for kind, files in ((FIGURES, figures), (BOUNDARIES, boundaries), (CODES, codes)):
            _keep(folder / kind, files)
        run = open_run(KIND, ", ".join(_name(file) for file in (*figures, *boundaries, *codes))[:200], at=at)
        loading = Loading.objects.create(
            run=run, folder=str(folder), year=year, source=source, names_of=names_of
        )
        record_deed(CHAIN, action="load_areas", subject=run.subject, actor=by, at=at)
        return loading
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


@transaction.atomic
def ask_fetching(municipality: str, *, without: Collection[str], by: str, at: datetime) -> Loading:
    """Have the figures of a municipality fetched and loaded; one loading at a time."""
    _check_nothing_loads()
    run = open_run(KIND, municipality[:200], at=at)
    loading = Loading.objects.create(run=run, municipality=municipality, without=sorted(without))
    record_deed(CHAIN, action="fetch_areas", subject=run.subject, actor=by, at=at)
    transaction.on_commit(partial(fetch_municipality.enqueue, loading.pk))
    return loading


@transaction.atomic
def stop_fetching(loading: Loading, *, by: str, at: datetime) -> None:
    """Stop a fetch: nothing is loaded, and what was answered is kept for the next time.

    Who asks again while the worker stays silent ends the run: others may load again.
    """
    run = loading.run
    if run.is_over or not loading.municipality:
        raise Refused(_("Er wordt nu niets opgehaald."))
    if not ask_to_stop(run, at=at, message=lambda: _("We stoppen.")):
        end_unheard(run, silence=SILENCE, at=at, message=lambda: _("Gestopt. Er is niets geladen."))
    record_deed(CHAIN, action="stop_fetching_areas", subject=run.subject, actor=by, at=at)


def may_stop(run: Run, *, at: datetime) -> bool:
    """Tell whether there is something to stop: not yet asked, or asked and not heard."""
    return not run.is_over and (run.stop_asked is None or is_unheard(run, silence=SILENCE, at=at))


def _check_nothing_loads() -> None:
    """Refuse while something loads; who presses at the same moment waits here for the other's run."""
    hold_chains(CHAIN)
    if Run.objects.filter(kind=KIND, finished=None).exists():
        raise Refused(_("Er wordt al geladen. Wacht tot dat klaar is."))


def _name(file: "UploadedFile[Any]") -> str:
    return Path(file.name or "").name[:100] or "bestand"


def _keep(folder: Path, files: Sequence["UploadedFile[Any]"]) -> None:
    """Write files under their own name, each in a numbered folder: two may be called the same."""
    for number, file in enumerate(files):
        place = folder / f"{number:02d}"
        place.mkdir(parents=True)
        with (place / _name(file)).open("wb") as kept:
            for chunk in file.chunks():
                kept.write(chunk)
