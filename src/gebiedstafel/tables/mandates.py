"""Whether what a party promises lies within what it may decide, and that in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import DEFAULT, may_see
from gebiedstafel.exchange.themes import GROUPS, theme_name
from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros

from .models import Mandate, Party, Seat
from .viewers import viewer_of


class Says(StrEnum):
    """What a mandate says of a promise."""

    YES = "yes"
    TOO_MUCH = "too_much"
    OTHER_SUBJECT = "other_subject"
    EXPIRED = "expired"
    UNKNOWN = "unknown"


#: From what helps most to what helps least, where lines of one party differ.
ORDER = tuple(Says)


@dataclass(frozen=True, slots=True)
class Cover:
    """What a party's mandate says of a promise, in one word and in a sentence; true only for a plain yes."""

    says: Says
    words: str

    def __bool__(self) -> bool:
        return self.says is Says.YES


def covers(party: Party, cents: int | None, subject: str | Iterable[str], on: date) -> Cover:
    """Return whether this party may promise this much by itself, on this day.

    `cents` is the money promised, None where no money is. `subject` is a theme, or some, by their codes;
    nothing means that no subject is known, which lies only within a mandate for everything.
    """
    return judge(party, mandates_of([party]).get(party.pk, ()), cents, subject, on)


def judge(
    party: Party, lines: Sequence[Mandate], cents: int | None, subject: str | Iterable[str], on: date
) -> Cover:
    """Return what these lines of a party's mandate say of a promise: the line that helps most decides."""
    themes = frozenset([subject] if isinstance(subject, str) else subject) - {""}
    said = [(_says(line, cents, themes, on), line) for line in lines]
    if not said:
        words = _("{party} heeft niet opgeschreven wat zij zelf mag beslissen. Vraag het na.")
        return Cover(Says.UNKNOWN, words.format(party=party.name))
    best, line = min(said, key=lambda one: (ORDER.index(one[0]), -(one[1].limit_cents or 0)))
    return Cover(best, _words(best, party, line))


def mandates_of(parties: Iterable[Party]) -> dict[int, tuple[Mandate, ...]]:
    """Return the lines that hold now of each of these parties, read at once."""
    found: dict[int, tuple[Mandate, ...]] = {}
    for line in Mandate.objects.filter(party__in=list(parties), ended_at=None):
        found[line.party_id] = (*found.get(line.party_id, ()), line)
    return found


def _says(line: Mandate, cents: int | None, themes: frozenset[str], on: date) -> Says:
    if not _is_about(line, themes):
        return Says.OTHER_SUBJECT
    if line.until is not None and on > line.until:
        return Says.EXPIRED
    if cents is None or cents <= 0 or line.unlimited:
        return Says.YES
    if line.limit_cents is None:
        return Says.UNKNOWN
    return Says.YES if cents <= line.limit_cents else Says.TOO_MUCH


def _is_about(line: Mandate, themes: frozenset[str]) -> bool:
    """Whether every theme lies within this line: a group of themes holds each of its themes."""
    if not line.subjects:
        return True
    return bool(themes) and all(
        any(theme == own or theme.startswith(f"{own}-") for own in line.subjects) for theme in themes
    )


def _words(says: Says, party: Party, line: Mandate) -> str:
    return {
        Says.YES: _("Dit mag {party} zelf beslissen: {limit}."),
        Says.TOO_MUCH: _("Dit is meer dan {party} zelf mag beslissen: {limit}. Maak een voorbehoud."),
        Says.OTHER_SUBJECT: _("{party} beslist zelf alleen over {subjects}. Maak een voorbehoud."),
        Says.EXPIRED: _("Wat {party} mag beslissen, gold tot en met {until}. Vraag of het nog geldt."),
        Says.UNKNOWN: _("{party} heeft niet gezegd tot welk bedrag zij mag beslissen. Vraag het na."),
    }[says].format(
        party=party.name, limit=limit_words(line), subjects=subject_words(line), until=day(line.until)
    )


def sees_own_words(looker: Seat, party: Party) -> bool:
    """Whether this seat may read what a party wrote about its mandate in its own words."""
    row = {"id": party.key, "name": party.name, "mandate": party.mandate, "circles": party.circles or {}}
    default = looker.table.circles_default or DEFAULT
    return bool(party.mandate) and may_see(viewer_of(looker), row, "parties", "mandate", default)


def limit_words(line: Mandate) -> str:
    """Return to what amount a line goes."""
    if line.unlimited:
        return _("elk bedrag")
    if line.limit_cents is None:
        return _("geen bedrag genoemd")
    return _("tot en met {amount}").format(amount=euros(line.limit_cents))


def subject_words(line: Mandate) -> str:
    """Return what a line is about."""
    if not line.subjects:
        return _("alle onderwerpen")
    return ", ".join(theme_name(code, get_language() or "nl") for code in line.subjects)


def subject_choices() -> list[tuple[str, str]]:
    """Return the groups of themes a mandate can be about, in the reader's language."""
    return [(code, theme_name(code, get_language() or "nl")) for code in GROUPS]
