"""The conversations of a werkplaats over months: trios, gatherings, what was tried, learning questions."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.meetings.typed import day_typed
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .formats_shipped import formats
from .learning import ask_to_learn, close_question, open_question, told_questions
from .models import LearningQuestion, Trying
from .other_tables import close_to_tables, open_to_tables
from .permissions import check_can_facilitate, check_can_open_try, check_can_read
from .series import (
    TrioSaid,
    add_trio,
    begin_workshop,
    change_trio,
    end_workshop,
    open_workshop,
    plan_sitting,
    put_steps_on_agenda,
)
from .series_page import loose_tryings, next_meeting, sittings_of, trios_of, tryings_of, wijken_of
from .sitting_models import Workshop
from .try_sent import tell_by_form

#: What the first form asks at once; more trios follow on the page.
AT_ONCE = 6


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def series_list(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show every werkplaats, and begin one."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    if request.method == "POST":
        check_can_facilitate(seat)
        sent = _sent(request)
        filled = [n for n in range(1, AT_ONCE + 1) if sent.get(f"trio-{n}", "").strip()]
        trios = [_trio(seat, sent, f"-{n}") for n in filled]
        made = begin_workshop(seat.table, sent.get("naam", ""), trios, by=seat, at=now())
        return redirect("workshop:series", table_id, made.pk)
    context = {
        "workshops": seat.table.workshops.prefetch_related("trios", "sittings"),
        "runs": not why_not(check_can_facilitate, seat),
        "wijken": wijken_of(seat.table),
        "numbers": range(1, AT_ONCE + 1),
    }
    return render(request, "workshop/series_list.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def series(request: HttpRequest, table_id: str, workshop_id: int) -> HttpResponse:
    """Show a werkplaats whole, and take in a deed on it."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    found = _workshop(seat, workshop_id)
    if request.method == "POST":
        return _deed(request, seat, found)
    tryings = tryings_of(found)
    context = {
        "workshop": found,
        "trios": trios_of(found, tryings),
        "without_trio": [one for one in tryings if one.trying.trio_id is None],
        "sittings": sittings_of(found),
        "formats": formats(),
        "wijken": wijken_of(seat.table),
        "runs": not why_not(check_can_facilitate, seat),
        "may_open": seat.table.municipality_id and not why_not(check_can_open_try, seat),
        "next_meeting": next_meeting(seat.table, seat.table.today_at(localdate())),
        "to_agenda": sum(not one.on_agenda for one in tryings),
    }
    return render(request, "workshop/series.html", context)


def _deed(request: HttpRequest, seat: Seat, workshop: Workshop) -> HttpResponse:
    check_can_facilitate(seat)
    sent, at = _sent(request), now()

    def steps() -> None:
        count = put_steps_on_agenda(workshop, by=seat, at=at)
        said = ngettext("{n} stap staat op de agenda.", "{n} stappen staan op de agenda.", count)
        messages.success(request, said.format(n=count))

    def trio() -> None:
        number = number_of(sent.get("nummer", ""))
        there = workshop.trios.filter(number=number).first() if number else None
        said = _trio(seat, sent, "")
        if there:
            change_trio(there, said, by=seat, at=at)
        else:
            add_trio(workshop, said, by=seat, at=at)

    deeds: dict[str, Callable[[], object]] = {
        "trio": trio,
        "plan": lambda: plan_sitting(workshop, sent.get("werkvorm", ""), _day(sent), by=seat, at=at),
        "agenda": steps,
        "klaar": lambda: end_workshop(workshop, by=seat, at=at),
        "verder": lambda: open_workshop(workshop, by=seat, at=at),
    }
    deed = deeds.get(sent.get("doe", ""))
    if deed is None:
        raise Refused(_("Kies een knop op de pagina."))
    deed()
    return redirect("workshop:series", seat.table_id, workshop.pk)


@require_POST
def trying(request: HttpRequest, table_id: str, trying_id: int) -> HttpResponse:
    """Take in what came of a try, what somebody who read along says, or who may read it."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    rows = Trying.objects.select_related("sitting__table", "sitting__workshop", "trio")
    found = get_object_or_404(rows, pk=trying_id, sitting__table=seat.table_id)
    doe = request.POST.get("doe", "")
    if doe == "openen":
        open_to_tables(found, by=seat, at=now())
        messages.success(request, _("Andere tafels van de gemeente lezen deze proef nu mee."))
    elif doe == "sluiten":
        close_to_tables(found, by=seat, at=now())
        messages.success(request, _("Andere tafels lezen deze proef niet meer."))
    else:
        tell_by_form(request, found, seat)
    if found.sitting.workshop_id:
        return redirect("workshop:series", table_id, found.sitting.workshop_id)
    return redirect("workshop:learning", table_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def learning(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the questions to learn from, and take in a new one."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    if request.method == "POST":
        check_can_facilitate(seat)
        ask_to_learn(seat.table, _sent(request).get("vraag", ""), by=seat, at=now())
        messages.success(request, _("De leervraag staat erbij. Na drie bijeenkomsten komt zij terug."))
        return redirect("workshop:learning", table_id)
    told = told_questions(seat.table)
    context = {
        "open": [one for one in told if one.question.closed_at is None],
        "closed": [one for one in told if one.question.closed_at is not None],
        "loose": loose_tryings(seat.table),
        "runs": not why_not(check_can_facilitate, seat),
        "may_open": seat.table.municipality_id and not why_not(check_can_open_try, seat),
    }
    return render(request, "workshop/learning.html", context)


@require_POST
def learned(request: HttpRequest, table_id: str, question_id: int) -> HttpResponse:
    """Close a learning question with what was learned, or open it again."""
    seat = find_seat(request, table_id)
    check_can_facilitate(seat)
    rows = LearningQuestion.objects.select_related("table")
    found = get_object_or_404(rows, pk=question_id, table=table_id)
    sent = _sent(request)
    if sent.get("doe") == "sluit":
        close_question(found, sent.get("geleerd", ""), by=seat, at=now())
    elif sent.get("doe") == "open":
        open_question(found, by=seat, at=now())
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("workshop:learning", table_id)


def _sent(request: HttpRequest) -> dict[str, str]:
    return {name: str(value).replace("\x00", "") for name, value in request.POST.items()}


def _day(sent: dict[str, str]) -> date | None:
    return day_typed(sent.get("dag", ""))


def _trio(seat: Seat, sent: dict[str, str], end: str) -> TrioSaid:
    area = sent.get(f"wijk{end}", "")
    known = {one.code for one in wijken_of(seat.table)}
    return TrioSaid(sent.get(f"trio{end}", ""), area if area in known else "", sent.get(f"kwestie{end}", ""))


def _workshop(seat: Seat, workshop_id: int) -> Workshop:
    return get_object_or_404(Workshop.objects.select_related("table"), pk=workshop_id, table=seat.table_id)
