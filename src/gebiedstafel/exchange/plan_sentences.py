"""The sentences of a plan, with what only the table's file knows: that a cost is not known."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ..engines.connect.plan import Issue, Reason, ToCheck, Violation
from ..engines.connect.words import sentence
from .table_problem import names_of, unpriced_measures

Say = Callable[[Issue | Reason | ToCheck | Violation], str]

UNPRICED = {
    "nl": "Wat dit kost, is nog niet bekend. Daarom kan het niet in het plan.",
    "en": "What this costs is not known yet. That is why it cannot be in the plan.",
}


def plan_sentences(table: Mapping[str, Any], language: str = "nl") -> Say:
    """Return what words a finding about this table, in the language asked."""
    names = names_of(table)

    def say(thing: Issue | Reason | ToCheck | Violation) -> str:
        if isinstance(thing, Reason) and is_unpriced(table, thing):
            return UNPRICED.get(language, UNPRICED["nl"])
        return sentence(thing, names, language)

    return say


def is_unpriced(table: Mapping[str, Any], reason: Reason) -> bool:
    """Whether a measure is kept out by its unknown cost and not by a choice of the table."""
    if reason.code != "forced_out" or reason.facts.get("measure") in table.get("choices", {}).get("out", ()):
        return False
    return reason.facts.get("measure") in unpriced_measures(table.get("measures", ()))
