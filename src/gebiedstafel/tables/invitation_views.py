"""Answering an invitation. Looking changes nothing; only the button takes the seat."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.accounts.coming_in import BACKEND
from gebiedstafel.accounts.forms import NewAccountForm
from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.provider_list import providers
from gebiedstafel.accounts.slowing import slowed_by_link

from .invitations import accept, accept_with_new_account, account_of, open_invitation
from .models import Invitation, Seat


@slowed_by_link("invitation")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Show the seat that waits; take it with the account someone has, or with a new one."""
    found = open_invitation(token, at=now())
    if found is None:
        return render(request, "tables/invitation_spent.html", status=410)
    if request.user.is_authenticated:
        return _with_own_account(request, found)
    if account_of(found):
        return render(
            request,
            "tables/invitation.html",
            {"invitation": found, "must_sign_in": True, "providers": providers()},
        )
    return _with_new_account(request, found)


def _with_own_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    if request.method != "POST":
        return render(request, "tables/invitation.html", {"invitation": found})
    assert isinstance(request.user, Person)
    return _welcome(request, accept(found, request.user, at=now()))


def _with_new_account(request: HttpRequest, found: Invitation) -> HttpResponse:
    draft = Person(username=found.email, email=found.email)
    form = NewAccountForm(draft, request.POST or None)
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        seat = accept_with_new_account(found, name=chosen["name"], password=chosen["new_password1"], at=now())
        login(request, seat.person, backend=BACKEND)
        return _welcome(request, seat)
    context = {"invitation": found, "form": form, "providers": providers()}
    return render(request, "tables/invitation.html", context, status=400 if form.errors else 200)


def _welcome(request: HttpRequest, seat: Seat) -> HttpResponse:
    messages.success(request, _("Welkom aan tafel. U zit op deze stoel: {seat}.").format(seat=seat))
    return redirect("start:home", seat.table_id)
