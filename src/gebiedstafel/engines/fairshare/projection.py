"""From what would be fair to what the money may pay: the nearest payments within the rules.

min Σ |pay − target| over the parties, subject to rows that come with the plan as values: what each
euro may be spent on, per flow, measure and year. What stays is settled between the parties.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .linear import INFINITY, NoSolution, Program

#: Units of money a column is counted in while a programme is solved: a thousand euros in cents.
UNIT = 100_000.0
#: What it weighs to move a euro between pockets, beside a euro away from what is fair.
MOVED = 1e-3


@dataclass(frozen=True, slots=True)
class Pocket:
    """Money that may pay something: `party` pays it (nobody where it is a reserve), now `now_cents`."""

    party: str | None
    now_cents: float = 0.0
    least_cents: float = 0.0
    most_cents: float = INFINITY


@dataclass(frozen=True, slots=True)
class Rule:
    """least ≤ Σ factor × pocket ≤ most, in cents; pockets by their place in the list."""

    terms: tuple[tuple[int, float], ...]
    least_cents: float = -INFINITY
    most_cents: float = INFINITY


@dataclass(frozen=True, slots=True)
class Transfer:
    """What one party pays another because the rules keep it from paying for the measures itself."""

    payer: str
    receiver: str
    cents: int


def project(
    pockets: Sequence[Pocket],
    rules: Sequence[Rule],
    targets: Mapping[str, int],
    ceilings: Mapping[str, int],
) -> tuple[float, ...] | None:
    """Return what each pocket pays, in cents, nearest to the targets; None where the rules clash.

    A party pays more than its ceiling (what it gains) only where the rules leave no other way. Among
    payments as near, those that move the least money from where it is paid now.
    """
    program = Program()
    columns = [program.column(pocket.least_cents / UNIT, pocket.most_cents / UNIT) for pocket in pockets]
    for party, target in sorted(targets.items()):
        own = [(columns[n], 1.0) for n, pocket in enumerate(pockets) if pocket.party == party]
        more, less, over = (program.column(price=1.0) for _ in range(3))
        program.row(target / UNIT, [*own, (less, 1.0), (more, -1.0)], target / UNIT)
        most = max(ceilings.get(party, target), target) / UNIT
        program.row(-INFINITY, [*own, (over, -1.0)], most)
    for number, pocket in enumerate(pockets):
        if pocket.party is not None:
            moved = program.column(price=MOVED)
            now = pocket.now_cents / UNIT
            program.row(-now, [(columns[number], -1.0), (moved, 1.0)], INFINITY)
            program.row(now, [(columns[number], 1.0), (moved, 1.0)], INFINITY)
    for rule in rules:
        terms = [(columns[number], factor) for number, factor in rule.terms]
        program.row(rule.least_cents / UNIT, terms, rule.most_cents / UNIT)
    try:
        values = program.solve()
    except NoSolution:
        return None
    return tuple(float(values[column]) * UNIT for column in columns)


def settlement(
    targets: Mapping[str, int], paid: Mapping[str, int], purse: Mapping[str, str] | None = None
) -> tuple[Transfer, ...]:
    """Return who pays whom so that each ends at its target; both in cents, with the same sum.

    Who owes most pays whom is owed most first, so there are fewer transfers than parties. Parties with the
    same `purse` settle with each other before anybody else pays them or is paid.
    """
    if sum(targets.values()) != sum(paid.get(party, 0) for party in targets):
        raise ValueError("targets and payments do not add up to the same sum")
    owes = {party: target - paid.get(party, 0) for party, target in sorted(targets.items())}
    together: dict[str, list[str]] = {}
    for party in owes:
        together.setdefault((purse or {}).get(party, party), []).append(party)
    found: list[Transfer] = []
    for members in (*together.values(), list(owes)):
        found += _settled(owes, members)
    return tuple(found)


def _settled(owes: dict[str, int], members: Sequence[str]) -> list[Transfer]:
    """Let these settle among themselves as far as they can; takes it from what each owes."""
    found = []
    while any(owes[party] > 0 for party in members) and any(owes[party] < 0 for party in members):
        payer = max(members, key=lambda party: owes[party])
        receiver = min(members, key=lambda party: owes[party])
        cents = min(owes[payer], -owes[receiver])
        found.append(Transfer(payer, receiver, cents))
        owes[payer] -= cents
        owes[receiver] += cents
    return found
