"""What goes on paper: cards, boards, a role sheet; and what a team made as one document."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.timezone import localdate
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat

from .format_views import found_format
from .learning import told_questions
from .models import RoleCanvas
from .permissions import check_can_read
from .series_page import trios_of, tryings_after, tryings_of
from .sitting_models import Sitting, Workshop
from .sitting_page import steps_with_cards
from .sittings import format_in

#: So many empty cards fit on one sheet of A4.
ON_A_SHEET = 8
#: Empty rows on a role sheet, for roles that come up during the talk.
EMPTY_ROLES = 4


@require_safe
def cards_sheet(request: HttpRequest, table_id: str, format_id: str) -> HttpResponse:
    """Show empty cards of a format, eight on a sheet, each with its question."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    form = found_format(format_id)
    steps = [step for step in form.steps if step.yields]
    context = {"format": form, "steps": steps, "places": range(ON_A_SHEET)}
    return render(request, "workshop/print/cards.html", context)


@require_safe
def boards(request: HttpRequest, table_id: str, format_id: str) -> HttpResponse:
    """Show a board on A3 for each step of a format."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    context = {"format": found_format(format_id), "years": seat.table.years}
    return render(request, "workshop/print/boards.html", context)


@require_safe
def role_sheet(request: HttpRequest, table_id: str, canvas_id: int) -> HttpResponse:
    """Show a canvas of roles as a sheet to talk through in pairs."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    rows = RoleCanvas.objects.select_related("decider", "table")
    canvas = get_object_or_404(rows, pk=canvas_id, table=table_id)
    context = {
        "canvas": canvas,
        "roles": [role for role in canvas.roles.all() if role.gone_at is None],
        "empty": range(EMPTY_ROLES),
    }
    return render(request, "workshop/print/role_sheet.html", context)


@never_cache
@require_safe
def made_in_series(request: HttpRequest, table_id: str, workshop_id: int) -> HttpResponse:
    """Show everything a werkplaats made as one document; `bestand` takes it along as a file."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    workshop = get_object_or_404(Workshop.objects.select_related("table"), pk=workshop_id, table=table_id)
    tryings = tryings_of(workshop)
    context = {
        "title": workshop.name,
        "back": workshop,
        "trios": trios_of(workshop, tryings),
        "together": [one for one in tryings if one.trying.trio_id is None],
        "questions": told_questions(seat.table),
        "sittings": _written(workshop.sittings.select_related("table"), seat),
    }
    return _document(request, context, f"werkplaats-{workshop.pk}")


@never_cache
@require_safe
def made_in_sitting(request: HttpRequest, table_id: str, sitting_id: int) -> HttpResponse:
    """Show everything one gathering made as one document."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    rows = Sitting.objects.select_related("table")
    sitting = get_object_or_404(rows, pk=sitting_id, table=table_id)
    context = {
        "title": format_in(sitting).name,
        "sitting": sitting,
        "sittings": _written([sitting], seat),
        "together": tryings_after(sitting),
    }
    return _document(request, context, f"bijeenkomst-{sitting.pk}")


def _written(sittings: Any, seat: Seat) -> list[tuple[Sitting, str, list[Any]]]:
    """Return each gathering with its steps that have cards, as this seat may see them."""
    return [
        (one, format_in(one).name, [step for step in steps_with_cards(one, seat) if step.cards])
        for one in sittings
    ]


def _document(request: HttpRequest, context: dict[str, Any], name: str) -> HttpResponse:
    context["today"] = localdate()
    if "bestand" not in request.GET:
        return render(request, "workshop/print/made.html", context)
    answer = render(request, "workshop/print/made_file.html", context)
    answer["Content-Disposition"] = f'attachment; filename="{name}.html"'
    return answer
