"""Who may do what at a table: the permission checks themselves, asked once for each role."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Organisation
from gebiedstafel.exchange.circles import may_see
from gebiedstafel.ui.rights import Right, Whose, rights

from .models import Party, Seat
from .viewers import viewer_in

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
    """Every deed of the site and every circle, for each role, and which role is looking."""

    roles: tuple[str, ...]
    mine: int
    rows: tuple[Row, ...]
    sees: tuple[Row, ...]


def who_may(looker: Seat) -> WhoMay:
    """Return every deed with what its check says to each role."""
    roles = list(Seat.Role)
    rows = tuple(
        Row(key, str(one.does), tuple(answer(one, role) for role in roles)) for key, one in rights().items()
    )
    names = tuple(str(role.label) for role in roles)
    return WhoMay(names, roles.index(Seat.Role(looker.role)), rows, who_sees())


def who_sees() -> tuple[Row, ...]:
    """Return what each role sees of a field, by its circle, as the rule that hides it says."""
    return tuple(
        Row(f"{circle}-{owner}", words, tuple(_sees(role, circle, owner) for role in Seat.Role))
        for circle, owner, words in (
            ("eigen", OWN_KEY, _("wat de eigen organisatie voor zichzelf houdt")),
            ("eigen", OTHER_KEY, _("wat een andere organisatie voor zichzelf houdt")),
            ("tafel", OTHER_KEY, _("wat met de tafel gedeeld is")),
            ("openbaar", OTHER_KEY, _("wat openbaar is")),
        )
    )


def _sees(role: Seat.Role, circle: str, owner: str) -> Answer:
    party = example_seat(role).party
    viewer = viewer_in(role, party.key if party else None, {OWN_KEY: None, OTHER_KEY: None})
    row = {"id": "M1", "title": "?", "owner": owner, "costs": {}, "circles": {"*": circle}}
    seen = may_see(viewer, row, "measures", "costs")
    return Answer(seen, _("ja") if seen else _("nee"))


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
