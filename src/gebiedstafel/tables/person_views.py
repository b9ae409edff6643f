"""A person's own page: their tables, organisations, name and language; and closing the account."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from gebiedstafel.accounts.actions import change_person
from gebiedstafel.accounts.forms import PersonForm
from gebiedstafel.accounts.models import Person

from .actions import close_account
from .models import Seat


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def me(request: HttpRequest) -> HttpResponse:
    """Show someone their seats, and let them change their name and language."""
    person = request.user
    assert isinstance(person, Person)
    form = PersonForm(request.POST or None, initial={"name": person.called, "language": person.language})
    if request.method == "POST" and form.is_valid():
        change_person(person, name=form.cleaned_data["name"], language=form.cleaned_data["language"])
        with translation.override(person.language):
            messages.success(request, _("Bewaard."))
        answer = redirect("tables:me")
        answer.set_cookie(settings.LANGUAGE_COOKIE_NAME, person.language)
        return answer
    seats = list(_seats(person))
    organisations = sorted({seat.party.organisation.name for seat in seats if seat.party})
    context = {"form": form, "seats": seats, "organisations": organisations}
    return render(request, "tables/me.html", context, status=400 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: HttpRequest) -> HttpResponse:
    """Say what closing an account means, then do it."""
    person = request.user
    assert isinstance(person, Person)
    if request.method == "POST":
        close_account(person, at=now())
        logout(request)
        messages.success(request, _("Uw account is gesloten. Uw naam en adres zijn gewist."))
        return redirect("start:front")
    return render(request, "tables/close.html", {"seats": list(_seats(person))})


def _seats(person: Person) -> list[Seat]:
    rows = Seat.objects.filter(person=person).select_related("table__municipality", "party__organisation")
    return sorted(rows, key=lambda seat: (seat.table.name, seat.table_id))
