"""The sentences of a plan, with what only the table's file knows: that a cost is not known."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from ..engines.connect.plan import Issue, Reason, ToCheck, Violation
from ..engines.connect.words import sentence
from .table_problem import names_of, unpriced_measures
from .themes import theme_names

Thing = Issue | Reason | ToCheck | Violation


class Say(Protocol):
    """Words a finding."""

    def __call__(self, thing: Thing, *, about: str = "") -> str:
        """Return a finding in words; the measure it is `about` is *this measure* in them."""


PUT_OUT = ("forced_out", "rule_forced_out", "way_forced_out")
UNPRICED = {
    "nl": "Wat dit kost, is nog niet bekend. Daarom kan het niet in het plan.",
    "en": "What this costs is not known yet. That is why it cannot be in the plan.",
}
FILL_IN_PRICE = {"nl": "Vul in wat dit kost.", "en": "Fill in what this costs."}


def plan_sentences(table: Mapping[str, Any], language: str = "nl") -> Say:
    """Return what words a finding about this table, in the language asked."""
    names = {**theme_names(language), **names_of(table)}

    def say(thing: Thing, *, about: str = "") -> str:
        if isinstance(thing, Reason) and is_unpriced(table, thing):
            words = FILL_IN_PRICE if thing.code.startswith("way_") else UNPRICED
            return words.get(language, words["nl"])
        return sentence(thing, names, language, about=about)

    return say


def is_unpriced(table: Mapping[str, Any], reason: Reason) -> bool:
    """Whether a measure is kept out by its unknown cost and not by a choice of the table."""
    if reason.code not in PUT_OUT or reason.facts.get("measure") in table.get("choices", {}).get("out", ()):
        return False
    return reason.facts.get("measure") in unpriced_measures(table.get("measures", ()))
