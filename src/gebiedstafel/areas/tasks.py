"""What the worker does for areas."""

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.utils.timezone import now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks import task

from gebiedstafel.areas.fetched import catalogue_here, fetch_into, load_folder
from gebiedstafel.areas.load import Loaded, load_areas
from gebiedstafel.areas.models import Loading
from gebiedstafel.exchange.area_faults import BadAreaFile
from gebiedstafel.exchange.faults import BadFile
from gebiedstafel.exchange.open_data.faults import Stopped
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import Message, close_run, in_each_language, run_progress, start_run


@task()
def load_files(folder: str) -> None:
    """Load the files that were handed in, say what came of them, and delete them."""
    loading = Loading.objects.select_related("run").filter(folder=folder).first()
    try:
        if loading is not None and start_run(loading.run, at=now()):
            _load(loading)
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
        _fetch(loading, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _fetch(loading: Loading, folder: Path) -> None:
    stop = _stopper(loading.run)
    try:
        fetched = fetch_into(
            folder,
            loading.municipality,
            without=loading.without,
            catalogue=catalogue_here(),
            tell=lambda share, words: _tell_both(loading.run, 0.8 * share, words),
            stop=stop,
        )
        if stop():
            raise Stopped
        loaded = load_folder(folder, at=now())
    except Stopped:
        _end(loading, Run.State.STOPPED, lambda: _("Gestopt. Er is niets geladen."), {})
    except BadFile as bad:
        faults = bad.faults
        said = in_each_language(lambda: [one.sentence(get_language() or "nl") for one in faults[:20]])
        _end(loading, Run.State.FAILED, lambda: _("Er is niets geladen."), said)
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        _end(loading, Run.State.FAILED, lambda: _("Er ging iets mis. Er is niets geladen."), {})
        raise
    else:
        loading.source = fetched.area
        loading.save(update_fields=["source"])
        _end(loading, Run.State.DONE, lambda: _sentence(loaded), in_each_language(loaded.notes))


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


def _tell_both(run: Run, share: float, words: tuple[str, str]) -> None:
    run_progress(run, share, lambda: words[(get_language() or "nl").startswith("en")])


def _load(loading: Loading) -> None:
    try:
        loaded = load_areas(
            _files(loading, "cijfers"),
            _files(loading, "grenzen"),
            year=loading.year,
            source=loading.source,
            municipality=loading.names_of,
            at=now(),
            progress=lambda share, text: None if share >= 1 else _tell(loading.run, share, text),
        )
    except BadAreaFile as bad:
        faults = bad.sentences
        said = in_each_language(lambda: faults(get_language() or "nl"))
        _end(loading, Run.State.FAILED, lambda: _("Er is niets geladen."), said)
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        _end(loading, Run.State.FAILED, lambda: _("Er ging iets mis. Er is niets geladen."), {})
        raise
    else:
        _end(loading, Run.State.DONE, lambda: _sentence(loaded), in_each_language(loaded.notes))


def _sentence(loaded: Loaded) -> str:
    return _("%(areas)d gebieden, %(figures)d cijfers en %(shapes)d grenzen zijn geladen.") % {
        "areas": loaded.areas,
        "figures": loaded.figures,
        "shapes": loaded.boundaries,
    }


def _tell(run: Run, share: float, text: str) -> None:
    run_progress(run, share, text)


def _end(loading: Loading, state: str, message: Message, said: dict[str, list[str]]) -> None:
    loading.said = said
    loading.save(update_fields=["said"])
    close_run(loading.run, state, at=now(), message=message)


def _files(loading: Loading, kind: str) -> list[tuple[str, bytes]]:
    paths = sorted(Path(loading.folder, kind).glob("*/*"))
    return [(path.name, path.read_bytes()) for path in paths]
