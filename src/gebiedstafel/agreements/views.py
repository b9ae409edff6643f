"""The conversations about agreements: the board, one agreement, making and changing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from gebiedstafel.tables.kept_choices import keep_choice, kept_choice
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.trail.outcomes import outcomes_of
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .actions import change_agreement, make_agreement
from .board import Asked, board_lines, party_names
from .drawn_board import challenge_titles, drawn_board
from .faults import Faulty
from .files import as_csv, as_workbook
from .forms import AgreementForm, Rows, rows_of, rows_sent, said_in, told_faults
from .models import Agreement, AgreementQuerySet, Blockage, Status
from .permissions import check_can_change, check_can_draft, check_can_make
from .proven import proven
from .raised import HIGHER
from .said import Said, said_of, told_difference
from .seen_names import choices_for, names_for
from .shown import shown_agreement
from .vague import still_vague
from .visible import visible_agreements, visible_drafts

#: How the board of each table was last asked for is kept under this name.
KEPT = "agreements_asked"


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show who keeps which promise: what bites first, who owes what, and when."""
    seat = find_seat(request, table_id)
    asked = _asked(request, table_id)
    drawn = drawn_board(seat, asked, request.GET.get("groep", "")[:20], seat.table.today_at(localdate()))
    context = {
        "drawn": drawn,
        "asked": asked,
        "parties": drawn.parties,
        "challenges": challenge_titles(seat),
        "may_make": not why_not(check_can_make, seat),
        "may_draft": not why_not(check_can_draft, seat),
        "own": seat.party,
        "own_part": drawn.own.get(seat.party_id or 0),
    }
    return render(request, "agreements/board.html", context)


def _asked(request: HttpRequest, table_id: str) -> Asked:
    """Return what is asked for now, or was asked for last time at this table."""
    if "toon" in request.GET:
        chosen = {name: request.GET.get(name, "")[:64] for name in ("wie", "stand", "opgave")}
        keep_choice(request, KEPT, table_id, chosen)
    else:
        chosen = kept_choice(request, KEPT, table_id) or {}
    return Asked(chosen.get("wie", ""), chosen.get("stand", ""), chosen.get("opgave", ""))


