"""The chair asks shop owners about works: prepare, look, send, call back; the table reads the answers."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.outcomes import outcomes_of

from .forms import QuestionForm
from .models import AskedShop, WorksQuestion
from .permissions import check_can_ask_shops, check_can_read_answers
from .places import places_of
from .shops import call_back, discard_question, make_question, send_question, shops_near, tell_shops
from .works import public_plan


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str) -> HttpResponse:
    """Prepare a question, from a work of the plan or from scratch."""
    seat = find_seat(request, table_id)
    check_can_ask_shops(seat)
    given = request.POST if request.method == "POST" else None
    form = QuestionForm(given, table=seat.table, today=localdate(), initial=_from_work(request, seat))
    if form.is_valid():
        question = make_question(seat.table, **form.cleaned_data, by=seat, at=now())
        return redirect("street:question", table_id, question.pk)
    works = public_plan(seat.table)
    context = {"form": form, "works": works.works if works else ()}
    return render(request, "street/new_question.html", context, status=400 if form.is_bound else 200)


def _from_work(request: HttpRequest, seat: Seat) -> dict[str, str]:
    """Return what a work of the plan fills in already."""
    plan = public_plan(seat.table)
    for work in plan.works if plan else ():
        if work.key == request.GET.get("werk"):
            return {"measure": work.key, "words": f"{work.title}.", "area": work.place}
    return {}


@require_safe
def question(request: HttpRequest, table_id: str, question_id: int) -> HttpResponse:
    """Show a question: as it will be read, to whom it goes, and what was answered, without names."""
    seat = find_seat(request, table_id)
    check_can_read_answers(seat)
    found = get_object_or_404(WorksQuestion, table=table_id, pk=question_id)
    found.table = seat.table
    places = places_of(seat.table)
    asked = list(found.asked.all())
    context = {
        "question": found,
        "area": places.areas.get(found.area),
        "shops": len(shops_near(found, places)) if found.leaves_at is None else len(asked),
        "suits": sum(one.answer == AskedShop.Answer.SUITS for one in asked),
        "against": sum(one.answer == AskedShop.Answer.NOT for one in asked),
        "silent": sum(not one.answer for one in asked),
        "failed": OutgoingLetter.objects.filter(about=found.subject, refused_at__isnull=False).count(),
        "reasons": sorted(one.why for one in asked if one.why),
        "may_call_back": found.leaves_at is not None and now() < found.leaves_at,
        "outcomes": outcomes_of(seat.table.chain, [found.subject]).get(found.subject, []),
        "is_chair": seat.role == Seat.Role.CHAIR,
        "is_open": found.is_open(localdate()),
    }
    return render(request, "street/question.html", context)


@require_POST
def do(request: HttpRequest, table_id: str, question_id: int) -> HttpResponse:
    """Send a question, call it back, throw it away, or tell what became of it."""
    seat = find_seat(request, table_id)
    found = get_object_or_404(WorksQuestion, table=table_id, pk=question_id)
    deed, at = request.POST.get("doe", ""), now()
    if deed == "verstuur":
        count = send_question(found, site=site_address(request), by=seat, at=at)
        told = ngettext(
            "Over tien minuten gaat de vraag naar één ondernemer. Tot dan kunt u hem terughalen.",
            "Over tien minuten gaat de vraag naar {count} ondernemers. Tot dan kunt u hem terughalen.",
            count,
        )
        messages.success(request, told.format(count=count))
    elif deed == "terug":
        call_back(found, by=seat, at=at)
        messages.success(request, _("Teruggehaald. Er ging niets de deur uit."))
    elif deed == "weg":
        discard_question(found, by=seat, at=at)
        messages.success(request, _("De vraag is weggegooid."))
        return redirect("street:overview", table_id)
    else:
        tell_shops(found, request.POST.get("words", ""), by=seat, at=at)
        messages.success(request, _("Verteld. Ondernemers lezen het via hun eigen link."))
    return redirect("street:question", table_id, question_id)
