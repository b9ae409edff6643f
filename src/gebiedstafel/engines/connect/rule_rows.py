"""The rules that come with a flow: caps, shares, co-funding, applications, bans, burden."""

from __future__ import annotations

from fractions import Fraction

from .model import Model, Term, times
from .payment_rows import Ledger
from .possible import Possible, in_time
from .problem import Certainty, Match, Measure, MoneyFlow


def add_flow_rules(model: Model, able: Possible, ledger: Ledger) -> None:
    """All rules of each flow with each measure it may pay, and over all of them together."""
    for m in able.problem.measures:
        for f in able.payers[m.id]:
            if ledger.paid(f.id, m.id):
                uses = _add_uses(model, able, f, m)
                _add_cap(model, able, ledger, f, m, uses)
                _add_yearly_caps(model, able, f, m)
                _add_shares(model, able, ledger, f, m, uses)
                _add_match(model, able, ledger, f, m)
                _add_led_by(model, able, ledger, f, m)
        _add_bans(model, able, ledger, m)
    for f in able.flows:
        _add_programme(model, able, ledger, f)
    _add_own_interest(model, able, ledger)


def _add_uses(model: Model, able: Possible, f: MoneyFlow, m: Measure) -> int | None:
    """uses[f,m] in {0,1}, only for flows whose rules ask whether they pay at all."""
    others = [g for g in able.payers[m.id] if g.id != f.id]
    grouped = f.ban_group and any(g.ban_group == f.ban_group for g in others)
    banning = any(g.owner_class in f.ban_classes for g in others)
    if not (f.min_application or f.lump or f.min_share or grouped or banning):
        return None
    uses = model.add(("uses", f.id, m.id), 0, 1, whole=True)
    timely = [(model.column["start", m.id, t], -1.0) for t in able.starts[m.id] if in_time(f, t)]
    model.at_most(("uses", f.id, m.id), [(uses, 1.0), *timely], 0)
    return uses


def _room(able: Possible, f: MoneyFlow, m: Measure, start: int) -> int:
    """The most f's budget can pay for m started then, as if m were the only one it paid.

    Money that comes later pays nothing earlier, and what lapses pays nothing later.
    """
    due = dict.fromkeys(able.problem.years, 0)
    for kind, year, cents in able.due(m.id, start):
        if kind in f.cost_types and year in able.payable[f.id]:
            due[year] += cents
    if f.carry_backward:
        return min(sum(due.values()), sum(f.budget.get(year, 0) for year in due))
    left = total = 0
    for year, cents in due.items():
        left = (left if f.carry_forward else 0) + f.budget.get(year, 0)
        paid = min(cents, left)
        left, total = left - paid, total + paid
    return total


def _cap(able: Possible, f: MoneyFlow, m: Measure, start: int) -> tuple[Fraction, bool, bool]:
    """The most f can pay for m started then; whether that binds beyond the cost, and by a share."""
    bill = able.due(m.id, start)
    total = sum(cents for _, _, cents in bill)
    years = able.payable[f.id]
    payable = sum(cents for kind, year, cents in bill if kind in f.cost_types and year in years)
    exact = _room(able, f, m, start)
    if f.max_application is not None:
        exact = min(exact, f.max_application)
    if f.lump:
        exact = min(exact, f.lump)
    if f.max_per_unit:
        unit, cents = f.max_per_unit
        exact = min(exact, cents * m.units.get(unit, 0))
    shared = Fraction(total) if f.max_share == 1 else f.max_share * total
    if f.match and not f.match.programme:
        shared = min(shared, Fraction(total) / (1 + f.match.ratio))
    cap = shared if shared < exact else Fraction(exact)
    return cap, cap < payable, shared < exact


