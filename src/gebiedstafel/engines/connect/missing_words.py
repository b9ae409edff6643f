"""What a party changes in one plain sentence that may convince it, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import ModuleType

from . import words_nl
from .missing import PartyEffect, Standing
from .words import LANGUAGES, euros, listed


@dataclass(frozen=True, slots=True)
class Known:
    """What a table says of a party itself: the challenges it stands for that are helped, and what it wants.

    `confirmed` says that what it gains is confirmed by the party; until then no euros are told.
    """

    confirmed: bool = False
    helps: tuple[str, ...] = ()
    wants: str = ""


def convincing(
    effect: PartyEffect, names: Mapping[str, str], language: str = "nl", *, known: Known | None = None
) -> str:
    """What the party pays and gives, what comes of it and drops out for it, and what it has of that itself.

    The first of what it gains, what belongs to its work, the challenges it stands for and what it wants;
    where nothing of that is known it says so. An estimate says that it is not worked out yet.
    """
    words = LANGUAGES.get(language, words_nl)
    said = {
        "party": names.get(effect.party, effect.party),
        "gives": _gives(words, effect, language),
        "enters": _listed(words, tuple(m for m in effect.enters if m not in effect.follows), names, language),
        "follows": _listed(words, effect.follows, names, language),
        "leaves": _listed(words, effect.leaves, names, language),
    }
    parts = [_capital(str(words.PARTIES[code]).format(**said)) for code in _codes(effect)]
    if effect.firm and (effect.enters or effect.leaves):
        parts.append(_reason(words, effect, names, language, known or Known()))
    return " ".join(parts)


def _codes(effect: PartyEffect) -> tuple[str, ...]:
    if not effect.firm:
        return ("not_yet",)
    if effect.standing is Standing.PRESENT:
        return ("without" if effect.leaves else "not_needed",)
    if not effect.enters:
        return ("brings_nothing",)
    if not effect.leaves:
        return ("comes",)
    return ("comes", "instead", "follows") if effect.follows else ("comes", "instead")


def _gives(words: ModuleType, effect: PartyEffect, language: str) -> str:
    parts = []
    if effect.pays:
        parts.append(words.PARTIES["money"].format(euros(-(-effect.pays // 100) * 100, language)))
    if effect.hours:
        parts.append(words.PARTIES["hours"].format(effect.hours))
    return f" {words.AND} ".join(parts) or str(words.PARTIES["a_chair"])


def _reason(
    words: ModuleType, effect: PartyEffect, names: Mapping[str, str], language: str, known: Known
) -> str:
    present = effect.standing is Standing.PRESENT
    if effect.gains and known.confirmed:
        return str(words.PARTIES["loses" if present else "gains"]).format(euros(effect.gains, language))
    if effect.gains:
        return str(words.PARTIES["loses_some" if present else "gains_some"])
    for code, ids in (("serves", effect.serves), ("helps", known.helps)):
        if ids:
            return str(words.PARTIES[code]).format(_listed(words, ids, names, language))
    if known.wants.strip(" ."):
        return str(words.PARTIES["wants"]).format(known.wants.strip().rstrip("."))
    return str(words.PARTIES["reason_unknown"])


def _listed(
    words: ModuleType, ids: tuple[str, ...], names: Mapping[str, str], language: str, most: int = 4
) -> str:
    parts = [names.get(name, name) for name in ids[:most]]
    if len(ids) > most:
        parts.append(words.PARTIES["more"].format(len(ids) - most))
    return listed(parts, language)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
