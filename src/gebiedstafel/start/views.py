"""Start: the table you sit at, and what it asks of you today."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import check_can_arrange
from gebiedstafel.tables.seats import find_seat, tables_for
from gebiedstafel.ui.refusals import why_not

from .asking import asking_tasks
from .facts import facts_of
from .lapsing import lapsing
from .owed import with_owed
from .recent import recent
from .round_table import chairs, sits
from .table_year import year_of
from .today import asked_of, first_things, tasks
from .ways_to_tell import addresses_of, ways_to_tell


@require_safe
def front(request: HttpRequest) -> HttpResponse:
    """Go to the only table, or choose one."""
    tables = tables_for(request)
    if len(tables) == 1:
        return redirect("start:home", tables[0].pk)
    return render(request, "start/tables.html", {"tables": tables})


@require_safe
def home(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what asks something of this seat today."""
    seat = find_seat(request, table_id)
    facts = facts_of(seat, seat.table.today_at(localdate()))
    asking = asking_tasks(seat.table, today=facts.today, at=now())
    everything = with_owed((*asking, *tasks(facts)), seat.table, facts.today)
    mine = asked_of(seat, everything)
    visits = seat.role == Seat.Role.VISITOR
    # What the table has to do is not for who only looks on.
    of_table = () if visits else (one for one in everything if one.by_chair)
    first, rest = first_things(mine or of_table)
    heaviest = max(first, key=lambda one: one.cents, default=None)
    return render(
        request,
        "start/home.html",
        {
            "first": first,
            "rest": rest,
            "count": len(first),
            "is_mine": bool(mine),
            "visits": visits,
            "ways": ways_to_tell(seat, addresses_of(seat.table) if visits else {}),
            "heaviest": heaviest if heaviest and heaviest.cents else None,
            "number": _number(len(first)),
            "chairs": chairs(list(facts.parties.values()), seat.party),
            "sitting": sum(map(sits, facts.parties.values())),
            "empty": sum(not sits(party) for party in facts.parties.values()),
            "lapsing": lapsing(facts),
            "events": recent(facts),
            "year": year_of(seat.table, facts.today),
            "has_plan": facts.plan is not None,
            "begins": next((one for one in first if one.kind.startswith("begin")), None),
            "may_arrange": not why_not(check_can_arrange, seat),
        },
    )


def _number(count: int) -> str:
    words = (_("Niets"), _("Eén ding"), _("Twee dingen"), _("Drie dingen"))
    return words[min(count, len(words) - 1)]
