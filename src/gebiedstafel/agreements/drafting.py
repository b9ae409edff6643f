"""From a plan that the table adopted to agreements in draft: one per measure, made once, easily undone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.connections.models import Plan
from gebiedstafel.exchange.effects import effect_points, effects_of
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .faults import Faulty, faults_in, tidied
from .keeping import known_at, next_key, put_rows
from .models import LONGEST_WORDS, Agreement, Status
from .permissions import check_can_draft, check_can_make
from .said import HoursSaid, MoneySaid, PartSaid, Said
from .writing import DUTCH, Happened, write_down

Row = Mapping[str, Any]
#: Only such money is there already; for the rest somebody still decides.
FIRM = "vast"


@dataclass(frozen=True, slots=True)
class Preview:
    """What a measure of a plan would become, and the agreement that is there for it already."""

    measure: str
    title: str
    said: Said
    there: Agreement | None


def previews(plan: Plan, today: date) -> tuple[Preview, ...]:
    """Return for each measure of a plan what its agreement would say, in the order of the plan."""
    there = {one.measure: one for one in reversed(_promised(plan.table))}
    document = plan.input
    rows = {kind: {row["id"]: row for row in document.get(kind, ())} for kind in KINDS}
    known = known_at(plan.table)
    found = []
    for planned in plan.result.get("measures", ()):
        measure = rows["measures"].get(planned["id"], {"id": planned["id"], "title": planned["id"]})
        said = _said(planned, measure, rows, known.parties, known.flows, known.challenges, today)
        found.append(Preview(planned["id"], measure["title"], said, there.get(planned["id"])))
    return tuple(found)


KINDS = ("measures", "parties", "money_flows", "challenges")


def _promised(table: AreaTable) -> list[Agreement]:
    rows = Agreement.objects.filter(table=table).exclude(measure="").exclude(status=Status.DROPPED)
    return list(rows.select_related("lead").order_by("pk"))


@transaction.atomic
def drafts_from_plan(plan: Plan, *, by: Seat, at: datetime) -> tuple[Agreement, ...]:
    """Draft an agreement for each measure of an adopted plan that has none yet; return the new ones."""
    stay_at_table(by, plan.table_id)
    check_can_draft(by)
    table = locked_table(plan.table_id)
    plan = Plan.objects.get(pk=plan.pk)
    if not plan.is_adopted:
        raise Refused(_("De tafel heeft dit plan nog niet aangenomen. Daarna worden het afspraken."))
    today = localdate(at)
    made = []
    # What is kept is in Dutch, whoever presses the button.
    with override(DUTCH):
        found = previews(plan, today)
    for one in found:
        if one.there is not None:
            continue
        agreement = Agreement(
            table=table, key=next_key(table), made_on=today, plan=plan, drafted=True, version=1
        )
        put_rows(agreement, one.said, said_before=None)
        write_down(agreement, "draft_agreement", [Happened("made", after=one.said.words)], by=by, at=at)
        made.append(agreement)
    return tuple(made)


@transaction.atomic
def draft_from_words(table: AreaTable, words: str, lead: str, *, by: Seat, at: datetime) -> Agreement:
    """Draft an agreement from a sentence that somebody wrote; who, what and when follow when it is made."""
    stay_at_table(by, table.pk)
    check_can_make(by)
    table = locked_table(table.pk)
    said = tidied(Said(words=words, lead=lead, parts=(PartSaid(lead),) if lead else ()))
    if faults := faults_in(said, known_at(table), made_on=localdate(at), draft=True):
        raise Faulty(faults)
    agreement = Agreement(table=table, key=next_key(table), made_on=localdate(at), drafted=True, version=1)
    put_rows(agreement, said, said_before=None)
    with override(DUTCH):
        row = Happened("made", after=said.words)
    write_down(agreement, "draft_agreement", [row], by=by, at=at)
    return agreement


@transaction.atomic
def take_draft_away(table: AreaTable, key: str, *, by: Seat, at: datetime) -> None:
    """Take one draft away that nobody worked on yet."""
    stay_at_table(by, table.pk)
    check_can_make(by)
    rows = Agreement.objects.select_for_update(no_key=True).filter(table=table, key=key)
    if not rows.filter(drafted=True, version=1).exists():
        raise Refused(
            _("Aan {key} is al gewerkt. Laat de afspraak vervallen op haar eigen pagina.").format(key=key)
        )
    rows.delete()
    record_deed(table.chain, action="undo_drafts", subject=f"agreements/{key}", actor=by.actor, at=at)


@transaction.atomic
def undo_drafts(table: AreaTable, *, by: Seat, at: datetime) -> int:
    """Take away the drafts from a plan that nobody worked on; return how many went."""
    stay_at_table(by, table.pk)
    check_can_draft(by)
    drafts = Agreement.objects.select_for_update(no_key=True).filter(table=table, drafted=True, version=1)
    # What was drafted from somebody's own words goes where it came from.
    rows = drafts.exclude(measure="")
    keys = [one.key for one in rows]
    if keys:
        Agreement.objects.filter(table=table, key__in=keys, drafted=True, version=1).delete()
        subject = "agreements/" + ",".join(keys)
        record_deed(table.chain, action="undo_drafts", subject=subject, actor=by.actor, at=at)
    return len(keys)


def _said(
    planned: Row,
    measure: Row,
    rows: Mapping[str, Mapping[str, Row]],
    parties: Iterable[str],
    flows: Iterable[str],
    challenges: Iterable[str],
    today: date,
) -> Said:
    lead = planned["lead"] if planned["lead"] in parties else ""
    hours = Counter[tuple[str, int]]()
    for share in planned["hours"]:
        if share["party"] in parties:
            hours[share["party"], share["year"]] += share["hours"]
    money = Counter[tuple[str, int]]()
    for paid in planned["payments"]:
        if paid["flow"] in flows:
            money[paid["flow"], paid["year"]] += paid["cents"]
    joining = dict.fromkeys([lead, *(party for party, _year in hours)])
    years = [planned["start"], *(year for _key, year in hours), *(year for _key, year in money)]
    offered = [rows["money_flows"].get(flow) for flow in dict.fromkeys(flow for flow, _year in money)]
    unsure = [flow for flow in offered if flow and flow.get("certainty") != FIRM]
    name = rows["parties"].get(lead, {}).get("name") or _("Een partij aan tafel")
    return tidied(
        Said(
            words=_("{party} begint in {year} met: {measure}").format(
                party=name, year=planned["start"], measure=measure["title"]
            )[:LONGEST_WORDS],
            lead=lead,
            due=max(date(max(years), 12, 31), today),
            challenge=_challenge(measure, challenges),
            measure=planned["id"],
            area=measure.get("area") or "",
            parts=tuple(sorted(PartSaid(key, _does(key, lead, hours)) for key in joining if key)),
            money=tuple(
                MoneySaid(flow, year, cents) for (flow, year), cents in sorted(money.items()) if cents
            ),
            hours=tuple(HoursSaid(key, year, n) for (key, year), n in sorted(hours.items()) if n),
            **_reservation(unsure, rows["parties"], today),
        )
    )


def _does(key: str, lead: str, hours: Mapping[tuple[str, int], int]) -> str:
    given = sum(n for (party, _year), n in hours.items() if party == key)
    if key == lead:
        return _("Trekt dit, en geeft {n} uur.").format(n=given) if given else _("Trekt dit.")
    return _("Geeft {n} uur.").format(n=given)


def _challenge(measure: Row, known: Iterable[str]) -> str:
    weights = {key: effect_points(size) or 0 for key, size in effects_of(measure).items() if key in known}
    return max(sorted(weights), key=lambda key: weights[key], default="")


def _reservation(unsure: list[Row], parties: Mapping[str, Row], today: date) -> dict[str, Any]:
    """Return the reservation that money asks for of which nobody is sure yet."""
    if not unsure:
        return {}
    names = ", ".join(str(flow.get("short") or flow["name"]) for flow in unsure)
    bodies = dict.fromkeys(str(parties.get(flow.get("holder", ""), {}).get("name", "")) for flow in unsure)
    days = [date.fromisoformat(str(flow["certain_on"])) for flow in unsure if flow.get("certain_on")]
    coming = [day for day in days if day >= today]
    return {
        "reservation": _("Dit geld is nog niet zeker: {flows}").format(flows=names)[:600],
        "reservation_body": ", ".join(name for name in bodies if name)[:120],
        "reservation_by": max(coming, default=None),
    }


def fits_still(agreement: Agreement, plan: Plan | None) -> str:
    """Return in a sentence why a promise no longer fits the adopted plan; empty when it does."""
    if plan is None or not agreement.measure:
        return ""
    planned = {row["id"]: row for row in plan.result.get("measures", ())}.get(agreement.measure)
    if planned is None:
        return _("Deze maatregel zit niet meer in het aangenomen plan.")
    if agreement.lead and planned["lead"] != agreement.lead.key:
        return _("In het aangenomen plan trekt een andere partij.")
    paid = {(row["flow"], row["year"]) for row in planned["payments"]}
    if any((one.flow, one.year) not in paid for one in agreement.money.all()):
        return _("Het aangenomen plan betaalt dit uit ander geld of in een ander jaar.")
    return ""


def misfits(table: AreaTable, plan: Plan | None) -> Iterator[tuple[Agreement, str]]:
    """Yield the promises that no longer fit the adopted plan, each with why."""
    if plan is None:
        return
    rows = Agreement.objects.of(table).going().exclude(measure="")
    for one in rows.select_related("lead").prefetch_related("money"):
        why = fits_still(one, plan)
        if why:
            yield one, why
