"""What a flow has in each year, and what may move to another year."""

from __future__ import annotations

from .model import Model, Term
from .payment_rows import Ledger
from .possible import Possible, last_day
from .problem import MoneyFlow


def add_budgets(model: Model, able: Possible, ledger: Ledger, shared: frozenset[str] = frozenset()) -> None:
    """Budget rows per flow, and the price of what would lapse; of `shared` flows that is told elsewhere."""
    price = float(able.problem.weights.lapse) / 10_000_000 / model.cent
    for f in able.flows:
        if f.carry_backward or 0 < f.carry_forward < 1:
            _add_reserves(model, able, ledger, f)
        else:
            _add_plain_budget(model, able, ledger, f)
        if f.id not in shared:
            _price_lapse(model, able, ledger, f, price)


def _add_plain_budget(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow) -> None:
    """Without carry Σ pay ≤ budget each year; with full carry the same for the sums so far."""
    terms: list[Term] = []
    budget = 0
    for year in able.problem.years:
        new = [(column, 1.0) for column in ledger.by_flow_year.get((f.id, year), ())]
        if f.carry_forward == 1:
            terms, budget = terms + new, budget + f.budget.get(year, 0)
        else:
            terms, budget = new, f.budget.get(year, 0)
        if new:
            model.at_most(("budget", f.id, year), terms, model.cash(budget))


def _add_reserves(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow) -> None:
    """left[y] = budget + reserve[y−1] + advance[y] − advance[y−1] − Σ pay ≥ 0; reserve ≤ γ × left.

    An advance is money of later years spent earlier; the last year has nothing to borrow from.
    """
    years = able.problem.years
    reserve: int | None = None
    advance: int | None = None
    for year in years:
        left: list[Term] = [(column, -1.0) for column in ledger.by_flow_year.get((f.id, year), ())]
        left += [(reserve, 1.0)] if reserve is not None else []
        left += [(advance, -1.0)] if advance is not None else []
        advance = None
        if f.carry_backward and year != years[-1]:
            advance = model.add(("advance", f.id, year))
            left.append((advance, 1.0))
        budget = model.cash(f.budget.get(year, 0))
        model.row(("budget", f.id, year), -budget, left, float("inf"))
        reserve = None
        if f.carry_forward and keeps_after(able, f, year):
            reserve = model.add(("reserve", f.id, year))
            gamma = float(f.carry_forward)
            terms = [(reserve, 1.0), *((column, -gamma * value) for column, value in left)]
            model.at_most(("reserve", f.id, year), terms, gamma * budget)


def keeps_after(able: Possible, f: MoneyFlow, year: int) -> bool:
    """Whether money left at the end of this year may still be paid later, also past the horizon."""
    if any(later > year for later in able.payable[f.id]):
        return True
    after = max(able.problem.years[-1], year) + 1
    return f.spend_by is None or f.spend_by >= last_day(after)


def _price_lapse(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow, price: float) -> None:
    """What lapses is all budget minus all payments minus what is kept past the horizon."""
    last = able.problem.years[-1]
    kept_whole = f.carry_forward == 1 and keeps_after(able, f, last)
    if not price or kept_whole:
        return
    model.offset -= price * model.cash(sum(f.budget.get(year, 0) for year in able.problem.years))
    for column in ledger.by_flow.get(f.id, ()):
        model.cost[column] += price
    kept = model.column.get(("reserve", f.id, last))
    if kept is not None:
        model.cost[kept] += price
