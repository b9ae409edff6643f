"""One peer on one table's arrays, in a process of its own: `solve.py NAME ARRAYS.npz GAP CAP`.

Prints JSON: the objective, the plan as a value per column, and the CPU seconds of building and solving with
those of child processes; not those of starting Python and importing. All run on one thread, and stop at the
gap or at CAP seconds on the clock. CP-SAT takes whole numbers only: money in steps of about a thousandth of
the largest measure and shares to six digits, so its plan is of a table that is nearly the same.
"""

from __future__ import annotations

import json
import os
import sys
import time

import numpy as np

#: What a peer says its plan is worth, and the plan: a value per column.
Found = tuple[float, list[float]]


class Arrays:
    """The model as our engine hands it to HiGHS: maximise cost·x, rows between bounds, some columns whole."""

    def __init__(self, path: str) -> None:
        with np.load(path) as held:
            self.__dict__.update(dict(held))
        self.offset = float(self.offset)

    def row(self, r: int):
        """The columns and factors of one row."""
        part = slice(self.start[r], self.start[r + 1])
        return self.index[part], self.value[part]

    def matrix(self):
        """All rows as a sparse matrix."""
        from scipy.sparse import csr_matrix

        return csr_matrix((self.value, self.index, self.start), shape=(len(self.row_lower), len(self.cost)))


def scipy_milp(a: Arrays, gap: float, cap: float) -> Found | None:
    from scipy.optimize import Bounds, LinearConstraint, milp

    found = milp(
        -a.cost,
        integrality=a.integer,
        bounds=Bounds(a.lower, a.upper),
        constraints=LinearConstraint(a.matrix(), a.row_lower, a.row_upper),
        options={"mip_rel_gap": gap, "time_limit": cap},
    )
    return None if found.x is None else (float(a.cost @ found.x), found.x.tolist())


def pulp_cbc(a: Arrays, gap: float, cap: float) -> Found | None:
    import pulp

    model = pulp.LpProblem("table", pulp.LpMaximize)
    columns = [
        pulp.LpVariable(
            f"x{c}",
            a.lower[c],
            None if np.isinf(a.upper[c]) else a.upper[c],
            "Integer" if a.integer[c] else "Continuous",
        )
        for c in range(len(a.cost))
    ]
    model += pulp.lpDot(a.cost.tolist(), columns)
    for r in range(len(a.row_lower)):
        row = pulp.LpAffineExpression([(columns[c], v) for c, v in zip(*a.row(r), strict=True)])
        low, high = a.row_lower[r], a.row_upper[r]
        if low == high:
            model += row == low
            continue
        if not np.isinf(low):
            model += row >= low
        if not np.isinf(high):
            model += row <= high
    model.solve(pulp.PULP_CBC_CMD(msg=False, gapRel=gap, threads=1, timeLimit=cap))
    worth = pulp.value(model.objective)
    return None if worth is None else (worth, [column.value() or 0.0 for column in columns])


def pyscipopt(a: Arrays, gap: float, cap: float) -> Found | None:
    from pyscipopt import Model, quicksum

    model = Model()
    model.hideOutput()
    model.setParam("limits/gap", gap)
    model.setParam("limits/time", cap)
    columns = [
        model.addVar(
            lb=a.lower[c],
            ub=None if np.isinf(a.upper[c]) else a.upper[c],
            vtype="I" if a.integer[c] else "C",
            obj=a.cost[c],
        )
        for c in range(len(a.cost))
    ]
    for r in range(len(a.row_lower)):
        row = quicksum(v * columns[c] for c, v in zip(*a.row(r), strict=True))
        low, high = a.row_lower[r], a.row_upper[r]
        if low == high:
            model.addCons(row == low)
            continue
        if not np.isinf(low):
            model.addCons(row >= low)
        if not np.isinf(high):
            model.addCons(row <= high)
    model.setMaximize()
    model.optimize()
    if not model.getNSols():
        return None
    best = model.getBestSol()
    return model.getObjVal(), [model.getSolVal(best, column) for column in columns]


