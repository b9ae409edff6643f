"""Sending a signal, reading what is shown of them, and answering."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.exchange.themes import GROUPS, THEMES, group_of, theme_name
from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not
from gebiedstafel.ui.templatetags.dates import day

from .actions import (
    Sent,
    answer_batch,
    answer_waiting,
    appoint,
    count_refusals,
    let_public_see,
    send_signal,
    take_back_signal,
)
from .answering import answers_of, appointed_for, role_for
from .forms import BatchAnswerForm, SignalForm, WaitingAnswerForm
from .models import Batch, Signal
from .own import own_signals
from .permissions import check_can_answer, check_can_appoint, check_can_read, check_can_review, check_can_send
from .published import SeenBatch, batches_for_table, size_signs, waiting_in_all
from .quarters import choices
from .waiting import due_days, newest_answers
from .who_knows import who_knows


def _today(seat: Seat) -> date:
    return seat.table.today_at(localdate())


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the table sees of signals, and who knows what."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    return render(request, "signals/overview.html", _seen(request, seat, {}))


def _seen(
    request: HttpRequest,
    seat: Seat,
    refused: dict[int, BatchAnswerForm],
    to_waiting: WaitingAnswerForm | None = None,
) -> dict[str, Any]:
    """Return what the overview shows; an answer that was refused stands with its batch, as it was typed."""
    everything = batches_for_table(seat.table)
    appointed, today = appointed_for(seat.table), _today(seat)
    rows = [_row(one, seat, appointed, today, refused.get(one.id)) for one in everything]
    knows, language = who_knows(seat, everything), get_language() or "nl"
    return {
        "groups": _folds(rows, language),
        "count": len(everything),
        "unanswered": sum(not one.answer for one in everything),
        "waiting": size_signs(waiting_in_all(seat.table, at=now())),
        **_waiting(seat, appointed, to_waiting),
        "knows": [(theme_name(theme, language), knows[theme]) for theme in THEMES if theme in knows],
        "may_send": not why_not(check_can_send, seat),
        "may_appoint": not why_not(check_can_appoint, seat),
    }


def _waiting(seat: Seat, appointed: dict[str, Party], refused: WaitingAnswerForm | None) -> dict[str, Any]:
    """Return what whoever waits reads, and the form where this seat answers; nothing of what waits."""
    newest, language, today = newest_answers(seat.table), get_language() or "nl", _today(seat)
    told: dict[tuple[str, str, date], list[str]] = {}
    for group in (one for one in GROUPS if one in newest):
        one = newest[group]
        told.setdefault((one.text, one.role, localdate(one.answered_at)), []).append(
            theme_name(group, language)
        )
    mine, own = answers_of(seat, appointed)
    due = due_days(seat.table, newest, today)
    first = min((due[group] for group in own if group in due), default=None)
    return {
        "to_waiting": [(names, *said) for said, names in told.items()],
        "waiting_form": refused or (WaitingAnswerForm(groups=mine, own=own) if mine else None),
        "waiting_due": first,
        "waiting_late": first is not None and first < today,
    }


def _folds(rows: list[dict[str, Any]], language: str) -> list[dict[str, Any]]:
    """Return the batches by their group of themes, each group folded unless it is alone or was refused."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(group_of(row["batch"].theme), []).append(row)
    return [
        {
            "code": group,
            "name": theme_name(group, language),
            "rows": found[group],
            "unanswered": sum(not row["batch"].answer for row in found[group]),
            "is_open": len(found) == 1 or any(row["form"] and row["form"].is_bound for row in found[group]),
        }
        for group in GROUPS
        if group in found
    ]


def _row(
    one: SeenBatch,
    seat: Seat,
    appointed: dict[str, Any],
    today: date,
    refused: BatchAnswerForm | None,
) -> dict[str, Any]:
    may = not one.answer and not why_not(check_can_answer, seat, appointed.get(group_of(one.theme)))
    return {
        "batch": one,
        "size": size_signs(one.size_class),
        "late": one.is_late(today),
        "form": refused or (BatchAnswerForm(auto_id=_ids(one.id)) if may else None),
        "anchor": f"#groep-{one.id}",
        "may_review": one.for_public and not one.is_public and not why_not(check_can_review, seat),
    }


