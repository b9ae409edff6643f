"""The conversations of Verbinden: look, force, solve, stop, adopt."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from gebiedstafel.means.models import Measure
from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not

from .actions import (
    adopt_plan,
    ask_plan,
    choose_measure_free,
    choose_measure_in,
    choose_measure_out,
    stop_run,
)
from .addresses import address_of, address_of_plan, back_to, first_year, number_in
from .amounts import moment
from .assumed import assumed_in_words
from .besides import besides
from .conflict import conflict
from .forced_choices import forced_choices, same_choices
from .headline import Standing, headline
from .models import Plan, Variant
from .next_step import Looker, conflict_step, first_step
from .permissions import (
    check_can_adopt,
    check_can_ask,
    check_can_change_variant,
    check_can_choose,
    check_can_see_variants,
    check_can_stop,
)
from .plan_page import plan_page
from .plan_runs import last_run, run_of, stand
from .plan_sections import open_places, pages_beside
from .promises import promises_at
from .reading import read_plan
from .since import changes_since
from .solving import current_hash, rests_on_public
from .study_parts import PlanStudies
from .table_plans import TablePlans, plan_of, table_plans, variant_of
from .variant_actions import choose_in_variant
from .waiting_money import waiting_flows
from .why_study import NAME as WHY

CHOICES = {"in": choose_measure_in, "out": choose_measure_out, "free": choose_measure_free}


@require_safe
def plan(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show the newest plan of a table, or the one asked for, and what the table can do with it."""
    seat = find_seat(request, table_id)
    variant = variant_of(seat.table, request.GET.get("variant", ""))
    plans = table_plans(seat.table, plan_id=request.GET.get("plan", ""), variant=variant)
    if why_not(check_can_see_variants, seat, rests_on_public(seat.table)) and not _is_open(plans):
        return render(request, "connections/closed.html")
    context = _around(seat, plans)
    if plans.shown is None:
        context |= _empty(seat)
    elif plans.shown.status == Plan.INFEASIBLE:
        context |= _clash(seat, plans)
    else:
        context |= _answer(seat, plans) | {"promises": promises_at(seat)}
    context |= besides(seat, plans.shown)
    return render(request, "connections/plan.html", context)


@require_GET
def progress(request: HttpRequest, table_id: str) -> HttpResponse:
    """Tell how far the sum is; once it is done, the page with the plan comes, or a link to it.

    Only the plan page itself is loaded again: on another page someone may be writing.
    """
    seat = find_seat(request, table_id)
    variant = variant_of(seat.table, request.GET.get("variant", ""))
    if not request.headers.get("HX-Request"):
        return redirect(address_of(table_id, variant))
    run = run_of(seat.table, variant)
    quiet = request.GET.get("rustig", "")
    if run is None and not quiet:
        return HttpResponse(headers={"HX-Refresh": "true"})
    run = run or last_run(seat.table, variant)
    context = {"stand": stand(run, variant) if run else None, "quiet": quiet}
    return render(
        request, "connections/progress.html", context | {"why_not_stop": why_not(check_can_stop, seat)}
    )


