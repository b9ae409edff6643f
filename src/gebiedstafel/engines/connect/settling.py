"""Paying one measure as a spreadsheet does: from the first flow that may, then from the next.

Each flow is asked for the most its own rules allow on what is left of the bill. Co-funding over a whole
programme is asked measure by measure, and money outside a programme's core waits for money inside it:
so those rules hold at every moment and not only at the end.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from fractions import Fraction

from .books import Books, room
from .plan import Payment
from .possible import Possible, in_time
from .problem import Core, CostType, Measure, MoneyFlow
from .rule_rows import counts_as_match

Bill = Mapping[tuple[CostType, int], int]
Taken = dict[tuple[CostType, int], int]


def settle(
    able: Possible, books: Books, m: Measure, bill: Bill, *, start: int, lead: str, barred: Collection[str]
) -> tuple[Payment, ...] | None:
    """Payments for every cent of the bill (cents per cost type and year); None when some stays unpaid.

    A flow whose co-funding falls short is left out, and the bill is paid again without it.
    """
    out = set(barred)
    flows = [
        f for f in able.payers[m.id] if in_time(f, start) and (f.only_led_by is None or lead in f.only_led_by)
    ]
    while True:
        taken = _in_turn(able, books, m, bill, [f for f in flows if f.id not in out], start)
        if taken is None:
            return None
        short = [f for f in flows if f.id in taken and not _matched(able, f, m, taken)]
        if not short:
            lines = [
                Payment(flow, kind, year, cents)
                for flow, parts in taken.items()
                for (kind, year), cents in parts.items()
            ]
            return tuple(sorted(lines, key=lambda p: (p.year, p.cost_type, p.flow)))
        out.add(short[0].id)


def _in_turn(
    able: Possible, books: Books, m: Measure, bill: Bill, flows: list[MoneyFlow], start: int
) -> dict[str, Taken] | None:
    """What each flow in turn takes of the bill; None when they do not take all of it."""
    rest = {part: cents for part, cents in bill.items() if cents}
    total = sum(rest.values())
    careful = {p.id for p in able.problem.parties if p.never_worse_off}
    taken: dict[str, Taken] = {}
    for f in flows:
        if _banned(f, [g for g in flows if g.id in taken]):
            continue
        limits = _limits(able, books, f, m, total)
        if f.holder in careful:
            limits.append(_own_gain(able, flows, f, m, start, taken))
        parts = _take(able, books, f, rest, max(int(min(limits)), 0))
        paid = sum(parts.values())
        least = max(Fraction(f.lump or f.min_application), f.min_share * total)
        if not paid or paid < least:
            continue
        taken[f.id] = parts
        for part, cents in parts.items():
            rest[part] -= cents
    return None if any(rest.values()) else taken


def _banned(f: MoneyFlow, paying: list[MoneyFlow]) -> bool:
    """Whether a flow may not stand beside those that pay already."""
    return any(
        (f.ban_group and f.ban_group == g.ban_group)
        or g.owner_class in f.ban_classes
        or f.owner_class in g.ban_classes
        for g in paying
    )


def _take(able: Possible, books: Books, f: MoneyFlow, rest: Bill, most: int) -> Taken:
    """Cents per part of the bill, earliest year first, up to the most and to what the flow has."""
    spent = {year: books.spent.get((f.id, year), 0) for year in able.problem.years}
    parts: Taken = {}
    for kind, year in sorted(rest, key=lambda part: (part[1], part[0])):
        if kind in f.cost_types and year in able.payable[f.id]:
            cents = room(f, able.problem.years, spent, year, min(rest[kind, year], most))
            if cents:
                parts[kind, year] = cents
                spent[year] += cents
                most -= cents
    return parts


def _limits(able: Possible, books: Books, f: MoneyFlow, m: Measure, total: int) -> list[Fraction]:
    """What a flow may pay at most for this bill by each of its own rules, in cents."""
    limits = [f.max_share * total]
    if f.match:
        limits.append(Fraction(total) / (1 + f.match.ratio))
    limits += [Fraction(limit) for limit in (f.max_application, f.lump or None) if limit is not None]
    if f.max_per_unit:
        unit, cents = f.max_per_unit
        limits.append(Fraction(cents * m.units.get(unit, 0)))
    if f.core and f.core.share and not _in_core(f.core, m):
        limits.append(_beside_core(able, books, f, f.core))
    return limits


def _in_core(core: Core, m: Measure) -> bool:
    return bool(m.kinds & core.kinds or core.themes.intersection(m.themes))


def _beside_core(able: Possible, books: Books, f: MoneyFlow, core: Core) -> Fraction:
    """What may still go to measures outside the core, given what went inside it."""
    inside = {m.id for m in able.problem.measures if _in_core(core, m)}
    paid = {m: cents for (flow, m), cents in books.paid.items() if flow == f.id}
    central = sum(cents for m, cents in paid.items() if m in inside)
    return central * (1 - core.share) / core.share - (sum(paid.values()) - central)


def _own_gain(
    able: Possible, flows: list[MoneyFlow], f: MoneyFlow, m: Measure, start: int, taken: Mapping[str, Taken]
) -> Fraction:
    """What a party that must not be worse off may still pay for this measure: its gain within the horizon."""
    last = able.problem.years[-1]
    gained = sum(
        max(0, min(b.until, last) - (start + m.years_needed) + 1) * b.cents_per_year
        for b in m.benefits
        if b.party == f.holder and b.until is not None
    )
    own = {g.id for g in flows if g.holder == f.holder}
    return Fraction(gained - sum(sum(parts.values()) for flow, parts in taken.items() if flow in own))


def _matched(able: Possible, f: MoneyFlow, m: Measure, taken: Mapping[str, Taken]) -> bool:
    """Whether a flow's co-funding is there, in what was taken for this measure."""
    if f.match is None:
        return True
    counting = {g.id for g in able.payers[m.id] if counts_as_match(f, f.match, g)}
    other = sum(sum(parts.values()) for flow, parts in taken.items() if flow in counting)
    return f.match.ratio * sum(taken[f.id].values()) <= other
