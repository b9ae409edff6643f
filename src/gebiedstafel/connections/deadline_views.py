"""The conversation of Termijnen: the page, and the same days as a calendar file."""

from __future__ import annotations

from collections import Counter

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gebiedstafel.exchange.calendar_file import Event, calendar_file
from gebiedstafel.exchange.deadlines import Deadline, Row, deadlines
from gebiedstafel.means.visible import read_document, seen_by, shared_by
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.tables.viewers import spoken_for

from .deadline_page import deadline_page
from .models import Plan
from .reading import read_plan
from .table_plans import is_outdated

#: What this page shows of a table.
SHOWN = ("parties", "money_flows")
#: The word in the address for all parties that whoever looks speaks for.
MINE = "mijn"


@require_safe
def page(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what must be done by when and by whom, of all parties or of one."""
    seat = find_seat(request, table_id)
    document, plan = seen_by(seat, SHOWN), _plan(seat)
    reading = read_plan(plan, seat) if plan else None
    today = seat.table.today_at(localdate())
    found = deadlines(document, today, reading.chosen.values() if reading else ())
    who, only = _asked(request, seat, document)
    context = {
        "page": deadline_page(found, document, today, reading, only),
        "all": len(found),
        "plan": plan,
        "outdated": plan is not None and is_outdated(plan),
        "who": who,
        "is_mine": who == MINE,
        "has_party": seat.party is not None,
        "parties": _acting(found, document),
        "name": _names(document).get(who, ""),
        "has_money": bool(document.get("money_flows")),
    }
    return render(request, "connections/deadlines.html", context)


@require_safe
def calendar(request: HttpRequest, table_id: str) -> HttpResponse:
    """Give the days as a calendar file.

    It tells what the whole table sees and no more, for it travels on: names and days, no amounts, no
    conditions and no links that open anything without signing in.
    """
    seat = find_seat(request, table_id)
    document = shared_by(seat, SHOWN)
    _who, only = _asked(request, seat, document)
    today = seat.table.today_at(localdate())
    found = [one for one in deadlines(document, today) if only is None or set(one.who) & set(only)]
    shown = deadline_page(found, document, today, None)
    rows = [row for group in shown.groups for row in group.rows]
    where = request.build_absolute_uri(reverse("connections:deadlines", args=[table_id]))
    events, seen = [], Counter[tuple[str, str]]()
    for one, row in zip(found, rows, strict=True):
        seen[one.flow, one.kind] += 1
        uid = f"{table_id}-{one.flow}-{one.kind}-{seen[one.flow, one.kind]}@gebiedstafel"
        events.append(Event(uid, one.on, row.what, f"{row.who}. {where}"))
    text = calendar_file(_("Termijnen: {table}").format(table=seat.table.name), events, made_at=now())
    name = f'attachment; filename="{table_id}-termijnen.ics"'
    return HttpResponse(
        text, content_type="text/calendar; charset=utf-8", headers={"Content-Disposition": name}
    )


def _plan(seat: Seat) -> Plan | None:
    """Return the plan the table adopted, else its newest of its own choices, as far as this seat may read."""
    plans = Plan.objects.of(seat.table).with_answer().seen_by(seat)
    return plans.adopted().first() or plans.tried(None).first()


def _asked(request: HttpRequest, seat: Seat, document: Row) -> tuple[str, frozenset[str] | None]:
    """Return whose days are asked for: a word for the page, and the parties; None is everyone."""
    who = request.GET.get("wie", "")
    if who == MINE and seat.party is not None:
        return MINE, spoken_for(seat.party.key, read_document(seat.table))
    if who in _names(document):
        return who, frozenset({who})
    return "", None


def _names(document: Row) -> dict[str, str]:
    return {row["id"]: str(row["name"]) for row in document.get("parties", ())}


def _acting(found: tuple[Deadline, ...], document: Row) -> list[tuple[str, str]]:
    """Return the parties that must do something, by name."""
    acting = {party for one in found for party in one.who}
    names = _names(document)
    return sorted(((key, names[key]) for key in acting & names.keys()), key=lambda pair: pair[1].casefold())
