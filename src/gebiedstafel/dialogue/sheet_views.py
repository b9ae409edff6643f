"""The conversations about paper: letters and ballots to print, and ballots typed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from gebiedstafel.accounts.paper_codes import on_paper
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.ui.qr import qr_code
from gebiedstafel.ui.refusals import Refused

from .asked import in_other_languages
from .ballots import EntryCode
from .forms import CodesForm
from .paper_line import LONGEST_LINE, Line, read_line, written_line
from .permissions import check_can_lead
from .round_views import seat_and_round
from .rounds import Round, RoundStatement, Side, new_salt
from .sheets import batches_of, make_codes, remove_ballot, type_ballot, untyped_ballot, withdraw_codes

VALUES = {"1": 1, "0": 0, "-1": -1}
#: Where the session keeps what was counted last, for undoing it.
JUST_TYPED = "papier"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Ask how many; the answer is the sheets themselves, for codes are shown once."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    form = CodesForm(request.POST if request.method == "POST" else None, table=seat.table)
    if request.method != "POST" or not form.is_valid():
        form.fields["batch"].initial = new_salt()
        context = {
            "round": round,
            "form": form,
            "batches": batches_of(round),
            "places": place_names(seat.table),
        }
        return render(request, "dialogue/round/codes.html", context, status=400 if form.is_bound else 200)
    asked = form.cleaned_data
    kind = EntryCode.Kind(asked["kind"])
    sheets = make_codes(
        round,
        kind=kind,
        count=asked["count"],
        area=asked["area"],
        side=Side(asked["side"]),
        batch=asked["batch"],
        by=seat,
        at=now(),
    )
    context = {
        "round": round,
        "sheets": [(one.number, on_paper(one.code), *_address(request, round, one.code)) for one in sheets],
        "others": in_other_languages(round),
        "statements": _shown(round) if kind == EntryCode.Kind.PAPER else [],
        "start": request.build_absolute_uri(reverse("voter:code", args=[round.address])),
    }
    template = "ballots" if kind == EntryCode.Kind.PAPER else "letters"
    return render(request, f"dialogue/round/{template}.html", context)


def _address(request: HttpRequest, round: Round, code: str) -> tuple[str, str]:
    address = request.build_absolute_uri(reverse("voter:code_of_letter", args=[round.address, code]))
    return address, qr_code(address)


@require_POST
def withdraw_batch(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Make the unused codes of a batch worthless."""
    seat, round = seat_and_round(request, table_id, round_id)
    count = withdraw_codes(round, request.POST.get("batch", "")[:32], by=seat, at=now())
    messages.success(
        request,
        ngettext("Eén code werkt niet meer.", "{count} codes werken niet meer.", count).format(count=count),
    )
    return redirect("rounds:codes", table_id, round.pk)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, table_id: str, round_id: int) -> HttpResponse:
    """Type over paper ballots, one after another: on one line, or by ticking."""
    seat, round = seat_and_round(request, table_id, round_id)
    check_can_lead(seat, table_id)
    if request.method != "POST":
        context = _paper(round) | {"typed_now": _just_typed(request, round)}
        return render(request, "dialogue/round/paper.html", context)
    if "regel" in request.POST:
        return _by_line(request, seat, round)
    number, answers = request.POST.get("biljet", "").strip(), _answers(request)
    try:
        if not (number.isascii() and number.isdecimal() and len(number) < 9):
            raise Refused(_("Typ het nummer dat rechtsboven op het biljet staat."))
        if request.POST.get("doe") == "weg":
            remove_ballot(round, int(number), by=seat, at=now())
            told = _("Stembiljet {number} telt niet meer mee. U kunt het opnieuw overtypen.")
            messages.success(request, told.format(number=number))
        else:
            _count(request, seat, round, int(number), answers)
    except Refused as refusal:
        context = {**_paper(round, answers), "number": number[:9], "fault": str(refusal)}
        return render(request, "dialogue/round/paper.html", context, status=refusal.status)
    return redirect("rounds:paper", table_id, round.pk)


def _by_line(request: HttpRequest, seat: Seat, round: Round) -> HttpResponse:
    """Read a line back for a check, count what was checked, or take back what was just counted."""
    typed, deed = request.POST["regel"][:LONGEST_LINE], request.POST.get("doe", "")
    rows = _shown(round)
    line = read_line(typed, [one.number for one in rows])
    faults = list(line.faults)
    if deed != "weg" and line.ballot is not None:
        try:
            untyped_ballot(round, line.ballot)
        except Refused as refusal:
            faults.insert(0, str(refusal))
    if faults or line.ballot is None:
        context = _paper(round) | {"line": typed, "line_faults": faults}
        return render(request, "dialogue/round/paper.html", context, status=409)
    if deed == "weg":
        remove_ballot(round, line.ballot, by=seat, at=now())
        return render(request, "dialogue/round/paper.html", _paper(round) | {"line": typed, "undone": line})
    if deed == "tel":
        _count(request, seat, round, line.ballot, line.answers)
        return redirect("rounds:paper", seat.table_id, round.pk)
    context = _paper(round) | {"line": typed, "check": line, "read_back": _read_back(rows, line)}
    return render(request, "dialogue/round/paper.html", context)


def _count(request: HttpRequest, seat: Seat, round: Round, number: int, answers: Mapping[int, int]) -> None:
    """Count a ballot, and let the next page offer to take it back."""
    count = type_ballot(round, number, answers, by=seat, at=now())
    told = ngettext(
        "Stembiljet {number} telt mee, met één antwoord.",
        "Stembiljet {number} telt mee, met {count} antwoorden.",
        count,
    )
    messages.success(request, told.format(number=number, count=count))
    request.session[JUST_TYPED] = [round.pk, number, written_line(number, answers)]


def _just_typed(request: HttpRequest, round: Round) -> dict[str, Any] | None:
    """Return the ballot this chair counted a moment ago, once; whoever comes later reads no one's answers."""
    kept = request.session.pop(JUST_TYPED, None)
    return {"number": kept[1], "line": kept[2]} if kept and kept[0] == round.pk else None


def _read_back(rows: Sequence[RoundStatement], line: Line) -> list[tuple[RoundStatement, str]]:
    """Return what a line says of each statement, in words."""
    words = {1: _("Eens"), -1: _("Oneens"), 0: _("Pas")}
    return [
        (one, words[line.answers[one.number]] if one.number in line.answers else _("Leeg")) for one in rows
    ]


def _answers(request: HttpRequest) -> dict[int, int]:
    return {
        int(name.removeprefix("a")): VALUES[value]
        for name, value in request.POST.items()
        if name.startswith("a") and name[1:].isascii() and name[1:].isdecimal() and value in VALUES
    }


def _paper(round: Round, answers: dict[int, int] | None = None) -> dict[str, Any]:
    rows = [(one, (answers or {}).get(one.number)) for one in _shown(round)]
    papers = EntryCode.objects.filter(round=round, kind=EntryCode.Kind.PAPER)
    return {
        "round": round,
        "rows": rows,
        "made": papers.count(),
        "typed": papers.exclude(participant=None).count(),
    }


def _shown(round: Round) -> list[RoundStatement]:
    return list(round.statements.filter(state=RoundStatement.State.SHOWN))