def _add_cap(
    model: Model, able: Possible, ledger: Ledger, f: MoneyFlow, m: Measure, uses: int | None
) -> None:
    """Q[f,m] ≤ U × start (in time) or U × uses, only where U is less than the cost itself."""
    caps = {t: _cap(able, f, m, t) for t in able.starts[m.id]}
    late = any(not in_time(f, t) for t in caps)
    paid = ledger.paid(f.id, m.id)
    ratio = any(shared for _, _, shared in caps.values())
    if uses is not None:
        most = max((float(cap) for t, (cap, _, _) in caps.items() if in_time(f, t)), default=0.0)
        model.at_most(("cap", f.id, m.id, "uses"), [*paid, (uses, -model.cash(most))], 0, ratio=ratio)
        least = f.lump or f.min_application
        if least:
            terms = [(uses, model.cash(least)), *times(paid, -1)]
            model.at_most(("least", f.id, m.id), terms, 0)
    if late or any(binds for _, binds, _ in caps.values()):
        starts = [
            (model.column["start", m.id, t], -model.cash(float(cap)))
            for t, (cap, _, _) in caps.items()
            if in_time(f, t)
        ]
        model.at_most(("cap", f.id, m.id), [*paid, *starts], 0, ratio=ratio)


def _add_yearly_caps(model: Model, able: Possible, f: MoneyFlow, m: Measure) -> None:
    """What lapses at the end of a year pays a measure no more than that year's budget, if it starts."""
    if f.carry_forward or f.carry_backward:
        return
    for year in able.payable[f.id]:
        due = {
            t: sum(c for kind, y, c in able.due(m.id, t) if y == year and kind in f.cost_types)
            for t in able.starts[m.id]
            if in_time(f, t)
        }
        room = f.budget.get(year, 0)
        if max(due.values(), default=0) > room:
            columns = [model.column.get(("pay", f.id, m.id, kind, year)) for kind in able.deficit[m.id]]
            paid = [(column, 1.0) for column in columns if column is not None]
            starts = [(model.column["start", m.id, t], -model.cash(min(c, room))) for t, c in due.items()]
            model.at_most(("cap", f.id, m.id, year), [*paid, *starts], 0)


def _add_shares(
    model: Model, able: Possible, ledger: Ledger, f: MoneyFlow, m: Measure, uses: int | None
) -> None:
    """Q[f,m] ≤ max_share × ΣQ[·,m], and at least min_share × ΣQ once it pays.

    Where no bundle lowers the cost, the cap already says the first.
    """
    paid, all_paid = ledger.paid(f.id, m.id), ledger.paid_for(m.id)
    if f.max_share < 1 and m.id in ledger.saves:
        terms = paid + times(all_paid, -float(f.max_share))
        model.at_most(("max_share", f.id, m.id), terms, 0, ratio=True)
    if f.min_share and uses is not None:
        most = max(sum(cents for _, _, cents in able.due(m.id, t)) for t in able.starts[m.id])
        slack = model.cash(float(f.min_share * most))
        terms = times(all_paid, float(f.min_share)) + times(paid, -1) + [(uses, slack)]
        model.at_most(("min_share", f.id, m.id), terms, slack, ratio=True)


def counts_as_match(f: MoneyFlow, match: Match, other: MoneyFlow) -> bool:
    """Whether money of another flow counts as co-funding for f."""
    if other.id == f.id or other.owner_class in match.excluded_classes:
        return False
    if match.certain_by is None or other.certainty is Certainty.FIRM:
        return True
    return other.certain_on is not None and other.certain_on <= match.certain_by


def matching(able: Possible, ledger: Ledger, f: MoneyFlow, match: Match, m: Measure) -> list[Term]:
    """All that others pay to a measure and that counts as co-funding for f."""
    return [
        term for g in able.payers[m.id] if counts_as_match(f, match, g) for term in ledger.paid(g.id, m.id)
    ]


def _with_gap(able: Possible, ledger: Ledger, f: MoneyFlow, match: Match, m: Measure) -> list[Term]:
    gap = [(column, 1.0) for column in ledger.gap.get(m.id, ())]
    return matching(able, ledger, f, match, m) + gap


def _add_match(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow, m: Measure) -> None:
    """ratio × Q[f,m] ≤ Σ of admissible other money."""
    if f.match and not f.match.programme:
        terms = times(ledger.paid(f.id, m.id), float(f.match.ratio))
        terms += times(_with_gap(able, ledger, f, f.match, m), -1)
        model.at_most(("match", f.id, m.id), terms, 0, ratio=True)


def _add_led_by(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow, m: Measure) -> None:
    """Q[f,m] ≤ U × Σ lead[m,p] over those who must lead for this flow to pay."""
    if f.only_led_by is None or f.only_led_by.issuperset(able.leads[m.id]):
        return
    most = max((float(_cap(able, f, m, t)[0]) for t in able.starts[m.id]), default=0.0)
    leads = [
        (model.column["lead", m.id, p], -model.cash(most)) for p in able.leads[m.id] if p in f.only_led_by
    ]
    model.at_most(("led_by", f.id, m.id), ledger.paid(f.id, m.id) + leads, 0, ratio=True)


