"""The conversation over a workbook: fetched and brought back, by the party itself or through the chair."""

from __future__ import annotations

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat

from .answer_views import with_link
from .answering import choose_circle, hand_in, open_answer
from .by_workbook import FaultyWorkbook, answer_by_workbook, workbook_for
from .models import AskedParty, Circle
from .permissions import check_can_ask, find_asked

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_http_methods(["GET", "HEAD", "POST"])
@with_link
def by_link(request: HttpRequest, token: str, asked: AskedParty, seat: Seat | None) -> HttpResponse:
    """Give the party its own rows, or keep what its workbook says as its answers."""
    if request.method != "POST":
        return _file(asked)
    open_answer(asked, by=seat, at=now())
    faults = _take(request, asked)
    if faults:
        return _faulty(request, asked, faults, reverse("answering:answer", args=[token]))
    return redirect("answering:answer", token)


@require_http_methods(["GET", "HEAD", "POST"])
def by_chair(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Give the chair a party's workbook to pass on, or take in the one that came back."""
    seat = find_seat(request, table_id)
    asked = find_asked(seat, asked_id)
    check_can_ask(seat, table_id)
    if request.method != "POST":
        return _file(asked)
    faults = _take(request, asked)
    if faults:
        return _faulty(request, asked, faults, reverse("asking:board", args=[table_id, asked.request_id]))
    # Who sent it to the chair let the chair see it.
    if asked.circle == Circle.OWN:
        choose_circle(asked, Circle.TABLE)
    hand_in(asked, by=seat, at=now())
    return redirect("asking:beside", table_id, asked.pk)


def _file(asked: AskedParty) -> HttpResponse:
    answer = HttpResponse(workbook_for(asked, on=localdate()), content_type=XLSX)
    name = slugify(f"{asked.request.table.name} {asked.party.name}")[:80] or "uitvraag"
    answer["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return answer


def _faulty(request: HttpRequest, asked: AskedParty, faults: list[str], back: str) -> HttpResponse:
    context = {"faults": faults, "asked": asked, "back": back}
    return render(request, "asking/faulty_workbook.html", context, status=422)


def _take(request: HttpRequest, asked: AskedParty) -> list[str]:
    """Keep what the file says; return every reason why not."""
    sent = request.FILES.get("file")
    if not isinstance(sent, UploadedFile):
        return [_("Kies eerst een bestand.")]
    try:
        count = answer_by_workbook(asked, sent.read(), at=now())
    except FaultyWorkbook as faulty:
        return faulty.faults
    told = ngettext(
        "{n} antwoord uit het werkboek staat er nu.", "{n} antwoorden uit het werkboek staan er nu.", count
    )
    messages.success(request, told.format(n=count))
    return []
