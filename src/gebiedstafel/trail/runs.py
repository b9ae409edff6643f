"""Opening, following and closing work that runs in the background."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import override

from ..ui.refusals import Refused
from .models import Run

Said = TypeVar("Said")
Message = str | Callable[[], str]
"""A sentence, or what makes it in the language that holds at that moment."""

OVER = (Run.State.DONE, Run.State.FAILED, Run.State.STOPPED)


def open_run(kind: str, subject: str, *, at: datetime) -> Run:
    """Return a new run that waits for the worker."""
    return Run.objects.create(kind=kind, subject=subject, opened=at)


def start_run(run: Run, *, at: datetime) -> bool:
    """Mark the run as begun; False when someone stopped it while it waited."""
    began = Run.objects.filter(pk=run.pk, state=Run.State.WAITING).update(state=Run.State.RUNNING, started=at)
    run.refresh_from_db()
    return bool(began)


def run_progress(run: Run, share: float, text: Message) -> bool:
    """Tell how far the run is; False when it must not go on, because someone stopped it."""
    told = Run.objects.filter(pk=run.pk, finished=None, stop_asked=None).update(
        state=Run.State.RUNNING, progress=min(max(share, 0.0), 1.0), **spoken(text)
    )
    return bool(told)


def ask_to_stop(run: Run, *, at: datetime, message: Message) -> bool:
    """Ask a run that works to stop with what it has; False when it does not work, or was asked before."""
    asked = Run.objects.filter(pk=run.pk, state=Run.State.RUNNING, stop_asked=None).update(
        stop_asked=at, **spoken(message)
    )
    run.refresh_from_db()
    return bool(asked)


def is_unheard(run: Run, *, silence: timedelta, at: datetime) -> bool:
    """Tell whether the worker stayed silent for so long after it was asked to stop."""
    return run.stop_asked is not None and at - run.stop_asked >= silence


def end_unheard(run: Run, *, silence: timedelta, at: datetime, message: Message) -> None:
    """End a run no worker answers for: at once while it had not begun, else after a silence."""
    if run.stop_asked is None:
        close_run(run, Run.State.STOPPED, at=at, message=message)
    elif is_unheard(run, silence=silence, at=at):
        close_run(run, Run.State.STOPPED, at=at, message=lambda: _("De computer gaf geen antwoord meer."))
    elif silence < timedelta(minutes=1):
        raise Refused(_("We stoppen al. Wacht een halve minuut."))
    else:
        minutes = silence // timedelta(minutes=1)
        raise Refused(
            _("We stoppen al. Duurt dat langer dan %(n)d minuten? Stop dan nog eens.") % {"n": minutes}
        )


def waiting_before(run: Run) -> int:
    """Return how many runs the worker takes before this one, whatever they are about."""
    earlier = Q(opened__lt=run.opened) | Q(opened=run.opened, pk__lt=run.pk)
    others = Run.objects.filter(finished=None).exclude(pk=run.pk)
    return others.filter(Q(state=Run.State.RUNNING) | earlier).count()


def close_run(run: Run, state: str, *, at: datetime, message: Message = "", result: str = "") -> bool:
    """End the run in this state; False when it had already ended, which then stays as it was."""
    if state not in OVER:
        raise ValueError(f"a run ends as one of {', '.join(OVER)}, not as {state}")
    changes: dict[str, object] = {"state": state, "finished": at, "result": result, **spoken(message)}
    if state == Run.State.DONE:
        changes["progress"] = 1.0
    closed = Run.objects.filter(pk=run.pk, finished=None).update(**changes)
    run.refresh_from_db()
    return bool(closed)


def close_stale_runs(*, at: datetime) -> int:
    """Close the runs whose worker died under them; called when a worker starts."""

    def sentence() -> str:
        return _("De computer stopte voordat dit klaar was. Start het opnieuw.")

    return Run.objects.filter(state=Run.State.RUNNING).update(
        state=Run.State.FAILED, finished=at, **spoken(sentence)
    )


def spoken(message: Message) -> dict[str, Any]:
    """Return a message as it is stored: who reads it later may speak another language."""
    if isinstance(message, str):
        return {"message": message[:500], "translated": {}}
    told = in_each_language(message)
    return {
        "message": told[settings.LANGUAGE_CODE[:2]][:500],
        "translated": {language: text[:500] for language, text in told.items()},
    }


def in_each_language(make: Callable[[], Said]) -> dict[str, Said]:
    """Return what is made in each language of the site."""
    made = {}
    for language, _name in settings.LANGUAGES:
        with override(language):
            made[language] = make()
    return made
