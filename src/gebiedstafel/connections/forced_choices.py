"""What the table fixed before the engine looked: measures that must be in, out, or in a certain year."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from .reading import Reading, Row


@dataclass(frozen=True, slots=True)
class ForcedChoice:
    """One fixed measure: `kind` is in or out."""

    id: str
    title: str
    kind: str
    words: str


def forced_choices(reading: Reading, choices: Row) -> tuple[ForcedChoice, ...]:
    """Return the choices in force now, those that must be in first."""
    years = choices.get("start", {})
    found = []
    for id_ in choices.get("in", ()):
        year = years.get(id_)
        words = _("doet mee, vanaf %(year)s") % {"year": year} if year else _("doet mee")
        found.append(ForcedChoice(id_, reading.title(id_), "in", words))
    for id_ in choices.get("out", ()):
        found.append(ForcedChoice(id_, reading.title(id_), "out", _("blijft eruit")))
    return tuple(sorted(found, key=lambda choice: (choice.kind, choice.title, choice.id)))


def same_choices(one: Row, other: Row) -> bool:
    """Say whether two sets of choices ask the same of the engine."""
    return _canonical(one) == _canonical(other)


def _canonical(choices: Row) -> tuple[object, ...]:
    start = {id_: int(year) for id_, year in choices.get("start", {}).items()}
    return (
        sorted(choices.get("in", ())),
        sorted(choices.get("out", ())),
        sorted(start.items()),
    )
