"""Taking in what a device sends: each write counts once, however often it comes."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.ui.refusals import Refused

from .agreement_lines import LINES
from .leading import check_going_on
from .models import Meeting, Sent
from .permissions import check_can_write
from .planning import locked, record
from .recording import RECORDING, Answer, Write

LONGEST_KEY = 36
DEEDS = {**RECORDING, **LINES}


@transaction.atomic
def write_down(meeting: Meeting, write: Write, *, by: Seat, at: datetime) -> Answer:
    """Take in one write and return what stands; the same write again returns the same answer."""
    stay_at_table(by, meeting.table_id)
    check_can_write(by)
    if not 0 < len(write.key) <= LONGEST_KEY or len(write.row) > LONGEST_KEY:
        raise Refused(_("Dit kwam niet goed aan. Laad de pagina opnieuw; wat u typte blijft hier staan."))
    meeting = locked(meeting)
    before = Sent.objects.filter(meeting=meeting, key=write.key).first()
    if before is not None:
        return dict(before.answer)
    check_going_on(meeting)
    deed = DEEDS.get(write.kind)
    if deed is None:
        raise Refused(_("Kies een knop op de pagina."))
    answer = deed(meeting, write, by, at)
    Sent.objects.create(meeting=meeting, key=write.key, answer=answer, at=at)
    record(meeting, f"write_{write.kind}", by=by, at=at, subject=f"{meeting.subject}/{write.row}"[:200])
    return answer
