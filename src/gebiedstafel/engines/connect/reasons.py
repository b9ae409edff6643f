"""Why a measure is not in the plan: the first missing thing first.

Three layers: what the table lacks whatever else is chosen; what the measure lacks when it stands
alone; and what it lacks beside this plan, where money and hours went elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from .cofunding import Alone, cofunding_asked
from .excerpt import Excerpt, Shortage
from .model import Model
from .plan import NotChosen, PlannedMeasure, Reason
from .possible import Possible, misfits, open_flow
from .problem import CostType, Measure, MoneyFlow

RULES = frozenset(
    {"once", "by", "lead", "max_leads", "led_by", "pay", "save", "budget", "reserve", "cap", "least"}
    | {
        "max_share",
        "min_share",
        "match",
        "ban",
        "ban_class",
        "uses",
        "used",
        "own_interest",
        "hours",
        "capacity",
    }
)
TOGETHER = frozenset({"some", "saving", "short", "full", "programme_min", "core", "programme_match"})
#: Looking for the reasons of one measure takes a time by the columns of the table; so many together do
#: not keep anyone waiting who asked to stop. Tables of up to a hundred measures have all of them.
WORK_AFTER_STOP = 500_000
NEAREST = 3
MOST_NAMED = 4


def reasons_for_rest(
    able: Possible,
    model: Model,
    measures: tuple[PlannedMeasure, ...],
    stop: Callable[[], bool] = lambda: False,
) -> tuple[NotChosen, ...]:
    """For each measure left out, what is missing; the order is the order in which to look.

    After a `stop` a large table has only few worked out: of the others it tells what needs no calculation.
    """
    seeker = _Seeker(able, model, measures)
    rest = sorted((m for m in able.problem.measures if m.id not in seeker.start), key=lambda m: m.id)
    most = WORK_AFTER_STOP // len(model.names) if model.names else 0
    return tuple(
        NotChosen(m.id, tuple(seeker.at_sight(m) if done >= most and stop() else seeker.reasons(m)))
        for done, m in enumerate(rest)
    )


def reasons_beside(
    able: Possible, model: Model, measures: tuple[PlannedMeasure, ...], names: Iterable[str]
) -> tuple[NotChosen, ...]:
    """What these measures lack beside the plan, whatever they lack alone."""
    seeker = _Seeker(able, model, measures)
    asked = [
        m for m in able.problem.measures if m.id in set(names) - seeker.start.keys() and able.starts[m.id]
    ]
    return tuple(NotChosen(m.id, tuple(seeker.beside_plan(m))) for m in asked)


class _Seeker:
    """Looks for reasons beside one plan."""

    def __init__(self, able: Possible, model: Model, measures: tuple[PlannedMeasure, ...]) -> None:
        self.able = able
        self.model = model
        self.excerpt = Excerpt(model)
        self.start = {m.id: m.start for m in measures}
        self.payments = [(m.id, p) for m in measures for p in m.payments]
        self.helped: dict[tuple[str, str, int], set[str]] = {}
        for m in measures:
            for h in m.hours:
                self.helped.setdefault((h.party, h.skill, h.year), set()).add(m.id)
        self.paying = {(p.flow, m.id) for m in measures for p in m.payments}
        self.leading = {(m.id, m.lead) for m in measures}

    def reasons(self, m: Measure) -> list[Reason]:
        """What is missing, most fundamental first; beside this plan only if nothing else is."""
        missing = [*self._people(m), *self._no_flow(m), *self._alone(m), *self._others(m)]
        return missing or list(self.beside_plan(m))

    def at_sight(self, m: Measure) -> list[Reason]:
        """What is missing as far as nothing need be calculated."""
        missing = [*self._people(m), *self._no_flow(m), *self._others(m)]
        return missing or [Reason("not_worked_out", {"measure": m.id})]

    def _people(self, m: Measure) -> Iterator[Reason]:
        parties = {p.id: p for p in self.able.problem.parties}
        if not self.able.starts[m.id]:
            yield Reason("beyond_horizon", {"measure": m.id, "years_needed": m.years_needed})
        if not self.able.leads[m.id]:
            yield Reason("nobody_leads", {"measure": m.id, "offered": sorted(m.leads)})
        for need in m.hours:
            if need.party and any(need.hours) and not parties[need.party].at_table:
                facts: dict[str, object] = {"measure": m.id, "party": need.party, "hours": sum(need.hours)}
                facts["waits_on"] = self._held_back(m, need.party)
                yield Reason("party_absent", facts)

    def _no_flow(self, m: Measure) -> Iterator[Reason]:
        for kind in self._unfunded(m):
            facts = {
                "measure": m.id,
                "cost_type": kind.value,
                "themes": list(m.themes),
                "cents": sum(self.able.deficit[m.id][kind]),
                "waits_on": self._levers(m, {kind}),
                "nearest": self._nearest(m, kind),
            }
            yield Reason("no_flow", facts)

    def _unfunded(self, m: Measure) -> list[CostType]:
        payers = self.able.payers[m.id]
        return [k for k in self.able.deficit[m.id] if not any(k in f.cost_types for f in payers)]

    def _levers(self, m: Measure, kinds: Iterable[CostType]) -> list[str]:
        """Flows outside the base plan that would fit: the measure waits on them."""
        problem = self.able.problem
        wanted = set(kinds)
        return sorted(
            f.id
            for f in problem.flows
            if open_flow(problem, f) in ("mogelijk", "absent")
            and f.in_engine
            and f.cost_types & wanted
            and not misfits(problem, f, m)
        )

    def _held_back(self, m: Measure, party: str) -> list[str]:
        """Levers that open once this party sits down."""
        needs = {f.id for f in self.able.problem.flows if f.needs_at_table == party}
        return [name for name in self._levers(m, self.able.deficit[m.id]) if name in needs]

    def _nearest(self, m: Measure, kind: CostType) -> list[tuple[str, list[str]]]:
        """Flows that fail on the fewest points, with those points."""
        found = []
        for f in self.able.problem.flows:
            wrong = self._wrong(m, kind, f)
            if wrong and "area" not in wrong:
                found.append((len(wrong), "theme" in wrong, f.id, wrong))
        found.sort()
        least = found[0][0] if found else 0
        return [(name, wrong) for count, _, name, wrong in found[:NEAREST] if count == least]

    def _wrong(self, m: Measure, kind: CostType, f: MoneyFlow) -> list[str]:
        closed = open_flow(self.able.problem, f)
        wrong = [closed] if closed and closed not in ("mogelijk", "absent") else []
        wrong += misfits(self.able.problem, f, m)
        return wrong + ([] if kind in f.cost_types else ["cost_type"])

    def _alone(self, m: Measure) -> Iterator[Reason]:
        """What lacks even if this measure were the only one and its bundles saved all they can."""
        if not self.able.starts[m.id]:
            return
        dropped: frozenset[str] = frozenset() if self.able.leads[m.id] else frozenset({"lead"})
        columns = self._own_columns(self.model, m)
        lacks = self.excerpt.shortage(columns, measure=m.id, tags=RULES - dropped, fixed={})
        if lacks is None:
            return
        unfunded = {k.value for k in self._unfunded(m)}
        short = {key: cents for key, cents in lacks.cents.items() if key[0] not in unfunded}
        if short:
            alone = Alone(self.able, self.excerpt, partial(self._own_columns, m=m), RULES - dropped)
            asked = {} if unfunded else cofunding_asked(alone, m)
            matched = asked or self._paid_without_match(m, columns, unfunded, RULES - dropped)
            code = "cofunding_short" if matched else "money_short"
            yield Reason(code, self._money_facts(m, short) | asked)
        yield from self._hours_short(m, lacks, "hours_short")

    def _paid_without_match(
        self, m: Measure, columns: list[int], unfunded: set[str], tags: frozenset[str]
    ) -> bool:
        """Whether it would be paid, but for what no flow may pay at all, if no flow asked co-funding."""
        if all(f.match is None for f in self.able.payers[m.id]):
            return False
        free = self.excerpt.shortage(columns, measure=m.id, tags=tags - {"match"}, fixed={})
        return free is not None and all(kind in unfunded for kind, _ in free.cents)

    def _own_columns(self, model: Model, m: Measure) -> list[int]:
        """The columns of a measure when it stands alone and its bundles save all they can."""
        own = {m.id}
        return [
            c
            for c, name in enumerate(model.names)
            if (name[4] == m.id if name[0] == "save" else self._belongs(name, own))
        ]

    def _money_facts(self, m: Measure, short: dict[tuple[str, int], int]) -> dict[str, object]:
        years: dict[int, int] = {}
        for (_, year), cents in sorted(short.items(), key=lambda item: item[0][1]):
            years[year] = years.get(year, 0) + cents
        kinds = {kind for kind in self.able.deficit[m.id] if any(key[0] == kind for key in short)}
        fitting = [f for f in self.able.payers[m.id] if f.cost_types & kinds]
        return {
            "measure": m.id,
            "cents": sum(years.values()),
            "years": years,
            "flows": sorted(f.id for f in fitting),
            "match_flows": sorted(f.id for f in fitting if f.match is not None),
            "waits_on": self._levers(m, kinds),
        }

    def _hours_short(self, m: Measure, lacks: Shortage, code: str) -> Iterator[Reason]:
        absent = {need.party for need in m.hours if need.party and not self._seated(need.party)}
        for (offers, year), hours in sorted(lacks.hours.items(), key=lambda item: (item[0][1], item[0][0])):
            parties = sorted({party for party, _ in offers})
            if not offers and absent:
                continue
            facts: dict[str, object] = {"measure": m.id, "year": year, "hours": hours, "parties": parties}
            facts["skills"] = sorted({skill for _, skill in offers if skill}) or self._skills(m, offers)
            if code == "hours_elsewhere":
                users = {u for o in offers for u in self.helped.get((*o, year), ())}
                facts["measures"] = sorted(users)[:MOST_NAMED]
            yield Reason(code, facts)

    def _skills(self, m: Measure, offers: tuple[tuple[str, str], ...]) -> list[str]:
        needs = zip(m.hours, self.able.givers[m.id], strict=True)
        return sorted({need.skill for need, givers in needs if need.skill and givers == offers})

    def _seated(self, party: str) -> bool:
        return any(p.id == party and p.at_table for p in self.able.problem.parties)

    def _others(self, m: Measure) -> Iterator[Reason]:
        for need in m.requires:
            if need.measure not in self.start:
                facts = {"measure": m.id, "other": need.measure, "lag": need.lag}
                yield Reason("predecessor_not_chosen", facts)
        for other in self.able.problem.measures:
            if m.alternative and other.alternative == m.alternative and other.id in self.start:
                yield Reason("alternative_chosen", {"measure": m.id, "other": other.id})
        if m.id in self.able.problem.choices.forced_out:
            yield Reason("forced_out", {"measure": m.id})

    def beside_plan(self, m: Measure) -> Iterator[Reason]:
        """What lacks when everything else stays as planned and payments may be mixed again."""
        inside = {*self.start, m.id}
        columns = [c for c, name in enumerate(self.model.names) if self._belongs(name, inside)]
        fixed = {c: v for c in columns if (v := self._planned(self.model.names[c], m.id)) is not None}
        lacks = self.excerpt.shortage(columns, measure=m.id, tags=RULES | TOGETHER, fixed=fixed)
        if lacks is None:
            yield Reason("rules_elsewhere", {"measure": m.id})
        elif lacks.cents or lacks.hours:
            if lacks.cents:
                facts = self._money_facts(m, dict(lacks.cents))
                yield Reason("money_elsewhere", facts | {"measures": self._went_to(m, lacks)})
            yield from self._hours_short(m, lacks, "hours_elsewhere")
        else:
            yield Reason("not_worth_it", {"measure": m.id})

    def _went_to(self, m: Measure, lacks: Shortage) -> list[str]:
        """The measures that take most of the fitting money in the years where it lacks."""
        kinds = {kind for kind, _ in lacks.cents}
        fitting = {f.id for f in self.able.payers[m.id] if kinds & {k.value for k in f.cost_types}}
        taken: dict[str, int] = {}
        for measure, p in self.payments:
            if p.flow in fitting and any(p.year == year for _, year in lacks.cents):
                taken[measure] = taken.get(measure, 0) + p.cents
        return sorted(taken, key=lambda name: (-taken[name], name))[:MOST_NAMED]

    def _belongs(self, name: tuple[object, ...], inside: set[str]) -> bool:
        """Whether a column is about these measures, or about flows and hours in general."""
        kind = name[0]
        if kind in ("pay", "uses"):
            return name[2] in inside
        if kind in ("start", "by", "lead", "no_money"):
            return name[1] in inside
        if kind == "save":
            return name[4] in inside and len(inside) > 1
        if kind in ("some", "short", "full"):
            return len(inside) > 1
        return kind in ("reserve", "advance", "used", "give", "no_hours")

    def _planned(self, name: tuple[object, ...], free: str) -> float | None:
        """The plan's value of a choice that stays; None for what may still be arranged."""
        if name[0] == "start" and name[1] != free:
            return float(self.start[str(name[1])] == name[2])
        if name[0] == "uses" and name[2] != free:
            return float((name[1], name[2]) in self.paying)
        if name[0] == "no_money" and name[1] != free:
            return 0.0
        return None
