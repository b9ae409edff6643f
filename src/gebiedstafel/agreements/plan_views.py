"""The conversations about drafts of a plan, and about what went to a higher level."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.challenges.visible import seen_challenges
from gebiedstafel.connections.models import Plan
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_of
from gebiedstafel.ui.plain_words import plain
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .drafting import drafts_from_plan, misfits, previews, undo_drafts
from .models import Raised, Status
from .permissions import check_can_draft, check_can_raise, check_can_read_table
from .raised import HIGHER
from .raising import raise_challenge, withdraw_raised, write_answer
from .shared_blockages import shared_at
from .visible import visible_drafts


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def drafts(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the adopted plan becomes, and make drafts of it or take them away."""
    seat = find_seat(request, table_id)
    check_can_read_table(seat)
    plan = Plan.objects.of(seat.table).adopted().select_related("table").first()
    if request.method == "POST":
        return _drafted(request, seat, plan)
    rows = previews(plan, localdate()) if plan else ()
    context = {
        "plan": plan,
        "previews": rows,
        "to_make": sum(one.there is None for one in rows),
        "drafts": visible_drafts(seat).exclude(status=Status.DROPPED),
        "untouched": visible_drafts(seat).filter(version=1).count(),
        "misfits": list(misfits(seat.table, plan)),
        "may_draft": not why_not(check_can_draft, seat),
        "why_not": why_not(check_can_draft, seat),
    }
    return render(request, "agreements/drafts.html", context)


def _drafted(request: HttpRequest, seat: Seat, plan: Plan | None) -> HttpResponse:
    check_can_draft(seat)
    if request.POST.get("doe") == "weg":
        gone = undo_drafts(seat.table, by=seat, at=now())
        told = ngettext("{n} concept is weg.", "{n} concepten zijn weg.", gone)
        messages.success(request, told.format(n=gone))
    elif plan is None:
        raise Refused(_("De tafel heeft nog geen plan aangenomen. Doe dat eerst bij Verbinden."))
    else:
        made = len(drafts_from_plan(plan, by=seat, at=now()))
        told = ngettext("{n} concept gemaakt.", "{n} concepten gemaakt.", made)
        messages.success(request, told.format(n=made))
    return redirect("agreements:drafts", seat.table_id)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def higher(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what went to a higher level with its answers, and what tables of the municipality share."""
    seat = find_seat(request, table_id)
    check_can_read_table(seat)
    if request.method == "POST":
        return _raised(request, seat)
    challenges = {one.key: one.title for one in seen_challenges(seat.table, viewer_of(seat))}
    rows = list(Raised.objects.filter(table=seat.table_id).select_related("agreement"))
    context = {
        "rows": [(one, challenges.get(one.challenge, "")) for one in rows],
        "waiting": sum(one.waits for one in rows),
        "challenges": challenges.items(),
        "levels": [(one.value, one.label) for one in HIGHER],
        "shared": shared_at(seat.table),
        "may_raise": not why_not(check_can_raise, seat),
        "chosen": request.GET.get("opgave", ""),
    }
    return render(request, "agreements/higher.html", context)


def _raised(request: HttpRequest, seat: Seat) -> HttpResponse:
    sent = request.POST
    check_can_raise(seat)
    if sent.get("doe") == "opgave":
        raise_challenge(
            seat.table,
            plain(sent.get("opgave", ""))[:64],
            sent.get("niveau", ""),
            sent.get("aan", ""),
            sent.get("waarom", ""),
            by=seat,
            at=now(),
        )
        messages.success(request, _("Dit ligt nu hogerop. Schrijf het antwoord op zodra het er is."))
    elif sent.get("doe") in ("antwoord", "terug"):
        found = get_object_or_404(
            Raised.objects.select_related("table"),
            pk=number_of(sent.get("nummer", "")) or 0,
            table=seat.table_id,
        )
        if sent["doe"] == "antwoord":
            write_answer(found, sent.get("woorden", ""), by=seat, at=now())
            messages.success(request, _("Het antwoord staat erbij."))
        else:
            withdraw_raised(found, by=seat, at=now())
            messages.success(request, _("Teruggetrokken."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("agreements:higher", seat.table_id)
