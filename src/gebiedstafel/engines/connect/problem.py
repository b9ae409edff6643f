"""What a table brings: parties, challenges, measures, hours and money flows, as the engine takes them.

Money is integer cents, hours are integers, shares are exact fractions, years are calendar years.
Ids are text and unique within their kind. A problem only holds values; `check` says what is wrong
with it and `solve` expects one without errors.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from fractions import Fraction


class CostType(StrEnum):
    """What kind of cost a euro pays (glossary: kostensoort)."""

    INVESTMENT = "investering"
    OPERATION = "exploitatie"
    STAFF = "personeel"
    PROCESS = "proces"


class OwnerClass(StrEnum):
    """Whose money or whose seat it is, as co-funding rules tell parties apart."""

    MUNICIPALITY = "gemeente"
    STATE = "rijk"
    EU = "eu"
    PROVINCE = "provincie"
    WATER_BOARD = "waterschap"
    HOUSING = "corporatie"
    CARE = "zorg"
    SCHOOL = "onderwijs"
    POLICE = "veiligheid"
    UTILITY = "nuts"
    MARKET = "markt"
    RESIDENTS = "bewoners"
    FUND = "fonds"


class Certainty(StrEnum):
    """How sure a money flow is. The base plan uses `FIRM` and `LIKELY`; the others are levers."""

    FIRM = "vast"
    LIKELY = "kansrijk"
    POSSIBLE = "mogelijk"
    EXCLUDED = "uitgesloten"

    @property
    def in_base_plan(self) -> bool:
        """Whether the base plan may spend this money."""
        return self in (Certainty.FIRM, Certainty.LIKELY)


class Nature(StrEnum):
    """Whether money or a cost comes back every year."""

    RECURRING = "structureel"
    ONE_OFF = "incidenteel"


@dataclass(frozen=True, slots=True)
class HourOffer:
    """Hours a party can give in each year, in one skill ("" is any skill)."""

    skill: str
    hours: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation's place at this table.

    `themes` are the themes it will spend hours on, None for all. `max_leads` None is no stated limit.
    With `never_worse_off` its payments may not exceed its own benefits within the horizon.
    """

    id: str
    owner_class: OwnerClass | None
    at_table: bool = True
    offers: tuple[HourOffer, ...] = ()
    max_leads: int | None = None
    themes: frozenset[str] | None = None
    never_worse_off: bool = False


@dataclass(frozen=True, slots=True)
class Challenge:
    """A shared question of the area (opgave) with a need in points; urgency weighs it."""

    id: str
    need: Fraction = Fraction(10)
    urgency: Fraction = Fraction(1)
    resident_priority: Fraction = Fraction(0)


@dataclass(frozen=True, slots=True)
class HourNeed:
    """Hours a measure asks in each year from its start: of a party, of a skill, or of both."""

    hours: tuple[int, ...]
    party: str | None = None
    skill: str | None = None


@dataclass(frozen=True, slots=True)
class Prerequisite:
    """Another measure that must be chosen too and start at least `lag` years earlier."""

    measure: str
    lag: int = 0


@dataclass(frozen=True, slots=True)
class Benefit:
    """What a party gains, in cents a year, from the year after delivery to `until` (None: unknown)."""

    party: str
    cents_per_year: int
    until: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """A concrete action: what it costs, asks and gives, and when it may start.

    `costs` and `revenue` hold cents per year from the start, per cost type; what must be paid is
    their difference (the deficit). An effect of None is *weten we niet*: shown, never counted.
    Measures with the same `alternative` exclude one another. Only a party in `leads` may lead.
    `funded_beyond` says that the table named money for the years after the horizon.
    """

    id: str
    themes: tuple[str, ...]
    area: str
    start_years: tuple[int, ...]
    costs: Mapping[CostType, tuple[int, ...]]
    leads: tuple[str, ...] = ()
    revenue: Mapping[CostType, tuple[int, ...]] = field(default_factory=dict)
    hours: tuple[HourNeed, ...] = ()
    effects: Mapping[str, Fraction | None] = field(default_factory=dict)
    benefits: tuple[Benefit, ...] = ()
    requires: tuple[Prerequisite, ...] = ()
    alternative: str = ""
    street: str = ""
    kinds: frozenset[str] = frozenset()
    target_groups: frozenset[str] = frozenset()
    units: Mapping[str, int] = field(default_factory=dict)
    nature: Nature = Nature.ONE_OFF
    resident_led: bool = False
    funded_beyond: bool = False
    conditions: tuple[Condition, ...] = ()

    @property
    def years_needed(self) -> int:
        """How many years the measure runs: the longest of its cost and hour lists."""
        lists = [*self.costs.values(), *self.revenue.values(), *(need.hours for need in self.hours)]
        return max((len(years) for years in lists), default=1)


@dataclass(frozen=True, slots=True)
class Match:
    """Co-funding: euros of admissible other money per euro of this flow (glossary: cofinanciering).

    Money of `excluded_classes` does not count, nor money that is not certain by `certain_by`.
    `programme` asks it over all measures of the flow together instead of per measure.
    """

    ratio: Fraction
    excluded_classes: frozenset[OwnerClass] = frozenset()
    certain_by: date | None = None
    programme: bool = False


@dataclass(frozen=True, slots=True)
class Core:
    """At least `share` of what the flow pays goes to measures of these kinds or themes."""

    share: Fraction
    kinds: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Condition:
    """A rule the engine does not calculate: shown beside the measure or payments it touches."""

    text: str
    checked_by: str = ""
    by: date | None = None


#: One unit of accounting burden: €10,000, or 100 hours of work.
CENTS_PER_BURDEN = 1_000_000
HOURS_PER_BURDEN = 100


