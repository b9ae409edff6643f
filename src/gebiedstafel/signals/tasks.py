"""What the worker does for signals: the figures of a quarter."""

from __future__ import annotations

from django.utils.timezone import now
from django.utils.translation import gettext as _
from django_tasks import task

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, run_progress, start_run

from .quarter_figures import freeze_quarter


@task()
def make_figures(table_id: str, quarter: str, run_id: int) -> None:
    """Make the figures of a quarter; a run whose table is gone just ends."""
    run = Run.objects.filter(pk=run_id).first()
    if run is None or not start_run(run, at=now()):
        return
    table = AreaTable.objects.filter(pk=table_id).first()

    def tell(share: float) -> None:
        run_progress(run, share, lambda: _("Wij kijken na of niemand een klein aantal kan uitrekenen."))

    try:
        made = freeze_quarter(table, quarter, at=now(), tell=tell) if table else None
    except Exception:
        # A crash is the worker's to report; the run must not wait for ever.
        close_run(
            run, Run.State.FAILED, at=now(), message=lambda: _("Er ging iets mis. Wij proberen het morgen.")
        )
        raise
    given = made is not None and made.is_given
    close_run(run, Run.State.DONE, at=now(), message=lambda: _said(given))


def _said(given: bool) -> str:
    return _("De cijfers staan er.") if given else _("Deze cijfers geven wij niet.")
