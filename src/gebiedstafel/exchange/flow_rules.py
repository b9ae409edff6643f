"""A money flow of the exchange document as the engine's money flow, with every rule it carries."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ..engines.connect.problem import (
    Certainty,
    Condition,
    Core,
    CostType,
    Match,
    MoneyFlow,
    Nature,
    OwnerClass,
)
from .exact import exact

Document = Mapping[str, Any]
BY_LAW = "wettelijk"
"""How the file says that what a flow is for is in a law or a scheme."""


def money_flow(flow: Document) -> MoneyFlow:
    """One flow. Money of unknown certainty is *mogelijk*: a lever, no part of the base plan."""
    return MoneyFlow(
        id=flow["id"],
        holder=flow["holder"],
        owner_class=OwnerClass(flow["owner_class"]),
        budget={int(year): int(cents) for year, cents in flow["budget"].items()},
        cost_types=frozenset(CostType(kind) for kind in flow["cost_types"]),
        area=flow["area"],
        themes=_set(flow, "themes"),
        kinds=_set(flow, "kinds"),
        target_groups=_set(flow, "target_groups"),
        certainty=Certainty(flow.get("certainty", Certainty.POSSIBLE)),
        certain_on=_day(flow, "certain_on"),
        available_from=_day(flow, "available_from"),
        apply_by=_day(flow, "apply_by"),
        start_by=_day(flow, "start_by"),
        commit_by=_day(flow, "commit_by"),
        spend_by=_day(flow, "spend_by"),
        max_share=exact(flow.get("max_share", 1)),
        min_share=exact(flow.get("min_share", 0)),
        min_application=int(flow.get("min_application", 0)),
        max_application=_whole(flow, "max_application"),
        lump=_whole(flow, "lump"),
        programme_min=int(flow.get("programme_min", 0)),
        carry_forward=exact(flow.get("carry_forward", 0)),
        carry_backward=flow.get("carry_backward", False),
        match=_match(flow),
        max_per_unit=_per_unit(flow),
        core=_core(flow),
        ban_group=flow.get("ban_group", ""),
        ban_classes=frozenset(OwnerClass(name) for name in flow.get("ban_classes", [])),
        needs_at_table=flow.get("needs_at_table", ""),
        only_led_by=_set(flow, "only_led_by"),
        nature=Nature(flow.get("nature", Nature.ONE_OFF)),
        burden=int(flow.get("burden", 0)),
        accounting_cents=_whole(flow.get("accounting", {}), "cents"),
        accounting_hours=_whole(flow.get("accounting", {}), "hours"),
        in_engine=flow.get("in_engine", True),
        conditions=tuple(condition(each) for each in flow.get("conditions", [])),
        by_law=flow.get("strength") == BY_LAW,
    )


def _match(flow: Document) -> Match | None:
    """Co-funding. Without a ratio it is what the largest share leaves: (1 − share) / share."""
    if "match" not in flow:
        return None
    match = flow["match"]
    share = exact(flow.get("max_share", 1))
    if "ratio" in match:
        ratio = exact(match["ratio"])
    elif share:
        ratio = (1 - share) / share
    else:
        return None  # a flow that may pay no part of anything asks no co-funding
    return Match(
        ratio=ratio,
        excluded_classes=frozenset(OwnerClass(name) for name in match.get("excluded_classes", [])),
        certain_by=_day(match, "certain_by"),
        programme=match.get("programme", False),
    )


def _per_unit(flow: Document) -> tuple[str, int] | None:
    limit = flow.get("max_per_unit")
    return None if limit is None else (limit["unit"], int(limit["cents"]))


def _core(flow: Document) -> Core | None:
    core = flow.get("core")
    if core is None:
        return None
    return Core(exact(core["share"]), frozenset(core.get("kinds", [])), frozenset(core.get("themes", [])))


def condition(row: Document) -> Condition:
    """A condition of a flow or a measure, for people to check."""
    return Condition(row["text"], row.get("checked_by", ""), _day(row, "by"))


def _day(thing: Document, name: str) -> date | None:
    return date.fromisoformat(thing[name]) if name in thing else None


def _set(thing: Document, name: str) -> frozenset[str] | None:
    return frozenset(thing[name]) if name in thing else None


def _whole(thing: Document, name: str) -> int | None:
    return int(thing[name]) if name in thing else None
