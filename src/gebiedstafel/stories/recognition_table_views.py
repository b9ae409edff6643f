"""*Herkent u dit?* at the table: parties and residents side by side, and what the chair asks about."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.accounts.paper_codes import on_paper
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .actions import PLACES
from .askable import askable_things
from .permissions import (
    check_can_ask_recognition,
    check_can_read_first,
    check_can_recognise,
    check_can_see_recognition,
)
from .recognised import Recognised, recognised_before, recognised_for
from .recognition import (
    answer_as_party,
    ask_about,
    close_page,
    make_letters,
    open_page,
    press_answer,
    show_sentence,
    take_back_answer,
)
from .recognition_forms import Row, answers_in
from .recognition_models import MOST_ASKED, Asked, PartyView, RecognitionPage, ResidentView


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def overview(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what is asked about with what came of it, and take in the answers of one's own party.

    Who only looks on is led to the page where anyone answers, while that is open.
    """
    seat = find_seat(request, table_id)
    if request.method != "POST" and why_not(check_can_see_recognition, seat):
        open_to_all = RecognitionPage.objects.filter(table=seat.table, is_open=True).first()
        if open_to_all is not None:
            return redirect("recognition:recognise", open_to_all.address)
    check_can_see_recognition(seat)
    fault, sent = "", {}
    if request.method == "POST":
        check_can_recognise(seat)
        asked = Asked.objects.filter(table=seat.table, ended_at=None)
        sent = answers_in(request.POST, asked.values_list("pk", flat=True))
        try:
            if not sent:
                raise Refused(_("U koos nog niets. Kies bij één of meer vragen wat uw partij vindt."))
            answer_as_party(seat.table, sent, by=seat, at=now())
        except Refused as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _("Bewaard wat uw partij vindt. U kunt het later veranderen."))
            return redirect("recognition:overview", table_id)
    found = recognised_for(seat.table)
    own = PartyView.objects.filter(asked__table=seat.table, party=seat.party_id or 0)
    answers = {one.asked_id: (one.says, one.words) for one in own} | sent
    reads = not why_not(check_can_read_first, seat)
    page = RecognitionPage.objects.filter(table=seat.table).first()
    context = {
        "rows": [(one, _row(one, answers.get(one.number, ("", "")))) for one in found],
        "silent": sum(one.number not in answers for one in found),
        "before": recognised_before(seat.table),
        "fault": fault,
        "answers": not why_not(check_can_recognise, seat),
        "asks": not why_not(check_can_ask_recognition, seat),
        "reads": reads,
        "sentences": _sentences(table_id) if reads else {},
        "page": page,
        "page_url": _address(request, page),
        # Read only where the chair makes posters and letters.
        "places": seat.table.areas.filter(level__in=PLACES),
    }
    return render(request, "stories/recognition/overview.html", context, status=400 if fault else 200)


def _row(one: Recognised, answer: tuple[str, str]) -> Row:
    return Row(one.number, one.words, one.source, *answer)


def _sentences(table_id: str) -> dict[str, list[ResidentView]]:
    """Return the sentences of residents that wait for a reader, those shown, and those left out."""
    rows = ResidentView.objects.filter(asked__table=table_id).exclude(words="")
    rows = rows.select_related("asked").defer("digest", "says")
    return {
        "waiting": list(rows.filter(words_shown=False, words_refused=False)[:100]),
        "shown": list(rows.filter(words_shown=True).order_by("-at", "-pk")[:100]),
        "refused": list(rows.filter(words_refused=True).order_by("-at", "-pk")[:100]),
    }


def _address(request: HttpRequest, page: RecognitionPage | None, area: str = "") -> str:
    if page is None:
        return ""
    name, more = ("recognise_in", [area]) if area else ("recognise", [])
    return request.build_absolute_uri(reverse(f"recognition:{name}", args=[page.address, *more]))


