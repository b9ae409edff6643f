"""The conversations of a round of choosing: answer alone, lay beside each other, see what fits, keep."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.sent import number_of

from .actions import (
    answer_together,
    begin_choice,
    close_again,
    keep_outcome,
    lay_open,
    stop_choice,
    take_over_agreed,
)
from .alone import Saved, asked_questions, progress_words, save_own
from .beside import laid_beside
from .fitting import fitting
from .methods import words_of
from .models import Choice, Outcome
from .outcomes import told
from .permissions import check_can_answer, check_can_lead, check_can_read
from .trying import trials, tried


@require_POST
def begin(request: HttpRequest, table_id: str) -> HttpResponse:
    """Begin a round."""
    seat = find_seat(request, table_id)
    choice = begin_choice(seat.table, by=seat, at=now())
    messages.success(request, _("De ronde is begonnen. Iedereen aan tafel kan nu alleen antwoorden."))
    return redirect("workshop:alone", table_id, choice.pk)


@never_cache
@require_safe
def alone(request: HttpRequest, table_id: str, choice_id: int) -> HttpResponse:
    """Show the questions with one's own answers."""
    seat = find_seat(request, table_id)
    check_can_answer(seat)
    choice = _choice(seat, choice_id)
    if choice.opened_at or choice.ended_at:
        return redirect("workshop:beside", table_id, choice.pk)
    return _alone(request, choice, seat)


@require_POST
def save(request: HttpRequest, table_id: str, choice_id: int) -> HttpResponse:
    """Keep what was answered; a script asks for one question at a time, a page sends all."""
    seat = find_seat(request, table_id)
    check_can_answer(seat)
    choice = _choice(seat, choice_id)
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    saved = save_own(choice, sent, by=seat, at=now())
    if request.headers.get("Accept", "").startswith("application/json"):
        return _told_to_script(choice, seat, saved)
    if saved.faults:
        return _alone(request, choice, seat, saved)
    messages.success(request, _("Uw antwoorden zijn bewaard. Alleen u ziet ze, tot ze open liggen."))
    return redirect("workshop:overview", table_id)


def _told_to_script(choice: Choice, seat: Seat, saved: Saved) -> JsonResponse:
    asked = asked_questions(choice, seat)
    done = sum(one.is_known for one in asked)
    return JsonResponse(
        {
            "versions": saved.versions,
            "faults": saved.faults,
            "done": done,
            "progress": progress_words(done, len(asked)),
            "done_rows": [],
        }
    )


def _alone(request: HttpRequest, choice: Choice, seat: Seat, saved: Saved | None = None) -> HttpResponse:
    asked = asked_questions(choice, seat, saved)
    done = sum(one.is_known for one in asked)
    context = {
        "choice": choice,
        "asked": asked,
        "done": done,
        "progress": progress_words(done, len(asked)),
        "fault_count": len(saved.faults) if saved else 0,
    }
    return render(request, "workshop/alone.html", context, status=409 if saved and saved.faults else 200)


