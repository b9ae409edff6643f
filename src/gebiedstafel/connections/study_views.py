"""The conversations about a question on a plan: ask it, look how far it is, stop it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .actions import ask_plan
from .addresses import back_to
from .models import Plan, Study
from .permissions import check_can_ask, check_can_ask_study, check_can_see
from .reading import read_plan
from .study_actions import ask_study, stop_study
from .study_kinds import StudyKind, kinds
from .study_parts import StudyPart, study_part
from .table_plans import is_outdated, plan_of
from .unlock_study import lever_of, sentence_of
from .variant_actions import try_lever


@require_POST
def ask(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask a question about a plan; its part of the page comes back, or the page at that part."""
    seat = find_seat(request, table_id)
    plan = plan_of(seat.table, request.POST.get("plan", ""))
    check_can_ask_study(seat, plan)
    kind = _kind(request.POST.get("kind", ""))
    parameters = kind.read(read_plan(plan, seat), request.POST.dict())
    asked = ask_study(plan, kind.name, parameters, by=seat, at=now())
    return _answer(request, _part(asked, seat))


@require_safe
def study(request: HttpRequest, table_id: str, study_id: int) -> HttpResponse:
    """Show a question and what is answered so far; nothing where the page has all of it already."""
    seat = find_seat(request, table_id)
    part = _part(_study(seat.table, study_id), seat)
    if not request.headers.get("HX-Request"):
        return render(request, "connections/study_page.html", {"part": part, "plan": part.plan})
    if request.GET.get("gezien") == part.seen:
        return HttpResponse(status=204)
    return render(request, "connections/study.html", {"part": part, "oob": True})


@require_POST
def stop(request: HttpRequest, table_id: str, study_id: int) -> HttpResponse:
    """Stop working on a question; what was answered stays."""
    seat = find_seat(request, table_id)
    stopped = stop_study(_study(seat.table, study_id), by=seat, at=now())
    return _answer(request, _part(stopped, seat))


@require_POST
def try_out(request: HttpRequest, table_id: str, study_id: int) -> HttpResponse:
    """Make a variant from a lever that was found, let a plan be worked out, and go there."""
    seat = find_seat(request, table_id)
    found = _study(seat.table, study_id)
    check_can_see(seat, found.plan)
    lever = lever_of(found, request.POST.get("lever", ""))
    if lever is None:
        raise Http404
    sentence = sentence_of(read_plan(found.plan, seat), lever)
    variant, is_new = try_lever(found.plan, lever, sentence, by=seat, at=now())
    if is_new and not why_not(check_can_ask, seat):
        ask_plan(seat.table, by=seat, at=now(), variant=variant)
    told = _("De variant {name} is er.") if is_new else _("Deze variant was er al: {name}.")
    messages.success(request, told.format(name=variant))
    return redirect("connections:variant", table_id, variant.pk)


def _answer(request: HttpRequest, part: StudyPart) -> HttpResponse:
    """Return the part where only that was asked for, else the page it stands on."""
    if request.headers.get("HX-Request"):
        return render(request, "connections/study.html", {"part": part})
    otherwise = reverse("connections:study", args=[part.plan.table_id, part.study.pk if part.study else 0])
    return redirect(f"{back_to(request, otherwise)}#{part.anchor}")


def _kind(name: str) -> StudyKind:
    kind = kinds().get(name)
    if kind is None:
        raise Http404
    return kind


def _study(table: AreaTable, study_id: int) -> Study:
    """Return a question asked at this table; another table's does not exist here."""
    found = Study.objects.select_related("run", "plan__table", "plan__variant").filter(
        pk=study_id, plan__table=table
    )
    study = found.first()
    if study is None or study.kind not in kinds():
        raise Http404
    return study


def _part(study: Study, seat: Seat) -> StudyPart:
    plan: Plan = study.plan
    return study_part(study, seat, read_plan(plan, seat), outdated=is_outdated(plan))
