"""The minutes of a meeting: made when it ends, corrected beside, confirmed at a next one, then closed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .models import AgendaItem, AgreementMoment, Correction, Meeting, Sent
from .permissions import check_can_lead, check_can_write
from .planning import locked, record
from .seats_there import seats_there
from .typed import typed

LONGEST_CORRECTION = 1000
MOST_CORRECTIONS = 50


def content_of(meeting: Meeting) -> dict[str, Any]:
    """Return the minutes as they stand now, as data; words that people read are made where they are shown."""
    items = meeting.items.filter(gone_at=None).prefetch_related(
        "decisions", "actions__who", "moments__agreement__lead"
    )
    there = seats_there(meeting)
    return {
        "there": [one.name for one in there if one.is_there],
        "absent": [one.name for one in there if one.is_there is False],
        "items": [_item(item) for item in items],
    }


def _item(item: AgendaItem) -> dict[str, Any]:
    return {
        "id": item.pk,
        "title": item.title,
        "notes": item.notes,
        "told": item.told if item.is_told else "",
        "decisions": [one.text for one in item.decisions.all() if one.text],
        "actions": [
            {
                "text": one.text,
                "who": str(one.who or ""),
                "day": one.by_when.isoformat() if one.by_when else "",
            }
            for one in item.actions.all()
            if one.text
        ],
        "agreements": [_moment(one) for one in item.moments.all()],
    }


def _moment(moment: AgreementMoment) -> dict[str, Any]:
    agreement = moment.agreement
    return {
        "key": agreement.key,
        "words": agreement.words,
        "who": str(agreement.lead or ""),
        "day": agreement.due.isoformat() if agreement.due else "",
        "kind": moment.kind,
        "status": moment.status,
        "said": moment.words,
    }


@transaction.atomic
def correct(meeting: Meeting, text: str, *, by: Seat, at: datetime) -> Correction:
    """Put something right, visible beside what stands; after confirming nothing changes any more."""
    stay_at_table(by, meeting.table_id)
    check_can_write(by)
    meeting = locked(meeting)
    _check_open(meeting)
    text = typed(text, LONGEST_CORRECTION)
    if not text:
        raise Refused(_("Schrijf op wat er anders moet staan."))
    if meeting.corrections.count() >= MOST_CORRECTIONS:
        raise Refused(_("Er staan al {n} verbeteringen.").format(n=MOST_CORRECTIONS))
    made = Correction.objects.create(meeting=meeting, text=text, at=at, by=by)
    record(meeting, "correct_minutes", by=by, at=at)
    return made


@transaction.atomic
def confirm(meeting: Meeting, *, by: Seat, at: datetime) -> Meeting:
    """Confirm the minutes with the corrections beside them; from now on they are closed."""
    stay_at_table(by, meeting.table_id)
    check_can_lead(by, meeting)
    meeting = locked(meeting)
    _check_open(meeting)
    meeting.confirmed_at, meeting.confirmed_by = at, by
    meeting.version += 1
    meeting.save()
    Sent.objects.filter(meeting=meeting).delete()
    record(meeting, "confirm_minutes", by=by, at=at)
    return meeting


def _check_open(meeting: Meeting) -> None:
    if meeting.ended_at is None:
        raise Refused(_("Het verslag is er als de bijeenkomst is afgesloten."))
    if meeting.confirmed_at is not None:
        raise Refused(_("Dit verslag is vastgesteld. Het verandert niet meer."))