def _ids(batch_id: int) -> str:
    return f"antwoord-{batch_id}-%s"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take in a signal.

    A sentence that the guard stops is shown once more in the form of this same answer, to who typed it. It
    is in no row, message, visit or log; only why it was stopped is counted.
    """
    seat = find_seat(request, table_id)
    check_can_send(seat)
    asked = choices(_today(seat))
    form = SignalForm(
        request.POST or None, table=seat.table, party=seat.party, asked=asked, initial=_before(seat, asked)
    )
    if request.method == "POST":
        if form.is_valid():
            try:
                signal = send_signal(seat.table, Sent(**form.cleaned_data), by=seat, at=now())
            except NotAllowed:
                raise
            except Refused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _saved(signal))
                return redirect("signals:own", table_id)
        elif form.stopped_for:
            count_refusals(seat.table, form.stopped_for, at=now())
    status = 400 if form.is_bound else 200
    return render(request, "signals/new.html", {"form": form}, status=status)


def _before(seat: Seat, asked: tuple[str, ...]) -> dict[str, Any]:
    """Return what this party chose last: most signals are of the same theme and place."""
    last = Signal.objects.filter(party=seat.party).first()
    first = {"quarter": asked[0], "kind": Signal.Kind.PATTERN, "trend": "unknown", "area": seat.table.area}
    if last is None:
        return first
    return first | {"theme": last.theme, "area": last.area, "how": last.how}


def _saved(signal: Signal) -> str:
    role = role_for(appointed_for(signal.table), signal.theme)
    if signal.batch:
        return _("Bewaard. U krijgt uiterlijk {day} antwoord van {role}.").format(
            day=day(signal.batch.answer_by), role=role
        )
    return _(
        "Bewaard. Elke maandag tonen wij wat samen groot genoeg is. "
        "Ook zolang het wacht, krijgt u antwoord van {role}. Hieronder staat wanneer."
    ).format(role=role)


@require_safe
def one_person(request: HttpRequest, table_id: str) -> HttpResponse:
    """Point the way for who is about one person or family; nothing is asked and nothing is kept."""
    find_seat(request, table_id)
    return render(request, "signals/one_person.html")


@require_safe
def own(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the own party reported and what became of it."""
    seat = find_seat(request, table_id)
    check_can_send(seat)
    assert seat.party is not None
    rows = own_signals(seat.party, _today(seat))
    context = {
        "rows": rows,
        "waiting": sum(one.may_go and not one.is_over for one in rows),
        "answered": sum(bool(one.answer) for one in rows),
    }
    return render(request, "signals/own.html", context)


@require_POST
def take_back(request: HttpRequest, table_id: str, address: str) -> HttpResponse:
    """Take back an own signal that was not shown."""
    seat = find_seat(request, table_id)
    check_can_send(seat)
    signal = get_object_or_404(Signal, table=table_id, party=seat.party, address=address)
    take_back_signal(signal, by=seat, at=now())
    messages.success(request, _("Teruggenomen. Het aantal en de zin zijn weg."))
    return redirect("signals:own", table_id)


@require_POST
def answer(request: HttpRequest, table_id: str, batch_id: int) -> HttpResponse:
    """Take in an answer to a batch; one that is refused comes back with what was typed."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    batch = get_object_or_404(Batch.objects.select_related("table"), table=table_id, pk=batch_id)
    try:
        answer_batch(batch, request.POST.get("answer", ""), by=seat, at=now())
    except NotAllowed:
        raise
    except Refused as refused:
        form = BatchAnswerForm(request.POST, auto_id=_ids(batch.pk))
        if form.is_valid():
            form.add_error("answer", str(refused))
        return render(request, "signals/overview.html", _seen(request, seat, {batch.pk: form}), status=400)
    messages.success(request, _("Het antwoord staat er. Wie het meldde, leest het ook."))
    return redirect("signals:overview", table_id)


@require_POST
def to_waiting(request: HttpRequest, table_id: str) -> HttpResponse:
    """Take in an answer to whoever sent what is not shown; one that is refused comes back as typed."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    mine, own = answers_of(seat, appointed_for(seat.table))
    check_can_answer(seat, seat.party if mine else None)
    form = WaitingAnswerForm(request.POST, groups=mine, own=own)
    if form.is_valid():
        try:
            chosen = form.cleaned_data["group"]
            groups = [chosen] if chosen else own
            answer_waiting(seat.table, groups, form.cleaned_data["answer"], by=seat, at=now())
        except NotAllowed:
            raise
        except Refused as refused:
            form.add_error("answer", str(refused))
        else:
            messages.success(
                request,
                _("Het antwoord staat er. Wie een signaal stuurde dat nog niet te zien is, kan het lezen."),
            )
            return redirect(f"{reverse('signals:overview', args=[table_id])}#wacht")
    return render(request, "signals/overview.html", _seen(request, seat, {}, form), status=400)


@require_POST
def review(request: HttpRequest, table_id: str, batch_id: int) -> HttpResponse:
    """Let the public see that there is something, and roughly how much."""
    seat = find_seat(request, table_id)
    check_can_review(seat)
    batch = get_object_or_404(Batch.objects.select_related("table"), table=table_id, pk=batch_id)
    let_public_see(batch, by=seat, at=now())
    messages.success(
        request, _("De wijk ziet nu plek, thema en ongeveer hoeveel. De zinnen blijven aan tafel.")
    )
    return redirect("signals:overview", table_id)


@require_http_methods(["GET", "HEAD", "POST"])
def answerers(request: HttpRequest, table_id: str) -> HttpResponse:
    """Choose which party answers which themes."""
    seat = find_seat(request, table_id)
    check_can_appoint(seat)
    parties = list(seat.table.parties.filter(left_on=None))
    before = appointed_for(seat.table)
    if request.method == "POST":
        by_key = {party.key: party for party in parties}
        with transaction.atomic():
            for group in GROUPS:
                chosen = by_key.get(request.POST.get(group, ""))
                if chosen != before.get(group) and group in request.POST:
                    appoint(seat.table, group, chosen, by=seat, at=now())
        messages.success(request, _("Bewaard. Wie meldt, leest van wie het antwoord komt."))
        return redirect("signals:overview", table_id)
    language = get_language() or "nl"
    groups = [(group, theme_name(group, language), before.get(group)) for group in GROUPS]
    return render(request, "signals/answerers.html", {"groups": groups, "parties": parties})
