"""The measures of a plan: who leads, who joins, when, what it costs and who pays what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import number, width, years

from .amounts import listed
from .band_drawing import anchor
from .band_groups import paint
from .reading import Reading
from .to_check import Check


@dataclass(frozen=True, slots=True)
class Payer:
    """What one flow pays for a measure: amount, share of the bar (x and width) and its years."""

    flow: str
    amount: str
    paint: str
    x: str
    width: str
    years: str


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """One payment to the cent: which flow, what kind of cost, which year."""

    flow: str
    cost_type: str
    year: int
    amount: str


@dataclass(frozen=True, slots=True)
class HourLine:
    """Hours one party gives to a measure in one year."""

    party: str
    year: int
    hours: str


@dataclass(frozen=True, slots=True)
class Planned:
    """A measure of the plan with everything the table wants to know of it."""

    id: str
    anchor: str
    title: str
    lead: str
    parties: str
    years: str
    amount: str
    cents: int
    payers: tuple[Payer, ...]
    helps: str
    payments: tuple[PaymentLine, ...]
    savings: tuple[str, ...]
    hours: tuple[HourLine, ...]
    checks: tuple[Check, ...]
    note: str


def planned_measures(reading: Reading, checks: Mapping[str, tuple[Check, ...]]) -> tuple[Planned, ...]:
    """Return the measures of the plan, the most costly first; `checks` per measure id."""
    rows = [_planned(reading, id_, checks.get(id_, ())) for id_ in reading.chosen]
    return tuple(sorted(rows, key=lambda row: (-row.cents, row.title, row.id)))


def _planned(reading: Reading, id_: str, checks: tuple[Check, ...]) -> Planned:
    row, plan = reading.measures[id_], reading.chosen[id_]
    cents = reading.paid_for_measure.get(id_, 0)
    lead = plan.get("lead", "")
    others = sorted({reading.party(share["party"]) for share in plan["hours"] if share["party"] != lead})
    return Planned(
        id=id_,
        anchor=anchor("rij", id_),
        title=row["title"],
        lead=reading.party(lead) if lead else "",
        parties=listed(others),
        years=years(reading.running_years(id_)),
        amount=euros(cents),
        cents=cents,
        payers=_payers(reading, id_, cents),
        helps=" · ".join(reading.challenge(c) for c in _strongest(reading, id_)),
        payments=_payments(reading, id_),
        savings=tuple(_saving(reading, saving) for saving in plan.get("savings", ())),
        hours=tuple(
            HourLine(reading.party(share["party"]), share["year"], number(share["hours"]))
            for share in sorted(plan["hours"], key=lambda s: (s["year"], s["party"], s["skill"]))
        ),
        checks=checks,
        note=row.get("note") or "",
    )


def _strongest(reading: Reading, measure: str) -> list[str]:
    effects = reading.effects(measure)
    return sorted(effects, key=lambda challenge: (-effects[challenge], challenge))


def _payers(reading: Reading, measure: str, total: int) -> tuple[Payer, ...]:
    paid_in: dict[str, set[int]] = defaultdict(set)
    for payment in reading.chosen[measure]["payments"]:
        paid_in[payment["flow"]].add(payment["year"])
    paid = [(cents, flow) for (flow, m), cents in reading.paid.items() if m == measure]
    payers, x = [], 0.0
    for cents, flow in sorted(paid, key=lambda pair: (-pair[0], pair[1])):
        share = cents / total
        payers.append(
            Payer(
                flow=reading.flow(flow),
                amount=euros(cents),
                paint=paint(reading.flows[flow]["owner_class"]),
                x=width(x),
                width=width(max(share - 0.008, 0.004)),
                years=years(sorted(paid_in[flow])),
            )
        )
        x += share
    return tuple(payers)


def _payments(reading: Reading, measure: str) -> tuple[PaymentLine, ...]:
    rows = [payment for payment in reading.chosen[measure]["payments"] if payment["cents"]]
    rows.sort(key=lambda p: (p["year"], p["flow"], p["cost_type"]))
    return tuple(
        PaymentLine(reading.flow(p["flow"]), cost_type(p["cost_type"]), p["year"], euros(p["cents"]))
        for p in rows
    )


def _saving(reading: Reading, saving: Mapping[str, object]) -> str:
    bundle = reading.bundles.get(str(saving["bundle"]), {})
    cents = saving["cents"]
    return _("Samen uitgevoerd met andere werken (%(bundle)s): dat scheelt %(money)s.") % {
        "bundle": bundle.get("title", saving["bundle"]),
        "money": euros(cents if isinstance(cents, int) else 0),
    }


def cost_type(code: str) -> str:
    """Return a kind of cost in words."""
    return {
        "investering": _("investering"),
        "exploitatie": _("exploitatie"),
        "personeel": _("personeel"),
        "proces": _("proces"),
    }.get(code, code)
