"""The conversation of comparing: two plans of one table side by side, at an address that can be shared."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from gebiedstafel.tables.kept_choices import keep_choice, kept_choice
from gebiedstafel.tables.seats import find_seat

from .amounts import moment
from .assumed import assumptions_in_words
from .compared_plans import chosen_pair, name_of, offered_plans
from .comparison_page import Side, comparison_page, totals
from .headline import proof
from .models import Plan
from .permissions import check_can_see_variants
from .reading import Reading, read_document, read_plan
from .solving import rests_on_public
from .table_plans import plan_of

#: Which two plans were compared last is kept under this name.
COMPARED = "compared"


@require_safe
def compare(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show two plans side by side; without a choice in the address, go to that of last time."""
    seat = find_seat(request, table_id)
    check_can_see_variants(seat, rests_on_public(seat.table))
    choice = offered_plans(seat.table)
    pair = chosen_pair(choice, request.GET.dict(), kept_choice(request, COMPARED, table_id) or ())
    if pair is None:
        return render(request, "connections/compare_empty.html", {"choice": choice})
    if not (request.GET.get("links") and request.GET.get("rechts")):
        return redirect(address(table_id, *pair))
    keep_choice(request, COMPARED, table_id, list(pair))
    left, right = (plan_of(seat.table, str(id_)) for id_ in pair)
    readings = (read_plan(left, seat), read_plan(right, seat))
    asked = (read_document(left.input, seat), read_document(right.input, seat))
    sides = (_side("A", left, readings[0]), _side("B", right, readings[1]))
    context = {
        "choice": choice,
        "sides": sides,
        "page": comparison_page(*readings, sides, asked),
        "swapped": address(table_id, *reversed(pair)),
        "next_plan": _next(left, right),
    }
    return render(request, "connections/compare.html", context)


def address(table_id: str, left: int, right: int) -> str:
    """Return where these two plans stand side by side."""
    return f"{reverse('connections:compare', args=[table_id])}?{urlencode({'links': left, 'rechts': right})}"


def _side(letter: str, plan: Plan, reading: Reading) -> Side:
    measures, money = totals(reading)
    return Side(
        letter=letter,
        plan_id=plan.pk,
        name=name_of(plan),
        made=moment(plan.created_at),
        proof=proof(plan.status, reading.plan.get("gap")) if plan.status != Plan.INFEASIBLE else "",
        measures=measures,
        money=money,
        assumed=assumptions_in_words(reading, plan.assumptions),
    )


def _next(left: Plan, right: Plan) -> Plan | None:
    """Return the plan of a variant to go on with, where one of the two is of a variant."""
    return next((plan for plan in (right, left) if plan.variant and not plan.variant.removed_at), None)
