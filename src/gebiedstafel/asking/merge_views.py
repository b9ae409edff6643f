"""The conversation about what a party answered: see it beside what stands, take it over, take that back."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.means.entry_rows import row_versions
from gebiedstafel.means.fields import around_of
from gebiedstafel.means.models import ChangeSet
from gebiedstafel.means.visible import read_document, shared_document
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused

from .asked_values import Around
from .laid_beside import Beside, beside
from .merge_page import laid_rows
from .merging import merge_answers, shown_to, undo_merge, without_clash
from .models import AskedParty
from .permissions import check_can_merge, find_asked


@require_http_methods(["GET", "HEAD", "POST"])
def lay_beside(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Show a party's answers beside what stands, and take over what is chosen."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    check_can_merge(seat, asked)
    if request.method == "POST":
        return _merge(request, seat, asked)
    document = read_document(seat.table)
    shown, hidden = shown_to(seat, beside(asked, document), asked)
    context = {
        "asked": asked,
        "rows": laid_rows(asked, shown, document, _versions(seat, shown), _around(asked)),
        "hidden": hidden,
        "free": len(without_clash(shown)),
        "is_own": seat.party_id == asked.party_id,
        "last_merge": request.session.get("last_merge", [None])[0],
    }
    return render(request, "asking/beside.html", context)


def _merge(request: HttpRequest, seat: Seat, asked: AskedParty) -> HttpResponse:
    document = read_document(seat.table)
    shown, _hidden = shown_to(seat, beside(asked, document), asked)
    taken, kept = _choices(request, {one.answer.pk: f"{one.answer.kind}/{one.answer.row}" for one in shown})
    if request.POST.get("doe") == "alles":
        taken, kept = set(without_clash(shown)), set()
    if not taken and not kept:
        raise Refused(_("Kies per antwoord: overnemen, of laten zoals het is."))
    change = merge_answers(asked, taken=taken, kept=kept, seen=_seen(request), by=seat, at=now())
    told = ngettext("{n} antwoord is overgenomen.", "{n} antwoorden zijn overgenomen.", len(taken))
    messages.success(request, told.format(n=len(taken)))
    if change is not None:
        request.session["last_merge"] = [asked.pk, change.pk]
    return redirect("asking:beside", asked.request.table_id, asked.pk)


def _around(asked: AskedParty) -> Around:
    return Around(around_of(shared_document(asked.request.table)), asked.party.key)


def _versions(seat: Seat, shown: Iterable[Beside]) -> dict[tuple[str, str], int]:
    """Return the version of each row on the page."""
    kinds = {one.answer.kind for one in shown}
    return {
        (kind, key): version
        for kind in kinds
        for key, (version, _place) in row_versions(seat.table, kind).items()
    }


def _choices(request: HttpRequest, rows: dict[int, str]) -> tuple[set[int], set[int]]:
    """Return which answers are taken over and which are not: of the whole page, or of one row's button."""
    deed, _colon, place = request.POST.get("doe", "").partition(":")
    if deed in ("rij", "laat"):
        found = {pk for pk, row in rows.items() if row == place}
        return (found, set()) if deed == "rij" else (set(), found)
    said = {pk: request.POST.get(f"kies-{pk}") for pk in rows}
    return {pk for pk in said if said[pk] == "neem"}, {pk for pk in said if said[pk] == "laat"}


def _seen(request: HttpRequest) -> dict[tuple[str, str], int]:
    """Return the versions of the rows that the page showed."""
    found = {}
    for name, text in request.POST.dict().items():
        if name.startswith("versie:") and text.isascii() and text.isdigit() and len(text) < 10:
            kind, _slash, key = name.removeprefix("versie:").partition("/")
            found[kind, key] = int(text)
    return found


@require_POST
def undo(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Bring back what stood before the last taking over."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    check_can_merge(seat, asked)
    of, change_id = request.session.get("last_merge", [None, None])
    change = ChangeSet.objects.filter(pk=change_id, table=table_id).first() if of == asked.pk else None
    if change is None:
        raise Refused(_("Er is niets om ongedaan te maken."))
    undo_merge(asked, change, by=seat, at=now())
    del request.session["last_merge"]
    messages.success(request, _("Alles staat weer zoals het stond. De antwoorden wachten weer."))
    return redirect("asking:beside", table_id, asked.pk)
