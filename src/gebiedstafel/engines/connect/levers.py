"""What could be otherwise at a table: one named change of a problem that someone can bring about."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from fractions import Fraction

from .problem import (
    Certainty,
    CostType,
    HourOffer,
    Match,
    Measure,
    MoneyFlow,
    Nature,
    OwnerClass,
    Party,
    Problem,
)


class LeverKind(StrEnum):
    """What kind of change it is; sentences and files go by it."""

    MORE_MONEY = "more_money"
    NEW_MONEY = "new_money"
    CERTAIN_IN_TIME = "certain_in_time"
    PROMISED = "promised"
    RULE_RELAXED = "rule_relaxed"
    LATER_DATE = "later_date"
    MORE_HOURS = "more_hours"
    SEATED = "seated"
    RULE_LIFTED = "rule_lifted"
    TOGETHER = "together"


#: What a flow's rules become when they are lifted, by the name of the field.
RELAXED: Mapping[str, Mapping[str, object]] = {
    "max_share": {"max_share": Fraction(1)},
    "min_share": {"min_share": Fraction(0)},
    "match": {"match": None},
    "min_application": {"min_application": 0},
    "max_application": {"max_application": None},
    "lump": {"lump": None},
    "max_per_unit": {"max_per_unit": None},
    "programme_min": {"programme_min": 0},
    "core": {"core": None},
    "ban_group": {"ban_group": ""},
    "ban_classes": {"ban_classes": frozenset()},
    "only_led_by": {"only_led_by": None},
    "carry_forward": {"carry_forward": Fraction(1)},
}
#: Rules of co-funding, which are lifted inside it.
RELAXED_MATCH: Mapping[str, Mapping[str, object]] = {
    "match_classes": {"excluded_classes": frozenset()},
    "match_by": {"certain_by": None},
}
RULES = (*RELAXED, *RELAXED_MATCH)
#: Rules that can be eased by steps, with the step: a percent of a share or of a euro, else a euro in cents.
STEPS: Mapping[str, Fraction] = {
    "max_share": Fraction(1, 100),
    "min_share": Fraction(1, 100),
    "match": Fraction(1, 100),
    "core": Fraction(1, 100),
    "carry_forward": Fraction(1, 100),
    "min_application": Fraction(100),
    "max_application": Fraction(100),
    "programme_min": Fraction(100),
}
#: Rules of the table itself, that it may lift knowingly, by the name of the problem's field.
LIFTED: Mapping[str, Mapping[str, object]] = {
    "one_off_pays_recurring": {"one_off_pays_recurring": True},
}
DATES = ("start_by", "commit_by", "spend_by", "available_from")


@dataclass(frozen=True, slots=True)
class Lever:
    """One change: of a flow, of a party's hours or chair, or of several together (`parts`).

    `cents` and `hours` are what comes in more, as (calendar year, amount). `rule` is a name from
    `RULES`, from `LIFTED`, or from `DATES` with the new day in `by`; a rule with a step in `STEPS` may become
    `to` instead of being lifted: a share, euros per euro, or cents. `measure` is the one a new flow is
    meant for, which then pays only its `cost_types`.
    """

    kind: LeverKind
    flow: str = ""
    party: str = ""
    skill: str = ""
    measure: str = ""
    rule: str = ""
    by: date | None = None
    cents: tuple[tuple[int, int], ...] = ()
    hours: tuple[tuple[int, int], ...] = ()
    cost_types: tuple[CostType, ...] = ()
    parts: tuple[Lever, ...] = ()
    to: Fraction | None = None

    @property
    def id(self) -> str:
        """The same text for the same lever, whatever else there is."""
        by = self.by.isoformat() if self.by else ""
        amounts = ",".join(f"{year}:{amount}" for year, amount in (*self.cents, *self.hours))
        kinds = ",".join(kind.value for kind in self.cost_types)
        inside = "+".join(part.id for part in self.parts)
        to = "" if self.to is None else f"{self.to.numerator}:{self.to.denominator}"
        words = (self.flow, self.party, self.skill, self.measure, self.rule, by, to, amounts, kinds, inside)
        return "/".join((self.kind.value, *filter(None, words)))

    @property
    def total_cents(self) -> int:
        """All new money it asks."""
        return sum(cents for _, cents in self.cents) + sum(part.total_cents for part in self.parts)

    @property
    def total_hours(self) -> int:
        """All new hours it asks."""
        return sum(hours for _, hours in self.hours) + sum(part.total_hours for part in self.parts)


class UnknownLever(ValueError):
    """A lever about something the table does not have."""


def with_lever(problem: Problem, lever: Lever) -> Problem:
    """The table as it would be. Raises `UnknownLever` where the lever names what is not there."""
    return _CHANGES[lever.kind](problem, lever)


def together(levers: Iterable[Lever]) -> Lever:
    """One lever that does all of these, each once; a single one stays itself."""
    parts = {part.id: part for lever in levers for part in (lever.parts or (lever,))}
    ordered = tuple(parts[name] for name in sorted(parts))
    return ordered[0] if len(ordered) == 1 else Lever(LeverKind.TOGETHER, parts=ordered)


def _more_money(problem: Problem, lever: Lever) -> Problem:
    def richer(f: MoneyFlow) -> MoneyFlow:
        budget = dict(f.budget)
        for year, cents in lever.cents:
            budget[year] = budget.get(year, 0) + cents
        return replace(f, budget=budget)

    return _with_flow(problem, lever.flow, richer)


def _new_money(problem: Problem, lever: Lever) -> Problem:
    measure = _measure(problem, lever.measure)
    holder = _holder(problem, measure)
    flow = MoneyFlow(
        id=new_flow_id(problem, lever),
        holder=holder.id,
        owner_class=holder.owner_class or OwnerClass.MUNICIPALITY,
        budget=dict(lever.cents),
        cost_types=frozenset(lever.cost_types),
        area=measure.area,
        themes=frozenset(measure.themes),
        carry_forward=Fraction(1),
        nature=Nature.RECURRING,
    )
    return replace(problem, flows=(*problem.flows, flow))


def new_flow_id(problem: Problem, lever: Lever) -> str:
    """A name for new money that no flow of the table has."""
    taken = {f.id for f in problem.flows}
    name = new_money_name(lever)
    while name in taken:
        name += "+"
    return name


def new_money_name(lever: Lever) -> str:
    """What new money is called where nothing else is called so: the measure, and the costs it pays."""
    return "+".join(("", lever.measure, *sorted(kind.value for kind in lever.cost_types)))


def _holder(problem: Problem, measure: Measure) -> Party:
    seated = {p.id: p for p in problem.parties if p.at_table}
    if not problem.parties:
        raise UnknownLever("no party can hold new money")
    leads = [seated[p] for p in sorted(measure.leads) if p in seated]
    return (leads or sorted(seated.values(), key=lambda p: p.id) or list(problem.parties))[0]


def _certain_in_time(problem: Problem, lever: Lever) -> Problem:
    return _with_flow(problem, lever.flow, lambda f: replace(f, certain_on=lever.by))


def _promised(problem: Problem, lever: Lever) -> Problem:
    return _with_flow(problem, lever.flow, _offered)


def _offered(f: MoneyFlow) -> MoneyFlow:
    return replace(f, certainty=Certainty.LIKELY) if f.certainty is Certainty.POSSIBLE else f


def _rule_relaxed(problem: Problem, lever: Lever) -> Problem:
    return _with_flow(problem, lever.flow, lambda f: _eased(f, lever))


def _eased(f: MoneyFlow, lever: Lever) -> MoneyFlow:
    return relaxed(f, lever.rule) if lever.to is None else eased(f, lever.rule, lever.to)


def rule_value(f: MoneyFlow, rule: str) -> Fraction | None:
    """What a rule with steps says now: a share, euros per euro, or cents; None where there is none."""
    if rule == "match":
        return f.match.ratio if f.match else None
    if rule == "core":
        return f.core.share if f.core else None
    value = getattr(f, rule)
    return None if value is None else Fraction(value)


def eased(f: MoneyFlow, rule: str, to: Fraction) -> MoneyFlow:
    """The flow with one of its rules less strict. Share and co-funding that say the same go together."""
    if rule == "core":
        return f if f.core is None else replace(f, core=replace(f.core, share=to))
    match = f.match
    if rule == "match":
        if match is None:
            return f
        alike = f.max_share < 1 and match.ratio * f.max_share == 1 - f.max_share
        return replace(f, match=replace(match, ratio=to), max_share=1 / (1 + to) if alike else f.max_share)
    if rule == "max_share":
        if match and to and match.ratio * f.max_share <= 1 - f.max_share:
            match = replace(match, ratio=min(match.ratio, (1 - to) / to))
        return replace(f, max_share=to, match=match)
    value = to if rule in ("min_share", "carry_forward") else int(to)
    return replace(f, **{rule: value})  # type: ignore[arg-type]


def relaxed(f: MoneyFlow, rule: str) -> MoneyFlow:
    """The flow without one of its rules. A share lifts co-funding that says no more than the share does."""
    if rule in RELAXED_MATCH:
        return f if f.match is None else replace(f, match=_looser(f.match, rule))
    if rule not in RELAXED:
        raise UnknownLever(f"no rule is called {rule}")
    changes = dict(RELAXED[rule])
    if rule == "max_share" and f.match and f.match.ratio * f.max_share <= 1 - f.max_share:
        changes["match"] = None
    if rule == "match" and f.match and f.max_share < 1 and f.match.ratio * f.max_share == 1 - f.max_share:
        changes["max_share"] = Fraction(1)
    return replace(f, **changes)  # type: ignore[arg-type]


def _looser(match: Match, rule: str) -> Match:
    return replace(match, **RELAXED_MATCH[rule])  # type: ignore[arg-type]


def _later_date(problem: Problem, lever: Lever) -> Problem:
    if lever.rule not in DATES:
        raise UnknownLever(f"no date of a flow is called {lever.rule}")
    moved: dict[str, date | None] = {lever.rule: lever.by}
    return _with_flow(problem, lever.flow, lambda f: replace(f, **moved))  # type: ignore[arg-type]


def _more_hours(problem: Problem, lever: Lever) -> Problem:
    offer = HourOffer(lever.skill, dict(lever.hours))
    return _with_party(problem, lever.party, lambda p: replace(p, offers=(*p.offers, offer)))


def _seated(problem: Problem, lever: Lever) -> Problem:
    """In its chair with its hours and leads, and its own money as good as promised."""
    seated = _with_party(problem, lever.party, lambda p: replace(p, at_table=True))
    flows = tuple(_offered(f) if lever.party in (f.holder, f.needs_at_table) else f for f in seated.flows)
    return replace(seated, flows=flows)


def _rule_lifted(problem: Problem, lever: Lever) -> Problem:
    if lever.rule not in LIFTED:
        raise UnknownLever(f"no rule of the table is called {lever.rule}")
    return replace(problem, **LIFTED[lever.rule])  # type: ignore[arg-type]


def _together(problem: Problem, lever: Lever) -> Problem:
    for part in lever.parts:
        problem = with_lever(problem, part)
    return problem


_CHANGES: Mapping[LeverKind, Callable[[Problem, Lever], Problem]] = {
    LeverKind.MORE_MONEY: _more_money,
    LeverKind.NEW_MONEY: _new_money,
    LeverKind.CERTAIN_IN_TIME: _certain_in_time,
    LeverKind.PROMISED: _promised,
    LeverKind.RULE_RELAXED: _rule_relaxed,
    LeverKind.LATER_DATE: _later_date,
    LeverKind.MORE_HOURS: _more_hours,
    LeverKind.SEATED: _seated,
    LeverKind.RULE_LIFTED: _rule_lifted,
    LeverKind.TOGETHER: _together,
}


def _with_flow(problem: Problem, name: str, change: Callable[[MoneyFlow], MoneyFlow]) -> Problem:
    if all(f.id != name for f in problem.flows):
        raise UnknownLever(f"no flow is called {name}")
    return replace(problem, flows=tuple(change(f) if f.id == name else f for f in problem.flows))


def _with_party(problem: Problem, name: str, change: Callable[[Party], Party]) -> Problem:
    if all(p.id != name for p in problem.parties):
        raise UnknownLever(f"no party is called {name}")
    return replace(problem, parties=tuple(change(p) if p.id == name else p for p in problem.parties))


def _measure(problem: Problem, name: str) -> Measure:
    for measure in problem.measures:
        if measure.id == name:
            return measure
    raise UnknownLever(f"no measure is called {name}")