@require_POST
def press(request: HttpRequest, table_id: str, asked_id: int) -> HttpResponse:
    """Take in one answer for one's own party by one press on the page of the area, or take it back."""
    seat = find_seat(request, table_id)
    check_can_recognise(seat)
    if says := request.POST.get("zegt", ""):
        press_answer(seat.table, asked_id, says, by=seat, at=now())
        messages.success(request, _("Bewaard wat uw partij vindt. U kunt het terugnemen."))
    else:
        take_back_answer(seat.table, asked_id, by=seat, at=now())
        messages.success(request, _("Teruggenomen wat uw partij vond."))
    return redirect(f"{reverse('table_area:page', args=[table_id])}#herkent")


@require_http_methods(["GET", "HEAD", "POST"])
def choose(request: HttpRequest, table_id: str) -> HttpResponse:
    """Choose what is asked about."""
    seat = find_seat(request, table_id)
    check_can_ask_recognition(seat)
    known = {one.subject: one for one in askable_things(seat.table)}
    now_asked = list(Asked.objects.filter(table=seat.table, ended_at=None).values_list("subject", flat=True))
    ticked, fault = now_asked, ""
    if request.method == "POST":
        ticked = [one for one in request.POST.getlist("vraag") if one in known]
        try:
            count = ask_about(seat.table, [known[one] for one in ticked], by=seat, at=now())
        except Refused as refusal:
            fault = str(refusal)
        else:
            messages.success(request, _asked_words(count))
            return redirect("recognition:overview", table_id)
    parts = [(heading, list(rows)) for heading, rows in groupby(known.values(), key=lambda one: one.heading)]
    groups = [(heading, rows, any(one.subject in ticked for one in rows)) for heading, rows in parts]
    context = {"groups": groups, "ticked": ticked, "fault": fault, "most": MOST_ASKED}
    return render(request, "stories/recognition/choose.html", context, status=400 if fault else 200)


def _asked_words(count: int) -> str:
    if not count:
        return _("De tafel vraagt nu nergens naar.")
    return ngettext(
        "De tafel vraagt nu naar één ding.", "De tafel vraagt nu naar {count} dingen.", count
    ).format(count=count)


@require_POST
def page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Let residents answer, or no longer."""
    seat = find_seat(request, table_id)
    if request.POST.get("open") == "1":
        open_page(seat.table, by=seat, at=now())
    else:
        close_page(seat.table, by=seat, at=now())
    return redirect("recognition:overview", table_id)


@require_safe
def poster(request: HttpRequest, table_id: str, area: str) -> HttpResponse:
    """Show a sheet to print for one area."""
    seat = find_seat(request, table_id)
    check_can_see_recognition(seat)
    opened = get_object_or_404(RecognitionPage, table=seat.table)
    place = None if "\x00" in area else seat.table.areas.filter(key=area, level__in=PLACES).first()
    if place is None:
        raise Http404
    address = _address(request, opened, area)
    context = {"page": opened, "where": place, "address": address, "qr": qr_code(address)}
    return render(request, "stories/recognition/poster.html", context)


@require_POST
def letters(request: HttpRequest, table_id: str) -> HttpResponse:
    """Make letters to one area and show them once."""
    seat = find_seat(request, table_id)
    area = request.POST.get("gebied", "")[:64]
    codes = make_letters(seat.table, area, number_of(request.POST.get("aantal", "")) or 0, by=seat, at=now())
    opened = get_object_or_404(RecognitionPage, table=seat.table)
    sheets = []
    for number, code in enumerate(codes, 1):
        path = reverse("recognition:by_letter", args=[opened.address, code])
        address = request.build_absolute_uri(path)
        sheets.append((number, on_paper(code), address, qr_code(address)))
    context = {"sheets": sheets, "where": seat.table.areas.get(key=area)}
    return render(request, "stories/recognition/letters.html", context)


@require_POST
def sentence(request: HttpRequest, table_id: str, view_id: int) -> HttpResponse:
    """Let the table read what a resident added, or no longer."""
    seat = find_seat(request, table_id)
    check_can_read_first(seat)
    rows = ResidentView.objects.select_related("asked__table")
    found = get_object_or_404(rows, asked__table=table_id, pk=view_id)
    show_sentence(
        found, request.POST.get("toon") == "1", seen=request.POST.get("gezien", ""), by=seat, at=now()
    )
    return redirect("recognition:overview", table_id)
