"""The conversations of Verbinden: look, force, solve, stop, adopt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from gebiedstafel.means.models import Measure
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import Refused, why_not

from .actions import (
    adopt_plan,
    ask_plan,
    choose_measure_free,
    choose_measure_in,
    choose_measure_out,
    run_of,
    stop_run,
)
from .conflict import conflict
from .forced_choices import forced_choices, same_choices
from .headline import Standing, headline
from .models import Plan
from .next_step import Looker, conflict_step, first_step
from .permissions import check_can_adopt, check_can_ask, check_can_choose
from .plan_page import plan_page
from .reading import Reading
from .solving import current_hash
from .table_plans import TablePlans, plan_of, table_plans
from .waiting_money import waiting_flows

CHOICES = {"in": choose_measure_in, "out": choose_measure_out, "free": choose_measure_free}


@require_safe
def plan(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the newest plan of a table, or the one asked for, and what the table can do with it."""
    seat = find_seat(request, table_id)
    plans = table_plans(seat.table, plan_id=request.GET.get("plan", ""))
    context = _around(seat, plans)
    if plans.shown is None:
        context |= _empty(seat)
    elif plans.shown.status == Plan.INFEASIBLE:
        context |= _clash(seat, plans)
    else:
        context |= _answer(seat, plans)
    return render(request, "connections/plan.html", context)


@require_GET
def progress(request: HttpRequest, table_id: str) -> HttpResponse:
    """Tell how far the sum is; once it is done, the page with the plan comes."""
    seat = find_seat(request, table_id)
    run = run_of(seat.table)
    if not request.headers.get("HX-Request"):
        return redirect("connections:plan", table_id)
    if run is None:
        return HttpResponse(headers={"HX-Refresh": "true"})
    context = {"run": run, "may_stop": not why_not(check_can_ask, seat)}
    return render(request, "connections/progress.html", context)


@require_POST
def solve(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask for a plan of the table as it is now."""
    seat = find_seat(request, table_id)
    ask_plan(seat.table, by=seat, at=now())
    return redirect("connections:plan", table_id)


@require_POST
def stop(request: HttpRequest, table_id: str) -> HttpResponse:
    """Stop searching; what was found so far stays."""
    seat = find_seat(request, table_id)
    stop_run(seat.table, by=seat, at=now())
    messages.info(request, _("Het rekenen stopt. Wat tot nu toe gevonden is, blijft."))
    return redirect("connections:plan", table_id)


@require_POST
def choose(request: HttpRequest, table_id: str) -> HttpResponse:
    """Force a measure in or out, or let it go."""
    seat = find_seat(request, table_id)
    measure = get_object_or_404(
        Measure, table=table_id, key=request.POST.get("measure", "").replace("\0", "")
    )
    deed = CHOICES.get(request.POST.get("side", ""))
    if deed is None:
        raise Refused(_("Kies of de maatregel meedoet, eruit blijft of los is."))
    seen = request.POST.get("seen", "")
    choice = deed(measure, by=seat, at=now(), seen=int(seen) if seen.isdecimal() else None)
    messages.success(request, _chosen(choice.side, measure))
    return redirect(reverse("connections:plan", args=[table_id]) + "#keuzes")


@require_http_methods(["GET", "POST"])
def adopt(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask once more what adopting means, then record what the table decided."""
    seat = find_seat(request, table_id)
    if request.method == "POST":
        adopt_plan(plan_of(seat.table, request.POST.get("plan", "")), by=seat, at=now())
        messages.success(request, _("Vastgelegd: de tafel stelde dit plan vast."))
        return redirect("connections:plan", table_id)
    plans = table_plans(seat.table, plan_id=request.GET.get("plan", ""))
    if plans.shown is None:
        raise Refused(_("Er is nog geen plan om vast te stellen."))
    check_can_adopt(seat, plans.shown, current_hash(seat.table))
    reading = _reading(plans.shown)
    context = {
        "plan": plans.shown,
        "headline": headline(reading, _standing(plans.shown), len(waiting_flows(reading))),
        "checks": len(reading.plan["to_check"]),
        "adopted_before": plans.adopted_id is not None,
    }
    return render(request, "connections/adopt.html", context)


def _around(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    """Return what the page shows whether or not there is a plan."""
    run = plans.run if plans.busy else None
    why_not_solve = why_not(check_can_ask, seat)
    if run is not None and not why_not_solve:
        why_not_solve = _("De rekenaar is al bezig.")
    return {
        "run": run,
        "failure": plans.failure,
        "why_not_choose": why_not(check_can_choose, seat),
        "why_not_solve": why_not_solve,
        "may_stop": not why_not(check_can_ask, seat),
        "choice_versions": plans.choice_versions,
        "forced_in": plans.choices["in"],
        "forced_out": plans.choices["out"],
    }


def _empty(seat: Seat) -> dict[str, Any]:
    nothing = not Measure.objects.filter(table=seat.table).exists()
    return {"state": "empty", "nothing_to_plan": nothing, "next_step": first_step(_looker(seat), nothing)}


def _clash(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    assert plans.shown is not None
    reading = _reading(plans.shown)
    return {
        "state": "conflict",
        "conflict": conflict(reading),
        "choices": forced_choices(reading, plans.choices),
        "changed": not same_choices(plans.choices, plans.shown.choices),
        "before": plans.before,
        "next_step": conflict_step(_looker(seat)),
    }


def _answer(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    assert plans.shown is not None
    reading = _reading(plans.shown)
    changed = plans.outdated or not same_choices(plans.choices, plans.shown.choices)
    before = plans.before
    page = plan_page(
        reading,
        _standing(plans.shown, outdated=plans.outdated),
        _looker(seat),
        must_solve=changed,
        before=(_reading(before), localdate(before.created_at)) if before else None,
    )
    return {
        "state": "plan",
        "page": page,
        "next_step": page.next_step,
        "choices": forced_choices(reading, plans.choices),
        "changed": changed,
        "adopted_other": plans.adopted_id if plans.adopted_id != plans.shown.pk else None,
        "why_not_adopt": _why_not_adopt(seat, plans),
    }


def _why_not_adopt(seat: Seat, plans: TablePlans) -> str:
    assert plans.shown is not None
    as_now = "" if plans.outdated else plans.shown.input_hash
    return why_not(check_can_adopt, seat, plans.shown, as_now)


def _reading(plan: Plan) -> Reading:
    return Reading(plan.input, plan.result)


def _looker(seat: Seat) -> Looker:
    return Looker(seat.role, seat.party.key if seat.party else "")


def _standing(plan: Plan, *, outdated: bool = False) -> Standing:
    return Standing(
        made_on=localdate(plan.created_at),
        adopted_on=localdate(plan.adopted_at) if plan.adopted_at else None,
        adopted_by=str(plan.adopted_by) if plan.adopted_by else "",
        outdated=outdated,
    )


def _chosen(side: str, measure: Measure) -> str:
    words = {
        "in": _("{measure} doet mee. Reken opnieuw om te zien wat dat betekent."),
        "out": _("{measure} blijft eruit. Reken opnieuw om te zien wat dat betekent."),
        "free": _("{measure} is los. Reken opnieuw om te zien wat dat betekent."),
    }
    return words[side].format(measure=measure)
