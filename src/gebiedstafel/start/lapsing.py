"""Money that the newest plan leaves and that lapses, the soonest first."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros

from .facts import Facts, day_of

SHOWN = 6


def left_to_lapse(facts: Facts) -> list[tuple[date, str, int]]:
    """Return the day, the flow and the cents of what the plan leaves to lapse, the soonest first."""
    sums: dict[tuple[date, str], int] = defaultdict(int)
    for one in facts.result.get("unused", ()):
        flow = facts.flows.get(one["flow"])
        if flow and one["lapses"] and one["cents"]:
            end = date(one["year"], 12, 31)
            sums[min(end, day_of(flow, "spend_by") or end), one["flow"]] += one["cents"]
    return [(by, flow, cents) for (by, flow), cents in sorted(sums.items())]


def lapsing(facts: Facts) -> list[dict[str, str]]:
    """Return what lapses soon, as rows of a rule list."""
    return [
        {
            "name": facts.flows[flow]["name"],
            "value": euros(cents),
            "note": _("vervalt op {day}; van {holder}").format(
                day=day(by), holder=facts.parties[facts.flows[flow]["holder"]]["name"]
            ),
        }
        for by, flow, cents in left_to_lapse(facts)[:SHOWN]
    ]