def linopy_highs(a: Arrays, gap: float, cap: float) -> Found | None:
    import linopy
    import pandas
    import xarray

    model = linopy.Model()
    where = pandas.RangeIndex(len(a.cost), name="c")
    whole = a.integer.astype(bool)
    index = np.empty(len(a.cost), dtype=int)
    parts = []
    for name, mask, binary in (("whole", whole, True), ("rest", ~whole, False)):
        own = where[mask]
        index[mask] = np.arange(mask.sum())
        bounds = {"lower": xarray.DataArray(a.lower[mask], {name: np.arange(len(own))}, [name])}
        bounds["upper"] = xarray.DataArray(a.upper[mask], {name: np.arange(len(own))}, [name])
        parts.append(model.add_variables(name=name, integer=binary, **bounds))
    labels = np.empty(len(a.cost), dtype=int)
    for mask, variables in zip((whole, ~whole), parts, strict=True):
        labels[mask] = variables.labels.values
    lengths = np.diff(a.start)
    most = int(lengths.max())
    terms = np.full((len(lengths), most), -1)
    factors = np.full((len(lengths), most), np.nan)
    places = np.arange(len(a.index)) - np.repeat(a.start[:-1], lengths)
    rows = np.repeat(np.arange(len(lengths)), lengths)
    terms[rows, places], factors[rows, places] = labels[a.index], a.value
    for name, mask, sign, bound in (
        ("equal", a.row_lower == a.row_upper, "=", a.row_lower),
        ("most", (a.row_lower != a.row_upper) & ~np.isinf(a.row_upper), "<=", a.row_upper),
        ("least", (a.row_lower != a.row_upper) & ~np.isinf(a.row_lower), ">=", a.row_lower),
    ):
        if not mask.any():
            continue
        held = xarray.Dataset(
            {
                "coeffs": ((name, "_term"), factors[mask]),
                "vars": ((name, "_term"), terms[mask]),
                "const": ((name,), np.zeros(mask.sum())),
            },
            coords={name: np.arange(mask.sum())},
        )
        side = xarray.DataArray(bound[mask], {name: np.arange(mask.sum())}, [name])
        model.add_constraints(linopy.LinearExpression(held, model), sign, side, name=name)
    model.add_objective(
        sum((parts[k] * a.cost[mask]).sum() for k, mask in enumerate((whole, ~whole))), sense="max"
    )
    model.solve("highs", io_api="direct", mip_rel_gap=gap, time_limit=cap, threads=1, log_to_console=False)
    if model.objective.value is None:
        return None
    values = np.empty(len(a.cost))
    for mask, variables in zip((whole, ~whole), parts, strict=True):
        values[mask] = variables.solution.values
    return float(model.objective.value), values.tolist()


#: CP-SAT's whole numbers: columns of money in these steps of the model's scale, factors in millionths.
STEP, FACTOR = 4, 1_000_000


def cp_sat(a: Arrays, gap: float, cap: float) -> Found | None:
    from ortools.sat.python import cp_model

    model = cp_model.CpModel()
    whole = a.integer.astype(bool)
    # A column that is not whole counts in steps; one that is bounded by 1 in thousandths.
    scale = np.where(whole, 1, np.where(a.upper <= 1, 1000, STEP))
    top = np.where(np.isinf(a.upper), 1e6, a.upper)
    columns = [
        model.new_int_var(int(np.ceil(a.lower[c] * scale[c])), int(top[c] * scale[c]), f"x{c}")
        for c in range(len(a.cost))
    ]
    for r in range(len(a.row_lower)):
        where, factors = a.row(r)
        if not len(where):
            continue
        parts = factors / scale[where]
        largest = np.abs(parts).max()
        whole_parts = np.rint(parts / largest * FACTOR).astype(np.int64)
        slack = 1e-3 * FACTOR * 4
        low = (
            -(2**60) if np.isinf(a.row_lower[r]) else int(np.floor(a.row_lower[r] / largest * FACTOR - slack))
        )
        high = 2**60 if np.isinf(a.row_upper[r]) else int(np.ceil(a.row_upper[r] / largest * FACTOR + slack))
        row = cp_model.LinearExpr.weighted_sum([columns[c] for c in where], whole_parts.tolist())
        model.add_linear_constraint(row, low, high)
    worth = a.cost / scale
    model.maximize(cp_model.LinearExpr.weighted_sum(columns, worth.tolist()))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.relative_gap_limit = gap
    solver.parameters.max_time_in_seconds = cap
    status = solver.solve(model)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    return solver.objective_value, [solver.value(columns[c]) / scale[c] for c in range(len(columns))]


PEERS = {
    "scipy": scipy_milp,
    "pulp+cbc": pulp_cbc,
    "pyscipopt": pyscipopt,
    "linopy+highs": linopy_highs,
    "cp-sat": cp_sat,
}
IMPORTS = {
    "scipy": "scipy.optimize",
    "pulp+cbc": "pulp",
    "pyscipopt": "pyscipopt",
    "linopy+highs": "linopy",
    "cp-sat": "ortools.sat.python.cp_model",
}


def main(name: str, path: str, gap: str, cap: str) -> None:
    __import__(IMPORTS[name])
    arrays = Arrays(path)
    before, begun = sum(os.times()[:4]), time.monotonic()
    found = PEERS[name](arrays, float(gap), float(cap))
    said = {
        "seconds": sum(os.times()[:4]) - before,
        "stopped": time.monotonic() - begun >= float(cap),
        "objective": None if found is None else found[0] + arrays.offset,
        "values": None if found is None else found[1],
    }
    print("\n" + json.dumps(said))


if __name__ == "__main__":
    main(*sys.argv[1:])
