"""Whether a measure can be in any plan at all, with some rules of the table left out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from functools import cached_property, partial

import numpy as np

from .any_point import AnyPoint
from .formulation import rules_alone
from .irreducible import irreducible
from .leaning import rules_leaned_on
from .model import Arrays, Model
from .named_rules import (
    ANYONE,
    Rule,
    choice_rules,
    closing_rules,
    flow_rules,
    measure_rules,
    party_rules,
    without,
)
from .order import arrange
from .possible import Possible, deficits, misfits, of_arranged
from .problem import Measure, MoneyFlow, Party, Problem


class Stopped(Exception):
    """Somebody asked to stop while a question was put."""


class Forcing:
    """Asks whether these measures can all be in a plan, while everything else is free.

    First only what must come along is looked at: the measures, what they wait for, what the table forced
    in. Where that cannot be, others might help: works that save together, a programme that needs volume,
    a purse that needs gains. `generous` takes the most they could ever do for nothing; what is forbidden
    even then is forbidden whatever else is chosen. What lies between is looked at in full. Each question
    asks `stop` first, and raises `Stopped` where that says so.
    """

    def __init__(
        self,
        problem: Problem,
        measures: Iterable[str],
        *,
        beside: Iterable[str] = (),
        stop: Callable[[], bool] = lambda: False,
    ) -> None:
        self.whole = arrange(problem)
        self.measures = frozenset(measures)
        self.by_id = {m.id: m for m in self.whole.measures}
        must = {*self.measures, *problem.choices.forced_in}
        self.must = with_all_before(self.by_id, must)
        self.along = with_all_before(self.by_id, {*must, *beside})
        self.part = _only(self.whole, self.along)
        self.stop = stop
        self.asked = 0
        self.point = AnyPoint()

    @cached_property
    def generous(self) -> Problem:
        """The same part, where all others that could help do so for nothing."""
        ghosts = {
            m
            for b in self.whole.bundles
            if self.along.intersection(b.saving_on or b.measures)
            for m in b.measures
            if m not in self.along
        }
        part = _only(self.whole, self.along | ghosts)
        measures = tuple(_ghost(part, m) if m.id in ghosts else m for m in part.measures)
        others = [m for m in self.whole.measures if m.id not in self.along]
        flows = tuple(_with_volume(f) if _has_company(self.whole, f, others) else f for f in part.flows)
        parties = tuple(_with_gains(p, others) for p in part.parties)
        if ghosts:
            parties = (*parties, Party(ANYONE, None))
        return replace(part, measures=measures, flows=flows, parties=parties)

    @cached_property
    def rules(self) -> tuple[Rule, ...]:
        """Every rule that can forbid it: what people decide first, then the money.

        Of a flow that can pay nothing of what must be, only the firmest is named, in `closed`.
        """
        return self._rules_without({rule.about for rule in self.closed})

    def _rules_without(self, shut: Collection[str]) -> tuple[Rule, ...]:
        """The same, where nothing is named of the flows that are shut."""
        part = self.part
        own = [rule for m in part.measures for rule in measure_rules(part, m)]
        first = [*choice_rules(part.choices, self.along), *(r for r in own if r.code != "cost")]
        first += party_rules(part, part.measures)
        # What others cost stays: a programme counts what is paid for them.
        first += [rule for rule in own if rule.code == "cost" and rule.about in self.must]
        for f in part.flows:
            if f.id not in shut:
                first += flow_rules(f)
                first += [rule for m in part.measures for rule in closing_rules(part, f, m)]
        return tuple(dict.fromkeys(first))

    @cached_property
    def closed(self) -> tuple[Rule, ...]:
        """Of each flow that can pay nothing of what must be, the firmest rule that says so.

        Not of a party that must not be worse off: without that rule its flow would not pay everything.
        """
        found = []
        careful = {p.id for p in self.part.parties if p.never_worse_off}
        paid = [m for m in self.part.measures if m.id in self.must and deficits(m)]
        for f in self.part.flows:
            if f.holder in careful:
                continue
            each = [closing_rules(self.part, f, m) for m in paid]
            shut = next((r for r in each[0] if all(r in rules for rules in each)), None) if each else None
            if shut is not None:
                found.append(shut)
        return tuple(found)

    @cached_property
    def all_rules(self) -> frozenset[Rule]:
        """Every rule there is here, also those of a closed flow beside its firmest."""
        return frozenset(self._rules_without(()))

    def conflict(self) -> tuple[Rule, ...]:
        """Rules that together forbid it, none of which can be left out; nothing where it is possible."""
        if self.possible():
            return ()
        however = self._however_others_help()
        if however:
            return however
        wider = Forcing(self.whole, self.measures, beside=self.by_id, stop=self.stop)
        if wider.possible():
            return ()
        return wider._all_needed(wider.part, self._of_one(Forcing.conflict)) or wider._needed(wider.part)

    def conflict_by_itself(self) -> tuple[Rule, ...]:
        """Rules that forbid it however others help; nothing where it is possible or others might help."""
        return () if self.possible() else self._however_others_help()

    def _however_others_help(self) -> tuple[Rule, ...]:
        """The conflict of what has no plan by itself; nothing where others might help."""
        first = self._all_needed(self.generous, self._of_one(Forcing.conflict_by_itself))
        if first:
            return first
        return () if self.has_plan(self.generous) else self._needed(self.generous)

    def _needed(self, part: Problem) -> tuple[Rule, ...]:
        """The rules that this part needs to be without a plan.

        A closed flow without its one rule pays everything that must be: so either all of those rules are
        needed, or none is, and one question decides. Only where such a flow matters to others too, and
        its one rule is therefore not enough, each of its rules is looked at.
        """

        def leaned() -> set[Rule] | None:
            names = self.point.leaned
            return None if names is None else rules_leaned_on(part, self.all_rules, names)

        forbids = partial(self._forbids, part)
        rules, closed = self.rules, self.closed
        if self.along != self.must and closed and not forbids([*rules, *closed]):
            rules, closed = self._rules_without(()), ()
        needed = () if not closed or forbids(rules) else closed
        if needed and forbids([*rules, *needed[1:]]):
            return irreducible([*rules, *needed], forbids, leaned)
        return (*irreducible(rules, lambda some: forbids([*some, *needed]), leaned), *needed)

    def _all_needed(self, part: Problem, rules: tuple[Rule, ...]) -> tuple[Rule, ...]:
        """Of the conflict of one thing it waits for what this measure needs too.

        That may come too late for who waits a year longer, so that a rule which it needs is not needed here.
        """
        late = any(need.lag for m in self.measures for need in self.by_id[m].requires)
        if not late or not rules:
            return rules
        forbids = partial(self._forbids, part)
        return irreducible(rules, forbids) if forbids(rules) else ()

    def _forbids(self, part: Problem, rules: Collection[Rule]) -> bool:
        """Whether this part has no plan by these rules alone."""
        dropped = self.all_rules.difference(rules)
        return not self._by_itself(dropped) and not self.has_plan(without(part, dropped))

    def _by_itself(self, dropped: Collection[Rule]) -> bool:
        """Whether it can be without any of the others that might help: a small question, asked first."""
        return self.along != self.must and self._alone.possible(dropped)

    @cached_property
    def _alone(self) -> Forcing:
        """The same measures without others beside."""
        return Forcing(self.whole, self.measures, stop=self.stop)

    def _of_one(self, conflict: Callable[[Forcing], tuple[Rule, ...]]) -> tuple[Rule, ...]:
        """The conflict of the measure by itself, or of one thing it waits for; nothing if they only clash."""
        if len(self.measures) != 1 or len(self.along) == 1:
            return ()
        (name,) = self.measures
        measure = self.by_id[name]
        if not measure.requires:
            return ()
        waits_for_none = replace(measure, requires=())
        measures = tuple(waits_for_none if m.id == name else m for m in self.whole.measures)
        alone = Forcing(replace(self.whole, measures=measures), self.measures, stop=self.stop)
        own = conflict(alone)
        if own:
            return own
        for need in measure.requires:
            before = conflict(Forcing(self.whole, [need.measure], stop=self.stop))
            if before:
                return (Rule("requires", name, need.measure), *before)
        return ()

    def possible(self, dropped: Iterable[Rule] = ()) -> bool:
        """Whether a plan of what must come along has them, with these rules left out."""
        return self.has_plan(without(self.part, dropped))

    def has_plan(self, part: Problem) -> bool:
        """Whether this part of the table, however it was eased, has a plan with these measures."""
        if self.stop():
            raise Stopped
        self.asked += 1
        able = paying(of_arranged(part))
        never = [m for m in self.measures if not able.starts[m]]
        if never:
            self.point.leaned = tuple(("once", m) for m in sorted(never))
            return False
        model = rules_alone(able)
        return self.point.of(model, self.forced(model))

    def forced(self, model: Model) -> Arrays:
        """The model with these measures in it and nothing to prefer."""
        arrays = model.arrays()
        lower = arrays.row_lower.copy()
        for r, name in enumerate(model.row_names):
            if name[0] == "once" and name[1] in self.measures:
                lower[r] = 1.0
        return replace(arrays, row_lower=lower, cost=np.zeros_like(arrays.cost))


def paying(able: Possible) -> Possible:
    """The same without flows that can pay nothing: they change no answer and cost time."""
    payers = {f.id for flows in able.payers.values() for f in flows}
    return replace(able, flows=tuple(f for f in able.flows if f.id in payers))


def with_all_before(by_id: Mapping[str, Measure], measures: Iterable[str]) -> set[str]:
    """These measures with all they wait for, step after step."""
    found: set[str] = set()
    ahead = list(measures)
    while ahead:
        here = ahead.pop()
        if here not in found and here in by_id:
            found.add(here)
            ahead += [need.measure for need in by_id[here].requires]
    return found


def _ghost(part: Problem, m: Measure) -> Measure:
    """A work that joins whenever it helps and costs nobody anything."""
    return replace(
        m,
        start_years=part.years,
        costs={},
        revenue={},
        hours=(),
        benefits=(),
        requires=(),
        alternative="",
        leads=(ANYONE,),
        funded_beyond=True,
    )


def _has_company(whole: Problem, f: MoneyFlow, others: Collection[Measure]) -> bool:
    """Whether a flow has a rule over all it pays, and other measures it could pay."""
    over_all = f.programme_min or f.core or (f.match is not None and f.match.programme)
    return bool(over_all) and any(not misfits(whole, f, m) for m in others)


def _with_volume(f: MoneyFlow) -> MoneyFlow:
    """The flow as if others filled what it asks over everything it pays."""
    match = None if f.match is not None and f.match.programme else f.match
    return replace(f, programme_min=0, core=None, match=match)


def _with_gains(p: Party, others: Collection[Measure]) -> Party:
    """The party as if other measures gained it enough."""
    gains = any(b.party == p.id for m in others for b in m.benefits)
    return replace(p, never_worse_off=False) if p.never_worse_off and gains else p


def _only(whole: Problem, measures: set[str]) -> Problem:
    """The table with these measures alone, and without what a plan is worth."""
    bundles = [
        replace(
            b,
            measures=tuple(m for m in b.measures if m in measures),
            saving_on=tuple(m for m in b.saving_on if m in measures),
        )
        for b in whole.bundles
        if len(measures.intersection(b.measures)) > 1
        and (not b.saving_on or measures.intersection(b.saving_on))
    ]
    choices = whole.choices
    return replace(
        whole,
        measures=tuple(m for m in whole.measures if m.id in measures),
        bundles=tuple(bundles),
        statements=(),
        challenges=(),
        min_resident_led=0,
        choices=replace(
            choices,
            forced_in=choices.forced_in & measures,
            forced_out=choices.forced_out & measures,
            start={m: y for m, y in choices.start.items() if m in measures},
        ),
    )
