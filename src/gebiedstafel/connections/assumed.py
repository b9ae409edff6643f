"""What a plan assumes that is not so yet, in sentences that stand above everything it says."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.lever_words import lever_sentence
from gebiedstafel.exchange.lever_file import lever_from_json
from gebiedstafel.exchange.table_problem import names_of
from gebiedstafel.tables.models import Seat

from .amounts import listed
from .models import Plan
from .reading import Reading, page_language, read_plan
from .tried_out import LEVERS


def assumed_in_words(plan: Plan, seat: Seat) -> tuple[str, ...]:
    """Return one sentence for each kind of assumption of a plan."""
    return assumptions_in_words(read_plan(plan, seat), plan.assumptions)


def assumptions_in_words(reading: Reading, assumptions: Mapping[str, Any]) -> tuple[str, ...]:
    """Return one sentence for each kind of assumption, about the rows this reader knows."""
    named = {
        "counts": [reading.flow(id_) for id_ in assumptions.get("counts", ()) if id_ in reading.flows],
        "without": [reading.flow(id_) for id_ in assumptions.get("without", ()) if id_ in reading.flows],
        "seated": [reading.party(id_) for id_ in assumptions.get("seated", ()) if id_ in reading.parties],
    }
    sentences = {
        "counts": _("Dit geld telt mee alsof het is toegezegd: {names}."),
        "without": _("Dit geld telt niet mee: {names}."),
        "seated": _("Deze stoelen zijn bezet: {names}."),
    }
    said = [sentences[kind].format(names=listed(names)) for kind, names in named.items() if names]
    levers = levers_in_words(reading, assumptions)
    return (*said, *(sentence for _id, sentence in levers))


def levers_in_words(reading: Reading, assumptions: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the id and the sentence of each lever that is assumed, about rows this reader knows."""
    names, found = names_of(reading.table), []
    for row in assumptions.get(LEVERS, ()):
        lever = lever_from_json(row)
        about = {each for part in (lever.parts or (lever,)) for each in (part.flow, part.party, part.measure)}
        if about - {""} <= names.keys():
            found.append((lever.id, lever_sentence(lever, names, page_language())))
    return found
