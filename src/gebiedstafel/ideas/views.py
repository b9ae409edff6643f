"""Bringing an idea without an account, following it, and answering it at the table."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.crowding import check_not_too_many
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import Refused

from .actions import answer_idea, bring_idea, close_box, open_box, take_back_idea
from .agenda import answer_question, put_on_agenda
from .forms import AnswerForm, IdeaForm, QuestionForm
from .models import AgendaQuestion, Idea, IdeaBox
from .permissions import check_can_read


@require_http_methods(["GET", "HEAD", "POST"])
def bring(request: HttpRequest, address: str) -> HttpResponse:
    """Let anyone bring an idea or an offer; then show the link by which to follow it."""
    box = get_object_or_404(IdeaBox.objects.select_related("table"), address=address)
    form = IdeaForm(request.POST or None, table=box.table)
    status = 400 if request.method == "POST" else 200
    if request.method == "POST" and form.is_valid():
        try:
            check_not_too_many("ideas", request)
            _idea, link = bring_idea(box, **form.cleaned_data, at=now())
        except Refused as refusal:
            # What was typed stays on the page.
            form.add_error(None, str(refusal))
            status = refusal.status
        else:
            return redirect("ideas:follow", address, link)
    context = {"box": box, "form": form, "table": box.table}
    return render(request, "ideas/bring.html", context, status=status)


@never_cache
@require_safe
def follow(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Show the writer what became of what they brought."""
    idea = _idea_of(address, link)
    rows = outcomes_of(idea.table.chain, [idea.subject]).get(idea.subject, [])
    context = {"idea": idea, "outcomes": rows, "address": address, "link": link, "table": idea.table}
    return render(request, "ideas/follow.html", context | {"late": idea.is_late(localdate())})


@require_POST
def take_back(request: HttpRequest, address: str, link: str) -> HttpResponse:
    """Let the writer take it back."""
    take_back_idea(_idea_of(address, link), at=now())
    messages.success(request, _("Wat u bracht, is weg. Dank dat u meedacht."))
    return redirect("ideas:bring", address)


def _idea_of(address: str, link: str) -> Idea:
    box = get_object_or_404(IdeaBox, address=address)
    return get_object_or_404(Idea.objects.select_related("table"), table=box.table_id, digest=digest_of(link))


@require_safe
def due(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what waits for an answer, the earliest day first, and what was answered."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    ideas = list(seat.table.ideas.all())
    today, places = localdate(), place_names(seat.table)
    waiting = [
        {
            "idea": one,
            "late": one.is_late(today),
            "place": places.get(one.area, ""),
            "form": _answer_form(one),
        }
        for one in ideas
        if not one.answered_at
    ]
    box = IdeaBox.objects.filter(table=seat.table).first()
    context = {
        "waiting": waiting,
        "late": sum(one.is_late(today) for one in ideas),
        "answered": [one for one in ideas if one.answered_at],
        "box": box,
        "box_url": request.build_absolute_uri(f"/idee/{box.address}/") if box else "",
        "may_answer": seat.role in (Seat.Role.CHAIR, Seat.Role.MEMBER),
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    return render(request, "ideas/due.html", context)


def _answer_form(idea: Idea) -> AnswerForm:
    return AnswerForm(auto_id=f"antwoord-{idea.pk}-%s")


@require_POST
def answer(request: HttpRequest, table_id: str, idea_id: int) -> HttpResponse:
    """Take in the table's answer."""
    seat = find_seat(request, table_id)
    idea = get_object_or_404(Idea, table=table_id, pk=idea_id)
    answer_idea(idea, request.POST.get("answer", ""), by=seat, at=now())
    messages.success(request, _("Het antwoord staat er. De schrijver leest het via de eigen link."))
    return redirect("ideas:due", table_id)


@require_POST
def box(request: HttpRequest, table_id: str) -> HttpResponse:
    """Open or close the box."""
    seat = find_seat(request, table_id)
    if request.POST.get("open") == "1":
        open_box(seat.table, by=seat, at=now())
    else:
        close_box(seat.table, by=seat, at=now())
    return redirect("ideas:due", table_id)


@require_http_methods(["GET", "HEAD", "POST"])
def agenda(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the questions for the table, and put one there."""
    seat = find_seat(request, table_id)
    if request.method == "POST":
        put_on_agenda(seat.table, request.POST.get("text", ""), by=seat, at=now())
        messages.success(request, _("De vraag staat op de agenda."))
        return redirect("ideas:agenda", table_id)
    questions = list(seat.table.agenda.select_related("asked_by"))
    rows = [
        {"question": one, "form": AnswerForm(auto_id=f"vraag-{one.pk}-%s")}
        for one in questions
        if not one.answered_at
    ]
    context = {
        "waiting": rows,
        "answered": [one for one in questions if one.answered_at],
        "form": QuestionForm(),
        "may_ask": seat.role in (Seat.Role.CHAIR, Seat.Role.MEMBER),
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    return render(request, "ideas/agenda.html", context)


@require_POST
def settle(request: HttpRequest, table_id: str, question_id: int) -> HttpResponse:
    """Take in what the table said."""
    seat = find_seat(request, table_id)
    question = get_object_or_404(AgendaQuestion, table=table_id, pk=question_id)
    answer_question(question, request.POST.get("answer", ""), by=seat, at=now())
    messages.success(request, _("Opgeschreven. Wie de vraag begon, leest hetzelfde antwoord."))
    return redirect("ideas:agenda", table_id)
