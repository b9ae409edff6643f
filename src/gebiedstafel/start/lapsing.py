"""Money that lapses, the soonest first: what the newest plan leaves, and what has a day and no plan yet."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros

from .facts import Facts, Row, day_of

SHOWN = 6
#: The days after which money is gone, by what must have happened before.
LAST_DAYS = ("commit_by", "spend_by")


def left_to_lapse(facts: Facts) -> list[tuple[date, str, int]]:
    """Return the day, the flow and the cents of what the plan leaves to lapse, the soonest first."""
    sums: dict[tuple[date, str], int] = defaultdict(int)
    for one in facts.result.get("unused", ()):
        flow = facts.flows.get(one["flow"])
        if flow and one["lapses"] and one["cents"]:
            end = date(one["year"], 12, 31)
            sums[min(end, day_of(flow, "spend_by") or end), one["flow"]] += one["cents"]
    return [(by, flow, cents) for (by, flow), cents in sorted(sums.items())]


def dated_money(facts: Facts) -> list[tuple[date, str]]:
    """Return the day and the flow of money with a last day that no plan counts on: a day is enough."""
    known = {flow for _by, flow, _cents in left_to_lapse(facts)} | {
        one["flow"] for measure in facts.result.get("measures", ()) for one in measure["payments"]
    }
    found = []
    for key, flow in facts.flows.items():
        days = [by for field in LAST_DAYS if (by := day_of(flow, field)) and by >= facts.today]
        if days and key not in known:
            found.append((min(days), key))
    return sorted(found)


def lapsing(facts: Facts) -> list[dict[str, str]]:
    """Return what lapses soon, as rows of a rule list."""
    rows = [(by, flow, euros(cents)) for by, flow, cents in left_to_lapse(facts)]
    rows += [(by, flow, _amount(facts.flows[flow])) for by, flow in dated_money(facts)]
    return [
        {
            "name": facts.flows[flow]["name"],
            "value": amount,
            "note": _("vervalt op {day}; van {holder}").format(
                day=day(by), holder=facts.parties[facts.flows[flow]["holder"]]["name"]
            ),
        }
        for by, flow, amount in sorted(rows)[:SHOWN]
    ]


def _amount(flow: Row) -> str:
    """Return what the flow holds; an amount nobody told is never zero."""
    cents = sum((flow.get("budget") or {}).values())
    return euros(cents) if cents else _("bedrag nog niet bekend")
