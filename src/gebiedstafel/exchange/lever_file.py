"""A lever as plain values and back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from ..engines.connect.levers import Lever, LeverKind
from ..engines.connect.problem import CostType

NAMED = ("flow", "party", "skill", "measure", "rule")


def lever_to_json(lever: Lever) -> dict[str, Any]:
    """Only what this lever says; amounts by calendar year, in whole cents or hours."""
    values: dict[str, Any] = {"id": lever.id, "kind": lever.kind.value}
    values |= {name: getattr(lever, name) for name in NAMED if getattr(lever, name)}
    if lever.by is not None:
        values["by"] = lever.by.isoformat()
    if lever.to is not None:
        values["to"] = str(lever.to)
    if lever.cents:
        values["cents"] = {str(year): cents for year, cents in lever.cents}
    if lever.hours:
        values["hours"] = {str(year): hours for year, hours in lever.hours}
    if lever.cost_types:
        values["cost_types"] = [kind.value for kind in lever.cost_types]
    if lever.parts:
        values["parts"] = [lever_to_json(part) for part in lever.parts]
    return values


def lever_from_json(values: Mapping[str, Any]) -> Lever:
    """The lever in plain values, as `lever_to_json` gave them."""
    return Lever(
        kind=LeverKind(values["kind"]),
        **{name: str(values.get(name, "")) for name in NAMED},
        by=date.fromisoformat(values["by"]) if "by" in values else None,
        to=Fraction(values["to"]) if "to" in values else None,
        cents=_per_year(values.get("cents", {})),
        hours=_per_year(values.get("hours", {})),
        cost_types=tuple(CostType(kind) for kind in values.get("cost_types", ())),
        parts=tuple(lever_from_json(part) for part in values.get("parts", ())),
    )


def _per_year(amounts: Mapping[str, int]) -> tuple[tuple[int, int], ...]:
    return tuple((int(year), int(amount)) for year, amount in sorted(amounts.items()))