@require_safe
def board_file(request: HttpRequest, table_id: str, form: str) -> HttpResponse:
    """Give the agreements this seat may read as a workbook or as CSV."""
    seat = find_seat(request, table_id)
    names = party_names(seat)
    lines = board_lines(seat, names, seat.table.today_at(localdate()))
    challenges = challenge_titles(seat)
    make, kind = {
        "xlsx": (as_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "csv": (as_csv, "text/csv; charset=utf-8"),
    }[form]
    name = f'attachment; filename="{table_id}-afspraken.{form}"'
    headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
    return HttpResponse(make(lines, challenges), content_type=kind, headers=headers)


@never_cache
@require_safe
def agreement(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Show one agreement: who does what, how it goes, what is vague, and its history."""
    seat = find_seat(request, table_id)
    found = find_agreement(seat, key)
    return render(request, "agreements/agreement.html", about(found, seat))


@require_safe
def is_proven(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Say whether the history of an agreement is as it was written."""
    seat = find_seat(request, table_id)
    found = get_object_or_404(_readable(seat), key=key[:12])
    return render(request, "agreements/proven.html", {"one": found, "proven": proven(found)})


def about(found: Agreement, seat: Seat) -> dict[str, Any]:
    """Return what the page of an agreement shows."""
    statuses = [one for one in Status if one not in (Status.NEW, Status.DROPPED)]
    return {
        "shown": shown_agreement(found, seat, seat.table.today_at(localdate())),
        "statuses": [(one.value, one.label) for one in statuses],
        "blockages": Blockage.choices,
        "levels": [(one.value, one.label) for one in HIGHER],
        "today": localdate(),
        "sent": outcomes_of(found.table.chain, [found.subject]).get(found.subject, ()),
    }


def find_agreement(seat: Seat, key: str) -> Agreement:
    """Return an agreement or a draft this seat may read; others do not exist for it."""
    whole = _readable(seat).prefetch_related(
        "parts__party", "money", "hours__party", "changes", "raised", "waits_for"
    )
    return get_object_or_404(whole, key=key[:12])


def _readable(seat: Seat) -> AgreementQuerySet:
    rows = visible_agreements(seat) | visible_drafts(seat)
    return rows.select_related("table__municipality", "lead")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str) -> HttpResponse:
    """Write a new agreement down."""
    seat = find_seat(request, table_id)
    check_can_make(seat)
    if request.method == "POST":
        return _saved(request, seat, None)
    given = {name: request.GET.get(name, "")[:64] for name in ("opgave", "maatregel")}
    lead = seat.party.key if seat.party else ""
    said = Said("", lead=lead, challenge=given["opgave"], measure=given["maatregel"])
    form = AgreementForm(None, choices=choices_for(seat), said=said)
    return _asked_again(request, seat, None, form, rows_of(None))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Change an agreement; nothing typed is lost when somebody was first."""
    seat = find_seat(request, table_id)
    found = find_agreement(seat, key)
    check_can_change(seat, found)
    if request.method == "POST":
        return _saved(request, seat, found)
    said = said_of(found)
    form = AgreementForm(None, choices=choices_for(seat), said=said)
    return _asked_again(request, seat, found, form, rows_of(said), vague=still_vague(said))


def _saved(request: HttpRequest, seat: Seat, found: Agreement | None) -> HttpResponse:
    form = AgreementForm(
        request.POST, choices=choices_for(seat), said=said_of(found) if found is not None else None
    )
    rows = rows_sent(request.POST)
    said, faults = said_in(form, rows)
    seen = number_of(request.POST.get("seen", ""))
    if "meer" in request.POST:
        return _asked_again(request, seat, found, form, rows, seen=seen)
    if said is None:
        return _asked_again(request, seat, found, form, rows, faults, seen=seen, status=422)
    try:
        if found is None:
            made = make_agreement(seat.table, said, by=seat, at=now())
            messages.success(
                request, _("{key} staat erbij. Nu bevestigt elke partij haar deel.").format(key=made.key)
            )
        else:
            made = change_agreement(found, said, by=seat, at=now(), seen=seen)
            messages.success(request, _("Bewaard."))
    except Faulty as faulty:
        return _asked_again(request, seat, found, form, rows, faulty.faults, seen=seen, status=422)
    except Refused as refused:
        if found is None or seen is None or seen == find_agreement(seat, found.key).version:
            raise
        return _stale(request, seat, found, form, rows, said, str(refused))
    return redirect("agreements:agreement", seat.table_id, made.key)


def _stale(
    request: HttpRequest, seat: Seat, found: Agreement, form: AgreementForm, rows: Rows, said: Said, told: str
) -> HttpResponse:
    """Show both texts with what was typed still there; saving again then counts."""
    now_there = find_agreement(seat, found.key)
    names = names_for(seat)
    context: dict[str, Any] = {
        "theirs": told_difference(said_of(now_there), said, names),
        "yours": told_difference(said, said_of(now_there), names),
    }
    return _asked_again(
        request, seat, now_there, form, rows, seen=now_there.version, status=409, told=told, **context
    )


def _asked_again(
    request: HttpRequest,
    seat: Seat,
    found: Agreement | None,
    form: AgreementForm,
    rows: Rows,
    faults: dict[str, str] | None = None,
    *,
    seen: int | None = None,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    apart = told_faults(form, faults or {})
    choices = choices_for(seat, said_of(found) if found else None)
    context = {
        "agreement": found,
        "form": form,
        "rows": rows,
        "choices": choices,
        "apart": apart,
        "count": len(faults or {}),
        "seen": seen if seen is not None else (found.version if found else ""),
        **more,
    }
    return render(request, "agreements/form.html", context, status=status)
