"""Who brings a strength, changes it, uses it, looks at what residents brought, and opens the way in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.ui.refusals import NotAllowed
from gebiedstafel.ui.rights import Whose, right

from .models import Strength

AT_TABLE = (Seat.Role.CHAIR, Seat.Role.MEMBER)


@right(gettext_lazy("een kracht van de wijk opschrijven"))
def check_can_bring(seat: Seat) -> None:
    """Who has a voice at the table says what is strong."""
    if seat.role not in AT_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, schrijft een kracht op."))


def _a_strength(seat: Seat, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    party = (seat.party or Party(key="own")) if whose == Whose.OWN else Party(pk=0, key="other")
    return (seat, Strength(table_id=seat.table_id, party=party)), {}


@right(
    gettext_lazy("een kracht wijzigen, weghalen of terugzetten"),
    on=(Whose.OWN, Whose.OTHER),
    example=_a_strength,
)
def check_can_change(seat: Seat, strength: Strength) -> None:
    """The chair changes any; who sits at the table what its own party or seat brought."""
    check_can_bring(seat)
    own_party = seat.party is not None and strength.party is not None and seat.party == strength.party
    own_words = seat.pk is not None and strength.brought_by_id == seat.pk
    if seat.role != Seat.Role.CHAIR and not own_party and not own_words:
        raise NotAllowed(
            _("Dit schreef een ander op. Vraag het die partij, of de voorzitter, om het te wijzigen.")
        )


@right(gettext_lazy("zeggen welke maatregel of opgave een kracht gebruikt"))
def check_can_use(seat: Seat) -> None:
    """Who has a voice at the table says what a strength is used for."""
    if seat.role not in AT_TABLE:
        raise NotAllowed(_("Alleen wie aan tafel zit, zegt waarvoor een kracht wordt gebruikt."))


@right(gettext_lazy("krachten die bewoners brachten lezen, en erbij zetten of weigeren"))
def check_can_moderate(seat: Seat) -> None:
    """The chair looks first at what comes in from outside."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter kijkt na wat bewoners brengen."))


@right(gettext_lazy("de pagina waar bewoners krachten brengen openen en sluiten"))
def check_can_open(seat: Seat) -> None:
    """The chair says whether anyone may bring a strength."""
    if seat.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen de voorzitter opent of sluit de pagina voor bewoners."))
