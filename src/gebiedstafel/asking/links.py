"""Links with which a party answers: made once, kept as a fingerprint, refused with a reason."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.tokens import digest_of, new_token, token_of_seed
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused
from gebiedstafel.ui.templatetags.dates import day

from .models import AnswerLink, AskedParty


def make_link(asked: AskedParty, *, at: datetime, seed: str = "") -> str:
    """Return the secret part of a new link, of a seed where a letter carries it; it can not be read back."""
    token = token_of_seed(seed) if seed else new_token()
    AnswerLink.objects.create(asked=asked, digest=digest_of(token), made_at=at)
    return token


def find_link(token: str) -> AnswerLink | None:
    """Return the link that was made with this token; None for a guess."""
    links = AnswerLink.objects.select_related(
        "asked__party__organisation", "asked__request__table__municipality"
    )
    return links.filter(digest=digest_of(token)).first()


def check_link(link: AnswerLink, person: Person | None, at: datetime) -> Seat | None:
    """Refuse a link that no longer works, or that someone of another party uses; else return their seat."""
    party, request = link.asked.party, link.asked.request
    seat = _seat_at(link, person)
    if seat is not None and seat.party_id != party.pk:
        raise NotAllowed(
            _(
                "Deze link is van {party}. U bent ingelogd en zit aan deze tafel voor {yours}. "
                "Log uit als u voor {party} antwoordt, of gebruik de link van uw eigen organisatie."
            ).format(party=party, yours=seat.party or seat.get_role_display())
        )
    if link.withdrawn_at is not None:
        raise Refused(_("Deze link is ingetrokken. Vraag de voorzitter om een nieuwe."))
    if not party.sits:
        raise Refused(
            _("{party} zit niet meer aan deze tafel. Wat u al instuurde, blijft bij de voorzitter.").format(
                party=party
            )
        )
    if request.closed_at is not None:
        raise Refused(_("De voorzitter heeft deze uitvraag gesloten. Vraag hem of haar of het nog kan."))
    if not request.is_open(at):
        raise Refused(
            _("Antwoorden kon tot en met {day}. Vraag de voorzitter om verlenging.").format(
                day=day(request.answer_by)
            )
        )
    return seat


def _seat_at(link: AnswerLink, person: Person | None) -> Seat | None:
    """Return the seat of who is signed in at the table of this link, that of the asked party first."""
    if person is None:
        return None
    seats = list(
        Seat.objects.select_related("party").filter(table=link.asked.request.table_id, person=person)
    )
    own = [seat for seat in seats if seat.party_id == link.asked.party_id]
    return next(iter([*own, *seats]), None)
