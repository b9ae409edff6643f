"""The round of the quarter: a row at a time, to leave and to come back to."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from . import quarters
from .actions import Sent, count_refusals, say_nothing_counted, send_signal
from .forms import CountForm
from .models import Signal
from .permissions import check_can_send
from .places import places_of
from .quarter_round import Row, rows_of
from .theme_choices import theme_choices


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quarter_round(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the rows of the own party, and take one in; what was saved stays when one leaves."""
    seat = find_seat(request, table_id)
    check_can_send(seat)
    quarter = quarters.asked_about(seat.table.today_at(localdate()))
    faulty: CountForm | None = None
    key = ""
    if request.method == "POST":
        key = request.POST.get("row", "") or f"{request.POST.get('theme', '')}.{request.POST.get('area', '')}"
        theme, _dot, area = key.partition(".")
        try:
            faulty = _taken_in(request, seat, theme, area, quarter)
        except NotAllowed:
            raise
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("signals:round", table_id)
        if faulty is None:
            return redirect(_next(seat, quarter, table_id))
    context = _context(seat, quarter, faulty, key)
    return render(request, "signals/round.html", context, status=400 if faulty else 200)


def _taken_in(request: HttpRequest, seat: Seat, theme: str, area: str, quarter: str) -> CountForm | None:
    """Save a row; return its form when something is wrong with it."""
    table = seat.table
    if request.POST.get("nothing"):
        say_nothing_counted(table, theme=theme, area=area, quarter=quarter, by=seat, at=now())
        return None
    form = CountForm(request.POST, table=table, auto_id=_ids(f"{theme}.{area}"))
    if not form.is_valid():
        count_refusals(table, form.stopped_for, at=now())
        return form
    try:
        sent = Sent(
            kind=Signal.Kind.PATTERN,
            how=Signal.How.COUNTED,
            theme=theme,
            area=area,
            quarter=quarter,
            **form.cleaned_data,
        )
        send_signal(table, sent, by=seat, at=now())
    except NotAllowed:
        raise
    except Refused as refused:
        form.add_error(None, str(refused))
        return form
    return None


def _next(seat: Seat, quarter: str, table_id: str) -> str:
    """Return the address of the first row that was not looked at, else of the end of the page."""
    assert seat.party is not None
    open_row = next((row for row in rows_of(seat.table, seat.party, quarter) if not row.done), None)
    anchor = f"rij-{open_row.key}" if open_row else "erbij"
    return f"{reverse('signals:round', args=[table_id])}#{anchor}"


def _ids(key: str) -> str:
    # What came in as a key is no pattern: a form fills in its field names with %.
    return f"{key.replace('%', '%%')}-%s"


def _context(seat: Seat, quarter: str, faulty: CountForm | None, key: str) -> dict[str, Any]:
    assert seat.party is not None
    rows = rows_of(seat.table, seat.party, quarter)
    # A row that was counted already has no form of its own: what was typed for it stays in the one below.
    known = {row.key for row in rows if not row.done}
    places = places_of(seat.table)
    return {
        "rows": [(row, _form(row, seat, faulty, key)) for row in rows],
        "done": sum(row.done for row in rows),
        "all": len(rows),
        "quarter_words": quarters.words(quarter),
        "themes": theme_choices(seat.party),
        "places": places.choices,
        "new_form": faulty
        if faulty and key not in known
        else CountForm(table=seat.table, auto_id="erbij-%s", initial={"trend": "unknown"}),
        "new_theme": key.partition(".")[0],
        "new_area": key.partition(".")[2] or places.own,
    }


def _form(row: Row, seat: Seat, faulty: CountForm | None, key: str) -> CountForm | None:
    if row.done:
        return None
    if faulty is not None and key == row.key:
        return faulty
    return CountForm(table=seat.table, auto_id=_ids(row.key), initial={"trend": "unknown"})
