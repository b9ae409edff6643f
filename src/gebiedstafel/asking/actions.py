"""What the chair does with a round: prepare, send, remind, take back a link, extend and close."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import partial

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .letters import post_letter, stop_letters_to
from .links import make_link
from .models import AnswerLink, AskedParty, Request
from .permissions import check_can_ask, is_own_seat
from .tasks import plan_reminder


@transaction.atomic
def prepare_request(
    table: AreaTable,
    *,
    subjects: Iterable[str],
    parties: Mapping[Party, str],
    answer_by: date,
    word: str,
    address: str,
    by: Seat,
    at: datetime,
) -> Request:
    """Prepare a round: nothing leaves before the chair has seen the mail. An address may be empty."""
    check_can_ask(by, table.pk)
    request = Request.objects.create(
        table=table,
        subjects=list(subjects),
        answer_by=answer_by,
        word=word,
        address=address.rstrip("/"),
        created_at=at,
        created_by=by,
    )
    AskedParty.objects.bulk_create(
        AskedParty(request=request, party=party, email=email) for party, email in parties.items()
    )
    return request


@transaction.atomic
def send_request(request: Request, *, by: Seat, at: datetime) -> None:
    """Send every party its mail; who presses twice sends once."""
    request = _locked(request, by)
    _check_is_draft(request)
    request.sent_at = at
    request.save(update_fields=["sent_at"])
    for asked in _mailed(request):
        post_letter(asked, at=at)
    transaction.on_commit(partial(plan_reminder, request))
    _write_down(request, "send_request", by=by, at=at)


@transaction.atomic
def discard_request(request: Request, *, by: Seat, at: datetime) -> None:
    """Throw away a round that was never sent."""
    request = _locked(request, by)
    _check_is_draft(request)
    Request.objects.filter(pk=request.pk).delete()
    _write_down(request, "discard_request", by=by, at=at)


@transaction.atomic
def remind(request: Request, *, by: Seat, at: datetime) -> int:
    """Mail everyone who has not answered yet; return how many that are."""
    request = _locked(request, by)
    _check_is_open(request, at)
    waiting = [asked for asked in _mailed(request).filter(answered_at=None) if asked.party.sits]
    if not waiting:
        raise Refused(_("Er is niemand met een e-mailadres die nog moet antwoorden."))
    for asked in waiting:
        post_letter(asked, at=at, is_reminder=True)
    _write_down(request, "remind", by=by, at=at)
    return len(waiting)


@transaction.atomic
def send_again(asked: AskedParty, email: str, *, by: Seat, at: datetime) -> None:
    """Mail one party again, to another address if need be."""
    request = _locked(asked.request, by)
    _check_is_open(request, at)
    _check_sits(asked)
    if not email:
        raise Refused(_("Vul een e-mailadres in, of geef zelf een link door."))
    AskedParty.objects.filter(pk=asked.pk).update(email=email, mail_failed_at=None, mailed_at=None)
    post_letter(_mailed(request).get(pk=asked.pk), at=at)
    _write_down(request, "send_again", by=by, at=at, party=asked.party)


@transaction.atomic
def hand_out_link(asked: AskedParty, *, by: Seat, at: datetime) -> str:
    """Return the secret of a new link for the chair to pass on; it is shown once."""
    request = _locked(asked.request, by)
    _check_is_open(request, at)
    _check_sits(asked)
    link = make_link(asked, at=at)
    _write_down(request, "hand_out_link", by=by, at=at, party=asked.party)
    return link


@transaction.atomic
def own_link(asked: AskedParty, *, by: Seat, at: datetime) -> str:
    """Return the secret of a new link for someone who sits here for the party itself."""
    if not is_own_seat(by, asked):
        raise NotAllowed(_("Deze uitvraag is aan {party}. U zit hier niet voor {party}.").format(party=asked))
    _check_is_open(asked.request, at)
    _check_sits(asked)
    link = make_link(asked, at=at)
    _write_down(asked.request, "own_link", by=by, at=at, party=asked.party)
    return link


@transaction.atomic
def withdraw_links(asked: AskedParty, *, by: Seat, at: datetime) -> None:
    """Take back every link of a party: none of them works any more. Its answers stay."""
    request = _locked(asked.request, by)
    AnswerLink.objects.filter(asked=asked, withdrawn_at=None).update(withdrawn_at=at)
    stop_letters_to(asked, at=at)
    _write_down(request, "withdraw_links", by=by, at=at, party=asked.party)


@transaction.atomic
def extend_request(request: Request, answer_by: date, *, by: Seat, at: datetime) -> None:
    """Give the parties longer; the links that they have keep working."""
    request = _locked(request, by)
    _check_is_not_closed(request)
    if answer_by <= request.answer_by:
        raise Refused(_("Kies een dag later dan nu. Wie al bezig is, rekent op de dag die er stond."))
    request.answer_by = answer_by
    request.save(update_fields=["answer_by"])
    if request.sent_at is not None and request.reminded_at is None:
        transaction.on_commit(partial(plan_reminder, request))
    _write_down(request, "extend_request", by=by, at=at, about=f" {answer_by}")


@transaction.atomic
def close_request(request: Request, *, by: Seat, at: datetime) -> None:
    """End a round: links stop working, and what came in can still be taken over."""
    request = _locked(request, by)
    if request.sent_at is None:
        raise Refused(_("Deze uitvraag is nog niet verstuurd. U kunt haar weggooien."))
    _check_is_not_closed(request)
    request.closed_at = at
    request.save(update_fields=["closed_at"])
    for asked in request.asked.all():
        stop_letters_to(asked, at=at)
    _write_down(request, "close_request", by=by, at=at)


def _locked(request: Request, by: Seat) -> Request:
    check_can_ask(by, request.table_id)
    return (
        Request.objects.select_related("table")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=request.pk)
    )


def _check_is_draft(request: Request) -> None:
    if request.sent_at is not None:
        raise Refused(_("Deze uitvraag is al verstuurd."))


def _check_is_not_closed(request: Request) -> None:
    if request.closed_at is not None:
        raise Refused(_("Deze uitvraag is gesloten. Begin een nieuwe."))


def _check_is_open(request: Request, at: datetime) -> None:
    if request.sent_at is None:
        raise Refused(_("Deze uitvraag is nog niet verstuurd."))
    _check_is_not_closed(request)
    if not request.is_open(at):
        raise Refused(_("De laatste dag is voorbij. Geef de partijen eerst langer de tijd."))


def _check_sits(asked: AskedParty) -> None:
    if not asked.party.sits:
        raise Refused(_("{party} zit niet meer aan deze tafel.").format(party=asked))


def _mailed(request: Request) -> QuerySet[AskedParty]:
    """Return the parties that have an address, with all that a letter to them tells."""
    around = ("party", "request__table", "request__created_by__person")
    return request.asked.exclude(email="").select_related(*around)


def _write_down(
    request: Request, action: str, *, by: Seat, at: datetime, party: Party | None = None, about: str = ""
) -> None:
    record_deed(
        request.table.chain,
        action=action,
        subject=f"request/{request.pk}" + (f" party/{party.key}" if party else "") + about,
        actor=by.actor,
        at=at,
    )
