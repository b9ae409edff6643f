"""The conversations of trying out: list, make, change, copy, remove and take over variants."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.seats import find_seat
from gebiedstafel.ui.refusals import why_not

from .actions import ask_plan
from .addresses import number_in
from .models import Variant
from .permissions import (
    check_can_ask,
    check_can_change_variant,
    check_can_see_variants,
    check_can_stop,
    check_can_take_over,
    check_can_try_out,
)
from .plan_runs import last_run, stand
from .solving import rests_on_public
from .table_plans import plan_of, variant_of
from .tried_out import ASSUMED, LEVERS
from .variant_actions import (
    assume_in_variant,
    copy_variant,
    make_variant,
    note_variant,
    remove_variant,
    rename_variant,
    restore_variant,
    take_over_variant,
)
from .variant_page import variant_page
from .variants_page import variants_page


@require_http_methods(["GET", "HEAD", "POST"])
def variants(request: HttpRequest, table_id: str) -> HttpResponse:
    """Show what the table tries out, or make another variant."""
    seat = _find_seat(request, table_id)
    if request.method == "POST":
        source = request.POST.get("plan", "")
        made = make_variant(
            seat.table,
            request.POST.get("variant_name", ""),
            by=seat,
            at=now(),
            start_from=plan_of(seat.table, source) if source else None,
        )
        messages.success(
            request, _("De variant {name} is er. Pas aan wat u wilt proberen.").format(name=made)
        )
        return redirect("connections:variant", table_id, made.pk)
    rows = variants_page(seat.table, seat)
    context = {
        "rows": rows,
        "variants_count": len(rows) - 1,
        "offers": [row for row in rows if row.plan],
        "name_in_use": request.GET.get("naam", ""),
        "from_plan": number_in(request.GET.get("plan", "")),
        "removed": number_in(request.GET.get("weg", "")),
        "any_to_solve": any(row.plan is None or row.outdated for row in rows if not row.stand),
        "why_not_try": why_not(check_can_try_out, seat),
        "why_not_solve": why_not(check_can_ask, seat),
        "why_not_stop": why_not(check_can_stop, seat),
        "back": reverse("connections:variants", args=[table_id]),
        "quiet": True,
    }
    return render(request, "connections/variants.html", context)


@require_POST
def solve_all(request: HttpRequest, table_id: str) -> HttpResponse:
    """Ask for a plan of everything that has none, or an outdated one."""
    seat = _find_seat(request, table_id)
    rows = [row for row in variants_page(seat.table, seat) if row.plan is None or row.outdated]
    for row in rows:
        ask_plan(seat.table, by=seat, at=now(), variant=row.variant)
    if not rows:
        check_can_ask(seat)
        messages.info(request, _("Alle plannen zijn al bij."))
    return redirect("connections:variants", table_id)


@require_safe
def variant(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Show one variant: what it forces and assumes, its notes and its plans."""
    seat, found = _find(request, table_id, variant_id)
    run = last_run(seat.table, found)
    busy = run is not None and not run.is_over
    context = {
        "variant": found,
        "page": variant_page(found, seat),
        "stand": stand(run, found) if run is not None and (busy or not run.result) else None,
        "quiet": True,
        "back": reverse("connections:variant", args=[table_id, variant_id]),
        "why_not_change": why_not(check_can_change_variant, seat, found),
        "why_not_choose": why_not(check_can_change_variant, seat, found),
        "why_not_try": why_not(check_can_try_out, seat),
        "why_not_take": why_not(check_can_take_over, seat),
        "why_not_stop": why_not(check_can_stop, seat),
        "why_not_solve": why_not(check_can_ask, seat) or (_("De rekenaar is al bezig.") if busy else ""),
        "choice_versions": {},
    }
    return render(request, "connections/variant.html", context)


@require_POST
def rename(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Give a variant another name."""
    seat, found = _find(request, table_id, variant_id)
    renamed = rename_variant(
        found, request.POST.get("variant_name", ""), by=seat, at=now(), seen=_seen(request)
    )
    messages.success(request, _("De variant heet nu {name}.").format(name=renamed))
    return redirect("connections:variant", table_id, variant_id)


@require_POST
def note(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Keep what the table thought of a variant."""
    seat, found = _find(request, table_id, variant_id)
    note_variant(found, request.POST.get("notes", ""), by=seat, at=now(), seen=_seen(request))
    messages.success(request, _("De notitie is bewaard."))
    return redirect("connections:variant", table_id, variant_id)


@require_POST
def assume(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Set what a variant assumes."""
    seat, found = _find(request, table_id, variant_id)
    ticked = {kind: request.POST.getlist(kind) for kind in (*ASSUMED, LEVERS)}
    assume_in_variant(found, ticked, by=seat, at=now(), seen=_seen(request))
    messages.success(request, _("De aannames zijn bewaard. Reken opnieuw om te zien wat dat betekent."))
    return redirect("connections:variant", table_id, variant_id)


@require_POST
def copy(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Make another variant like this one."""
    seat, found = _find(request, table_id, variant_id)
    made = copy_variant(found, by=seat, at=now())
    messages.success(request, _("De kopie heet {name}.").format(name=made))
    return redirect("connections:variant", table_id, made.pk)


@require_POST
def remove(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Take a variant off the list, and offer to put it back."""
    seat, found = _find(request, table_id, variant_id)
    remove_variant(found, by=seat, at=now())
    messages.success(request, _("{name} is weggehaald.").format(name=found))
    return redirect(reverse("connections:variants", args=[table_id]) + f"?weg={found.pk}")


@require_POST
def restore(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Put a removed variant back."""
    seat, found = _find(request, table_id, variant_id)
    back = restore_variant(found, by=seat, at=now())
    messages.success(request, _("{name} staat er weer.").format(name=back))
    return redirect("connections:variants", table_id)


@require_POST
def take_over(request: HttpRequest, table_id: str, variant_id: int) -> HttpResponse:
    """Record that the table makes the choices of a variant its own."""
    seat, found = _find(request, table_id, variant_id)
    kept = take_over_variant(found, by=seat, at=now())
    text = _("De keuzes van {name} zijn nu de keuze van de tafel.").format(name=found)
    if kept is not None:
        text += " " + _("Wat de tafel eerst koos, staat als variant: {name}.").format(name=kept)
    if found.assumptions:
        text += " " + _("De aannames gaan niet mee: die moeten eerst waar worden.")
    messages.success(request, text)
    return redirect("connections:plan", table_id)


def _find_seat(request: HttpRequest, table_id: str) -> Seat:
    seat = find_seat(request, table_id)
    check_can_see_variants(seat, rests_on_public(seat.table))
    return seat


def _find(request: HttpRequest, table_id: str, variant_id: int) -> tuple[Seat, Variant]:
    seat = _find_seat(request, table_id)
    found = variant_of(seat.table, str(variant_id))
    assert found is not None
    return seat, found


def _seen(request: HttpRequest) -> int | None:
    return number_in(request.POST.get("seen", ""))
