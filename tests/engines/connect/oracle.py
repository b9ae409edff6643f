"""A slow, obvious twin of the engine: try everything, and pay by a plain linear programme.

It enumerates which measures start in which year, who leads, and which flows pay which measures at
all; what is left is linear in the payments. It shares no code with the engine.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import product

import numpy as np
from scipy.optimize import linprog

from gebiedstafel.engines.connect.problem import Bundle, Certainty, Measure, MoneyFlow, Nature, Problem


@dataclass
class Best:
    """The best worth found, with what it took."""

    worth: float = float("-inf")
    starts: dict[str, int] = field(default_factory=dict)
    tried: int = 0
    priced: int = 0
    refused: dict[str, int] = field(default_factory=dict)

    def refuse(self, rule: str) -> None:
        self.refused[rule] = self.refused.get(rule, 0) + 1


def best_plan(problem: Problem) -> Best:
    """The best of all plans. Needs at most about seven measures."""
    best = Best()
    candidates = []
    for starts in _selections(problem):
        best.tried += 1
        rule = _broken_rule(problem, starts)
        if rule:
            best.refuse(rule)
            continue
        candidates.append((_fixed_worth(problem, starts) + _most_leads(problem, starts), starts))
    for hopeful, starts in sorted(candidates, key=lambda c: -c[0]):
        if hopeful <= best.worth + 1e-12:
            break
        best.priced += 1
        worth = _best_money(problem, starts, best)
        if worth is not None and worth + _fixed_worth(problem, starts) > best.worth:
            best.worth = worth + _fixed_worth(problem, starts)
            best.starts = starts
    return best


def _selections(problem: Problem) -> Iterator[dict[str, int]]:
    options = [(None, *m.start_years) for m in problem.measures]
    for years in product(*options):
        yield {m.id: y for m, y in zip(problem.measures, years, strict=True) if y is not None}


def _runs(m: Measure) -> int:
    return max([len(c) for c in [*m.costs.values(), *m.revenue.values()]] + [len(n.hours) for n in m.hours])


def _broken_rule(problem: Problem, starts: dict[str, int]) -> str:
    """The first rule about time, order, people or hours that the selection breaks."""
    by_id = {m.id: m for m in problem.measures}
    seen = set()
    for name, year in starts.items():
        m = by_id[name]
        if year + _runs(m) - 1 > problem.years[-1] and not m.funded_beyond:
            return "horizon"
        for need in m.requires:
            if need.measure not in starts or starts[need.measure] > year - need.lag:
                return "order"
        if m.alternative and m.alternative in seen:
            return "alternative"
        seen.add(m.alternative)
    if set(starts) & problem.choices.forced_out or problem.choices.forced_in - set(starts):
        return "choices"
    if any(starts.get(m, y) != y for m, y in problem.choices.start.items()):
        return "choices"
    if not any(True for _ in _lead_sets(problem, starts)):
        return "leads"
    return "" if _hours_fit(problem, starts) else "hours"


def _lead_sets(problem: Problem, starts: dict[str, int]) -> Iterator[dict[str, str]]:
    by_id = {m.id: m for m in problem.measures}
    seated = {p.id: p for p in problem.parties if p.at_table}
    offers = [[p for p in by_id[m].leads if p in seated] for m in starts]
    for chosen in product(*offers):
        if all(p.max_leads is None or chosen.count(p.id) <= p.max_leads for p in seated.values()):
            yield dict(zip(starts, chosen, strict=True))


def _hours_fit(problem: Problem, starts: dict[str, int]) -> bool:
    """One transport problem a year, asked of a solver with one variable per (need, offer)."""
    by_id = {m.id: m for m in problem.measures}
    for year in problem.years:
        supply, pairs, demand = [], [], []
        for p in problem.parties:
            for o in p.offers if p.at_table else ():
                supply.append((p, o.skill, o.hours.get(year, 0)))
        for name, start in starts.items():
            for need in by_id[name].hours:
                k = year - start
                if 0 <= k < len(need.hours) and need.hours[k]:
                    demand.append(need.hours[k])
                    for s, (p, skill, _) in enumerate(supply):
                        themes = p.themes is None or set(p.themes) & set(by_id[name].themes)
                        party = need.party in (None, p.id)
                        if themes and party and (not need.skill or skill in ("", need.skill)):
                            pairs.append((len(demand) - 1, s))
        if not demand:
            continue
        need_rows = np.zeros((len(demand), len(pairs)))
        supply_rows = np.zeros((len(supply), len(pairs)))
        for column, (d, s) in enumerate(pairs):
            need_rows[d, column] = 1
            supply_rows[s, column] = 1
        if not pairs:
            return False
        result = linprog(
            np.zeros(len(pairs)),
            A_ub=supply_rows,
            b_ub=[hours for _, _, hours in supply],
            A_eq=need_rows,
            b_eq=demand,
        )
        if not result.success:
            return False
    return True


def _together(problem: Problem, starts: dict[str, int]) -> list[tuple[str, int, list[str]]]:
    """(bundle, year, members) for each group that starts together."""
    street = {m.id: m.street for m in problem.measures}
    found = []
    for b in problem.bundles:
        groups: dict[tuple[int, str], list[str]] = {}
        for member in b.measures:
            if member in starts and (not b.same_street or street[member]):
                place = street[member] if b.same_street else ""
                groups.setdefault((starts[member], place), []).append(member)
        found += [(b.id, year, members) for (year, _), members in sorted(groups.items()) if len(members) > 1]
    return found


def _fixed_worth(problem: Problem, starts: dict[str, int]) -> float:
    """All of the objective that does not depend on money or leads."""
    w = problem.weights
    total = 0.0
    for o in problem.challenges:
        met = sum(
            float(m.effects.get(o.id) or 0)
            * float(problem.yearly_discount) ** (starts[m.id] - problem.years[0])
            for m in problem.measures
            if m.id in starts
        )
        for step in problem.segments:
            width = float(step.width * o.need)
            inside, met = min(met, width), max(met - width, 0)
            total += float(w.need * o.urgency * (1 + o.resident_priority) * step.value) * inside
    at_once = {b.id: _at_once(problem, b, starts) for b in problem.bundles}
    for s in problem.statements:
        served = sum(at_once.get(x, float(x in starts)) for x in s.served_by)
        total += float(w.statement * s.strength) * served / len(s.served_by)
    residents = sum(1 for m in problem.measures if m.resident_led and m.id in starts)
    return total - float(w.resident_shortfall) * max(0, problem.min_resident_led - residents)


def _at_once(problem: Problem, bundle: Bundle, starts: dict[str, int]) -> float:
    """1 where all works start at one moment, a step less for every other moment, 0 where none meet."""
    if not any(b == bundle.id for b, _, _ in _together(problem, starts)):
        return 0.0
    street = {m.id: m.street for m in problem.measures}
    counted = [m for m in bundle.measures if m in starts and (street[m] or not bundle.same_street)]
    moments = {(starts[m], bundle.same_street and street[m]) for m in counted}
    return max(0.0, 1 - (len(moments) - 1) / (len(bundle.measures) - 1))


def _most_leads(problem: Problem, starts: dict[str, int]) -> float:
    return float(problem.weights.lead) * max(len(set(s.values())) for s in _lead_sets(problem, starts))


def _may_pay(problem: Problem, f: MoneyFlow, m: Measure) -> bool:
    inside: str | None = m.area
    while inside not in (None, f.area):
        inside = problem.areas[inside]
    absent = f.needs_at_table and not any(p.id == f.needs_at_table and p.at_table for p in problem.parties)
    return (
        inside is not None
        and f.in_engine
        and f.certainty in (Certainty.FIRM, Certainty.LIKELY)
        and not absent
        and (f.themes is None or bool(set(m.themes) & f.themes))
        and (f.kinds is None or bool(m.kinds & f.kinds))
        and (f.target_groups is None or bool(m.target_groups & f.target_groups))
        and (problem.one_off_pays_recurring or m.nature is Nature.ONE_OFF or f.nature is Nature.RECURRING)
        and (f.max_per_unit is None or m.units.get(f.max_per_unit[0], 0) > 0)
        and (f.only_led_by is None or bool(f.only_led_by & set(m.leads)))
    )


def _burden(f: MoneyFlow) -> float:
    if f.accounting_cents is None and f.accounting_hours is None:
        return f.burden
    return (f.accounting_cents or 0) / 1_000_000 + (f.accounting_hours or 0) / 100


def _best_money(problem: Problem, starts: dict[str, int], best: Best) -> float | None:
    """The best of leads, pairs that pay, and full bundles: each leaves a linear programme."""
    results: list[float] = []
    pairs = _pairs(problem, starts)
    asked_by = [f for f in problem.flows if f.only_led_by is not None]
    lead_sets: dict[tuple, int] = {}
    for leads in _lead_sets(problem, starts):
        key = tuple(tuple(leads[m] in (f.only_led_by or ()) for m in starts) for f in asked_by)
        lead_sets[key] = max(lead_sets.get(key, 0), len(set(leads.values())))
    for key, different in sorted(lead_sets.items()):
        led = {(f.id, m): key[i][j] for i, f in enumerate(asked_by) for j, m in enumerate(starts)}
        allowed = [(f, m) for f, m in pairs if led.get((f.id, m.id), True)]
        money = _try_uses(problem, starts, allowed, best)
        if money is not None:
            results.append(money + float(problem.weights.lead) * different)
    return max(results, default=None)


def _pairs(problem: Problem, starts: dict[str, int]) -> list[tuple[MoneyFlow, Measure]]:
    by_id = {m.id: m for m in problem.measures}
    found = []
    for f in problem.flows:
        for name in starts:
            late = any(d is not None and starts[name] > d.year for d in (f.start_by, f.commit_by))
            if _may_pay(problem, f, by_id[name]) and not late:
                found.append((f, by_id[name]))
    return found


def _try_uses(
    problem: Problem, starts: dict[str, int], pairs: list[tuple[MoneyFlow, Measure]], best: Best
) -> float | None:
    """Enumerate on/off only where a rule asks whether a flow pays at all."""

    def matters(f: MoneyFlow) -> bool:
        return bool(f.min_application or f.lump or f.min_share or f.ban_group or f.ban_classes)

    banned = {c for f in problem.flows for c in f.ban_classes}
    asked = [(f, m) for f, m in pairs if matters(f) or f.owner_class in banned]
    whole = [f for f in problem.flows if f.programme_min or (_burden(f) and problem.weights.burden)]
    results = []
    for on in product((True, False), repeat=len(asked)):
        uses = {(f.id, m.id): used for (f, m), used in zip(asked, on, strict=True)}
        if _clash(problem, asked, uses):
            continue
        for used in product((True, False), repeat=len(whole)):
            flows_on = {f.id: u for f, u in zip(whole, used, strict=True)}
            if any(u and not flows_on.get(f, True) for (f, _), u in uses.items()):
                continue
            results.append(_pay(problem, starts, pairs, uses, flows_on))
    found = [r for r in results if r is not None]
    if not found:
        best.refuse("money")
    return max(found, default=None)


def _clash(problem: Problem, asked: list, uses: dict[tuple[str, str], bool]) -> bool:
    on = [(f, m.id) for f, m in asked if uses[f.id, m.id]]
    for f, m in on:
        for g, n in on:
            if m == n and f.id != g.id:
                if f.ban_group and f.ban_group == g.ban_group:
                    return True
                if g.owner_class in f.ban_classes:
                    return True
    return False


class _Programme:
    """min c·x with rows collected one at a time."""

    def __init__(self) -> None:
        self.number: dict[tuple, int] = {}
        self.cost: list[float] = []
        self.rows: list[tuple[dict[int, float], float]] = []
        self.equal: list[tuple[dict[int, float], float]] = []

    def var(self, *name: object, cost: float = 0.0) -> int:
        if name not in self.number:
            self.number[name] = len(self.cost)
            self.cost.append(cost)
        return self.number[name]

    def solve(self) -> float | None:
        n = len(self.cost)

        def matrix(
            rows: list[tuple[dict[int, float], float]],
        ) -> tuple[np.ndarray | None, list[float] | None]:
            if not rows:
                return None, None
            out = np.zeros((len(rows), n))
            for r, (terms, _) in enumerate(rows):
                for c, v in terms.items():
                    out[r, c] += v
            return out, [b for _, b in rows]

        if not n:
            fits = all(b >= 0 for _, b in self.rows) and all(b == 0 for _, b in self.equal)
            return 0.0 if fits else None
        a, b = matrix(self.rows)
        e, d = matrix(self.equal)
        result = linprog(self.cost, A_ub=a, b_ub=b, A_eq=e, b_eq=d, method="highs-ds")
        return float(result.fun) if result.status == 0 else None


def _due(problem: Problem, m: Measure, start: int) -> dict[tuple, float]:
    due = {}
    for kind, costs in m.costs.items():
        own = m.revenue.get(kind, ())
        for k, cost in enumerate(costs):
            rest = cost - (own[k] if k < len(own) else 0)
            if rest > 0 and start + k in problem.years:
                due[kind, start + k] = rest / 100
    return due


def _pay(
    problem: Problem,
    starts: dict[str, int],
    pairs: list[tuple[MoneyFlow, Measure]],
    uses: dict[tuple[str, str], bool],
    flows_on: dict[str, bool],
) -> float | None:
    """The worth of the money part for one setting of every on/off, in euros; None if it cannot be."""
    savings = _full_or_not(problem, starts)
    results = []
    for full in product((False, True), repeat=len(savings)):
        lp = _Programme()
        worth = _build(problem, starts, pairs, uses, flows_on, dict(zip(savings, full, strict=True)), lp)
        solved = lp.solve()
        if solved is not None:
            results.append(worth - solved)
    return max(results, default=None)


def _full_or_not(problem: Problem, starts: dict[str, int]) -> list[tuple[str, int, tuple[str, ...]]]:
    return [(b, year, tuple(members)) for b, year, members in _together(problem, starts)]


def _build(
    problem: Problem,
    starts: dict[str, int],
    pairs: list[tuple[MoneyFlow, Measure]],
    uses: dict[tuple[str, str], bool],
    flows_on: dict[str, bool],
    full: dict[tuple[str, int, tuple[str, ...]], bool],
    lp: _Programme,
) -> float:
    by_id = {m.id: m for m in problem.measures}
    due = {name: _due(problem, by_id[name], start) for name, start in starts.items()}
    pays: dict[tuple[str, str], list[int]] = {}
    spent: dict[tuple[str, int], list[int]] = {}
    paid_rows: dict[tuple, dict[int, float]] = {(m, *key): {} for m, d in due.items() for key in d}
    saved_rows: dict[tuple, dict[int, float]] = {key: {} for key in paid_rows}
    for f, m in pairs:
        if not uses.get((f.id, m.id), True) or not flows_on.get(f.id, True):
            continue
        for kind, year in due[m.id]:
            end = date(year, 12, 31)
            early = f.available_from is not None and end < f.available_from
            late = f.spend_by is not None and end > f.spend_by
            if kind in f.cost_types and not early and not late:
                column = lp.var("pay", f.id, m.id, kind, year)
                pays.setdefault((f.id, m.id), []).append(column)
                spent.setdefault((f.id, year), []).append(column)
                paid_rows[m.id, kind, year][column] = 1.0
    _add_savings(problem, starts, due, full, lp, saved_rows)
    for key, terms in paid_rows.items():
        lp.equal.append(({**terms, **saved_rows[key]}, due[key[0]][key[1:]]))
    flows = {f.id: f for f in problem.flows}
    for (name, measure), columns in pays.items():
        _pair_rules(problem, flows, flows[name], by_id[measure], columns, pays, uses, lp)
    for (name, measure), on in uses.items():
        f = flows[name]
        if on and not pays.get((name, measure)) and (f.lump or f.min_application):
            lp.rows.append(({}, -1.0))
            lp.var("nothing")
    worth = _budget_rules(problem, pays, spent, flows_on, lp)
    _whole_rules(problem, starts, pays, flows_on, lp)
    return worth


def _add_savings(problem: Problem, starts, due, full, lp: _Programme, saved_rows) -> None:
    bundles = {b.id: b for b in problem.bundles}
    of_member: dict[str, list[int]] = {m: [] for m in starts}
    totals = []
    for (name, year, members), short in full.items():
        bundle = bundles[name]
        row: dict[int, float] = {}
        takers = [m for m in members if m in (bundle.saving_on or members)]
        for m in takers:
            for kind, y in due[m]:
                if y == year:
                    column = lp.var("save", name, members, m, kind)
                    row[column] = 1.0
                    saved_rows[m, kind, y][column] = 1.0
                    of_member[m].append(column)
        promised = (len(members) - 1) * bundle.saving / 100
        totals.append((row, promised, takers, year, short))
    for row, promised, takers, year, short in totals:
        if not short:
            if row or promised:
                lp.equal.append((row, promised))
                lp.var("nothing")
            continue
        lp.rows.append((row, promised))
        for m in takers:
            room = sum(v for (_, y), v in due[m].items() if y == year)
            if room:
                lp.rows.append((dict.fromkeys(of_member[m], -1.0), -room))


def _pair_rules(problem, flows, f: MoneyFlow, m: Measure, columns, pays, uses, lp: _Programme) -> None:
    own = dict.fromkeys(columns, 1.0)
    everything = {c: 1.0 for (_, n), cs in pays.items() if n == m.id for c in cs}
    on = uses.get((f.id, m.id), False)
    caps = [f.max_application] if f.max_application is not None else []
    caps += [f.max_per_unit[1] * m.units.get(f.max_per_unit[0], 0)] if f.max_per_unit else []
    for cap in caps:
        lp.rows.append((own, cap / 100))
    if on and f.lump:
        lp.equal.append((own, f.lump / 100))
    if on and f.min_application:
        lp.rows.append((dict.fromkeys(own, -1.0), -f.min_application / 100))

    def share_row(sign: float, share: float) -> None:
        row = dict.fromkeys(everything, -sign * share)
        for c in own:
            row[c] += sign
        lp.rows.append((row, 0.0))

    if f.max_share < 1:
        share_row(1.0, float(f.max_share))
    if f.min_share and on:
        share_row(-1.0, float(f.min_share))
    if f.match and not f.match.programme:
        row = {c: float(f.match.ratio) for c in own}
        for (g, n), cs in pays.items():
            if n == m.id and g != f.id and _counts(f, flows[g]):
                row.update(dict.fromkeys(cs, -1.0))
        lp.rows.append((row, 0.0))


def _counts(f: MoneyFlow, g: MoneyFlow) -> bool:
    if g.owner_class in f.match.excluded_classes:
        return False
    sure = g.certainty is Certainty.FIRM or f.match.certain_by is None
    return sure or (g.certain_on is not None and g.certain_on <= f.match.certain_by)


def _budget_rules(problem: Problem, pays, spent, flows_on, lp: _Programme) -> float:
    """Balance per flow and year: budget + kept + borrowed = spent + keep + repay + lost."""
    price = float(problem.weights.lapse) / 100_000
    worth = 0.0
    seated = {p.id for p in problem.parties if p.at_table}
    for f in problem.flows:
        usable = f.in_engine and f.certainty in (Certainty.FIRM, Certainty.LIKELY)
        if not usable or (f.needs_at_table and f.needs_at_table not in seated):
            continue
        if flows_on.get(f.id) and _burden(f):
            worth -= float(problem.weights.burden) * _burden(f)
        for n, year in enumerate(problem.years):
            last = n == len(problem.years) - 1
            row = dict.fromkeys(spent.get((f.id, year), ()), 1.0)
            lost = lp.var("lost", f.id, year, cost=price)
            keep = lp.var("keep", f.id, year)
            row[lost], row[keep] = 1.0, 1.0
            if n:
                row[lp.var("keep", f.id, problem.years[n - 1])] = -1.0
                row[lp.var("borrow", f.id, problem.years[n - 1])] = 1.0
            borrow = lp.var("borrow", f.id, year)
            row[borrow] = -1.0
            if last or not f.carry_backward:
                lp.equal.append(({borrow: 1.0}, 0.0))
            gone = f.spend_by is not None and f.spend_by < date(year + 1, 12, 31)
            rate = 0.0 if gone else float(f.carry_forward)
            lp.rows.append(({keep: 1.0 - rate, lost: -rate}, 0.0))
            lp.equal.append((row, f.budget.get(year, 0) / 100))
    return worth


def _whole_rules(problem: Problem, starts, pays, flows_on, lp: _Programme) -> None:
    by_id = {m.id: m for m in problem.measures}
    flows = {f.id: f for f in problem.flows}
    for f in problem.flows:
        own = {c: 1.0 for (g, _), cs in pays.items() if g == f.id for c in cs}
        if f.programme_min and flows_on.get(f.id):
            lp.rows.append((dict.fromkeys(own, -1.0), -f.programme_min / 100))
            lp.var("nothing")
        if f.core:
            row = {}
            for (g, m), cs in pays.items():
                if g == f.id:
                    core = by_id[m].kinds & f.core.kinds or set(by_id[m].themes) & f.core.themes
                    for c in cs:
                        row[c] = float(f.core.share) - (1.0 if core else 0.0)
            lp.rows.append((row, 0.0))
        if f.match and f.match.programme:
            row = {c: float(f.match.ratio) for c in own}
            for (g, m), cs in pays.items():
                if g != f.id and _may_pay(problem, f, by_id[m]) and _counts(f, flows[g]):
                    row.update(dict.fromkeys(cs, -1.0))
            lp.rows.append((row, 0.0))
    for p in problem.parties:
        if not p.never_worse_off:
            continue
        held = {f.id for f in problem.flows if f.holder == p.id}
        gain = 0.0
        for name, start in starts.items():
            for b in by_id[name].benefits:
                if b.party == p.id and b.until is not None:
                    after = range(start + _runs(by_id[name]), min(b.until, problem.years[-1]) + 1)
                    gain += len(after) * b.cents_per_year / 100
        lp.rows.append(({c: 1.0 for (g, _), cs in pays.items() if g in held for c in cs}, gain))
        lp.var("nothing")
