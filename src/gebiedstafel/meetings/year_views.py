"""The conversations about the year: see it, take it over, change a step, plan a meeting of it."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not

from .forms import StepForm, refused_in
from .models import YearStep
from .permissions import check_can_arrange_year, check_can_read
from .typed import number
from .year import (
    FIRST_YEAR,
    LAST_YEAR,
    add_step,
    change_step,
    plan_step,
    remove_step,
    restore_step,
    said_of,
    take_over,
)
from .year_page import months_of, year_page


@require_http_methods(["GET", "HEAD", "POST"])
def year(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show a year as picture and list; take it over, from the proposal or from the year before."""
    seat = find_seat(request, table_id)
    today = seat.table.today_at(localdate())
    asked = request.POST if request.method == "POST" else request.GET
    wanted = number(asked.get("jaar", ""), today.year)
    wanted = wanted if FIRST_YEAR <= wanted <= LAST_YEAR else today.year
    if request.method == "POST":
        take_over(seat.table, wanted, by=seat, at=now())
        messages.success(request, _("Het jaar staat er. Verander wat bij u anders is."))
        return redirect(reverse("meetings:year", args=[table_id]) + f"?jaar={wanted}")
    page = year_page(seat.table, wanted, today)
    context = {
        "page": page,
        "months": months_of(wanted),
        "before": wanted - 1 if wanted > FIRST_YEAR else None,
        "after": wanted + 1 if wanted < LAST_YEAR else None,
        "has_before": not page.is_own
        and YearStep.objects.filter(table=table_id, begins__year=wanted - 1, gone_at=None).exists(),
        "may_arrange": not why_not(check_can_arrange_year, seat),
        "may_read_meetings": not why_not(check_can_read, seat),
    }
    return render(request, "meetings/year.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: HttpRequest, table_id: str, step_id: int = 0) -> HttpResponse:
    """Write a step down, a new one or another way than it was."""
    seat = find_seat(request, table_id)
    check_can_arrange_year(seat)
    found = _step(table_id, step_id) if step_id else None
    said = said_of(found) if found else None
    initial = {name: getattr(said, name) for name in said.__slots__} if said else {}
    form = StepForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        with refused_in(form):
            if found:
                seen = number(request.POST.get("gezien", "")) or None
                change_step(found, form.said, by=seat, at=now(), seen=seen)
            else:
                add_step(seat.table, form.said, by=seat, at=now())
            messages.success(request, _("{name} staat in het jaar.").format(name=form.said.name))
            return _back(table_id, form.said.begins.year)
    context = {"form": form, "step": found}
    return render(request, "meetings/step.html", context, status=400 if form.errors else 200)


@require_POST
def act(request: HttpRequest, table_id: str, step_id: int) -> HttpResponse:
    """Plan the meeting of a step, take the step out, or put it back."""
    seat = find_seat(request, table_id)
    check_can_arrange_year(seat)
    found = _step(table_id, step_id)
    wanted = request.POST.get("doe", "")
    if wanted == "plan":
        meeting = plan_step(found, by=seat, at=now())
        messages.success(request, _("De bijeenkomst staat. Kijk of dag, uur en plaats kloppen."))
        return redirect("meetings:change", table_id, meeting.pk)
    if wanted == "weg":
        remove_step(found, by=seat, at=now())
        messages.success(
            request, _("{name} is weggehaald. Onderaan kunt u het terugzetten.").format(name=found)
        )
    elif wanted == "terug":
        restore_step(found, by=seat, at=now())
        messages.success(request, _("{name} staat er weer.").format(name=found))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return _back(table_id, found.begins.year)


def _step(table_id: str, step_id: int) -> YearStep:
    rows = YearStep.objects.select_related("table", "meeting")
    return get_object_or_404(rows, pk=step_id, table=table_id)


def _back(table_id: str, year: int) -> HttpResponse:
    return redirect(reverse("meetings:year", args=[table_id]) + f"?jaar={year}")
