"""The runs that work on plans: one at a time for the table's own choices and for each of its variants."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import waiting_before

from .models import Variant

KIND = "plan"


@dataclass(frozen=True, slots=True)
class RunStand:
    """Where a run stands, for its page: what it works on, its place in the queue, how far it is."""

    run: Run
    variant: Variant | None
    queue: str

    @property
    def told(self) -> str:
        """What there is to tell: the place in the queue while it waits, else the worker's last word."""
        return self.queue or self.run.told or _("We zetten alles klaar.")

    @property
    def stops(self) -> bool:
        """Whether someone asked it to stop."""
        return self.run.stop_asked is not None and not self.run.is_over

    @property
    def plan_id(self) -> int | None:
        """The plan it ended with."""
        kind, _slash, number = self.run.result.partition("/")
        return int(number) if kind == "plan" and number.isdecimal() else None


def subject_of(table: AreaTable, variant: Variant | None = None) -> str:
    """Return what a run works on, as the run keeps it."""
    return f"{table.chain}/variant/{variant.pk}" if variant else table.chain


def run_of(table: AreaTable, variant: Variant | None = None) -> Run | None:
    """Return the run that works on a plan for this table or variant now."""
    return _runs(table, variant).filter(finished=None).first()


def last_run(table: AreaTable, variant: Variant | None = None) -> Run | None:
    """Return the newest run for this table or variant, whether or not it ended."""
    return _runs(table, variant).order_by("-opened", "-pk").first()


def stand(run: Run, variant: Variant | None = None) -> RunStand:
    """Return where a run stands, with its place in the queue in words."""
    return RunStand(run, variant, _queue(waiting_before(run)) if run.state == Run.State.WAITING else "")


def _runs(table: AreaTable, variant: Variant | None) -> QuerySet[Run]:
    return Run.objects.filter(kind=KIND, subject=subject_of(table, variant))


def _queue(before: int) -> str:
    if not before:
        return _("Deze berekening is als eerste aan de beurt.")
    return ngettext(
        "Er gaat nog %(count)s berekening voor. Deze komt daarna.",
        "Er gaan nog %(count)s berekeningen voor. Deze komt daarna.",
        before,
    ) % {"count": before}
