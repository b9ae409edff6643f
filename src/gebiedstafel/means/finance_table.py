"""Money and hours as a finance officer lays them out: years in columns, totals beneath."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.counted import available
from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.money import euros, grouped

from .money import Certainty, CostType
from .rules import lapse_in_words, rules_in_words
from .who_left import chair_in_words

#: A row or a whole of the table's document, as somebody may see it.
Row = Mapping[str, Any]
#: A year, and what stands in it in words.
Cell = tuple[int, str]


@dataclass(frozen=True, slots=True)
class FlowRow:
    """One flow: who holds it, what it may pay, its years, and its rules."""

    key: str
    name: str
    holder: str
    chair: str
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

    key: str
    name: str
    chair: str
    years: tuple[Cell, ...]
    known: bool


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

    @property
    def knows_hours(self) -> bool:
        """Whether any party said how many hours it can give."""
        return any(row.known for row in self.hours)


def finance_table(seen: Row, shared: Row) -> FinanceTable:
    """Return the money and hours that a seat may see.

    Totals are over what the whole table sees (`shared`): over more, they would tell what is hidden.
    Money told as a band counts there for its low end, as in a plan.
    """
    known = {flow["id"]: _budget(flow) for flow in shared.get("money_flows", ())}
    firm = {flow["id"] for flow in shared.get("money_flows", ()) if _is_firm(flow)}
    flows = seen.get("money_flows", ())
    years = tuple(sorted({*seen["table"]["years"], *(year for flow in flows for year in _told(flow))}))
    names = {party["id"]: party["name"] for party in seen.get("parties", ())}
    chairs = {party["id"]: chair_in_words(party) for party in seen.get("parties", ())}
    sums: dict[int, int] = defaultdict(int)
    for budget in known.values():
        for year, cents in budget.items():
            sums[year] += cents
    return FinanceTable(
        years=years,
        flows=tuple(_flow_row(flow, years, names, chairs) for flow in flows),
        sums=tuple((year, euros(sums[year])) for year in years),
        total=sum(sums.values()),
        firm=sum(sum(known[key].values()) for key in firm),
        lapsing=sum(1 for flow in flows if "spend_by" in flow or not exact(flow.get("carry_forward", 0))),
        hours=tuple(_hours_row(party, years) for party in seen.get("parties", ())),
    )


def _budget(flow: Row) -> dict[int, int]:
    """Return what a flow holds per year, a band for its low end."""
    if "budget" in flow:
        return {int(year): int(cents) for year, cents in available(flow).items()}
    return {int(year): int(low) for year, (low, _high) in flow.get("bands", {}).items()}


def _told(flow: Row) -> dict[int, str]:
    """Return what a flow holds per year, in words."""
    if "budget" in flow:
        return {int(year): euros(cents) if cents else "–" for year, cents in available(flow).items()}
    return {
        int(year): _("{low} tot {high}").format(low=euros(low), high=euros(high))
        for year, (low, high) in flow.get("bands", {}).items()
    }


def _flow_row(
    flow: Row, years: Sequence[int], names: Mapping[str, str], chairs: Mapping[str, str]
) -> FlowRow:
    told, budget = _told(flow), _budget(flow)
    known = "budget" in flow or "bands" in flow
    return FlowRow(
        key=flow["id"],
        name=flow["name"],
        holder=names.get(flow["holder"], flow["holder"]),
        chair=chairs.get(flow["holder"], ""),
        certainty=_certainty(flow.get("certainty")),
        is_firm=_is_firm(flow),
        pays=_pays(flow.get("cost_types")),
        years=tuple((year, told.get(year, "–") if known else _("onbekend")) for year in years),
        total=_total(flow, budget),
        lapses=lapse_in_words(flow, max(budget, default=None)),
        rules=rules_in_words(flow, names),
    )


def _total(flow: Row, budget: Mapping[int, int]) -> str:
    if "budget" in flow:
        return euros(sum(budget.values()))
    if "bands" not in flow:
        return _("onbekend")
    high = sum(int(high) for _low, high in flow["bands"].values())
    return _("{low} tot {high}").format(low=euros(sum(budget.values())), high=euros(high))


def _is_firm(flow: Row) -> bool:
    return flow.get("certainty") == Certainty.FIRM


def _certainty(word: str | None) -> str:
    return str(Certainty(word).label) if word else _("hoe zeker is onbekend")


def _pays(cost_types: Iterable[str] | None) -> str:
    if cost_types is None:
        return _("soort kosten onbekend")
    return ", ".join(str(CostType(one).label) for one in cost_types)


def _hours_row(party: Row, years: Sequence[int]) -> HoursRow:
    hours: dict[int, int] = defaultdict(int)
    for offer in party.get("hours", ()):
        for year, given in offer["per_year"].items():
            hours[int(year)] += given
    words = tuple((year, grouped(hours[year]) if "hours" in party else _("onbekend")) for year in years)
    return HoursRow(party["id"], party["name"], chair_in_words(party), words, "hours" in party)
