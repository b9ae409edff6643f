"""What asks for attention at a table: what is late, blocked, new, and challenges where nothing moves."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Max, Min, Q
from django.utils.timezone import localdate

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.challenges.visible import seen_challenges
from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.tables.models import AreaTable

from .models import Agreement, AgreementQuerySet, Status

#: After so long without a visible step a challenge goes on the agenda by itself.
PATIENCE = timedelta(days=100)


def late(table: AreaTable, today: date) -> AgreementQuerySet:
    """Return agreements past their date, behind by their own word, or whose first step did not come."""
    step_missed = Q(first_step_on__lt=today, first_step_done_on=None)
    return Agreement.objects.of(table).going().filter(Q(due__lt=today) | Q(status=Status.LATE) | step_missed)


def blocked(table: AreaTable) -> AgreementQuerySet:
    """Return agreements that cannot go on."""
    return Agreement.objects.of(table).filter(status=Status.BLOCKED)


def disputed(table: AreaTable) -> AgreementQuerySet:
    """Return agreements that a party disputes, or of which it declined its part."""
    parts = Q(parts__declined_at__isnull=False)
    return Agreement.objects.of(table).going().filter(Q(status=Status.DISPUTED) | parts).distinct()


def hanging(table: AreaTable) -> AgreementQuerySet:
    """Return agreements that still hang on a decision of somebody else."""
    hangs = ~Q(reservation="") & Q(reservation_lifted_on=None)
    return Agreement.objects.of(table).going().filter(hangs)


def new(table: AreaTable) -> AgreementQuerySet:
    """Return agreements of which nobody reported anything yet."""
    return Agreement.objects.of(table).filter(status=Status.NEW)


@dataclass(frozen=True, slots=True)
class Stuck:
    """A challenge where nothing was seen to move, since when and for how many days."""

    challenge: Challenge
    since: date
    days: int


def stuck_challenges(table: AreaTable, today: date) -> tuple[Stuck, ...]:
    """Return the challenges of the table without a visible step for more than a hundred days, longest first.

    A step is visible when a first step or an agreement was done. Without one we count from the first
    agreement about the challenge, or from when the table was set up.
    """
    steps = _steps(table)
    begun = localdate(table.loaded_at)
    found = []
    for one in seen_challenges(table, THE_TABLE):
        since = last_movement(begun, *steps.get(one.key, (None, ())))
        if today - since > PATIENCE:
            found.append(Stuck(one, since, (today - since).days))
    return tuple(sorted(found, key=lambda one: (one.since, one.challenge.position)))


def last_movement(begun: date, first_made: date | None, steps: Iterable[date]) -> date:
    """Return the day from which we count: the newest step, else when it was taken up."""
    return max(steps, default=min(begun, first_made) if first_made else begun)


def _steps(table: AreaTable) -> dict[str, tuple[date, tuple[date, ...]]]:
    rows = (
        Agreement.objects.of(table)
        .exclude(challenge="")
        .order_by()
        .values("challenge")
        .annotate(made=Min("made_on"), step=Max("first_step_done_on"), done=Max("done_on"))
    )
    return {
        row["challenge"]: (row["made"], tuple(day for day in (row["step"], row["done"]) if day))
        for row in rows
    }
