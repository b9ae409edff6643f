"""Plans of many tables as JSON, and a search put away to be taken up again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from math import inf, isfinite
from typing import Any

from ..engines.connect.many import ManyPlans, ManyTables, NoPlans, SharedUse, Stand
from ..engines.connect.many.columns import Column
from ..engines.connect.plan import Infeasible, Plan, Status
from .faults import BadFile, BadPlan, Fault
from .plan_file import Say, plan_from_json, plan_to_json

Json = dict[str, Any]
FORMAT = "gebiedstafel/search"
PLANS, VERSION = "gebiedstafel/plans", 1


def many_to_json(plans: ManyPlans | NoPlans, say: Callable[[str], Say] | None = None) -> Json:
    """The answer as plain values, after `plans.schema.json`; `say` gives per table what words its reasons."""
    if isinstance(plans, NoPlans):
        return {
            "format": PLANS,
            "version": VERSION,
            "status": plans.status.value,
            "together": plans.together,
            "tables": {t: plan_to_json(why, say and say(t)) for t, why in sorted(plans.tables.items())},
        }
    return {
        "format": PLANS,
        "version": VERSION,
        "status": plans.status.value,
        "objective": plans.objective,
        "bound": _finite(plans.bound),
        "gap": _finite(plans.gap),
        "rounds": plans.rounds,
        "shared": [_shared(each) for each in plans.shared],
        "tables": {t: plan_to_json(plan, say and say(t)) for t, plan in sorted(plans.tables.items())},
    }


def many_from_json(values: Any) -> ManyPlans | NoPlans:
    """The answer in plain values. Raises `BadPlan` naming the table or the place that does not fit."""
    if not isinstance(values, dict) or values.get("format") != PLANS or values.get("version") != VERSION:
        raise BadPlan((_no_plans(),))
    if not isinstance(values.get("tables"), dict):
        raise BadPlan((_misfit("tables"),))
    tables, faults = _read_tables(values["tables"])
    if faults:
        raise BadPlan(tuple(faults))
    try:
        if "objective" not in values:
            without = {t: plan for t, plan in tables.items() if isinstance(plan, Infeasible)}
            return NoPlans(Status(values["status"]), without, bool(values["together"]))
        return ManyPlans(
            status=Status(values["status"]),
            objective=float(values["objective"]),
            bound=inf if values["bound"] is None else float(values["bound"]),
            gap=inf if values["gap"] is None else float(values["gap"]),
            rounds=int(values["rounds"]),
            tables={t: plan for t, plan in tables.items() if isinstance(plan, Plan)},
            shared=tuple(_read_shared(row) for row in values["shared"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise BadPlan((_misfit(str(error)),)) from None


def _read_tables(rows: Json) -> tuple[dict[str, Plan | Infeasible], list[Fault]]:
    """Each table's plan, and the faults of those that cannot be read."""
    tables: dict[str, Plan | Infeasible] = {}
    faults: list[Fault] = []
    for t, row in rows.items():
        try:
            tables[t] = plan_from_json(row)
        except BadPlan as refused:
            faults += [
                Fault(f"tables/{t}/{f.path}", f"{t}: {f.sentence_nl}", f"{t}: {f.sentence_en}")
                for f in refused.faults
            ]
    return tables, faults


def _read_shared(row: Json) -> SharedUse:
    return SharedUse(
        name=str(row["name"]),
        flow=str(row["flow"]),
        holder=str(row["holder"]),
        budget={int(year): _cents(cents) for year, cents in row["budget"].items()},
        spent={
            t: {int(year): _cents(cents) for year, cents in years.items()}
            for t, years in row["spent"].items()
        },
        lapses=_cents(row["lapses"]),
        worth={int(year): float(points) for year, points in row["worth_of_100000"].items()},
    )


