"""A plan as JSON and back without loss; sentences are added for readers and ignored on the way in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, fields
from datetime import date
from enum import Enum
from fractions import Fraction
from math import inf, isfinite
from typing import Any

from ..engines.connect.plan import (
    HourShare,
    Infeasible,
    NotChosen,
    Payment,
    Plan,
    PlannedMeasure,
    Reason,
    Saving,
    Status,
    ToCheck,
    UnusedMoney,
)
from ..engines.connect.problem import CostType, Weights
from .exact import exact, written
from .faults import BadPlan, Fault

Json = dict[str, Any]
Say = Callable[[Reason | ToCheck], str]


def plan_to_json(plan: Plan | Infeasible, say: Say | None = None) -> Json:
    """A plan as plain values. `say` words a reason or condition; without it its code stands there."""
    say = say or (lambda thing: thing.code)
    if isinstance(plan, Infeasible):
        return {
            "status": plan.status.value,
            "conflict": list(plan.conflict),
            "reasons": [_reason(reason) | {"text": say(reason)} for reason in plan.reasons],
        } | ({"more": [plan_to_json(clash, say) for clash in plan.more]} if plan.more else {})
    return {
        "status": plan.status.value,
        "objective": plan.objective,
        "weights": {field.name: written(getattr(plan.weights, field.name)) for field in fields(Weights)},
        "bound": _finite(plan.bound),
        "gap": _finite(plan.gap),
        "coverage": dict(plan.coverage),
        "points": dict(plan.points),
        "statements": dict(plan.statements),
        "terms": dict(plan.terms),
        "measures": [_planned(measure) for measure in plan.measures],
        "unused": [asdict(money) for money in plan.unused],
        "not_chosen": [_not_chosen(left, say) for left in plan.not_chosen],
        "to_check": [
            {
                "flow": each.flow,
                "measures": list(each.measures),
                "code": each.code,
                "facts": _facts(each.facts),
                "text": say(each),
            }
            for each in plan.to_check
        ],
        "resident_shortfall": plan.resident_shortfall,
        "nodes": plan.nodes,
    }


def plan_from_json(values: Any) -> Plan | Infeasible:
    """The plan in plain values. Raises `BadPlan` naming the first place that does not fit."""
    place: list[str] = []
    try:
        if values["status"] == Status.INFEASIBLE or "conflict" in values:
            return Infeasible(
                tuple(str(name) for name in values["conflict"]),
                tuple(_read_reason(reason) for reason in values.get("reasons", [])),
                Status(values["status"]),
                tuple(_read_clash(clash) for clash in values.get("more", [])),
            )
        return _read_plan(values, place)
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        raise BadPlan((_misfit(place, error),)) from None


def _read_clash(values: Any) -> Infeasible:
    found = plan_from_json(values)
    if not isinstance(found, Infeasible):
        raise TypeError("a clash has a conflict")
    return found


def _finite(number: float) -> float | None:
    """A bound as JSON, which has no sign for a search that was stopped before it knew one."""
    return number if isfinite(number) else None


def _bound(value: Any) -> float:
    return inf if value is None else float(value)


def _planned(measure: PlannedMeasure) -> Json:
    return {
        "id": measure.id,
        "start": measure.start,
        "lead": measure.lead,
        "hours": [asdict(share) for share in measure.hours],
        "payments": [_facts(asdict(payment)) for payment in measure.payments],
        "savings": [_facts(asdict(saving)) for saving in measure.savings],
    }


def _not_chosen(left: NotChosen, say: Say) -> Json:
    return {
        "id": left.id,
        "reason": say(left.reasons[0]) if left.reasons else "",
        "reasons": [_reason(reason) for reason in left.reasons],
    }


def _reason(reason: Reason) -> Json:
    return {"code": reason.code, "facts": _facts(reason.facts)}


def _facts(facts: Mapping[str, object]) -> Json:
    return {name: _plain(value) for name, value in facts.items()}


def _plain(value: Any) -> Any:
    """A fact as JSON; what JSON has no sign for is marked with its kind."""
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Fraction):
        return {"fraction": f"{value.numerator}/{value.denominator}"}
    if isinstance(value, date):
        return {"date": value.isoformat()}
    if isinstance(value, Mapping):
        return {"pairs": [[_plain(name), _plain(part)] for name, part in value.items()]}
    if isinstance(value, frozenset | set):
        return {"set": [_plain(part) for part in sorted(value, key=str)]}
    if isinstance(value, tuple):
        return {"tuple": [_plain(part) for part in value]}
    if isinstance(value, list):
        return [_plain(part) for part in value]
    return value


def _fact(value: Any) -> Any:
    if isinstance(value, list):
        return [_fact(part) for part in value]
    if not isinstance(value, dict):
        return value
    ((kind, inner),) = value.items()
    if kind == "fraction":
        return Fraction(inner)
    if kind == "date":
        return date.fromisoformat(inner)
    if kind == "tuple":
        return tuple(_fact(part) for part in inner)
    if kind == "set":
        return frozenset(_fact(part) for part in inner)
    return {_fact(name): _fact(part) for name, part in inner}


def _read_plan(values: Json, place: list[str]) -> Plan:
    return Plan(
        status=Status(values["status"]),
        objective=float(values["objective"]),
        terms=_numbers(values.get("terms", {})),
        weights=Weights(**{name: exact(weight) for name, weight in values.get("weights", {}).items()}),
        bound=_bound(values["bound"]),
        gap=_bound(values["gap"]),
        coverage=_numbers(values.get("coverage", {})),
        points=_numbers(values.get("points", {})),
        statements=_numbers(values.get("statements", {})),
        measures=tuple(_each(values["measures"], "measures", _read_measure, place)),
        unused=tuple(_each(values.get("unused", []), "unused", _read_unused, place)),
        not_chosen=tuple(_each(values.get("not_chosen", []), "not_chosen", _read_left_out, place)),
        to_check=tuple(_each(values.get("to_check", []), "to_check", _read_to_check, place)),
        resident_shortfall=_whole(values.get("resident_shortfall", 0)),
        nodes=_whole(values.get("nodes", 0)),
    )


def _each(rows: list[Json], name: str, read: Callable[[Json], Any], place: list[str]) -> list[Any]:
    things = []
    for number, row in enumerate(rows, 1):
        place[:] = [name, str(row.get("id") or number)]
        things.append(read(row))
    place.clear()
    return things


def _read_measure(row: Json) -> PlannedMeasure:
    return PlannedMeasure(
        id=_text(row["id"]),
        start=_whole(row["start"]),
        lead=_text(row["lead"]),
        hours=tuple(
            HourShare(_text(h["party"]), _text(h.get("skill", "")), _whole(h["year"]), _whole(h["hours"]))
            for h in row.get("hours", [])
        ),
        payments=tuple(
            Payment(_text(p["flow"]), CostType(p["cost_type"]), _whole(p["year"]), _whole(p["cents"]))
            for p in row.get("payments", [])
        ),
        savings=tuple(
            Saving(_text(s["bundle"]), CostType(s["cost_type"]), _whole(s["year"]), _whole(s["cents"]))
            for s in row.get("savings", [])
        ),
    )


def _read_unused(row: Json) -> UnusedMoney:
    return UnusedMoney(_text(row["flow"]), _whole(row["year"]), _whole(row["cents"]), bool(row["lapses"]))


def _read_left_out(row: Json) -> NotChosen:
    return NotChosen(_text(row["id"]), tuple(_read_reason(reason) for reason in row.get("reasons", [])))


def _read_reason(row: Json) -> Reason:
    return Reason(_text(row["code"]), {name: _fact(value) for name, value in row.get("facts", {}).items()})


def _read_to_check(row: Json) -> ToCheck:
    facts = {name: _fact(value) for name, value in row.get("facts", {}).items()}
    return ToCheck(
        _text(row["flow"]), tuple(_text(name) for name in row["measures"]), _text(row["code"]), facts
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{value!r}")
    return value


def _whole(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError(f"{value!r}")
    return value


def _numbers(values: Json) -> dict[str, float]:
    return {name: float(value) for name, value in values.items()}


def _misfit(place: list[str], error: Exception) -> Fault:
    where = " → ".join(place)
    start = f"{where}: " if where else ""
    if isinstance(error, KeyError):
        name = error.args[0]
        return Fault(
            where,
            f"{start}“{name}” ontbreekt. Is dit een plan uit gebiedstafel plan --json?",
            f"{start}“{name}” is missing. Is this a plan from gebiedstafel plan --json?",
        )
    return Fault(
        where,
        f"{start}hier staat een waarde die niet in een plan past. Maak het plan opnieuw met "
        "gebiedstafel plan --json.",
        f"{start}a value here does not fit in a plan. Make the plan again with gebiedstafel plan --json.",
    )
