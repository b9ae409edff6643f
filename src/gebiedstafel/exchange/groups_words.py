"""The groups in a file of votes in words: the answer first, then what is shared and where people differ."""

from __future__ import annotations

from collections.abc import Iterator

from gebiedstafel.engines.opinion import OpinionMap
from gebiedstafel.engines.opinion.polis import PolisMap
from gebiedstafel.engines.opinion.result import NoGroups


def map_in_words(found: OpinionMap, language: str) -> Iterator[str]:
    """The answer first, then what is shared and where people differ."""
    dutch = language != "en"
    if found.no_clear_groups:
        yield (_NO_GROUPS_NL if dutch else _NO_GROUPS_EN)[found.no_clear_groups]
    else:
        sizes = ", ".join(f"{group.id} ({group.size})" for group in found.groups)
        between = len(found.between)
        yield (
            f"{found.participants} mensen stemden; zij vormen {len(found.groups)} groepen: {sizes}. "
            f"{between} zitten ertussen."
            if dutch
            else f"{found.participants} people voted; they form {len(found.groups)} groups: {sizes}. "
            f"{between} sit in between."
        )
    lists = (
        ("Samen eens", "Shared agreement", found.found.agree),
        ("Samen oneens", "Shared disagreement", found.found.disagree),
        ("Verschil", "Difference", found.found.differing),
        ("Nog onzeker", "Still uncertain", found.found.uncertain),
    )
    for said, told, listed in lists:
        nothing = "niets" if dutch else "nothing"
        yield f"{said if dutch else told}: {', '.join(map(str, listed)) or nothing}."


def polis_in_words(found: PolisMap, language: str) -> Iterator[str]:
    """The groups of the compatible recipe in one line."""
    sizes = ", ".join(f"{g} ({len(rows)})" for g, rows in enumerate(found.groups))
    people = len(found.log.people)
    if language == "en":
        yield f"{people} people voted; by the recipe of Polis they form {len(found.groups)} groups: {sizes}."
    else:
        yield f"{people} mensen stemden; volgens Polis vormen zij {len(found.groups)} groepen: {sizes}."


_NO_GROUPS_NL = {
    NoGroups.TOO_FEW_PEOPLE: "Er zijn geen duidelijke groepen: te weinig mensen stemden zeven keer of meer.",
    NoGroups.TOO_FEW_STATEMENTS: "Er zijn geen duidelijke groepen: er zijn te weinig stellingen.",
    NoGroups.ALL_THE_SAME: "Er zijn geen duidelijke groepen: iedereen stemde hetzelfde.",
    NoGroups.LIKE_CHANCE: (
        "Er zijn geen duidelijke groepen: de stemmen hangen niet meer samen dan bij toeval."
    ),
}
_NO_GROUPS_EN = {
    NoGroups.TOO_FEW_PEOPLE: "There are no clear groups: too few people voted seven times or more.",
    NoGroups.TOO_FEW_STATEMENTS: "There are no clear groups: there are too few statements.",
    NoGroups.ALL_THE_SAME: "There are no clear groups: everyone voted the same.",
    NoGroups.LIKE_CHANCE: "There are no clear groups: the votes go together no more than by chance.",
}
