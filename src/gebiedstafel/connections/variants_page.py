"""The list of a table's variants: what each asks and assumes, its newest plan, whether that still fits."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.means.table_document import forced_choices
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.models import Run

from .amounts import listed, moment
from .comparison_page import totals
from .headline import proof
from .models import Plan, Variant
from .plan_runs import KIND, RunStand, stand, subject_of
from .reading import Row, read_plan
from .solving import freeze, input_hash
from .table_plans import doubtful
from .tried_out import assumptions_of, tried_out


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One line of the list; without a variant it is the table's own choices."""

    variant: Variant | None
    name: str
    asks: str
    plan: Plan | None
    made: str
    fits: str
    proof: str
    outdated: bool
    stand: RunStand | None
    compare_with: int | None


def variants_page(table: AreaTable, seat: Seat) -> tuple[VariantRow, ...]:
    """Return the table's own choices and then each variant."""
    variants: list[Variant | None] = [None, *Variant.objects.of(table).select_related("made_by")]
    plans, busy = newest_plans(table), _busy(table, variants)
    old = _outdated(
        table, [plan for plan in plans.values() if plan.variant is None or plan.variant in variants]
    )
    own = plans.get(None)
    return tuple(
        _row(table, one, plans.get(one.pk if one else None), own, busy, old, seat) for one in variants
    )


def newest_plans(table: AreaTable) -> dict[int | None, Plan]:
    """Return the newest plan of each variant, and of the table's own choices under None."""
    of = Plan.objects.filter(table=table)
    newest = of.order_by().values("variant").annotate(last=Max("pk")).values("last")
    return {plan.variant_id: plan for plan in of.filter(pk__in=newest).select_related("variant")}


def asks(choices: Row, assumptions: Row) -> str:
    """Return in a few words what a variant asks and assumes."""
    forced = len(choices.get("in", ())) + len(choices.get("out", ()))
    assumed = sum(len(ids) for ids in assumptions.values())
    parts = []
    if forced:
        parts.append(ngettext("%(n)s vaste keuze", "%(n)s vaste keuzes", forced) % {"n": forced})
    if assumed:
        parts.append(ngettext("%(n)s aanname", "%(n)s aannames", assumed) % {"n": assumed})
    return listed(parts) or _("niets vastgezet")


def _row(
    table: AreaTable,
    variant: Variant | None,
    plan: Plan | None,
    own: Plan | None,
    busy: dict[str, RunStand],
    old: frozenset[int],
    seat: Seat,
) -> VariantRow:
    answered = plan is not None and plan.status != Plan.INFEASIBLE
    return VariantRow(
        variant=variant,
        name=variant.name if variant else _("Basis"),
        asks=asks(
            variant.choices if variant else forced_choices(table), variant.assumptions if variant else {}
        ),
        plan=plan,
        made=moment(plan.created_at) if plan else "",
        fits=_fits(plan, seat),
        proof=proof(plan.status, plan.gap) if plan and answered else "",
        outdated=plan is not None and plan.pk in old,
        stand=busy.get(subject_of(table, variant)),
        compare_with=own.pk if variant and answered and own and own.status != Plan.INFEASIBLE else None,
    )


def _fits(plan: Plan | None, seat: Seat) -> str:
    if plan is None:
        return _("Nog niet berekend.")
    if plan.status == Plan.INFEASIBLE:
        return _("Deze keuzes kunnen niet samen.")
    reading = read_plan(plan, seat)
    count, money = totals(reading)
    return _("{count} van de {all} maatregelen passen, voor {money}.").format(
        count=count, all=len(reading.measures), money=money
    )


def _busy(table: AreaTable, variants: Iterable[Variant | None]) -> dict[str, RunStand]:
    by_subject = {subject_of(table, variant): variant for variant in variants}
    runs = Run.objects.filter(kind=KIND, subject__in=by_subject, finished=None)
    return {run.subject: stand(run, by_subject[run.subject]) for run in runs}


def _outdated(table: AreaTable, plans: list[Plan]) -> frozenset[int]:
    """Return which plans no longer fit what is asked; the table is read once, and only if it changed."""
    perhaps = doubtful(plans) if plans else []
    if not perhaps:
        return frozenset()
    document = freeze(table).document
    return frozenset(plan.pk for plan in perhaps if plan.input_hash != _hash(document, plan.variant))


def _hash(document: dict[str, object], variant: Variant | None) -> str:
    if variant is None:
        return input_hash(document)
    return input_hash(tried_out(document, variant.choices, assumptions_of(document, variant.assumptions)))
