"""A shop owner answers in one tap: the link shows the question, a button answers it."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import Refused

from .models import AskedShop
from .shops import LONGEST_WHY, answer_question, asked_by


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, token: str) -> HttpResponse:
    """Show the question and take in the answer; a mail scanner that only looks changes nothing."""
    asked = asked_by(token)
    if asked is None:
        return render(request, "street/spent.html", status=410)
    fault, status = "", 200
    if request.method == "POST":
        try:
            asked = answer_question(
                asked, request.POST.get("antwoord", ""), why=request.POST.get("why", ""), at=now()
            )
        except Refused as refusal:
            fault, status = str(refusal), refusal.status
    question = asked.question
    context = {
        "asked": asked,
        "question": question,
        "place": question.table,
        "area": question.table.areas.filter(key=question.area).first(),
        "is_open": question.is_open(localdate()),
        "outcomes": outcomes_of(question.table.chain, [question.subject]).get(question.subject, []),
        "fault": fault,
        "why": request.POST.get("why", asked.why)[: LONGEST_WHY * 2],
        "longest": LONGEST_WHY,
        "not_suits": AskedShop.Answer.NOT,
        "just": request.method == "POST" and not fault,
    }
    return render(request, "street/answer.html", context, status=status)
