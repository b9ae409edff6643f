"""What the worker does for areas."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django_tasks import task

from gebiedstafel.areas.fetched import catalogue_here, fetch_into, load_folder
from gebiedstafel.areas.load import Loaded, Progress, load_areas
from gebiedstafel.areas.models import Loading
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.open_data.faults import Stopped
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import Message, close_run, in_each_language, run_progress, start_run

#: In which folder each kind of file waits.
FIGURES, BOUNDARIES, CODES = "cijfers", "grenzen", "codes"


@task()
def load_files(folder: str) -> None:
    """Load the files that were handed in, say what came of them, and delete them."""
    loading = Loading.objects.select_related("run").filter(folder=folder).first()
    try:
        if loading is not None and start_run(loading.run, at=now()):
            _ended(loading, lambda: _load(loading))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@task()
def fetch_municipality(loading_id: int) -> None:
    """Fetch the figures of a municipality and load them, or say why not; nothing comes in by halves."""
    loading = Loading.objects.select_related("run").filter(pk=loading_id).first()
    if loading is None or not start_run(loading.run, at=now()):
        return
    folder = Path(settings.HOME, f"gebieden-{loading.pk}")
    try:
        _ended(loading, lambda: _fetch(loading, folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch(loading: Loading, folder: Path) -> tuple[Loaded, str]:
    run, catalogue = loading.run, catalogue_here()
    fetched = fetch_into(
        folder,
        loading.municipality,
        # A source that the installation no longer has cannot come along either.
        without=[name for name in loading.without if catalogue.source(name)],
        catalogue=catalogue,
        tell=lambda share, words: _tell_both(run, 0.8 * share, words),
        stop=_stopper(run),
    )
    return load_folder(folder, at=now(), progress=_teller(run, 0.8)), fetched.area


def _stopper(run: Run) -> Callable[[], bool]:
    """Return what tells whether someone asked to stop; it looks in the database once a second at most."""
    looked, stop = 0.0, False

    def asked() -> bool:
        nonlocal looked, stop
        if not stop and time.monotonic() - looked >= 1:
            looked = time.monotonic()
            stop = not Run.objects.filter(pk=run.pk, finished=None, stop_asked=None).exists()
        return stop

    return asked


def _teller(run: Run, before: float) -> Progress:
    """Return what tells how far the loading is, after what was done before; it ends what was stopped."""

    def told(share: float, text: str) -> None:
        # Once everything is stored it can no longer stop.
        if share < 1 and not run_progress(run, before + (1 - before) * share, text):
            raise Stopped

    return told


def _tell_both(run: Run, share: float, words: tuple[str, str]) -> None:
    run_progress(run, share, lambda: words[(get_language() or "nl").startswith("en")])


def _load(loading: Loading) -> tuple[Loaded, str]:
    loaded = load_areas(
        _files(loading, FIGURES),
        _files(loading, BOUNDARIES),
        _files(loading, CODES),
        year=loading.year,
        source=loading.source,
        municipality=loading.names_of,
        at=now(),
        progress=_teller(loading.run, 0.0),
    )
    return loaded, ""


def _ended(loading: Loading, work: Callable[[], tuple[Loaded, str]]) -> None:
    """Do the work and end the run with what came of it: what was loaded and its area, or why nothing was."""
    try:
        loaded, area = work()
    except Stopped:
        _end(loading, Run.State.STOPPED, lambda: _("Gestopt. Er is niets geladen."), {})
    except BadFile as bad:
        sentences = bad.sentences
        said = in_each_language(lambda: sentences(get_language() or "nl"))
        _end(loading, Run.State.FAILED, lambda: _("Er is niets geladen."), said)
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        _end(loading, Run.State.FAILED, lambda: _("Er ging iets mis. Er is niets geladen."), {})
        raise
    else:
        _end(loading, Run.State.DONE, lambda: _sentence(loaded), in_each_language(loaded.notes), area)


def _sentence(loaded: Loaded) -> str:
    return _("%(areas)s, %(figures)s en %(shapes)s zijn geladen.") % {
        "areas": ngettext("%(n)d gebied", "%(n)d gebieden", loaded.areas) % {"n": loaded.areas},
        "figures": ngettext("%(n)d cijfer", "%(n)d cijfers", loaded.figures) % {"n": loaded.figures},
        "shapes": ngettext("%(n)d grens", "%(n)d grenzen", loaded.boundaries) % {"n": loaded.boundaries},
    }


def _end(
    loading: Loading, state: str, message: Message, said: dict[str, list[str]], result: str = ""
) -> None:
    loading.said = said
    loading.save(update_fields=["said"])
    close_run(loading.run, state, at=now(), message=message, result=result)


def _files(loading: Loading, kind: str) -> list[tuple[str, bytes]]:
    paths = sorted(Path(loading.folder, kind).glob("*/*"))
    return [(path.name, path.read_bytes()) for path in paths]
