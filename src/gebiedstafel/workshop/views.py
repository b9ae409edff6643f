"""The first page of the werkplaats: what runs, what it needs of this seat, and what came out before."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .alone import how_far, progress_words
from .formats_shipped import format_of
from .methods import current_methods, words_of
from .models import Choice, Outcome, OwnAnswer, Sitting
from .outcomes import told
from .permissions import check_can_read

#: Older gatherings are found through the trail.
MOST_LISTED = 12


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show how the choice of a way of working stands; a visitor learns what a werkplaats is."""
    seat = find_seat(request, table_id)
    if why_not(check_can_read, seat):
        return render(request, "workshop/for_the_table.html")
    running = Choice.objects.filter(table=table_id, ended_at=None).select_related("methods", "table").first()
    outcomes = Outcome.objects.filter(choice__table=table_id).select_related(
        "choice__methods__municipality", "choice__methods__table"
    )
    context: dict[str, Any] = {
        "running": running,
        "far": how_far(running) if running else None,
        "outcomes": [told(one) for one in outcomes],
        "methods": words_of(running.methods if running else current_methods(seat.table, now())),
        "sittings": [(one, format_of(one.format)) for one in _sittings(table_id)],
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    if running:
        questions = len(context["methods"].questions)
        own = OwnAnswer.objects.filter(choice=running, seat=seat).count()
        context |= {"own": own, "questions": questions, "progress": progress_words(own, questions)}
        context["has_outcome"] = running.outcomes.exists()
    return render(request, "workshop/overview.html", context)


def _sittings(table_id: str) -> list[Sitting]:
    """Return the gatherings that stand ready, run or were, the newest first."""
    return list(Sitting.objects.filter(table=table_id, workshop=None).order_by("-made_at")[:MOST_LISTED])
