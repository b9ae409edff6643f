"""What the worker does for the dialogue: results of large rounds, and forgetting who took part."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_tasks import task

from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, run_progress, start_run

from .forgetting import forget_voters
from .opinion_result import refresh
from .rounds import Round


@task()
def renew_result(round_id: int, run_id: int) -> None:
    """Make the result of a round anew; a run whose round is gone just ends."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None or not start_run(run, at=now()):
        return
    round = Round.objects.filter(pk=round_id).first()

    def tell(share: float, text: Callable[[], str]) -> bool:
        return run_progress(run, share, text)

    try:
        made = round is not None and refresh(round, at=now(), tell=tell)
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        close_run(
            run, Run.State.FAILED, at=now(), message=lambda: _("Er ging iets mis. Probeer het opnieuw.")
        )
        raise
    close_run(run, Run.State.DONE, at=now(), message=lambda: _told(made))


def _told(made: bool) -> str:
    return _("Het beeld is bijgewerkt.") if made else _("Het beeld bleef zoals het was.")


@task()
def forget_when_due() -> None:
    """Forget who took part in every round whose thirty days are over."""
    forget_voters(at=now(), origin="worker")


def plan_forgetting(round: Round) -> None:
    """Leave the forgetting with the worker, for the moment at which withdrawing ends; after the commit."""
    until = round.withdrawable_until
    if until is not None:
        transaction.on_commit(forget_when_due.using(run_after=until).enqueue)
