"""The conversation with whoever has a link: one page, no account, nothing changes by looking."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.means.fields import around_of
from gebiedstafel.means.visible import read_document, shared_document
from gebiedstafel.tables.models import Seat

from .answer_page import Filling, answer_page
from .answering import add_row, choose_circle, drop_row, hand_in, mark_row, open_answer, reopen
from .asked_values import Around
from .earlier import answers_of_last_time
from .links import check_link, find_link
from .models import AskedParty
from .own_rows import OwnRows, own_rows
from .saving import Saved, save_answers

View = Callable[..., HttpResponse]
LONGEST_NAME = 300


def with_link(view: View) -> View:
    """Give a view the asked party behind the link, and the seat of who is signed in, if any."""

    @never_cache
    @wraps(view)
    def found(request: HttpRequest, token: str) -> HttpResponse:
        link = find_link(token)
        if link is None:
            return render(request, "asking/unknown_link.html", status=404)
        person = request.user if request.user.is_authenticated else None
        seat = check_link(link, person, now())
        return view(request, token, link.asked, seat)

    return found


@require_safe
@with_link
def answer(request: HttpRequest, token: str, asked: AskedParty, seat: Seat | None) -> HttpResponse:
    """Show what is asked, the page to fill in, or that it was handed in."""
    if asked.opened_at is None:
        rows = _rows(asked)
        return render(request, "asking/begin.html", _context(token, asked, seat, rows))
    if asked.answered_at is not None:
        rows = _rows(asked)
        return render(request, "asking/thanks.html", _context(token, asked, seat, rows))
    return _page(request, token, asked, seat)


@require_POST
@with_link
def begin(request: HttpRequest, token: str, asked: AskedParty, seat: Seat | None) -> HttpResponse:
    """Begin: from now on the board says that it was opened."""
    open_answer(asked, by=seat, at=now())
    return redirect("answering:answer", token)


@require_POST
@with_link
def save(request: HttpRequest, token: str, asked: AskedParty, seat: Seat | None) -> HttpResponse:
    """Keep what was sent, then do what the pressed button says."""
    rows = _rows(asked)
    sent = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    saved = save_answers(asked, rows, sent, _around(asked), at=now())
    _save_marks(asked, rows, sent)
    if request.headers.get("Accept", "").startswith("application/json"):
        return _told(asked, saved)
    place = ""
    if not saved.faults:
        place, faults = _do(sent, asked, seat)
        saved.faults |= faults
    if saved.faults:
        return _page(request, token, asked, seat, saved, sent)
    return redirect(reverse("answering:answer", args=[token]) + place)


@require_POST
@with_link
def go_on(request: HttpRequest, token: str, asked: AskedParty, seat: Seat | None) -> HttpResponse:
    """Change something after all."""
    reopen(asked, by=seat, at=now())
    return redirect("answering:answer", token)


def _do(
    sent: Mapping[str, str], asked: AskedParty, seat: Seat | None
) -> tuple[str, dict[str, tuple[str, ...]]]:
    """Do what a button asks besides keeping; return where to go on, and the fault of an unusable name."""
    deed, _colon, about = sent.get("doe", "").partition(":")
    if deed == "voegtoe":
        name = " ".join(sent.get(f"nieuw:{about}", "").replace("\x00", "").split())
        if not 0 < len(name) <= LONGEST_NAME:
            fault = _("Geef een naam van hoogstens 300 tekens. Een paar woorden is genoeg.")
            return "", {f"nieuw:{about}": (fault,)}
        return f"#rij-{about}-{add_row(asked, about, name, at=now())}", {}
    if deed == "weg":
        kind, _slash, row = about.partition("/")
        drop_row(asked, kind, row)
    elif deed == "insturen":
        hand_in(asked, by=seat, at=now())
    return "", {}


def _save_marks(asked: AskedParty, rows: OwnRows, sent: Mapping[str, str]) -> None:
    if "wie" in sent and sent["wie"] != asked.circle:
        choose_circle(asked, sent["wie"])
    for row in rows.rows:
        if f"merk:{row.name}" not in sent:
            continue
        marks = {"seen": f"klopt:{row.name}" in sent, "own": f"eigen:{row.name}" in sent}
        if marks != {"seen": row.is_seen, "own": row.is_kept_own}:
            mark_row(asked, row.name, marks)


def _told(asked: AskedParty, saved: Saved) -> JsonResponse:
    """Tell a script what was kept, what could not be read, and how far the party is."""
    rows = _rows(_fresh(asked))
    return JsonResponse(
        {
            "versions": saved.versions,
            "faults": saved.faults,
            "done": rows.done,
            "rows": len(rows.rows),
            "progress": progress_words(rows),
            "done_rows": [row.name for row in rows.rows if row.is_done],
        }
    )


def progress_words(rows: OwnRows) -> str:
    """Return how far the party is, as a sentence."""
    words = ngettext("{done} van {rows} rij bekeken", "{done} van de {rows} rijen bekeken", len(rows.rows))
    return words.format(done=rows.done, rows=len(rows.rows))


def _rows(asked: AskedParty) -> OwnRows:
    return own_rows(asked, read_document(asked.request.table))


def _around(asked: AskedParty) -> Around:
    return Around(around_of(shared_document(asked.request.table)), asked.party.key)


def _page(
    request: HttpRequest,
    token: str,
    asked: AskedParty,
    seat: Seat | None,
    saved: Saved | None = None,
    sent: Mapping[str, str] | None = None,
) -> HttpResponse:
    asked = _fresh(asked)
    rows, around = _rows(asked), _around(asked)
    faults = saved.faults if saved else {}
    context = _context(token, asked, seat, rows)
    filling = Filling(around, answers_of_last_time(asked), faults, sent or {})
    context["page"] = answer_page(asked, rows, filling)
    context["around"] = around.table
    context["parties"] = around.table.options("parties")
    return render(request, "asking/answer.html", context, status=422 if faults else 200)


def _fresh(asked: AskedParty) -> AskedParty:
    """Return the party as it is after what was just kept."""
    around = ("request__table__municipality", "request__created_by", "party")
    return AskedParty.objects.select_related(*around).prefetch_related("answers").get(pk=asked.pk)


def _context(token: str, asked: AskedParty, seat: Seat | None, rows: OwnRows) -> dict[str, Any]:
    return {
        "token": token,
        "asked": asked,
        "round": asked.request,
        "at_table": asked.request.table.name,
        "seat_here": seat,
        "count": len(rows.rows),
        "progress": progress_words(rows),
        "done": rows.done,
        "chair": asked.request.created_by,
    }
