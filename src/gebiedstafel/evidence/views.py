"""The conversations about what the picture brings up: weigh a theme, and see where a challenge comes from."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.challenges.visible import seen_challenges, seen_titles
from gebiedstafel.exchange.circles import THE_TABLE
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import viewer_of
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not

from .actions import adopt_theme, merge_theme, set_theme_aside, take_back
from .gathered import gathered_theme, gathered_themes
from .models import WeighedTheme
from .page import decided, evidence_page, heard, kept_evidence
from .permissions import check_can_read, check_can_weigh


@require_safe
def proposals(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show which themes come forward from the picture, and what the table decided about them."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    context = {"page": evidence_page(seat.table), "weighs": not why_not(check_can_weigh, seat)}
    return render(request, "evidence/proposals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def weigh(request: HttpRequest, table_id: str, theme: str) -> HttpResponse:
    """Show all that the picture says of a theme; take in what the table does with it."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    if theme not in THEMES:
        raise Http404
    if request.method != "POST":
        return _theme_page(request, seat, theme)
    sent = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    try:
        told = _weigh(seat, theme, sent)
    except NotAllowed:
        raise
    except Refused as refusal:
        # What was typed stays on the page.
        return _theme_page(request, seat, theme, sent=sent, fault=str(refusal), status=400)
    messages.success(request, told)
    return redirect("evidence:proposals", table_id)


def _weigh(seat: Seat, code: str, sent: dict[str, str]) -> str:
    """Do what was chosen; return what to tell."""
    table, at = seat.table, now()
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "overnemen": (
            lambda: adopt_theme(
                table, code, title=sent.get("titel", ""), need=sent.get("nodig", ""), by=seat, at=at
            ),
            _("De opgave ligt op tafel, met waar zij vandaan komt."),
        ),
        "samenvoegen": (
            lambda: merge_theme(table, code, sent.get("opgave", "")[:64], by=seat, at=at),
            _("Samengevoegd. Het staat nu bij die opgave."),
        ),
        "opzij": (
            lambda: set_theme_aside(table, code, sent.get("waarom", ""), by=seat, at=at),
            _("Opzijgelegd. De reden staat erbij, en u kunt het terugnemen."),
        ),
    }
    deed, told = deeds.get(sent.get("doe", ""), (None, ""))
    if deed is None:
        raise Refused(_("Kies een knop op de pagina."))
    deed()
    return told


def _theme_page(
    request: HttpRequest,
    seat: Seat,
    code: str,
    *,
    sent: dict[str, str] | None = None,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    found = gathered_theme(seat.table, code)
    rows = WeighedTheme.objects.filter(table=seat.table, theme=code)
    near, titles = dict(found.challenges), seen_titles(seat.table, THE_TABLE)
    context = {
        "theme": found,
        "heard": heard(found),
        "standing": next(iter(decided(rows.filter(taken_back_at=None), titles)), None),
        "before": decided(rows.exclude(taken_back_at=None), titles),
        "others": [one for one in titles.items() if one[0] not in near],
        "weighs": not why_not(check_can_weigh, seat),
        "sent": sent or {},
        "fault": fault,
    }
    return render(request, "evidence/theme.html", context, status=status)


@require_POST
def back(request: HttpRequest, table_id: str, weighed_id: int) -> HttpResponse:
    """Weigh a theme anew."""
    seat = find_seat(request, table_id)
    check_can_weigh(seat)
    found = get_object_or_404(WeighedTheme, pk=weighed_id, table=table_id)
    take_back(found, by=seat, at=now())
    messages.success(request, _("Teruggenomen. De tafel kan er opnieuw over beslissen."))
    return redirect("evidence:theme", table_id, found.theme)


@require_safe
def of_challenge(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Show where a challenge comes from: what the picture said then, and what it says now."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    # Also one that only the own party sees; what the picture says is what the whole table reads.
    seen = seen_challenges(seat.table, viewer_of(seat))
    challenge = next((one for one in seen if one.key == key), None)
    if challenge is None:
        raise Http404
    everything = gathered_themes(seat.table)
    themes = [one for one in everything if one.code in (challenge.themes or ())]
    rows = WeighedTheme.objects.filter(table=seat.table, challenge=key, taken_back_at=None)
    titles = {key: challenge.title}
    context = {
        "key": key,
        "title": challenge.title,
        "now": [(one, heard(one)) for one in themes],
        "kept": [(one, kept_evidence(one.weighed, everything)) for one in decided(rows, titles)],
    }
    return render(request, "evidence/of_challenge.html", context)
