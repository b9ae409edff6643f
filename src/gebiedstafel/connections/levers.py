"""What a person can act on: money that would come once a chair is taken or a promise is made."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import Reason
from gebiedstafel.exchange.exact import exact
from gebiedstafel.ui.templatetags.money import euros
from gebiedstafel.ui.templatetags.numbers import percent, years

from .amounts import listed, per_year
from .reading import Reading, Row

SPOKEN_FOR = ("party_absent",)
"""Reasons that already name who is missing."""


def lever_sentence(reading: Reading, reason: Reason) -> str:
    """Return who could pay and what holds it back; nothing where no flow waits."""
    flows = [reading.flows[id_] for id_ in waits_on(reason) if id_ in reading.flows]
    if not flows or reason.code in SPOKEN_FOR:
        return ""
    empty = [flow for flow in flows if chair_is_empty(reading, flow)]
    if empty:
        flow = empty[0]
        if flow["needs_at_table"] == flow["holder"]:
            return _("%(offer)s Die stoel is leeg.") % {"offer": _offer(reading, flow)}
        chair = _("%(party)s zit niet aan tafel.") % {"party": reading.party(flow["needs_at_table"])}
        return f"{_offer(reading, flow)} {chair}"
    return _("%(offer)s Dat is nog niet toegezegd.") % {"offer": _offer(reading, flows[0])}


def spent_sentence(reading: Reading, reason: Reason) -> str:
    """Return which money fits and where it goes in this plan; nothing for other reasons."""
    flows, measures, cents = (reason.facts.get(name) for name in ("flows", "measures", "cents"))
    if reason.code != "money_elsewhere" or not isinstance(cents, int):
        return ""
    if not isinstance(flows, Sequence) or not isinstance(measures, Sequence) or not flows or not measures:
        return ""
    return _("Geld uit %(flows)s gaat nu naar %(measures)s. Er ontbreekt %(money)s.") % {
        "flows": listed((reading.flow(flow) for flow in flows), most=2),
        "measures": listed((reading.short(measure) for measure in measures), most=2),
        "money": euros(cents),
    }


def waits_on(reason: Reason) -> Sequence[str]:
    """Return the flows outside the plan that would fit."""
    flows = reason.facts.get("waits_on")
    return flows if isinstance(flows, list | tuple) else ()


def chair_is_empty(reading: Reading, flow: Row) -> bool:
    """Say whether the party this money needs at the table is not there."""
    chair = flow.get("needs_at_table", "")
    return bool(chair) and not reading.parties.get(chair, {}).get("at_table", True)


def _offer(reading: Reading, flow: Row) -> str:
    budget = {year: cents for year, cents in per_year(flow.get("budget", {})).items() if cents}
    facts = {
        "who": reading.party(flow["holder"]),
        "share": percent(exact(flow.get("max_share", 1))),
        "money": _per_year_or_whole(budget),
    }
    if exact(flow.get("max_share", 1)) < 1:
        return _("%(who)s kan hoogstens %(share)s van de kosten betalen, tot %(money)s.") % facts
    return _("%(who)s kan betalen: tot %(money)s.") % facts


def _per_year_or_whole(budget: dict[int, int]) -> str:
    facts = {
        "money": euros(max(budget.values(), default=0)),
        "first": min(budget, default=""),
        "years": years(list(budget)),
    }
    if len(budget) > 1 and len(set(budget.values())) == 1:
        if len(budget) > 2:
            return _("%(money)s per jaar, vanaf %(first)s") % facts
        return _("%(money)s per jaar, in %(years)s") % facts
    return _("%(money)s in %(years)s") % (facts | {"money": euros(sum(budget.values()))})
