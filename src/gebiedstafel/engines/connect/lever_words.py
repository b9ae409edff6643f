"""A lever in one plain sentence, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from . import words_nl
from .levers import Lever, LeverKind
from .rule_makers import RuleMaker
from .words import EURO, LANGUAGES, day_in_words, euros, listed, percentage

BY_RULE = frozenset({LeverKind.RULE_RELAXED, LeverKind.RULE_LIFTED, LeverKind.LATER_DATE})


def lever_sentence(lever: Lever, names: Mapping[str, str], language: str = "nl") -> str:
    """What would be otherwise, with names for ids and euros for cents."""
    words = LANGUAGES.get(language, words_nl)
    if lever.parts:
        return str(words.AND_ALSO).join(lever_sentence(part, names, language) for part in lever.parts)
    code = lever.rule if lever.kind in BY_RULE else lever.kind.value
    amounts = lever.cents or lever.hours
    years = [str(year) for year, _ in amounts]
    known = words.LEVERS if lever.to is None else words.EASED
    text = str(known[code]).format(
        **_becomes(words, lever, language),
        flow=names.get(lever.flow, lever.flow),
        party=names.get(lever.party, lever.party),
        measure=names.get(lever.measure, lever.measure),
        cost_types=listed([words.COST_TYPES[kind.value] for kind in lever.cost_types], language),
        cents=euros(lever.total_cents, language),
        hours=_hours(words, lever),
        in_years=words.IN.format(listed(years, language)) if years else "",
        of_skill=words.OF_SKILL.format(lever.skill) if lever.skill else "",
        by="" if lever.by is None else day_in_words(lever.by, language),
    )
    return text[:1].upper() + text[1:]


def _becomes(words: ModuleType, lever: Lever, language: str) -> dict[str, str]:
    """What an eased rule becomes: a percentage, and an amount in euros."""
    if lever.to is None:
        return {}
    cents = lever.to * EURO if lever.rule == "match" else lever.to
    return {
        "percent": percentage(lever.to, words.DECIMAL),
        "to": euros(int(cents), language),
    }


def ask_sentence(maker: RuleMaker, names: Mapping[str, str], language: str = "nl") -> str:
    """That the table cannot change this rule itself, and whom to ask."""
    words = LANGUAGES.get(language, words_nl)
    who = names.get(maker.party, maker.party) or words.OWNERS[maker.owner_class.value]
    return str(words.ASK["law" if maker.by_law else "giver"]).format(who=who)


def _hours(words: ModuleType, lever: Lever) -> str:
    """The hours of each year where they are the same, else all of them."""
    each = {hours for _, hours in lever.hours}
    if len(each) == 1 and len(lever.hours) > 1:
        return f"{each.pop()} {words.HOURS_A_YEAR}"
    return f"{lever.total_hours} {words.HOUR}"
