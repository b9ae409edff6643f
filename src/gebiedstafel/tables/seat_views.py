"""The conversations about seats: who sits where, inviting, moving, leaving, and who may do what."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.ui.refusals import why_not

from .actions import move_seat, withdraw_seat
from .forms import InviteForm, PlaceForm
from .invitations import invite, invite_again, withdraw_invitation
from .models import Invitation, Seat
from .permissions import check_can_invite, check_can_move_seat, check_can_withdraw_seat
from .seats import find_seat
from .who_may import who_may
from .who_sits import waiting_invitations, who_sits


@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show who sits at the table; the chair invites from here."""
    seat = find_seat(request, table_id)
    if request.method == "POST":
        check_can_invite(seat)
    asked_for = {"role": Seat.Role.MEMBER, "party": request.GET.get("partij")}
    form = InviteForm(seat.table, request.POST or None, initial=asked_for)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        invite(
            asked["email"],
            seat.table,
            role=form.chosen_role,
            party=asked["party"],
            by=seat,
            at=now(),
            site=site_address(request),
        )
        messages.success(request, _("De uitnodiging aan {email} is onderweg.").format(email=asked["email"]))
        return redirect("tables:seats", table_id)
    refused = why_not(check_can_invite, seat)
    context = {
        "who": who_sits(seat.table, seat),
        "form": form,
        "why_not_invite": refused,
        "invitations": [] if refused else waiting_invitations(seat.table),
    }
    return render(request, "tables/seats.html", context, status=400 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def one_seat(request: HttpRequest, table_id: str, seat_id: int) -> HttpResponse:
    """Show one seat to the chair, who may move it."""
    by = find_seat(request, table_id)
    check_can_move_seat(by)
    seat = _taken_seat(table_id, seat_id)
    now_at = {"role": seat.role, "party": seat.party.key if seat.party else None}
    form = PlaceForm(by.table, request.POST or None, initial=now_at)
    if request.method == "POST" and form.is_valid():
        move_seat(seat, role=form.chosen_role, party=form.cleaned_data["party"], by=by, at=now())
        messages.success(request, _("{name} heeft een andere stoel.").format(name=_name(seat)))
        return redirect("tables:seats", table_id)
    context = {"form": form, "one": seat, "name": _name(seat), "is_mine": seat == by}
    return render(request, "tables/seat.html", context, status=400 if form.errors else 200)


@require_POST
def withdraw(request: HttpRequest, table_id: str, seat_id: int) -> HttpResponse:
    """End a seat: one's own, or by the chair another's."""
    by = find_seat(request, table_id)
    seat = _taken_seat(table_id, seat_id)
    check_can_withdraw_seat(by, seat)
    name, is_mine = _name(seat), seat == by
    withdraw_seat(seat, by=by, at=now())
    if is_mine:
        messages.success(request, _("U zit niet meer aan {table}.").format(table=by.table))
        return redirect("start:front")
    messages.success(request, _("{name} zit niet meer aan tafel.").format(name=name))
    return redirect("tables:seats", table_id)


@require_POST
def send_again(request: HttpRequest, table_id: str, invitation_id: int) -> HttpResponse:
    """Send an invitation once more."""
    by = find_seat(request, table_id)
    check_can_invite(by)
    invitation = get_object_or_404(Invitation, pk=invitation_id, table=table_id)
    invite_again(invitation, by=by, at=now(), site=site_address(request))
    messages.success(request, _("De uitnodiging is opnieuw onderweg. De vorige link werkt niet meer."))
    return redirect("tables:seats", table_id)


@require_POST
def take_back(request: HttpRequest, table_id: str, invitation_id: int) -> HttpResponse:
    """Withdraw an invitation."""
    by = find_seat(request, table_id)
    check_can_invite(by)
    invitation = get_object_or_404(Invitation, pk=invitation_id, table=table_id)
    withdraw_invitation(invitation, by=by, at=now())
    messages.success(request, _("De uitnodiging is ingetrokken. De link werkt niet meer."))
    return redirect("tables:seats", table_id)


@require_safe
def rights(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show who may do what, as the checks themselves say."""
    seat = find_seat(request, table_id)
    return render(request, "tables/rights.html", {"may": who_may(seat)})


def _taken_seat(table_id: str, seat_id: int) -> Seat:
    seats = Seat.objects.select_related("person", "party", "table")
    return get_object_or_404(seats, pk=seat_id, table=table_id, person__isnull=False)


def _name(seat: Seat) -> str:
    return seat.person.called if seat.person else str(seat)
