"""What each flow has promised so far, and what it can still pay in a year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction

from .plan import Payment
from .problem import MoneyFlow


@dataclass
class Books:
    """Cents paid per (flow, year), per (flow, measure), and line by line per measure."""

    spent: dict[tuple[str, int], int] = field(default_factory=dict)
    paid: dict[tuple[str, str], int] = field(default_factory=dict)
    lines: dict[str, tuple[Payment, ...]] = field(default_factory=dict)

    def enter(self, measure: str, payments: tuple[Payment, ...]) -> None:
        """Book what is paid for a measure."""
        self.lines[measure] = payments
        for p in payments:
            self.spent[p.flow, p.year] = self.spent.get((p.flow, p.year), 0) + p.cents
            self.paid[p.flow, measure] = self.paid.get((p.flow, measure), 0) + p.cents

    def copy(self) -> Books:
        """The same books, to go on from and throw away."""
        return Books(dict(self.spent), dict(self.paid), dict(self.lines))


def room(
    flow: MoneyFlow, years: tuple[int, ...], spent: Mapping[int, int], year: int, most: int | None = None
) -> int:
    """What a flow can pay on top of what it spends, on the last day of this year: cents, at most `most`."""
    if not flow.carry_forward and not flow.carry_backward:
        left = max(flow.budget.get(year, 0) - spent.get(year, 0), 0)
        return left if most is None else min(left, most)
    if flow.carry_forward == 1 and not flow.carry_backward:
        left = max(_least_left(flow, years, spent, year), 0)
        return left if most is None else min(left, most)
    there = sum(flow.budget.get(y, 0) for y in years)
    least, most = 0, there if most is None else min(there, most)
    middle = most  # what is asked is mostly there
    while least < most:
        tried = {**spent, year: spent.get(year, 0) + middle}
        least, most = (middle, most) if _holds(flow, years, tried) else (least, middle - 1)
        middle = (least + most + 1) // 2
    return least


def _least_left(flow: MoneyFlow, years: tuple[int, ...], spent: Mapping[int, int], year: int) -> int:
    """What is left at the tightest moment from this year on, when all that is left is kept."""
    left, found = 0, []
    for y in years:
        left += flow.budget.get(y, 0) - spent.get(y, 0)
        if y >= year:
            found.append(left)
    return min(found, default=0)


def _holds(flow: MoneyFlow, years: tuple[int, ...], spent: Mapping[int, int]) -> bool:
    """Whether a flow can spend this, with what it keeps and what it may spend ahead of time.

    Counted in whole parts of a cent, ever smaller: what is kept is a share of what was left.
    """
    part, whole = Fraction(flow.carry_forward).as_integer_ratio()
    kept, scale = 0, 1
    for year in years:
        left = (flow.budget.get(year, 0) - spent.get(year, 0)) * scale + kept
        if left < 0 and not (flow.carry_backward and year != years[-1]):
            return False
        kept = left * (part if left > 0 else whole)
        scale *= whole
    return True
