"""What a party changes in one plain sentence that may convince it, in Dutch and in English."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from . import words_nl
from .missing import PartyEffect, Standing
from .words import LANGUAGES, euros


def convincing(
    effect: PartyEffect, names: Mapping[str, str], language: str = "nl", *, confirmed: bool = False
) -> str:
    """What the party pays and gives, what comes of it, and what it gains by that itself.

    Euros of what it gains are said only once they are `confirmed`; until then in words.
    """
    words = LANGUAGES.get(language, words_nl)
    said = {
        "party": names.get(effect.party, effect.party),
        "gives": _gives(words, effect, language),
        "enters": _listed(words, effect.enters, names),
        "leaves": _listed(words, effect.leaves, names),
    }
    if effect.standing is Standing.PRESENT:
        code = "without" if effect.leaves else "not_needed"
    else:
        code = "comes" if effect.enters else "brings_nothing"
    return _capital(str(words.PARTIES[code]).format(**said)) + _gains(
        words, effect, names, language, confirmed
    )


def _gives(words: ModuleType, effect: PartyEffect, language: str) -> str:
    parts = []
    if effect.pays:
        parts.append(words.PARTIES["money"].format(euros(-(-effect.pays // 100) * 100, language)))
    if effect.hours:
        parts.append(words.PARTIES["hours"].format(effect.hours))
    return f" {words.AND} ".join(parts) or str(words.PARTIES["a_chair"])


def _gains(
    words: ModuleType, effect: PartyEffect, names: Mapping[str, str], language: str, confirmed: bool
) -> str:
    present = effect.standing is Standing.PRESENT
    if effect.gains and confirmed:
        return " " + str(words.PARTIES["loses" if present else "gains"]).format(euros(effect.gains, language))
    if effect.gains:
        return " " + str(words.PARTIES["loses_some" if present else "gains_some"])
    if effect.serves:
        return " " + str(words.PARTIES["serves"]).format(_listed(words, effect.serves, names))
    return ""


def _listed(words: ModuleType, ids: tuple[str, ...], names: Mapping[str, str], most: int = 4) -> str:
    parts = [names.get(name, name) for name in ids[:most]]
    if len(ids) > most:
        parts.append(words.PARTIES["more"].format(len(ids) - most))
    if len(parts) < 2:
        return "".join(parts)
    comma = "; " if any("," in part for part in parts) else ", "
    return f"{comma.join(parts[:-1])} {words.AND} {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
