"""The conversations about what other tables try: reading it, and writing what this table notices."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not
from gebiedstafel.ui.sent import number_of

from .other_tables import note_on_try, take_note_away
from .other_tables_page import notes_on_closed, opened_by_others
from .permissions import check_can_note, check_can_read


@never_cache
@require_safe
def other_tables(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what other tables of the municipality opened, with this table's own notes."""
    seat = find_seat(request, table_id)
    check_can_read(seat)
    context = {
        "opened": opened_by_others(seat.table),
        "left_notes": notes_on_closed(seat.table),
        "may_note": not why_not(check_can_note, seat),
    }
    return render(request, "workshop/other_tables.html", context)


@require_POST
def other_try(request: HttpRequest, table_id: str, trying_id: int) -> HttpResponse:
    """Take in the note of this table on a try of another, or take it away."""
    seat = find_seat(request, table_id)
    check_can_note(seat)
    sent = {name: str(value).replace("\x00", "") for name, value in request.POST.items()}
    if sent.get("doe") == "schrijf":
        seen = number_of(sent.get("seen", ""))
        note_on_try(trying_id, sent.get("opvalt", ""), by=seat, at=now(), seen=seen)
        messages.success(request, _("Bewaard. De andere tafel leest dit bij haar proef."))
    elif sent.get("doe") == "weg":
        take_note_away(trying_id, by=seat, at=now())
        messages.success(request, _("De notitie is weg, ook bij de andere tafel."))
    else:
        raise Refused(_("Kies een knop op de pagina."))
    return redirect("workshop:other_tables", table_id)
