"""What a party says of a measure with one button: we lead this, we judge, our volunteers help."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from gebiedstafel.exchange import dutch_amounts as dutch
from gebiedstafel.exchange.effects import EFFECT_WORDS
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .entry_changes import Change, change_entries
from .entry_subject import Subject, subject_of
from .fields import Unreadables
from .fields.kind import read
from .fields.per_year import in_a_row, year_words

#: A reply in one's own words is no report.
MOST_WORDS = 2000


@require_POST
def lead(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Offer to lead, or withdraw that offer."""
    subject, me = _speaker(request, table_id, key)
    leads = [party for party in subject.stored.get("leads", ()) if party != me]
    if request.POST.get("trekken") != "nee":
        leads.append(me)
    return _say(subject, {"leads": leads or None})


@require_POST
def judge(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Say how much the measure helps, per challenge, for one's own party."""
    subject, me = _speaker(request, table_id, key)
    kept = [one for one in subject.stored.get("judgements", ()) if one["party"] != me]
    challenges = [name for name, _title in subject.around.options("challenges")]
    mine = {name: request.POST.get(f"oordeel:{name}", "") for name in challenges}
    said = [
        {"challenge": name, "party": me, "size": size} for name, size in mine.items() if size in EFFECT_WORDS
    ]
    return _say(subject, {"judgements": [*kept, *said] or None})


@require_POST
def offer(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Offer hours of one's own volunteers for this measure, or take them back."""
    subject, me = _speaker(request, table_id, key)
    kept = [one for one in subject.stored.get("offered_hours", ()) if one["party"] != me]
    hours = _hours(request)
    mine = [{"party": me, "per_year": hours}] if any(hours) else []
    return _say(subject, {"offered_hours": [*kept, *mine] or None})


@require_POST
def reply(request: HttpRequest, table_id: str, key: str) -> HttpResponse:
    """Confirm or dispute a benefit that names one's own party."""
    subject, me = _speaker(request, table_id, key)
    benefits = [dict(one) for one in subject.stored.get("benefits", ())]
    number = request.POST.get("baat", "")
    if not number.isdecimal() or int(number) >= len(benefits):
        raise Refused(_("Deze baat is er niet meer. Kijk opnieuw."))
    one = benefits[int(number)]
    if one["party"] != me:
        raise NotAllowed(_("Alleen de partij die genoemd wordt, bevestigt of betwist dit."))
    says = request.POST.get("zegt", "")
    if says in ("bevestigd", "betwist"):
        words = request.POST.get("woorden", "").replace("\x00", "").strip()[:MOST_WORDS]
        one |= {"quality": says, "reply": {"says": says} | ({"words": words} if words else {})}
    else:
        one |= {"quality": "geschat"}
        one.pop("reply", None)
    return _say(subject, {"benefits": benefits})


def _speaker(request: HttpRequest, table_id: str, key: str) -> tuple[Subject, str]:
    seat = find_seat(request, table_id)
    if seat.party is None or seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Dit zegt alleen wie aan tafel zit voor een partij."))
    return subject_of(seat, "maatregelen", key), seat.party.key


def _hours(request: HttpRequest) -> list[int]:
    typed = {
        int(name[5:]): text.strip()
        for name, text in request.POST.dict().items()
        if name.startswith("jaar:") and name[5:].isdecimal() and len(name) < 8 and str(text).strip()
    }
    try:
        read_so = {n: int(read(dutch.whole_of, text, year_words(n))) for n, text in typed.items()}
        return in_a_row(read_so, _("uren"))
    except Unreadables as unreadable:
        raise Refused(" ".join(unreadable.sentences)) from None


def _say(subject: Subject, values: dict[str, Any]) -> HttpResponse:
    change = Change("measures", subject.key, values, subject.version)
    made = change_entries(subject.seat.table, [change], by=subject.seat, at=now())
    where = reverse("means:row", args=[subject.seat.table_id, "maatregelen", subject.key])
    return redirect(f"{where}?gedaan={made.pk}" if made else where)