@require_POST
def solve(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask for a plan of the table or a variant as it is now."""
    seat = find_seat(request, table_id)
    variant = variant_of(seat.table, request.POST.get("variant", ""))
    ask_plan(seat.table, by=seat, at=now(), variant=variant)
    return redirect(back_to(request, address_of(table_id, variant)))


@require_POST
def stop(request: HttpRequest, table_id: str) -> HttpResponse:
    """Stop searching; what was found so far stays."""
    seat = find_seat(request, table_id)
    variant = variant_of(seat.table, request.POST.get("variant", ""))
    run = stop_run(seat.table, by=seat, at=now(), variant=variant)
    messages.info(request, run.told)
    return redirect(back_to(request, address_of(table_id, variant)))


@require_POST
def choose(request: HttpRequest, table_id: str) -> HttpResponse:
    """Force a measure in or out, or let it go: at the table, or within a variant."""
    seat = find_seat(request, table_id)
    variant = variant_of(seat.table, request.POST.get("variant", ""))
    measure = _seen_measure(seat, request.POST.get("measure", ""))
    side, seen = request.POST.get("side", ""), number_in(request.POST.get("seen", ""))
    if side not in CHOICES:
        raise Refused(_("Kies of de maatregel meedoet, eruit blijft of los is."))
    year = {"start": first_year(request.POST.get("start", ""))} if side == "in" else {}
    if variant is not None:
        choose_in_variant(variant, measure, side, by=seat, at=now(), seen=seen, **year)
    else:
        CHOICES[side](measure, by=seat, at=now(), seen=seen, **year)
    messages.success(request, _chosen(side, measure))
    return redirect(back_to(request, address_of(table_id, variant)) + "#keuzes")


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
    try:
        check_can_adopt(seat, plans.shown, current_hash(seat.table))
    except NotAllowed as refusal:
        reason = {"reason": str(refusal)}
        return render(request, "connections/adopt_closed.html", reason, status=refusal.status)
    reading = read_plan(plans.shown, seat)
    context = {
        "plan": plans.shown,
        "headline": headline(reading, _standing(plans.shown), len(waiting_flows(reading))),
        "checks": len(reading.plan["to_check"]),
        "adopted_before": plans.adopted_id is not None,
    }
    return render(request, "connections/adopt.html", context)


def _seen_measure(seat: Seat, key: str) -> Measure:
    """Return a measure this seat may see; any other does not exist here."""
    check_can_choose(seat)
    if key not in {row["id"] for row in seen_by(seat, ("measures",)).get("measures", ())}:
        raise Http404
    return Measure.objects.get(table=seat.table, key=key)


def _is_open(plans: TablePlans) -> bool:
    """Whether a visitor may read the plan that is shown."""
    return plans.shown is not None and plans.shown.is_public


def _around(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    """Return what the page shows whether or not there is a plan."""
    run, variant = plans.run if plans.busy else None, plans.variant
    why_not_solve = why_not(check_can_ask, seat)
    if run is not None and not why_not_solve:
        why_not_solve = _("De rekenaar is al bezig.")
    chooses = why_not(check_can_change_variant, seat, variant) if variant else why_not(check_can_choose, seat)
    return {
        "stand": stand(run, variant) if run else None,
        "failure": plans.failure,
        "variant": variant,
        "variants": Variant.objects.of(seat.table),
        "assumed": assumed_in_words(plans.shown, seat) if plans.shown else (),
        "why_not_choose": chooses,
        "why_not_solve": why_not_solve,
        "why_not_stop": why_not(check_can_stop, seat),
        "choice_versions": plans.choice_versions,
        "forced_in": plans.choices.get("in", ()),
        "forced_out": plans.choices.get("out", ()),
    }


def _empty(seat: Seat) -> dict[str, Any]:
    nothing = not Measure.objects.filter(table=seat.table).exists()
    return {"state": "empty", "nothing_to_plan": nothing, "next_step": first_step(_looker(seat), nothing)}


def _clash(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    assert plans.shown is not None
    reading = read_plan(plans.shown, seat)
    return {
        "state": "conflict",
        "conflict": conflict(reading),
        "choices": forced_choices(reading, _seen_choices(seat, plans)),
        "changed": not same_choices(plans.choices, plans.shown.choices),
        "before": plans.before,
        "before_made": moment(plans.before.created_at) if plans.before else "",
        "next_step": conflict_step(_looker(seat)),
    }


def _answer(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    assert plans.shown is not None
    reading = read_plan(plans.shown, seat)
    changed = plans.outdated or not same_choices(plans.choices, plans.shown.choices)
    before = plans.before
    studies = PlanStudies(plans.shown, seat, reading, outdated=plans.outdated)
    page = plan_page(
        reading,
        _standing(plans.shown, outdated=plans.outdated),
        _looker(seat),
        must_solve=changed,
        before=(read_plan(before, seat), localdate(before.created_at)) if before else None,
    )
    return {
        "state": "plan",
        "page": page,
        "places": [{"place": place, "part": studies.part(place.kind)} for place in open_places()],
        "pages_beside": pages_beside(seat.table_id),
        "plan_address": address_of_plan(plans.shown),
        "why": studies.part(WHY),
        "prices": {m: studies.part("price", {"measure": m}) for m in reading.reasons},
        "next_step": page.next_step,
        "choices": forced_choices(reading, _seen_choices(seat, plans)),
        "changed": changed,
        "changes_since": changes_since(plans.shown, seat)
        if plans.outdated and seat.role != Seat.Role.VISITOR
        else (),
        "adopted_other": plans.adopted_id if plans.adopted_id != plans.shown.pk else None,
        "why_not_adopt": _why_not_adopt(seat, plans),
    }


def _why_not_adopt(seat: Seat, plans: TablePlans) -> str:
    assert plans.shown is not None
    as_now = "" if plans.outdated else plans.shown.input_hash
    return why_not(check_can_adopt, seat, plans.shown, as_now)


def _seen_choices(seat: Seat, plans: TablePlans) -> dict[str, Any]:
    """Return what is forced about measures this seat may see."""
    seen = {row["id"] for row in seen_by(seat, ("measures",)).get("measures", ())}
    start = {key: year for key, year in plans.choices.get("start", {}).items() if key in seen}
    sides = {side: [key for key in plans.choices.get(side, ()) if key in seen] for side in ("in", "out")}
    return {**plans.choices, **sides, "start": start}


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
