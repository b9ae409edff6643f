"""Money and hours as a finance officer lays them out: years in columns, totals beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.ui.templatetags.money import euros, grouped

from .money import Certainty, CostType, FlowOffer
from .rules import lapse_in_words, rules_in_words

#: A year, and what stands in it in words.
Cell = tuple[int, str]


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One flow: who holds it, what it may pay, its years, and its rules."""

    key: str
    name: str
    holder: str
    sits: bool
    certainty: str
    is_firm: bool
    pays: str
    years: tuple[Cell, ...]
    total: str
    lapses: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HoursRow:
    """What a party can give in each year; what it did not say is unknown, never zero."""

    name: str
    sits: bool
    years: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class FinanceTable:
    """Everything the page Middelen shows."""

    years: tuple[int, ...]
    flows: tuple[FlowRow, ...]
    sums: tuple[Cell, ...]
    total: int
    firm: int
    lapsing: int
    hours: tuple[HoursRow, ...]


def finance_table(table: AreaTable) -> FinanceTable:
    """Return the money and hours of a table, read in a fixed number of queries."""
    parties = list(table.parties.prefetch_related("offers__years"))
    offers = list(
        table.flow_offers.select_related("flow", "holder", "needs_at_table").prefetch_related(
            "flow__budget", "flow__conditions"
        )
    )
    budgets = {offer.key: {one.year: one.cents for one in offer.flow.budget.all()} for offer in offers}
    years = tuple(sorted({*table.years, *(year for budget in budgets.values() for year in budget)}))
    names = {party.key: party.name for party in parties}
    sums: dict[int, int] = defaultdict(int)
    for offer in offers:
        for year, cents in budgets[offer.key].items():
            sums[year] += cents
    return FinanceTable(
        years=years,
        flows=tuple(_flow_row(offer, budgets[offer.key], years, names) for offer in offers),
        sums=tuple((year, euros(sums[year])) for year in years),
        total=sum(sums.values()),
        firm=sum(sum(budgets[offer.key].values()) for offer in offers if _is_firm(offer)),
        lapsing=sum(1 for offer in offers if offer.flow.spend_by or not offer.flow.carry_forward),
        hours=tuple(_hours_row(party, years) for party in parties),
    )


def _flow_row(
    offer: FlowOffer, budget: dict[int, int], years: Sequence[int], names: dict[str, str]
) -> FlowRow:
    flow = offer.flow
    return FlowRow(
        key=offer.key,
        name=flow.name,
        holder=offer.holder.name,
        sits=offer.holder.sits,
        certainty=_certainty(flow.certainty),
        is_firm=_is_firm(offer),
        pays=_pays(flow.cost_types),
        years=tuple((year, euros(budget[year]) if budget.get(year) else "–") for year in years),
        total=euros(sum(budget.values())),
        lapses=lapse_in_words(flow, max(budget, default=None)),
        rules=rules_in_words(offer, names),
    )


def _is_firm(offer: FlowOffer) -> bool:
    return offer.flow.certainty in (None, Certainty.FIRM)


def _certainty(word: str | None) -> str:
    return str(Certainty(word).label) if word else _("vast")


def _pays(cost_types: Iterable[str] | None) -> str:
    return ", ".join(str(CostType(one).label) for one in cost_types or ())


def _hours_row(party: Party, years: Sequence[int]) -> HoursRow:
    hours: dict[int, int] = defaultdict(int)
    for offer in party.offers.all():
        for one in offer.years.all():
            hours[one.year] += one.hours
    known = bool(hours) or "hours" in party.known_empty
    words = tuple((year, grouped(hours[year]) if known else _("onbekend")) for year in years)
    return HoursRow(party.name, party.sits, words)
