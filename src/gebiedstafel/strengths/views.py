"""The conversations about strengths at a table: which there are, bringing one, changing it."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.kept_choices import keep_choice, kept_choice
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not

from .actions import bring_strength, change_strength, put_back, take_away, undo_change
from .forms import StrengthForm, filled_in
from .models import Strength
from .page import Asked, asked_in, choices_in, empty_kinds, groups_of, rows_of, sieved
from .permissions import check_can_bring, check_can_change, check_can_moderate, check_can_use
from .said import said_of
from .subjects import subjects_seen_by
from .table_map import draw_strengths
from .using import stop_using, use_strength, uses_of

#: Which strengths were asked for last is kept under this name, and the boxes that say which.
KEPT, BOXES = "table_strengths", ("soort", "thema", "plek", "inzet")


@require_safe
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what is strong here, by kind, as a list and on the map."""
    seat = find_seat(request, table_id)
    rows = rows_of(seat.table, Strength.objects.of(seat.table).visible_to(seat))
    asked = _asked(request, table_id)
    found = sieved(rows, asked)
    context = {
        "groups": groups_of(found),
        "map": draw_strengths(seat.table, found),
        "count": len(rows),
        "usable": sum(row.strength.in_kind != Strength.InKind.NO for row in rows),
        "asked": asked,
        "choices": choices_in(rows),
        "kinds": empty_kinds(),
        "may_bring": not why_not(check_can_bring, seat),
        "may_moderate": not why_not(check_can_moderate, seat),
        "waiting": Strength.objects.of(seat.table).waiting().count(),
    }
    return render(request, "strengths/overview.html", context)


def _asked(request: HttpRequest, table_id: str) -> Asked:
    """Return what is asked for now, or was asked for last time at this table."""
    chosen = {name: request.GET.get(name, "")[:64] for name in BOXES}
    if "toon" in request.GET:
        keep_choice(request, KEPT, table_id, chosen)
    elif not any(chosen.values()):
        chosen = kept_choice(request, KEPT, table_id) or {}
    return asked_in(chosen)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, table_id: str) -> HttpResponse:
    """Bring a strength."""
    seat = find_seat(request, table_id)
    check_can_bring(seat)
    form = StrengthForm(_sent(request), table=seat.table)
    if request.method == "POST" and form.is_valid():
        brought = _done(form, lambda: bring_strength(seat.table, form.said, by=seat, at=now()))
        if brought:
            messages.success(request, _("{name} staat erbij. Dank u wel.").format(name=brought.name))
            return redirect("strengths:strength", table_id, brought.pk)
    return render(request, "strengths/new.html", {"form": form}, status=_status(form))


@require_safe
def strength(request: HttpRequest, table_id: str, strength_id: int) -> HttpResponse:
    """Show one strength: what it is, when it can, and what it is used for."""
    seat = find_seat(request, table_id)
    found = _strength_of(seat, strength_id)
    may_change = not why_not(check_can_change, seat, found)
    may_use = found.gone_at is None and not why_not(check_can_use, seat)
    context = {
        "row": rows_of(seat.table, [found])[0],
        "may_change": may_change,
        "uses": uses_of(found, seat),
        "subjects": subjects_seen_by(seat) if may_use and found.in_kind != Strength.InKind.NO else (),
        "may_use": may_use,
    }
    return render(request, "strengths/strength.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, table_id: str, strength_id: int) -> HttpResponse:
    """Say it better."""
    seat = find_seat(request, table_id)
    found = _strength_of(seat, strength_id)
    check_can_change(seat, found)
    form = StrengthForm(_sent(request), table=seat.table, initial=filled_in(said_of(found)))
    if request.method == "POST" and form.is_valid():
        changed = _done(
            form, lambda: change_strength(found, form.said, by=seat, at=now(), seen=_seen(request))
        )
        if changed:
            messages.success(request, _("Bewaard. Terugzetten kan op deze pagina."))
            return redirect("strengths:strength", table_id, found.pk)
    context = {"form": form, "strength": found, "seen": _seen(request) or found.version}
    return render(request, "strengths/change.html", context, status=_status(form))


@require_POST
def deed(request: HttpRequest, table_id: str, strength_id: int) -> HttpResponse:
    """Take a strength away, put it back, or put back what it said before."""
    seat = find_seat(request, table_id)
    found = _strength_of(seat, strength_id)
    check_can_change(seat, found)
    asked = request.POST.get("doe", "")
    if asked == "weg":
        take_away(found, by=seat, at=now())
        messages.success(request, _("{name} is weggehaald. Terugzetten kan hier.").format(name=found.name))
    elif asked == "terug":
        put_back(found, by=seat, at=now())
        messages.success(request, _("{name} staat er weer.").format(name=found.name))
    elif asked == "zoals-het-was":
        undo_change(found, by=seat, at=now(), seen=_seen(request))
        messages.success(request, _("Teruggezet. Nog eens drukken zet de wijziging weer terug."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("strengths:strength", table_id, found.pk)


@require_POST
def use(request: HttpRequest, table_id: str, strength_id: int) -> HttpResponse:
    """Say what uses a strength, or that it is used no longer."""
    seat = find_seat(request, table_id)
    check_can_use(seat)
    found = _strength_of(seat, strength_id)
    if stop := request.POST.get("stop", ""):
        stop_using(found, _number(stop), by=seat, at=now())
        messages.success(request, _("Het wordt hier niet meer gebruikt."))
    else:
        sent = request.POST
        use_strength(found, sent.get("bij", ""), sent.get("woorden", ""), by=seat, at=now())
        messages.success(request, _("Dat staat nu bij de kracht, en bij de maatregel of opgave."))
    return redirect("strengths:strength", table_id, found.pk)


def _strength_of(seat: Seat, strength_id: int) -> Strength:
    """Return a strength that this seat may see; one that was taken away, for who may put it back."""
    found = get_object_or_404(Strength.objects.of(seat.table).select_related("table"), pk=strength_id)
    seen = Strength.objects.of(seat.table).visible_to(seat).filter(pk=found.pk).exists()
    gone = found.gone_at is not None and found.state == Strength.State.SHOWN
    if not seen and not (gone and not why_not(check_can_change, seat, found)):
        get_object_or_404(Strength.objects.none())
    return found


def _done(form: StrengthForm, does: Callable[[], Strength]) -> Strength | None:
    """Do it; a refusal stands in the form, with what was typed."""
    try:
        return does()
    except NotAllowed:
        raise
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return None


def _sent(request: HttpRequest) -> QueryDict | None:
    # Nothing filled in is also something to say what is missing of.
    return request.POST if request.method == "POST" else None


def _seen(request: HttpRequest) -> int | None:
    return _number(request.POST.get("gezien", "")) or None


def _number(text: str) -> int:
    """Return the number that was sent; nothing counts from nought, so that is none."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 9 else 0


def _status(form: StrengthForm) -> int:
    return 400 if form.errors else 200
