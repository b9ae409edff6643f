"""Inviting someone to a seat: made by the chair, carried by mail, answered once."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.timezone import now
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from gebiedstafel.accounts.actions import make_account
from gebiedstafel.accounts.models import Person
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .invitation_letters import erase_invitation, post_invitation
from .locking import locked_table
from .models import AreaTable, Invitation, Party, Seat
from .permissions import check_can_invite
from .seating import check_place, sit

MOST_OPEN = 200
USED = gettext_lazy("Deze uitnodiging is al gebruikt of ingetrokken. Er is niets veranderd.")


@transaction.atomic
def invite(
    email: str,
    table: AreaTable,
    *,
    role: Seat.Role,
    party: Party | None,
    by: Seat | None,
    at: datetime,
    site: str,
) -> Invitation:
    """Invite who reads this address to a seat; `by` is the chair, or nobody when the installation invites."""
    if by is not None:
        check_can_invite(by)
    table = locked_table(table.pk)
    check_place(table, role, party)
    _check_new(table, email)
    invitation = Invitation.objects.create(
        table=table, email=email, role=role, party=party, invited_by=by, made_at=at
    )
    _record("invite", invitation, by, at)
    _post(invitation, site, at)
    return invitation


@transaction.atomic
def invite_again(invitation: Invitation, *, by: Seat, at: datetime, site: str) -> None:
    """Send the mail once more, with a new link; the one before works no longer."""
    check_can_invite(by)
    invitation = _waiting(invitation)
    _record("invite_again", invitation, by, at)
    _post(invitation, site, at)


@transaction.atomic
def withdraw_invitation(invitation: Invitation, *, by: Seat, at: datetime) -> None:
    """Take an invitation back: its link opens nothing any more, and the address is erased."""
    check_can_invite(by)
    invitation = _waiting(invitation)
    invitation.withdrawn_at, invitation.email, invitation.digest = at, "", None
    invitation.save(update_fields=["withdrawn_at", "email", "digest"])
    erase_invitation(invitation, at=at)
    _record("withdraw_invitation", invitation, by, at)


def open_invitation(token: str, *, at: datetime) -> Invitation | None:
    """Return the invitation this link opens, while it does."""
    rows = Invitation.objects.select_related("table__municipality", "party", "invited_by__person")
    found = rows.filter(digest=digest_of(token), withdrawn_at=None).first()
    return found if found and found.is_open(at) else None


def is_invited(email: str) -> bool:
    """Whether an invitation waits for this address."""
    waiting = Invitation.objects.filter(used_at=None, withdrawn_at=None, expires_at__gt=now())
    return waiting.filter(email__iexact=email).exists()


def account_of(invitation: Invitation) -> Person | None:
    """Return the account that has this address already."""
    people = Person.objects.filter(is_active=True)
    email = invitation.email
    return people.filter(email__iexact=email).first() or people.filter(username__iexact=email).first()


@transaction.atomic
def accept(invitation: Invitation, person: Person, *, at: datetime) -> Seat:
    """Take the seat, once."""
    table = locked_table(invitation.table_id)
    invitation = Invitation.objects.select_related("party").get(pk=invitation.pk)
    if not invitation.waits or not invitation.is_open(at):
        raise Refused(USED)
    if Seat.objects.filter(table=table, person=person).exists():
        raise Refused(_("U hebt al een stoel aan deze tafel. De voorzitter kan uw rol of partij veranderen."))
    seat = sit(table, person, Seat.Role(invitation.role), invitation.party)
    invitation.used_at, invitation.email, invitation.digest = at, "", None
    invitation.save(update_fields=["used_at", "email", "digest"])
    erase_invitation(invitation, at=at)
    record_deed(
        table.chain, action="accept_invitation", subject=f"seat/{seat.pk}", actor=f"person/{person.pk}", at=at
    )
    return seat


@transaction.atomic
def accept_with_new_account(invitation: Invitation, *, name: str, password: str, at: datetime) -> Seat:
    """Make the account that takes the seat; without the seat there is no account."""
    locked_table(invitation.table_id)
    invitation = Invitation.objects.select_related("table").get(pk=invitation.pk)
    if not invitation.waits:
        raise Refused(USED)
    try:
        with transaction.atomic():
            person = make_account(name, invitation.email, password, language=get_language() or "nl")
    except IntegrityError:
        raise Refused(_("Er is al een account met dit e-mailadres. Log daarmee in.")) from None
    return accept(invitation, person, at=at)


def _check_new(table: AreaTable, email: str) -> None:
    if Seat.objects.filter(table=table, person__email__iexact=email, person__is_active=True).exists():
        raise Refused(_("Wie dit adres heeft, zit al aan deze tafel. U vindt de stoel in de lijst."))
    waiting = Invitation.objects.filter(table=table, used_at=None, withdrawn_at=None)
    before = waiting.filter(email=email).first()
    if before:
        raise Refused(
            _(
                "Dit adres is al uitgenodigd, op {day}. Stuur die mail opnieuw, of trek de uitnodiging "
                "eerst in."
            ).format(day=day(before.made_at.date()))
        )
    if waiting.count() >= MOST_OPEN:
        raise Refused(_("Er staan al {n} uitnodigingen open. Trek er eerst een paar in.").format(n=MOST_OPEN))


def _waiting(invitation: Invitation) -> Invitation:
    locked_table(invitation.table_id)
    held = Invitation.objects.select_related("table", "party").get(pk=invitation.pk)
    if not held.waits:
        raise Refused(_("Deze uitnodiging is al beantwoord of ingetrokken."))
    return held


def _record(action: str, invitation: Invitation, by: Seat | None, at: datetime) -> None:
    party = f" {invitation.party.key}" if invitation.party else ""
    record_deed(
        invitation.table.chain,
        action=action,
        subject=f"invitation/{invitation.pk} {invitation.role}{party}",
        actor=by.actor if by else "installation",
        origin="web" if by else "command",
        at=at,
    )


def _post(invitation: Invitation, site: str, at: datetime) -> None:
    post_invitation(invitation, site=site, language=get_language() or "nl", at=at)
