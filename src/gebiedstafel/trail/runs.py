"""Opening, following and closing work that runs in the background."""

from datetime import datetime

from django.utils.translation import gettext as _

from .models import Run

OVER = (Run.State.DONE, Run.State.FAILED, Run.State.STOPPED)


def open_run(kind: str, subject: str, *, at: datetime) -> Run:
    """Return a new run that waits for the worker."""
    return Run.objects.create(kind=kind, subject=subject, opened=at)


def start_run(run: Run, *, at: datetime) -> bool:
    """Mark the run as begun; False when someone stopped it while it waited."""
    began = Run.objects.filter(pk=run.pk, state=Run.State.WAITING).update(state=Run.State.RUNNING, started=at)
    run.refresh_from_db()
    return bool(began)


def run_progress(run: Run, share: float, text: str) -> bool:
    """Tell how far the run is; False when it must not go on, because someone stopped it."""
    told = Run.objects.filter(pk=run.pk, finished=None).update(
        state=Run.State.RUNNING, progress=min(max(share, 0.0), 1.0), message=text[:500]
    )
    return bool(told)


def close_run(run: Run, state: str, *, at: datetime, message: str = "", result: str = "") -> bool:
    """End the run in this state; False when it had already ended, which then stays as it was."""
    if state not in OVER:
        raise ValueError(f"a run ends as one of {', '.join(OVER)}, not as {state}")
    changes: dict[str, object] = {"state": state, "finished": at, "message": message[:500], "result": result}
    if state == Run.State.DONE:
        changes["progress"] = 1.0
    closed = Run.objects.filter(pk=run.pk, finished=None).update(**changes)
    run.refresh_from_db()
    return bool(closed)


def close_stale_runs(*, at: datetime) -> int:
    """Close the runs whose worker died under them; called when a worker starts."""
    sentence = _("De computer stopte voordat dit klaar was. Start het opnieuw.")
    return Run.objects.filter(state=Run.State.RUNNING).update(
        state=Run.State.FAILED, finished=at, message=sentence
    )