@require_POST
def lead(request: HttpRequest, table_id: str, choice_id: int) -> HttpResponse:
    """Lay the answers open, close them again, or stop the round."""
    seat = find_seat(request, table_id)
    choice = _choice(seat, choice_id)
    deeds: dict[str, tuple[Callable[..., None], str]] = {
        "open": (lay_open, "workshop:beside"),
        "dicht": (close_again, "workshop:alone"),
        "stop": (stop_choice, ""),
    }
    check_can_lead(seat)
    if request.POST.get("doe") not in deeds:
        raise Refused(_("Kies een knop op de pagina."))
    deed, there = deeds[request.POST["doe"]]
    deed(choice, by=seat, at=now())
    return redirect(there, table_id, choice.pk) if there else redirect("workshop:overview", table_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def beside(request: HttpRequest, table_id: str, choice_id: int) -> HttpResponse:
    """Show who answered what, and take in what the table answers together."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    choice = _choice(seat, choice_id)
    if request.method == "POST":
        return _answer_together(request, choice, seat)
    if not choice.opened_at:
        return _where_it_stands(choice)
    rows = laid_beside(choice)
    context = {
        "choice": choice,
        "differ": [row for row in rows if row.apart],
        "alike": [row for row in rows if row.answered > 1 and not row.apart],
        "single": [row for row in rows if row.answered == 1],
        "silent": [row for row in rows if not row.answered],
        "shared_count": sum(row.shared_step is not None for row in rows),
        "to_take_over": sum(row.agreed is not None and row.shared_step is None for row in rows),
        "questions": len(rows),
        "leads": seat.role == Seat.Role.CHAIR and not choice.ended_at,
        "may_close": not choice.shared.exists(),
    }
    return render(request, "workshop/beside.html", context)


def _where_it_stands(choice: Choice) -> HttpResponse:
    """Go from a round whose answers do not lie open to one's own, or to the werkplaats once it stopped."""
    if choice.ended_at:
        return redirect("workshop:overview", choice.table_id)
    return redirect("workshop:alone", choice.table_id, choice.pk)


def _answer_together(request: HttpRequest, choice: Choice, seat: Seat) -> HttpResponse:
    here = reverse("workshop:beside", args=[choice.table_id, choice.pk])
    if request.POST.get("doe") == "neem-over":
        agreed = [(row.question.id, row.agreed) for row in laid_beside(choice)]
        known = [(name, answer) for name, answer in agreed if answer is not None]
        count = take_over_agreed(choice, known, by=seat, at=now())
        said = ngettext("{n} antwoord overgenomen.", "{n} antwoorden overgenomen.", count)
        messages.success(request, said.format(n=count))
        return redirect(here)
    criterion = request.POST.get("vraag", "")
    answer_together(
        choice,
        criterion,
        number_of(request.POST.get("antwoord", "")),
        request.POST.get("waarom", ""),
        by=seat,
        at=now(),
        seen=number_of(request.POST.get("seen", "")),
    )
    messages.success(request, _("Het antwoord van de tafel is bewaard."))
    return redirect(f"{here}#vraag-{criterion}")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def fits(request: HttpRequest, table_id: str, choice_id: int) -> HttpResponse:
    """Show what fits, also when one answer were another; take in what the table goes on with."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    choice = _choice(seat, choice_id)
    if request.method == "POST":
        kept = keep_outcome(
            choice, request.POST.getlist("werkwijze"), request.POST.get("waarom", ""), by=seat, at=now()
        )
        messages.success(request, _("De keuze van de tafel is bewaard."))
        return redirect("workshop:outcome", table_id, kept.pk)
    if not choice.opened_at:
        return _where_it_stands(choice)
    return render(request, _part_or_page(request), _fits_context(request, choice, seat))


def _part_or_page(request: HttpRequest) -> str:
    part_only = request.headers.get("HX-Request") == "true"
    return "workshop/fits.html#weighed" if part_only else "workshop/fits.html"


def _fits_context(request: HttpRequest, choice: Choice, seat: Seat) -> dict[str, object]:
    words = words_of(choice.methods)
    shared = choice.answers_together()
    other = tried(request.GET.dict(), words.questions, shared)
    rows = trials(words.questions, shared, other)
    return {
        "choice": choice,
        "methods": words,
        "version": choice.methods,
        "fitting": fitting(choice.methods, {**shared, **other}),
        "trials": rows,
        "tried": [row for row in rows if row.is_tried],
        "has_shared": bool(shared),
        "differs": any(row.apart and row.shared_step is None for row in laid_beside(choice)),
        "leads": seat.role == Seat.Role.CHAIR and not choice.ended_at,
        "outcome": choice.outcomes.first(),
    }


@require_safe
def outcome(request: HttpRequest, table_id: str, outcome_id: int) -> HttpResponse:
    """Show what the table chose, with the version of the ways of working it rested on."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    kept = get_object_or_404(
        Outcome.objects.select_related("choice__methods__municipality", "choice__methods__table", "kept_by"),
        pk=outcome_id,
        choice__table=table_id,
    )
    weighed = fitting(kept.choice.methods, kept.answers)
    ways = {one.way.id: one for one in (*weighed.shown, *weighed.rest)}
    context = {
        "told": told(kept),
        "chosen": [ways[name] for name in kept.chosen if name in ways],
        "others": [one for one in weighed.shown if one.way.id not in kept.chosen],
        "version": kept.choice.methods,
    }
    return render(request, "workshop/outcome.html", context)


def _choice(seat: Seat, choice_id: int) -> Choice:
    rows = Choice.objects.select_related("table", "methods__municipality", "methods__table")
    return get_object_or_404(rows, pk=choice_id, table=seat.table_id)
