"""Whether a measure can be in any plan at all, with some rules of the table left out."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np

from .formulation import rules_alone
from .highs import fix_whole, run, without_point
from .irreducible import irreducible
from .loosening import loosened
from .model import Arrays, Floats, Model
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
from .rounding import CannotRound, whole_cents

ATTEMPTS = 5


class Forcing:
    """Asks whether these measures can all be in a plan, while everything else is free.

    First only what must come along is looked at: the measures, what they wait for, what the table forced
    in. Where that cannot be, others might help: works that save together, a programme that needs volume,
    a purse that needs gains. `generous` takes the most they could ever do for nothing; what is forbidden
    even then is forbidden whatever else is chosen. What lies between is looked at in full.
    """

    def __init__(self, problem: Problem, measures: Iterable[str], *, beside: Iterable[str] = ()) -> None:
        self.whole = arrange(problem)
        self.measures = frozenset(measures)
        self.by_id = {m.id: m for m in self.whole.measures}
        must = {*self.measures, *problem.choices.forced_in}
        self.must = _along(self.by_id, must)
        self.along = _along(self.by_id, {*must, *beside})
        self.part = _only(self.whole, self.along)
        self.others_keep_costs = False
        self.asked = 0

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

        Of a flow that can pay none of the measures, which stand in `closed`, only the firmest is named.
        """
        part = self.part
        own = [rule for m in part.measures for rule in measure_rules(part, m)]
        first = [*choice_rules(part.choices, self.along), *(r for r in own if r.code != "cost")]
        first += party_rules(part, part.measures)
        # What others cost stays: a programme counts what is paid for them.
        first += [rule for rule in own if rule.code == "cost" and rule.about in self.must]
        shut = {rule.about for rule in self.closed}
        for f in part.flows:
            if f.id not in shut:
                first += flow_rules(f)
                first += [rule for m in part.measures for rule in closing_rules(part, f, m)]
        return tuple(dict.fromkeys(first))

    @cached_property
    def closed(self) -> tuple[Rule, ...]:
        """Of each flow that can pay none of the measures, the firmest rule that says so."""
        found = []
        for f in self.part.flows:
            each = [closing_rules(self.part, f, m) for m in self.part.measures if deficits(m)]
            shut = next((r for r in each[0] if all(r in rules for rules in each)), None) if each else None
            if shut is not None:
                found.append(shut)
        return tuple(found)

    @cached_property
    def all_rules(self) -> frozenset[Rule]:
        """Every rule there is here, also those of a closed flow beside its firmest."""
        part = self.part
        found = {*self.rules, *self.closed}
        for f in part.flows:
            found.update(flow_rules(f))
            for m in part.measures:
                found.update(closing_rules(part, f, m))
        return frozenset(found)

    def conflict(self) -> tuple[Rule, ...]:
        """Rules that together forbid it, none of which can be left out; nothing where it is possible."""
        if self.possible():
            return ()
        first = self._of_one()
        if first:
            return first
        if not self._has_plan(self.generous):
            return self._needed(self.generous)
        wider = Forcing(self.whole, self.measures, beside=_helped(self.whole, self.along))
        if wider.possible():
            return ()
        self.others_keep_costs = True
        return wider._needed(wider.part)

    def _needed(self, part: Problem) -> tuple[Rule, ...]:
        """The rules that this part needs to be without a plan.

        A closed flow without its one rule pays everything: so either all of those rules are needed, or
        none is, and one question decides.
        """

        def forbids(rules: Sequence[Rule]) -> bool:
            return not self._has_plan(without(part, self.all_rules.difference(rules)))

        needed = () if forbids(self.rules) else self.closed
        if needed and forbids([*self.rules, *needed[1:]]):
            return irreducible([*self.rules, *needed], forbids)
        return (*irreducible(self.rules, lambda rules: forbids([*rules, *needed])), *needed)

    def _of_one(self) -> tuple[Rule, ...]:
        """The conflict of the measure by itself, or of one thing it waits for; nothing if they only clash."""
        if len(self.measures) != 1 or len(self.along) == 1:
            return ()
        (name,) = self.measures
        measure = self.by_id[name]
        if not measure.requires:
            return ()
        waits_for_none = replace(measure, requires=())
        measures = tuple(waits_for_none if m.id == name else m for m in self.whole.measures)
        alone = Forcing(replace(self.whole, measures=measures), self.measures)
        own = alone.conflict()
        if own and not alone.others_keep_costs:
            return own
        for need in measure.requires:
            earlier = Forcing(self.whole, [need.measure])
            before = earlier.conflict()
            if before and not earlier.others_keep_costs:
                return (Rule("requires", name, need.measure), *before)
        return ()

    def possible(self, dropped: Iterable[Rule] = ()) -> bool:
        """Whether a plan of what must come along has them, with these rules left out."""
        return self._has_plan(without(self.part, dropped))

    def _has_plan(self, part: Problem) -> bool:
        self.asked += 1
        able = paying(of_arranged(part))
        if any(not able.starts[m] for m in self.measures):
            return False
        model = rules_alone(able)
        return _has_point(model, self.forced(model))

    def forced(self, model: Model) -> Arrays:
        """The model with these measures in it and nothing to prefer."""
        arrays = model.arrays()
        lower = arrays.row_lower.copy()
        for r, name in enumerate(model.row_names):
            if name[0] == "once" and name[1] in self.measures:
                lower[r] = 1.0
        return replace(arrays, row_lower=lower, cost=np.zeros_like(arrays.cost))


def _has_point(model: Model, arrays: Arrays) -> bool:
    """Whether the model has a point whose payments are whole cents and hold at tight tolerance."""
    for _ in range(ATTEMPTS):
        values = run(loosened(model, arrays)).values
        if values is None:
            values = run(arrays, presolve=False).values
        if values is None:
            return False
        polished = run(fix_whole(arrays, values), exact=True).values
        if polished is not None and _rounds(model, polished):
            return True
        arrays = without_point(arrays, values)
    return False


def _rounds(model: Model, values: Floats) -> bool:
    try:
        whole_cents(model, values)
    except CannotRound:
        return False
    return True


def paying(able: Possible) -> Possible:
    """The same without flows that can pay nothing: they change no answer and cost time."""
    payers = {f.id for flows in able.payers.values() for f in flows}
    return replace(able, flows=tuple(f for f in able.flows if f.id in payers))


def _along(by_id: Mapping[str, Measure], measures: Iterable[str]) -> set[str]:
    """These measures with all they wait for."""
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


def _helped(whole: Problem, known: set[str]) -> set[str]:
    """With the measures that make these cheaper, or that carry a programme or a purse along."""
    by_id = {m.id: m for m in whole.measures}
    able = of_arranged(whole)
    while True:
        wider = _along(by_id, known | set(_helpers(able, known)))
        if wider == known:
            return known
        known = wider


def _helpers(able: Possible, known: set[str]) -> Iterator[str]:
    whole = able.problem
    for b in whole.bundles:
        if known.intersection(b.measures):
            yield from b.measures
    payers = {f.id for m in known for f in able.payers[m]}
    careful = {p.id for p in whole.parties if p.never_worse_off}
    for m in whole.measures:
        shared = [f for f in able.payers[m.id] if f.id in payers]
        if any(f.programme_min or f.core or (f.match and f.match.programme) for f in shared):
            yield m.id
        if any(b.party in careful for b in m.benefits):
            yield m.id


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
