"""The conversations about statements: read many at once, and put them into other languages."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import Refused

from .asked import original_of
from .languages import name_of
from .moderation import (
    lookalikes,
    reject_statements,
    show_statements,
    translate_round,
    translate_statements,
)
from .permissions import check_can_lead
from .round_views import seat_and_round
from .rounds import Round, RoundStatement

State = RoundStatement.State


@require_http_methods(["GET", "HEAD", "POST"])
def statements(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Show what waits, with what it looks like, and do the same with all that was ticked."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    if request.method != "POST":
        return render(request, "dialogue/round/statements.html", _lists(round))
    numbers = [int(one) for one in request.POST.getlist("stelling") if one.isascii() and one.isdecimal()]
    reason, deed = request.POST.get("reden", ""), request.POST.get("doe", "")
    try:
        if deed == "weiger":
            count = reject_statements(round, numbers, reason, by=seat, at=now())
            told = ngettext(
                "Eén stelling doet niet mee. De schrijver leest waarom.",
                "{count} stellingen doen niet mee. De schrijvers lezen waarom.",
                count,
            )
        elif deed in ("toon", "wijze"):
            count = show_statements(round, numbers, is_meta=deed == "wijze", by=seat, at=now())
            told = ngettext("Eén stelling doet mee.", "{count} stellingen doen mee.", count)
        else:
            raise Refused(_("Kies wat er met deze stellingen moet gebeuren."))
    except Refused as refusal:
        context = {**_lists(round), "fault": str(refusal), "ticked": numbers, "reason": reason}
        return render(request, "dialogue/round/statements.html", context, status=refusal.status)
    messages.success(request, told.format(count=count))
    return redirect("rounds:statements", table_id, round.pk)


def _lists(round: Round) -> dict[str, Any]:
    rows = list(round.statements.all())
    texts = {one.number: one.text for one in rows}
    like = lookalikes(round)
    waiting = [
        (one, like[one.number][0], texts[like[one.number][0]]) if one.number in like else (one, None, "")
        for one in rows
        if one.state == State.WAITING
    ]
    return {
        "round": round,
        "waiting": waiting,
        "alike": sum(1 for _one, number, _text in waiting if number is not None),
        "shown": [one for one in rows if one.state == State.SHOWN],
        "rejected": [one for one in rows if one.state == State.REJECTED],
        "ticked": [],
        "reason": "",
    }


@require_http_methods(["GET", "HEAD", "POST"])
def translations(request: HttpRequest, table_id: str, round_id: int, language: str) -> HttpResponse:
    """Show the question and every statement beside its translation, and keep what was written."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    if language not in round.languages:
        raise Http404
    if request.method != "POST":
        return render(request, "dialogue/round/translations.html", _side_by_side(round, language))
    asked, texts = _filled_in(request)
    try:
        count = _keep(round, language, asked, texts, by=seat)
    except Refused as refusal:
        context = {**_side_by_side(round, language, asked, texts), "fault": str(refusal)}
        return render(request, "dialogue/round/translations.html", context, status=refusal.status)
    messages.success(
        request,
        ngettext("Eén vertaling bewaard.", "{count} vertalingen bewaard.", count).format(count=count),
    )
    return redirect(reverse("rounds:translations", args=[table_id, round.pk, language]))


def _filled_in(request: HttpRequest) -> tuple[dict[str, str] | None, dict[int, str]]:
    """Return what was written of the question and introduction, and of the statements."""
    asked = {"question": request.POST.get("vraag", ""), "intro": request.POST.get("inleiding", "")}
    texts = {
        int(name.removeprefix("t")): str(text)
        for name, text in request.POST.items()
        if name.startswith("t") and name[1:].isascii() and name[1:].isdecimal()
    }
    return (asked if "vraag" in request.POST else None), texts


@transaction.atomic
def _keep(
    round: Round, language: str, asked: dict[str, str] | None, texts: dict[int, str], *, by: Seat
) -> int:
    count = translate_round(round, language, **asked, by=by, at=now()) if asked else 0
    if texts or not asked:
        count += translate_statements(round, language, texts, by=by, at=now())
    return count


def _side_by_side(
    round: Round, language: str, asked: dict[str, str] | None = None, texts: dict[int, str] | None = None
) -> dict[str, Any]:
    """Return what stands beside what, with what was just written where that could not be kept."""
    put = round.texts.filter(language=language).first()
    own = asked or {"question": put.question if put else "", "intro": put.intro if put else ""}
    found = round.statements.filter(state=State.SHOWN).exclude(language=language).prefetch_related("texts")
    rows = [
        (
            one,
            (texts or {}).get(
                one.number, {text.language: text.text for text in one.texts.all()}.get(language, "")
            ),
        )
        for one in found
    ]
    is_other = language != original_of(round)
    return {
        "round": round,
        "code": language,
        "language_name": name_of(language),
        "original": original_of(round) if is_other else "",
        "asked": own,
        "rows": rows,
        "missing": sum(1 for _one, text in rows if not text),
        "question_missing": is_other and not own["question"],
    }
