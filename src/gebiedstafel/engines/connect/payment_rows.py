"""Every euro of every year of a chosen measure is paid by flows that may pay it."""

from __future__ import annotations

from .model import Model, Term
from .possible import Possible, in_time
from .problem import CostType


def add_payments(model: Model, able: Possible) -> None:
    """Σ_f pay[f,m,k,y] = Σ_t start[m,t] × deficit[m,k,y−t] − Σ save, for each year and cost type.

    `no_money` measures a gap; it is closed except while reasons are sought.
    """
    saved = _saved(model)
    for m in able.problem.measures:
        due: dict[tuple[CostType, int], list[tuple[int, int]]] = {}
        for t in able.starts[m.id]:
            for kind, year, cents in able.due(m.id, t):
                due.setdefault((kind, year), []).append((t, cents))
        for (kind, year), parts in due.items():
            most = model.cash(max(cents for _, cents in parts))
            terms: list[Term] = [(model.add(("no_money", m.id, kind, year), 0, 0), 1.0)]
            for f in able.payers[m.id]:
                timely = any(in_time(f, t) for t, _ in parts)
                if kind in f.cost_types and year in able.payable[f.id] and timely:
                    terms.append((model.add(("pay", f.id, m.id, kind, year), 0, most), 1.0))
            terms += saved.get((m.id, kind, year), [])
            terms += [(model.column["start", m.id, t], -model.cash(cents)) for t, cents in parts]
            model.equal(("pay", m.id, kind, year), terms, 0)


def _saved(model: Model) -> dict[tuple[str, CostType, int], list[Term]]:
    saved: dict[tuple[str, CostType, int], list[Term]] = {}
    for name, column in model.column.items():
        if name[0] == "save":
            _, _, _, t, m, kind = name
            saved.setdefault((m, kind, t), []).append((column, 1.0))
    return saved


class Ledger:
    """The payment columns by flow, by measure and by year."""

    def __init__(self, model: Model) -> None:
        self.by_pair: dict[tuple[str, str], list[int]] = {}
        self.by_flow_year: dict[tuple[str, int], list[int]] = {}
        self.by_flow: dict[str, list[int]] = {}
        self.by_measure: dict[str, list[int]] = {}
        self.gap: dict[str, list[int]] = {}
        self.saves: set[str] = set()
        for name, column in model.column.items():
            if name[0] == "pay":
                _, flow, measure, _, year = name
                self.by_pair.setdefault((flow, measure), []).append(column)
                self.by_flow_year.setdefault((flow, year), []).append(column)
                self.by_flow.setdefault(flow, []).append(column)
                self.by_measure.setdefault(measure, []).append(column)
            elif name[0] == "no_money":
                self.gap.setdefault(name[1], []).append(column)
            elif name[0] == "save":
                self.saves.add(name[4])

    def paid(self, flow: str, measure: str) -> list[Term]:
        """Q[f,m]: all that a flow pays to a measure."""
        return [(column, 1.0) for column in self.by_pair.get((flow, measure), ())]

    def paid_for(self, measure: str) -> list[Term]:
        """Σ_g Q[g,m]: what is paid for a measure, a gap included."""
        columns = [*self.by_measure.get(measure, ()), *self.gap.get(measure, ())]
        return [(column, 1.0) for column in columns]