def _add_bans(model: Model, able: Possible, ledger: Ledger, m: Measure) -> None:
    """At most one flow of a ban group per measure; money of a banned class not beside the flow."""
    groups: dict[str, list[Term]] = {}
    for f in able.payers[m.id]:
        uses = model.column.get(("uses", f.id, m.id))
        if uses is not None and f.ban_group:
            groups.setdefault(f.ban_group, []).append((uses, 1.0))
    for group, terms in groups.items():
        if len(terms) > 1:
            starts = [(model.column["start", m.id, t], -1.0) for t in able.starts[m.id]]
            model.at_most(("ban", group, m.id), terms + starts, 0)
    for f in able.payers[m.id]:
        uses = model.column.get(("uses", f.id, m.id))
        if uses is None:
            continue
        for g in able.payers[m.id]:
            if g.id == f.id or g.owner_class not in f.ban_classes or not ledger.paid(g.id, m.id):
                continue
            caps = {t: float(_cap(able, g, m, t)[0]) for t in able.starts[m.id]}
            most = model.cash(max(caps.values()))
            terms = [*ledger.paid(g.id, m.id), (uses, most)]
            model.at_most(("ban_class", f.id, g.id, m.id), terms, most, ratio=True)


def _add_programme(model: Model, able: Possible, ledger: Ledger, f: MoneyFlow) -> None:
    """Rules over all measures of a flow: its minimum, its core, its co-funding, its burden."""
    paid = [(column, 1.0) for column in ledger.by_flow.get(f.id, ())]
    if not paid:
        return
    burden = float(able.problem.weights.burden * f.accounting)
    if f.programme_min or burden:
        used = model.add(("used", f.id), 0, 1, cost=-burden, whole=True)
        total = sum(f.budget.get(year, 0) for year in able.problem.years)
        model.at_most(("used", f.id), [*paid, (used, -model.cash(total))], 0)
        for m in able.problem.measures:
            uses = model.column.get(("uses", f.id, m.id))
            if uses is not None:
                model.at_most(("used", f.id, m.id), [(uses, 1.0), (used, -1.0)], 0)
        if f.programme_min:
            terms = [(used, model.cash(f.programme_min)), *times(paid, -1)]
            model.at_most(("programme_min", f.id), terms, 0)
    if f.core:
        share = float(f.core.share)
        terms = []
        for m in able.problem.measures:
            in_core = m.kinds & f.core.kinds or f.core.themes.intersection(m.themes)
            terms += times(ledger.paid(f.id, m.id), -(1 - share) if in_core else share)
        model.at_most(("core", f.id), terms, 0, ratio=True)
    if f.match and f.match.programme:
        terms = times(paid, float(f.match.ratio))
        for m in able.problem.measures:
            if f in able.payers[m.id]:
                terms += times(_with_gap(able, ledger, f, f.match, m), -1)
        model.at_most(("programme_match", f.id), terms, 0, ratio=True)


def _add_own_interest(model: Model, able: Possible, ledger: Ledger) -> None:
    """A party that must not be worse off pays at most what it gains within the horizon."""
    for p in able.problem.parties:
        if p.never_worse_off and any(f.holder == p.id for f in able.flows):
            model.at_most(("own_interest", p.id), loss(model, able, ledger, p.id), 0)


def loss(model: Model, able: Possible, ledger: Ledger, party: str) -> list[Term]:
    """What a party pays more than it gains within the horizon."""
    last = able.problem.years[-1]
    held = [f.id for f in able.flows if f.holder == party]
    terms = [(column, 1.0) for flow in held for column in ledger.by_flow.get(flow, ())]
    for m in able.problem.measures:
        for benefit in m.benefits:
            if benefit.party != party or benefit.until is None:
                continue
            for t in able.starts[m.id]:
                years = max(0, min(benefit.until, last) - (t + m.years_needed) + 1)
                gain = model.cash(years * benefit.cents_per_year)
                terms.append((model.column["start", m.id, t], -gain))
    return terms
