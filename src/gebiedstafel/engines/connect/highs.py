"""HiGHS on our arrays: one thread, no clock, the same answer each time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import highspy
import numpy as np

from .model import Arrays, Floats
from .plan import Progress

SETTINGS: dict[str, Any] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_heuristic_effort": 0.05,
    "mip_heuristic_run_rins": False,
    "mip_allow_cut_separation_at_nodes": False,
    "mip_pscost_minreliable": 1,
    "mip_allow_restart": False,
    "mip_feasibility_tolerance": 1e-7,
    "mip_abs_gap": 1e-7,
    # Presolve's doubleton equations take money that fits exactly for money that lacks: of 1,500 small tables
    # three then got a worse plan that was called proven. Measured: a tenth to a fifth more time.
    "presolve_rule_off": 1 << 9,
}
Settings = Mapping[str, Any]
USUAL: Settings = MappingProxyType({})

#: A handful of yes-or-no choices needs no search for a first plan: that costs more than trying them.
SMALL: Settings = {
    "mip_heuristic_effort": 0.0,
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_rens": False,
    "mip_heuristic_run_root_reduced_cost": False,
    "mip_detect_symmetry": False,
}
#: A first plan from a table in which most is decided.
FIRST: Settings = {
    "mip_heuristic_run_feasibility_jump": False,
    "mip_heuristic_run_root_reduced_cost": False,
}
#: A good plan is known: what is left is proving that none is much better.
PROVING: Settings = {**FIRST, "mip_heuristic_run_rens": False}
EXACT: dict[str, Any] = {
    "primal_feasibility_tolerance": 1e-10,
    "dual_feasibility_tolerance": 1e-9,
    "presolve": "off",
}
INSIDE: Settings = {"solver": "ipm", "run_crossover": "off"}


@dataclass(frozen=True)
class Outcome:
    """What HiGHS found: the best point, what no point can exceed, and whether it was stopped."""

    values: Floats | None
    objective: float
    bound: float
    nodes: int
    stopped: bool
    infeasible: bool = False


@dataclass(frozen=True)
class Relaxation:
    """The best point of the linear relaxation, the price of moving each column off its bound, its worth."""

    values: Floats
    prices: Floats
    objective: float


def run(
    arrays: Arrays,
    *,
    gap: float = 0.0,
    nodes: int | None = None,
    stop: Callable[[Progress], bool] | None = None,
    exact: bool = False,
    start: Floats | None = None,
    presolve: bool = True,
    settings: Settings = USUAL,
    above: float | None = None,
) -> Outcome:
    """Maximise; a model without integers is solved as a linear programme.

    `start` is a point to begin from: a value per column, NaN where it does not say. Without presolve
    money that fits exactly is never taken for impossible. `settings` are other than usual for this search.
    Only points worth more than `above` are sought: without any the outcome has none and `above` is its bound.
    """
    highs = _highs({**(EXACT if exact else {}), **settings})
    if not presolve:
        highs.setOptionValue("presolve", "off")
    highs.setOptionValue("mip_rel_gap", gap)
    if nodes is not None:
        highs.setOptionValue("mip_max_nodes", nodes)
    pass_model(highs, arrays)
    if start is not None:
        told = np.flatnonzero(~np.isnan(start)).astype(np.int32)
        highs.setSolution(len(told), told, start[told])
    if above is not None:
        highs.setOptionValue("objective_bound", -above)  # HiGHS makes every model one that minimises
    if stop is not None:
        _listen(highs, stop)
    highs.run()
    outcome = _outcome(highs, bool(arrays.integer.any()))
    return outcome if above is None else _above(outcome, above)


def relax(arrays: Arrays, *, stop: Callable[[], bool] | None = None) -> Relaxation | None:
    """The best point when whole columns may take any value between their bounds; None when there is none.

    None too where `stop` ended it: of a large table this alone can take minutes.
    """
    highs = _highs(USUAL)
    pass_model(highs, replace(arrays, integer=np.zeros_like(arrays.integer)))
    if stop is not None:
        _listen_in_simplex(highs, stop)
    highs.run()
    if highs.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    solution = highs.getSolution()
    return Relaxation(
        np.array(solution.col_value),
        np.array(solution.col_dual),
        float(highs.getInfo().objective_function_value),
    )


def relaxed(arrays: Arrays) -> Any:
    """HiGHS with the linear relaxation, to be solved again and again, each time from where it stands."""
    highs = _highs({"presolve": "off"})
    pass_model(highs, replace(arrays, integer=np.zeros_like(arrays.integer)))
    return highs


def run_with_prices(arrays: Arrays, *, inside: bool = False) -> tuple[Outcome, Floats]:
    """Maximise a model without integers; also what one unit more in each row's bound would add.

    `inside` goes through the inside of what is possible instead of along its edges: for large models,
    and good to about six digits.
    """
    highs = _highs(INSIDE if inside else USUAL)
    pass_model(highs, arrays)
    highs.run()
    outcome, solution = _outcome(highs, False), highs.getSolution()
    if inside and len(solution.col_value):
        outcome = replace(outcome, values=np.array(solution.col_value))
    return outcome, np.array(solution.row_dual)


def _highs(settings: Settings) -> Any:
    highs: Any = highspy.Highs()  # type: ignore[no-untyped-call]
    for key, value in (SETTINGS | dict(settings)).items():
        highs.setOptionValue(key, value)
    return highs


def pass_model(highs: Any, arrays: Arrays) -> None:
    """Hand the arrays to HiGHS, to be maximised."""
    common = (
        arrays.cost,
        arrays.lower,
        arrays.upper,
        arrays.row_lower,
        arrays.row_upper,
        arrays.start[:-1],
        arrays.index,
        arrays.value,
    )
    sizes = (len(arrays.cost), len(arrays.row_lower), len(arrays.index))
    rowwise, maximise = 2, -1
    highs.passModel(*sizes, rowwise, maximise, arrays.offset, *common, arrays.integer)


def _listen(highs: Any, stop: Callable[[Progress], bool]) -> None:
    def ask(event: Any) -> None:
        out = event.data_out
        best = out.mip_primal_bound
        found = abs(best) < highspy.kHighsInf
        progress = Progress(
            nodes=int(out.mip_node_count),
            objective=float(best) if found else None,
            bound=float(out.mip_dual_bound),
            gap=float(out.mip_gap),
        )
        if stop(progress):
            event.interrupt()

    highs.cbMipInterrupt += ask


def _listen_in_simplex(highs: Any, stop: Callable[[], bool]) -> None:
    def ask(event: Any) -> None:
        if stop():
            event.interrupt()

    highs.cbSimplexInterrupt += ask


def _outcome(highs: Any, whole: bool) -> Outcome:
    info = highs.getInfo()
    status = highs.getModelStatus()
    found = info.primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
    finished = status == highspy.HighsModelStatus.kOptimal
    objective = float(info.objective_function_value)
    return Outcome(
        values=np.array(highs.getSolution().col_value) if found else None,
        objective=objective,
        bound=float(info.mip_dual_bound) if whole else objective,
        nodes=max(int(info.mip_node_count), 0),
        stopped=not finished,
        infeasible=status == highspy.HighsModelStatus.kInfeasible,
    )


def _above(outcome: Outcome, above: float) -> Outcome:
    """The outcome of a search for points above a worth: HiGHS may hand over one that is not."""
    stopped = outcome.stopped and not outcome.infeasible
    if outcome.values is not None and outcome.objective > above:
        return replace(outcome, bound=max(outcome.bound, above), stopped=stopped)
    bound = max(outcome.bound, above) if stopped else above
    return replace(outcome, values=None, objective=-np.inf, bound=bound, stopped=stopped)


def fix_whole(arrays: Arrays, values: Floats) -> Arrays:
    """The same model with its integer columns fixed at these values, as a linear programme."""
    whole = arrays.integer.astype(bool)
    fixed = np.rint(values)
    return replace(
        arrays,
        lower=np.where(whole, fixed, arrays.lower),
        upper=np.where(whole, fixed, arrays.upper),
        integer=np.zeros_like(arrays.integer),
    )


def without_point(arrays: Arrays, values: Floats) -> Arrays:
    """The same model without one setting of its integer columns."""
    columns = np.flatnonzero(arrays.integer)
    on = np.rint(values[columns]) > 0.5
    return replace(
        arrays,
        row_lower=np.append(arrays.row_lower, 1.0 - on.sum()),
        row_upper=np.append(arrays.row_upper, np.inf),
        start=np.append(arrays.start, arrays.start[-1] + len(columns)).astype(np.int32),
        index=np.append(arrays.index, columns).astype(np.int32),
        value=np.append(arrays.value, np.where(on, -1.0, 1.0)),
    )