@dataclass(frozen=True, slots=True)
class MoneyFlow:
    """Money with a holder, a purpose, a term and rules (geldstroom).

    `budget` is cents per year; `carry_forward` is the share of what is left that may go to the next
    year (0 none, 1 all), `carry_backward` lets later years be spent earlier. `themes` None is every
    theme, and so for `kinds` and `target_groups`. `max_share` and `min_share` are of what must be paid
    for the measure (its deficit). Money that is not firm counts as co-funding from `certain_on`.
    A flow of `burden` above 0 costs accounting work once it is used at all; where that is known in
    `accounting_cents` or `accounting_hours` (over all years together), these count instead. With
    `by_law` what the flow is for is in a law or a scheme, which no table changes.
    """

    id: str
    holder: str
    owner_class: OwnerClass
    budget: Mapping[int, int]
    cost_types: frozenset[CostType]
    area: str
    themes: frozenset[str] | None = None
    kinds: frozenset[str] | None = None
    target_groups: frozenset[str] | None = None
    certainty: Certainty = Certainty.FIRM
    certain_on: date | None = None
    carry_forward: Fraction = Fraction(0)
    carry_backward: bool = False
    available_from: date | None = None
    apply_by: date | None = None
    start_by: date | None = None
    commit_by: date | None = None
    spend_by: date | None = None
    max_share: Fraction = Fraction(1)
    min_share: Fraction = Fraction(0)
    match: Match | None = None
    min_application: int = 0
    max_application: int | None = None
    lump: int | None = None
    max_per_unit: tuple[str, int] | None = None
    programme_min: int = 0
    core: Core | None = None
    ban_group: str = ""
    ban_classes: frozenset[OwnerClass] = frozenset()
    needs_at_table: str = ""
    only_led_by: frozenset[str] | None = None
    nature: Nature = Nature.ONE_OFF
    burden: int = 0
    accounting_cents: int | None = None
    accounting_hours: int | None = None
    in_engine: bool = True
    conditions: tuple[Condition, ...] = ()
    by_law: bool = False

    @property
    def accounting(self) -> Fraction:
        """The units of accounting burden once this flow is used: what it costs where known, else a grade."""
        if self.accounting_cents is None and self.accounting_hours is None:
            return Fraction(self.burden)
        cents, hours = self.accounting_cents or 0, self.accounting_hours or 0
        return Fraction(cents, CENTS_PER_BURDEN) + Fraction(hours, HOURS_PER_BURDEN)


@dataclass(frozen=True, slots=True)
class Bundle:
    """Works that cost less together: (n−1) × `saving` for n of them that start in the same year.

    The saving lowers what must be paid in the start year of the members in `saving_on` (all if
    empty), never below zero. With `same_street` only members in one street count together.
    """

    id: str
    measures: tuple[str, ...]
    saving: int
    saving_on: tuple[str, ...] = ()
    same_street: bool = False


@dataclass(frozen=True, slots=True)
class Statement:
    """Something residents share across groups; `strength` is the agreement of the weakest group.

    It is met as far as the measures and bundles in `served_by` are in the plan (equal parts). A
    bundle of n members counts once two of them start together, less 1/(n−1) for every other moment
    (and street, with `same_street`) at which one of them starts: a street opened twice is not opened
    once.
    """

    id: str
    strength: Fraction
    served_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Choices:
    """What the table forces before the engine looks: in, out, and in which year."""

    forced_in: frozenset[str] = frozenset()
    forced_out: frozenset[str] = frozenset()
    start: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Segment:
    """One step of diminishing returns: up to `width` of the need counts for `value` a point."""

    width: Fraction
    value: Fraction


@dataclass(frozen=True, slots=True)
class Weights:
    """The published weights of the one objective; every result carries them.

    `need` per point of weighted need, `statement` per fully met shared statement, `lapse` per
    €100,000 that would lapse unused, `lead` per party that leads something, `burden` per unit of
    accounting burden of a flow in use (a grade, or €10,000, or 100 hours), `resident_shortfall` per
    missing measure led by residents.
    """

    need: Fraction = Fraction(1)
    statement: Fraction = Fraction(1)
    lapse: Fraction = Fraction(1, 10)
    lead: Fraction = Fraction(1, 10)
    burden: Fraction = Fraction(1, 10)
    resident_shortfall: Fraction = Fraction(5)


@dataclass(frozen=True, slots=True)
class Problem:
    """Everything one table asks the engine, at one reference date.

    `areas` maps each area to its parent (None at the top). `segments` are the published diminishing
    returns: shares of a challenge's need and what a point in them is worth; points beyond the last
    segment count for nothing. `yearly_discount` is what an effect keeps per year it starts later.
    `min_resident_led` asks that many measures led by residents; a shortfall is priced and shown.
    With `one_off_pays_recurring` the table knowingly lets one-off money pay what comes back every year.
    """

    id: str
    as_of: date
    years: tuple[int, ...]
    areas: Mapping[str, str | None]
    parties: tuple[Party, ...]
    challenges: tuple[Challenge, ...]
    measures: tuple[Measure, ...]
    flows: tuple[MoneyFlow, ...]
    bundles: tuple[Bundle, ...] = ()
    statements: tuple[Statement, ...] = ()
    choices: Choices = Choices()
    weights: Weights = Weights()
    segments: tuple[Segment, ...] = (
        Segment(Fraction(1, 2), Fraction(1)),
        Segment(Fraction(1, 2), Fraction(3, 5)),
        Segment(Fraction(1), Fraction(1, 4)),
    )
    yearly_discount: Fraction = Fraction(98, 100)
    min_resident_led: int = 0
    one_off_pays_recurring: bool = False
