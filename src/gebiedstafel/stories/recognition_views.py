"""*Herkent u dit?* for residents, without an account: behind a QR code, or behind the code of a letter."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.accounts.crowding import check_not_too_many
from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import TableArea
from gebiedstafel.ui.refusals import Refused

from .recognition import answer_as_resident
from .recognition_forms import Row, answers_in
from .recognition_models import Asked, LetterCode, RecognitionPage, ResidentView

#: As long as a question reasonably stands: who comes back changes their own answer.
COOKIE_LIVES = 60 * 60 * 24 * 120
#: So many new browsers from one network in an hour: a block of flats or a school shares one.
NEW_IN_AN_HOUR = 60


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def recognise(request: HttpRequest, address: str, area: str = "") -> HttpResponse:
    """Ask a browser about the whole wijk, or about one area."""
    page = get_object_or_404(RecognitionPage.objects.select_related("table"), address=address)
    if "\x00" in area:
        raise Http404
    place = get_object_or_404(TableArea, table=page.table, key=area) if area else None
    name = f"herkent_{address}"
    # Signed: only a number that we gave ourselves counts as a browser that was here before.
    token = request.get_signed_cookie(name, default="", salt=address, max_age=COOKIE_LIVES) or ""
    fresh = request.method == "POST" and not token
    if fresh:
        token = new_token()
    answer = _conversation(request, page, place, token, fresh=fresh)
    # Who was refused keeps no number: with one they would not be counted again.
    if fresh and answer.status_code == HTTPStatus.FOUND:
        answer.set_signed_cookie(
            name,
            token,
            salt=address,
            max_age=COOKIE_LIVES,
            path=reverse("recognition:recognise", args=[address]),
            secure=request.is_secure(),
            httponly=True,
            samesite="Lax",
        )
    return answer


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def by_letter(request: HttpRequest, address: str, code: str) -> HttpResponse:
    """Ask who has a letter about the area that it went to."""
    page = get_object_or_404(RecognitionPage.objects.select_related("table"), address=address)
    letter = get_object_or_404(LetterCode, table=page.table, digest=digest_of(f"{address}/{code}"))
    place = page.table.areas.filter(key=letter.area).first()
    # Under another digest than the letter's own: who keeps the letters knows no answer by them.
    return _conversation(request, page, place, f"answer/{code}", by_letter=True)


def _conversation(
    request: HttpRequest,
    page: RecognitionPage,
    place: TableArea | None,
    token: str,
    *,
    fresh: bool = False,
    by_letter: bool = False,
) -> HttpResponse:
    """Show what is asked about with what this browser answered, or take in the answers.

    A fresh browser is counted; refused, its answers stand on the page as they were sent.
    A letter shows no earlier answers: whoever made or found it would read what its addressee said.
    """
    asked = Asked.objects.filter(table=page.table, ended_at=None)
    rows = list(asked.filter(area=place.key) if place else asked)
    if place and not rows:
        rows = list(asked)
    if request.method != "POST":
        own = {} if by_letter else _own(page, token)
        return _page(request, page, place, _rows(rows, own), "", 200, by_letter=by_letter)
    sent = answers_in(request.POST, [one.pk for one in rows])
    try:
        if not sent:
            raise Refused(_("U koos nog niets. Kies bij één of meer vragen wat u vindt."))
        if fresh:
            check_not_too_many("recognition", request, most=NEW_IN_AN_HOUR)
        answer_as_resident(page, sent, token=token, at=now())
    except Refused as refusal:
        return _page(request, page, place, _rows(rows, sent), str(refusal), 400, by_letter=by_letter)
    return redirect(f"{request.path}?dank=1")


def _own(page: RecognitionPage, token: str) -> dict[int, tuple[str, str]]:
    if not token:
        return {}
    found = ResidentView.objects.filter(asked__table=page.table, digest=digest_of(f"{page.address}/{token}"))
    return {one.asked_id: (one.says, one.words) for one in found}


def _rows(asked: list[Asked], answers: Mapping[int, tuple[str, str]]) -> list[Row]:
    return [Row(one.pk, one.words, one.source, *answers.get(one.pk, ("", ""))) for one in asked]


def _page(
    request: HttpRequest,
    page: RecognitionPage,
    place: TableArea | None,
    rows: list[Row],
    fault: str,
    status: int,
    *,
    by_letter: bool,
) -> HttpResponse:
    context = {
        "page": page,
        "place": page.table,
        "where": place or page.table.place,
        "rows": rows,
        "fault": fault,
        "thanks": request.GET.get("dank") == "1" and (by_letter or any(row.says for row in rows)),
        "by_letter": by_letter,
    }
    return render(request, "stories/recognition/answer.html", context, status=status)
