"""Who may do what at a table: the permission checks themselves, asked once for each role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Organisation
from gebiedstafel.ui.rights import Right, Whose, rights

from .models import Party, Seat

#: The parties of an example: one's own, and another's.
OWN_KEY, OTHER_KEY = "own", "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a role may, in words, and why not."""

    may: bool
    words: str
    why_not: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One deed, and the answer for each role."""

    key: str
    does: str
    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class WhoMay:
    """Every deed of the site, for each role, and which role is looking."""

    roles: tuple[str, ...]
    mine: int
    rows: tuple[Row, ...]


def who_may(looker: Seat) -> WhoMay:
    """Return every deed with what its check says to each role."""
    roles = list(Seat.Role)
    rows = tuple(
        Row(key, str(one.does), tuple(answer(one, role) for role in roles)) for key, one in rights().items()
    )
    return WhoMay(tuple(str(role.label) for role in roles), roles.index(Seat.Role(looker.role)), rows)


def answer(one: Right, role: Seat.Role) -> Answer:
    """Ask the check about each thing it may touch, and put what it says in one word."""
    seat = example_seat(role)
    refusals = {whose: one.refusal(seat, whose) for whose in one.on}
    allowed = [whose for whose, refusal in refusals.items() if not refusal]
    why_not = next((refusal for refusal in refusals.values() if refusal), "")
    return Answer(bool(allowed), _words(allowed, one.on), why_not)


def example_seat(role: Seat.Role) -> Seat:
    """Return a seat of this role that nobody has, for a party that does not exist."""
    party = Party(key=OWN_KEY, name=OWN_KEY, organisation=Organisation(name=OWN_KEY))
    return Seat(role=role, party=None if role == Seat.Role.VISITOR else party)


def _words(allowed: list[Whose], on: Iterable[Whose]) -> str:
    if not allowed:
        return _("nee")
    if set(allowed) == set(on):
        return _("ja")
    return _("alleen wat eigen is") if Whose.OWN in allowed else _("alleen van de tafel")
