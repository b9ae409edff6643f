"""Everything the page of one variant shows: what it forces, what it may assume, and the plans it had."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.means.visible import seen_by
from gebiedstafel.tables.models import Seat

from .amounts import moment
from .assumed import levers_in_words
from .forced_choices import ForcedChoice, forced_choices
from .headline import proof
from .models import Plan, Variant
from .reading import Reading
from .tried_out import ASSUMED, LEVERS, may_be_assumed
from .variants_page import asks

SHOWN = 10


@dataclass(frozen=True, slots=True)
class Assumable:
    """One thing a variant may assume: a tick box with what is so now beside it."""

    id: str
    name: str
    now: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Assumables:
    """A group of tick boxes under one question."""

    kind: str
    question: str
    rows: tuple[Assumable, ...]

    @property
    def is_used(self) -> bool:
        """Whether anything in this group is assumed."""
        return any(row.ticked for row in self.rows)


@dataclass(frozen=True, slots=True)
class MeasureOption:
    """A measure one may force, with the years it can begin in."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class KeptPlan:
    """A plan the variant had: its number, when it was made and how good it is."""

    id: int
    made: str
    proof: str
    stopped: bool


@dataclass(frozen=True, slots=True)
class VariantPage:
    """The parts of the page from top to bottom."""

    asks: str
    choices: tuple[ForcedChoice, ...]
    options: tuple[MeasureOption, ...]
    years: tuple[int, ...]
    groups: tuple[Assumables, ...]
    plans: tuple[KeptPlan, ...]
    newest: int | None


def variant_page(variant: Variant, seat: Seat) -> VariantPage:
    """Return the page of a variant beside the table as it is now."""
    reading = Reading(seen_by(seat), {})
    plans = Plan.objects.of(variant.table).tried(variant).defer("input", "result")[:SHOWN]
    answered = [plan for plan in plans if plan.status != Plan.INFEASIBLE]
    measures = sorted(reading.measures, key=lambda id_: (reading.title(id_), id_))
    return VariantPage(
        asks=asks(variant.choices, variant.assumptions),
        choices=forced_choices(reading, variant.choices),
        options=tuple(MeasureOption(id_, reading.title(id_)) for id_ in measures),
        years=reading.years,
        groups=tuple(group for group in _groups(reading, variant.assumptions) if group.rows),
        plans=tuple(map(_kept, plans)),
        newest=answered[0].pk if answered else None,
    )


def _groups(reading: Reading, assumptions: Mapping[str, Any]) -> tuple[Assumables, ...]:
    questions = {
        "counts": _("Welk geld telt mee, alsof het is toegezegd?"),
        "seated": _("Wie zit aan tafel, alsof de stoel bezet is?"),
        "without": _("Welk geld laten we weg?"),
    }
    pulled = tuple(Assumable(id_, said, "", True) for id_, said in levers_in_words(reading, assumptions))
    return (
        Assumables(LEVERS, _("Uit ‘Wat opent meer’: alsof dit al zo is"), pulled),
        *(
            Assumables(kind, question, _rows(reading, kind, frozenset(assumptions.get(kind, ()))))
            for kind, question in questions.items()
        ),
    )


def _rows(reading: Reading, kind: str, ticked: frozenset[str]) -> tuple[Assumable, ...]:
    rows = reading.parties if ASSUMED[kind] == "parties" else reading.flows
    found = [
        Assumable(id_, row["name"], _now(reading, kind, row), id_ in ticked)
        for id_, row in rows.items()
        if may_be_assumed(kind, row)
    ]
    return tuple(sorted(found, key=lambda one: (one.name, one.id)))


def _now(reading: Reading, kind: str, row: Mapping[str, Any]) -> str:
    if kind == "seated":
        money = [
            reading.flow(id_)
            for id_, flow in reading.flows.items()
            if flow.get("needs_at_table") == row["id"]
        ]
        return (
            _("nu een lege stoel; wacht erop: {money}").format(money=", ".join(money))
            if money
            else _("nu een lege stoel")
        )
    certainty = {"vast": _("nu vast"), "kansrijk": _("nu kansrijk"), "mogelijk": _("nu mogelijk")}
    return certainty.get(row.get("certainty", ""), _("nu nog onbekend"))


def _kept(plan: Plan) -> KeptPlan:
    clash = _("Deze keuzes kunnen niet samen.")
    told = clash if plan.status == Plan.INFEASIBLE else proof(plan.status, plan.gap)
    return KeptPlan(plan.pk, moment(plan.created_at), told, plan.status == Plan.STOPPED)
