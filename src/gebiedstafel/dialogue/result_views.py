"""Gesprek: what we share, told in words first, at the table, on a phone and in the hall."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.seats import find_seat

from .became import became
from .counted_elsewhere import told_elsewhere
from .missing_voices import missing_voices
from .newest_result import is_renewed, told_result
from .opinion_result import voters_of
from .result_page import result_page, statement_texts
from .rounds import Phase, Round
from .told import Told
from .visit import around, visit_of


@require_safe
def page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the table's last round found, and the way into the one that is open."""
    seat, at = find_seat(request, table_id), now()
    rounds = [one for one in seat.table.rounds.all() if one.phase(at) in (Phase.OPEN, Phase.CLOSED)]
    chosen = [one for one in rounds if one.address == request.GET.get("ronde")]
    found = _first_told(chosen or rounds, at=at)
    context: dict[str, Any] = {
        "open_round": next((one for one in rounds if one.phase(at) == Phase.OPEN), None),
        "rounds": rounds,
        "may_work": seat.role in (Seat.Role.CHAIR, Seat.Role.MEMBER),
        "is_chair": seat.role == Seat.Role.CHAIR,
    }
    if found:
        context |= {"round": found[0], **result_context(*found, at=at)}
    elif chosen or rounds:
        waiting = (chosen or rounds)[0]
        context |= {"round": waiting, **waiting_context(waiting)}
    else:
        context |= _from_file(seat.table, at=at)
    return render(request, "dialogue/gesprek.html", context)


@never_cache
@require_safe
def outcome(request: HttpRequest, address: str) -> HttpResponse:
    """Show whoever took part what came of it, without an account, in step with the hall."""
    visit = visit_of(request, address)
    round, at = visit.round, visit.at
    if round.phase(at) not in (Phase.OPEN, Phase.CLOSED):
        raise Http404
    found = told_result(round, at=at)
    context = {**around(visit), "is_open": round.phase(at) == Phase.OPEN}
    context |= (
        result_context(round, found[0], at=at, language=visit.language) if found else waiting_context(round)
    )
    return render(request, "dialogue/outcome.html", context)


def waiting_context(round: Round) -> dict[str, Any]:
    """Return what a view shows of a round of which nothing is told yet."""
    return {"voters": voters_of(round), "renewed": is_renewed(round)}


def _from_file(table: AreaTable, *, at: datetime) -> dict[str, Any]:
    """Return what the table's file says of votes counted elsewhere, for a table that held no round."""
    found = told_elsewhere(table)
    if found is None:
        return {}
    told, texts = found
    result = result_page(None, told, texts=texts, became={}, inhabitants=None, at=at)
    return {"page": result, "elsewhere": True}


def _first_told(rounds: Iterable[Round], *, at: datetime) -> tuple[Round, Told] | None:
    """Return the newest round of which something may be told."""
    for one in rounds:
        found = told_result(one, at=at)
        if found:
            return one, found[0]
    return None


def result_context(round: Round, told: Told, *, at: datetime, language: str = "") -> dict[str, Any]:
    """Return what every view of a result shows."""
    texts = statement_texts(round, language)
    areas = list(round.table.areas.all())
    place = next((area for area in areas if area.key == round.table.area), None)
    result = result_page(
        round,
        told,
        texts=texts,
        became=became(round, texts),
        inhabitants=place.residents if place else None,
        at=at,
    )
    return {"page": result, "missing": missing_voices(told, areas), "renewed": is_renewed(round)}
