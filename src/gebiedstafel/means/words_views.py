"""Making work of a shared statement, or a measure of an idea."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.dialogue.shared_words import SharedWords, shared_words
from gebiedstafel.ideas.models import Idea
from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused

from .permissions import check_can_make_work
from .words_to_work import (
    LONGEST_TITLE,
    RESIDENTS,
    measure_from_idea,
    need_from_words,
    priority_from_words,
    question_from_words,
)


@require_http_methods(["GET", "HEAD", "POST"])
def work(request: HttpRequest, table_id: str, address: str) -> HttpResponse:
    """Show one statement and the three ways to make work of it, or go one of them."""
    seat = find_seat(request, table_id)
    check_can_make_work(seat)
    asked = request.POST if request.method == "POST" else request.GET
    words = _words(seat, address, asked.get("stelling", ""))
    if request.method == "POST":
        messages.success(request, _done(request, seat, words))
        return redirect("gesprek:page", table_id)
    context = {
        "words": words,
        "challenges": list(seat.table.challenges.all()),
        "measures": list(seat.table.measures.order_by("title").values("key", "title")),
    }
    return render(request, "means/words/work.html", context)


def _words(seat: Seat, address: str, number: str) -> SharedWords:
    asked = int(number) if number.isascii() and number.isdigit() and len(number) < 7 else 0
    words = shared_words(seat.table, address, asked, at=now())
    if words is None:
        raise Http404
    return words


def _done(request: HttpRequest, seat: Seat, words: SharedWords) -> str:
    """Do what was chosen; return it as a sentence."""
    way = request.POST.get("way")
    if way == "need":
        key = request.POST.get("challenge", "").replace("\0", "")
        challenge = get_object_or_404(Challenge.objects.select_related("table"), table=seat.table_id, key=key)
        need_from_words(challenge, words, by=seat, at=now())
        return _("De stelling staat als behoefte bij de opgave.")
    if way == "priority":
        served = [key.replace("\0", "") for key in request.POST.getlist("measure")]
        priority_from_words(seat.table, words, served, by=seat, at=now())
        return _("De stelling telt mee als wens van bewoners. Reken opnieuw om te zien wat dat betekent.")
    if way == "question":
        question_from_words(seat.table, words, by=seat, at=now())
        return _("De stelling staat op de agenda van de tafel.")
    raise Refused(_("Kies wat er met de stelling gebeurt."))


@require_http_methods(["GET", "HEAD", "POST"])
def idea(request: HttpRequest, table_id: str, idea_id: int) -> HttpResponse:
    """Make a measure of an idea, led by residents."""
    seat = find_seat(request, table_id)
    check_can_make_work(seat)
    brought = get_object_or_404(Idea.objects.select_related("table"), table=table_id, pk=idea_id)
    leaders = list(seat.table.parties.filter(owner_class=RESIDENTS))
    if request.method == "POST":
        key = request.POST.get("leader", "").replace("\0", "")
        leader = get_object_or_404(Party, table=table_id, key=key)
        measure_from_idea(brought, request.POST.get("title", ""), leader, by=seat, at=now())
        messages.success(
            request, _("De maatregel staat op tafel. Wie het bracht, leest dat via de eigen link.")
        )
        return redirect("ideas:due", table_id)
    context = {"idea": brought, "leaders": leaders, "longest": LONGEST_TITLE}
    return render(request, "means/words/idea.html", context)