def _cents(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError(f"{value!r}")
    return value


def _shared(use: SharedUse) -> Json:
    return {
        "name": use.name,
        "flow": use.flow,
        "holder": use.holder,
        "budget": {str(year): cents for year, cents in sorted(use.budget.items())},
        "spent": {
            t: {str(year): cents for year, cents in sorted(years.items()) if cents}
            for t, years in sorted(use.spent.items())
        },
        "lapses": use.lapses,
        "worth_of_100000": {str(year): points for year, points in sorted(use.worth.items())},
    }


def _finite(number: float) -> float | None:
    return number if isfinite(number) else None


def mark_of(many: ManyTables, effort: object) -> str:
    """What tells whether a search put away is about these tables and this effort."""
    rows = [repr(table) for table in many.in_order()]
    return hashlib.sha256("\n".join([*rows, repr(effort)]).encode()).hexdigest()


def stand_to_json(stand: Stand, mark: str) -> str:
    """A search as JSON; numbers come back exactly as they were."""
    return json.dumps(
        {
            "format": FORMAT,
            "mark": mark,
            "rounds": stand.rounds,
            "done": stand.done,
            "columns": {t: [_column(c) for c in columns] for t, columns in stand.columns.items()},
            "taken": dict(stand.taken),
            "value": _finite(stand.value),
            "bound": _finite(stand.bound),
            "prices": _pairs(stand.prices),
            "centre": _pairs(stand.centre),
            "shares": {t: _pairs(share) for t, share in stand.shares.items()},
        }
    )


def stand_from_json(text: str, mark: str, name: str) -> Stand:
    """The search that was put away. Raises `BadFile` when it is none, or one of other tables."""
    try:
        values = json.loads(text)
        if values["format"] != FORMAT:
            raise ValueError(values["format"])
        if values["mark"] != mark:
            raise BadFile((_other(name),))
        return Stand(
            rounds=int(values["rounds"]),
            done=str(values["done"]),
            columns={t: tuple(_read_column(c) for c in columns) for t, columns in values["columns"].items()},
            taken={t: int(n) for t, n in values["taken"].items()},
            value=-inf if values["value"] is None else float(values["value"]),
            bound=inf if values["bound"] is None else float(values["bound"]),
            prices=_read_pairs(values["prices"]),
            centre=_read_pairs(values["centre"]),
            shares={t: _read_pairs(share) for t, share in values["shares"].items()},
        )
    except BadFile:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise BadFile((_broken(name),)) from None


def _column(column: Column) -> list[Any]:
    return [column.worth, [[*key, cents] for key, cents in column.use], list(column.chosen)]


def _read_column(row: list[Any]) -> Column:
    worth, use, chosen = row
    return Column(
        float(worth),
        tuple(((str(flow), int(year)), float(cents)) for flow, year, cents in use),
        tuple(int(c) for c in chosen),
    )


def _pairs(numbers: Mapping[tuple[str, int], float]) -> list[list[Any]]:
    return [[flow, year, number] for (flow, year), number in numbers.items()]


def _read_pairs(rows: list[list[Any]]) -> dict[tuple[str, int], float]:
    return {(str(flow), int(year)): float(number) for flow, year, number in rows}


def _no_plans() -> Fault:
    return Fault(
        "format",
        "Dit is geen antwoord over meer tafels. Maak het met gebiedstafel plan MAP --json.",
        "This is no answer about more tables. Make it with gebiedstafel plan FOLDER --json.",
    )


def _misfit(place: str) -> Fault:
    return Fault(
        place,
        f"Bij {place} staat iets dat niet in plannen van meer tafels past. Maak ze opnieuw met gebiedstafel "
        "plan MAP --json.",
        f"At {place} stands what does not fit in plans of more tables. Make them again with gebiedstafel "
        "plan FOLDER --json.",
    )


def _other(name: str) -> Fault:
    return Fault(
        name,
        f"{name}: dit is een zoektocht van andere tafels, of met een andere marge. Geef een nieuwe naam om "
        "opnieuw te beginnen.",
        f"{name}: this is a search of other tables, or with another gap. Give a new name to begin again.",
    )


def _broken(name: str) -> Fault:
    return Fault(
        name,
        f"{name}: dit is geen bewaarde zoektocht. Geef een nieuwe naam om opnieuw te beginnen.",
        f"{name}: this is no search that was kept. Give a new name to begin again.",
    )
