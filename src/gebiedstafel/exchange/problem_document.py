"""An engine's problem as an exchange document: what a generated instance is written with."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from fractions import Fraction
from typing import Any

from ..engines.connect.problem import (
    Bundle,
    Challenge,
    Condition,
    Match,
    Measure,
    MoneyFlow,
    Party,
    Problem,
    Statement,
    Weights,
)
from .exact import written
from .flow_rules import BY_LAW
from .shared_statements import SHARED_FROM, VOTERS_NEEDED

Document = dict[str, Any]
LEVEL = "wijk"
NO_THEME = "ALG"
_CODE = re.compile("[A-Z]{3}(-[A-Z0-9]{2,6})?")


def document_of(problem: Problem) -> Document:
    """A document whose problem is this one. Names are the ids; what the engine does not know is left out.

    A measure must start in a row of years, its effects are points, and a statement's strength becomes
    the votes of one group; a statement that is not shared means nothing to the engine and stays out.
    """
    choices = problem.choices
    return {
        "format": "gebiedstafel/table",
        "version": 1,
        "table": {
            "id": problem.id,
            "name": problem.id,
            "area": _top(problem.areas),
            "as_of": problem.as_of.isoformat(),
            "years": list(problem.years),
        },
        "settings": {
            "yearly_discount": written(problem.yearly_discount),
            "segments": [
                {"width": written(each.width), "value": written(each.value)} for each in problem.segments
            ],
            "weights": {
                field.name: written(getattr(problem.weights, field.name)) for field in fields(Weights)
            },
            "min_resident_led": problem.min_resident_led,
            "one_off_pays_recurring": problem.one_off_pays_recurring,
        },
        "areas": [
            _known({"id": area, "name": area, "level": LEVEL, "parent": parent})
            for area, parent in problem.areas.items()
        ],
        "parties": [_party(party) for party in problem.parties],
        "challenges": [_challenge(challenge) for challenge in problem.challenges],
        "money_flows": [_flow(flow) for flow in problem.flows],
        "measures": [_measure(measure) for measure in problem.measures],
        "bundles": [_bundle(bundle) for bundle in problem.bundles],
        "statements": [_statement(each) for each in problem.statements if each.strength >= SHARED_FROM],
        "choices": {
            "in": sorted(choices.forced_in),
            "out": sorted(choices.forced_out),
            "start": dict(sorted(choices.start.items())),
        },
    }


def _top(areas: Mapping[str, str | None]) -> str:
    return next((area for area, parent in areas.items() if parent is None), next(iter(areas)))


def _party(party: Party) -> Document:
    return _known(
        {
            "id": party.id,
            "name": party.id,
            "owner_class": party.owner_class and party.owner_class.value,
            "at_table": party.at_table,
            "hours": [
                _known({"skill": offer.skill or None, "per_year": _per_year(offer.hours)})
                for offer in party.offers
            ],
            "max_leads": party.max_leads,
            "themes": None if party.themes is None else sorted(map(theme_code, party.themes)),
            "never_worse_off": party.never_worse_off,
        }
    )


def _challenge(challenge: Challenge) -> Document:
    return {
        "id": challenge.id,
        "title": challenge.id,
        "need": written(challenge.need),
        "urgency": written(challenge.urgency),
        "resident_priority": written(challenge.resident_priority),
    }


def _measure(measure: Measure) -> Document:
    return _known(
        {
            "id": measure.id,
            "title": measure.id,
            "themes": [theme_code(theme) for theme in measure.themes] or [NO_THEME],
            "area": measure.area,
            "leads": list(measure.leads),
            "start": {"earliest": min(measure.start_years), "latest": max(measure.start_years)},
            "costs": {kind.value: list(years) for kind, years in measure.costs.items()},
            "revenue": {kind.value: list(years) for kind, years in measure.revenue.items()},
            "hours": [
                _known({"party": need.party, "skill": need.skill, "per_year": list(need.hours)})
                for need in measure.hours
            ],
            "effects": {name: _effect(points) for name, points in measure.effects.items()},
            "benefits": [
                _known({"party": b.party, "cents_per_year": b.cents_per_year, "until": b.until})
                for b in measure.benefits
            ],
            "requires": [{"measure": needed.measure, "lag": needed.lag} for needed in measure.requires],
            "alternative": measure.alternative or None,
            "street": measure.street or None,
            "kinds": sorted(measure.kinds),
            "target_groups": sorted(measure.target_groups),
            "units": dict(measure.units),
            "nature": measure.nature.value,
            "resident_led": measure.resident_led,
            "funded_beyond": measure.funded_beyond,
            "conditions": [_condition(each) for each in measure.conditions],
        }
    )


def theme_code(theme: str) -> str:
    """A theme as the file writes it: its code, or for a plain word a code made from it."""
    if _CODE.fullmatch(theme):
        return theme
    letters = re.sub("[^A-Z0-9]", "", theme.upper())
    return f"{letters[:3]:X<3}-{letters[3:9]:X<2}"


def _effect(points: Fraction | None) -> Any:
    if points is None:
        return "weten we niet"
    number = written(points)
    return float(points) if isinstance(number, str) else number


def _flow(flow: MoneyFlow) -> Document:
    return _known(
        {
            "id": flow.id,
            "name": flow.id,
            "holder": flow.holder,
            "owner_class": flow.owner_class.value,
            "budget": _per_year(flow.budget),
            "cost_types": sorted(kind.value for kind in flow.cost_types),
            "themes": None if flow.themes is None else sorted(map(theme_code, flow.themes)),
            "area": flow.area,
            "kinds": _sorted(flow.kinds),
            "target_groups": _sorted(flow.target_groups),
            "certainty": flow.certainty.value,
            "certain_on": _day(flow.certain_on),
            "carry_forward": written(flow.carry_forward),
            "carry_backward": flow.carry_backward,
            "available_from": _day(flow.available_from),
            "apply_by": _day(flow.apply_by),
            "start_by": _day(flow.start_by),
            "commit_by": _day(flow.commit_by),
            "spend_by": _day(flow.spend_by),
            "max_share": written(flow.max_share),
            "min_share": written(flow.min_share),
            "match": _match(flow.match),
            "min_application": flow.min_application,
            "max_application": flow.max_application,
            "lump": flow.lump,
            "max_per_unit": _per_unit(flow.max_per_unit),
            "programme_min": flow.programme_min,
            "core": _core(flow),
            "ban_group": flow.ban_group or None,
            "ban_classes": sorted(owner.value for owner in flow.ban_classes),
            "needs_at_table": flow.needs_at_table or None,
            "only_led_by": _sorted(flow.only_led_by),
            "nature": flow.nature.value,
            "strength": BY_LAW if flow.by_law else None,
            "burden": flow.burden,
            "accounting": _accounting(flow),
            "in_engine": flow.in_engine,
            "conditions": [_condition(each) for each in flow.conditions],
        }
    )


def _accounting(flow: MoneyFlow) -> Document | None:
    return _known({"cents": flow.accounting_cents, "hours": flow.accounting_hours}) or None


def _condition(condition: Condition) -> Document:
    by = _day(condition.by)
    return _known({"text": condition.text, "checked_by": condition.checked_by or None, "by": by})


def _match(match: Match | None) -> Document | None:
    if match is None:
        return None
    return _known(
        {
            "ratio": written(match.ratio),
            "excluded_classes": sorted(owner.value for owner in match.excluded_classes),
            "certain_by": _day(match.certain_by),
            "programme": match.programme,
        }
    )


def _per_unit(limit: tuple[str, int] | None) -> Document | None:
    return None if limit is None else {"unit": limit[0], "cents": limit[1]}


def _core(flow: MoneyFlow) -> Document | None:
    if flow.core is None:
        return None
    core = flow.core
    return {
        "share": written(core.share),
        "kinds": sorted(core.kinds),
        "themes": sorted(map(theme_code, core.themes)),
    }


def _bundle(bundle: Bundle) -> Document:
    return {
        "id": bundle.id,
        "title": bundle.id,
        "measures": list(bundle.measures),
        "saving_per_extra": bundle.saving,
        "saving_on": list(bundle.saving_on),
        "same_street": bundle.same_street,
    }


def _statement(statement: Statement) -> Document:
    strength = statement.strength
    people = -(-VOTERS_NEEDED // strength.denominator)
    agree, voted = people * strength.numerator, people * strength.denominator
    return {
        "id": statement.id,
        "text": statement.id,
        "votes": {"A": {"agree": agree, "disagree": voted - agree, "pass": 0}},
        "served_by": list(statement.served_by),
    }


def _known(values: Document) -> Document:
    """Only what is known: what the problem leaves open has no line in the file."""
    return {name: value for name, value in values.items() if value is not None}


def _per_year(amounts: Mapping[int, int]) -> dict[str, int]:
    return {str(year): amount for year, amount in sorted(amounts.items())}


def _sorted(names: frozenset[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def _day(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
