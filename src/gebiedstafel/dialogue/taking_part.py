"""What a participant does besides voting: come back, use a code, bring a statement, take everything back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import one_line
from gebiedstafel.ui.refusals import Refused

from .ballots import EntryCode, Participant, WithdrawalLink
from .rounds import Phase, Round, RoundStatement, Route
from .statement_text import MOST_IN_A_ROUND, fault_in
from .tokens import hash_of, is_token, new_token

#: The trail knows that someone did it, and no more.
SOMEONE = "participant"
MOST_PER_PERSON = 20
MOST_PER_HOUR = 5


@dataclass(frozen=True, slots=True)
class Held:
    """What the cookie of a participant holds: a token, and a link to withdraw where it was made here."""

    token: str
    link: str = ""

    def __str__(self) -> str:
        return f"{self.token}.{self.link}"


def held_in(cookie: str) -> Held | None:
    """Return what a cookie holds; None for what cannot be one of ours."""
    token, _dot, link = cookie.partition(".")
    if not is_token(token):
        return None
    return Held(token, link if is_token(link) else "")


def find_participant(round: Round, held: Held | None) -> Participant | None:
    """Return whose token this is, the newest or the one just before it."""
    if held is None:
        return None
    hash = hash_of(held.token, salt=round.salt, purpose="token")
    found = Participant.objects.filter(round=round)
    return found.filter(token_hash=hash).first() or found.filter(previous_hash=hash).first()


def turn_token(participant: Participant, held: Held, *, at: datetime) -> Held:
    """Give who comes back on another day a new token; once that was seen the old one is worth nothing."""
    round = participant.round
    hash = hash_of(held.token, salt=round.salt, purpose="token")
    is_newest = participant.token_hash == hash
    if is_newest and participant.turned_on == at.date():
        if participant.previous_hash is not None:
            Participant.objects.filter(pk=participant.pk, token_hash=hash).update(previous_hash=None)
        return held
    fresh = Held(new_token(), held.link)
    Participant.objects.filter(pk=participant.pk).update(
        token_hash=hash_of(fresh.token, salt=round.salt, purpose="token"),
        previous_hash=hash,
        turned_on=at.date(),
    )
    return fresh


@transaction.atomic
def enter_with_code(round: Round, code: str, *, language: str, at: datetime) -> Held | None:
    """Let in whoever has this code, or bring them back; None when the round has no such code.

    A token from another device is worth nothing from here on: one code is one person.
    """
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    hash = hash_of(code, salt=round.salt, purpose="code")
    found = EntryCode.objects.filter(round=round, code_hash=hash, withdrawn_at=None).first()
    if found is None:
        return None
    person = found.participant
    if person is None:
        check_open(round, at)
        person = Participant(
            round=round, route=Route(found.kind), area=found.area, side=found.side, language=language
        )
    held = Held(new_token(), new_token())
    person.token_hash = hash_of(held.token, salt=round.salt, purpose="token")
    person.previous_hash, person.turned_on = None, at.date()
    person.save()
    EntryCode.objects.filter(pk=found.pk).update(participant=person)
    link_hash = hash_of(held.link, salt=round.salt, purpose="withdraw")
    WithdrawalLink.objects.create(participant=person, link_hash=link_hash)
    return held


def is_in_use_elsewhere(round: Round, code: str, *, here: Participant | None) -> bool:
    """Say whether someone takes part with this code already, on another device than `here`."""
    hash = hash_of(code, salt=round.salt, purpose="code")
    known = EntryCode.objects.filter(round=round, code_hash=hash, withdrawn_at=None).first()
    person = known.participant if known else None
    return person is not None and person.token_hash is not None and person != here


def check_open(round: Round, at: datetime) -> None:
    """Votes and statements come in while a round is open."""
    phase = round.phase(at)
    if phase == Phase.CLOSED:
        raise Refused(_("Dit gesprek is gesloten. Wat u eerder koos, telt mee."))
    if phase != Phase.OPEN:
        raise Refused(_("Dit gesprek is nog niet begonnen. Kom later terug."))


@transaction.atomic
def add_statement(participant: Participant, text: str, *, language: str, at: datetime) -> RoundStatement:
    """Bring a statement of one's own; it waits until someone of the table read it."""
    round = Round.objects.select_for_update(no_key=True).get(pk=participant.round_id)
    check_open(round, at)
    if not round.takes_statements:
        raise Refused(_("In dit gesprek staan de stellingen vast."))
    text = one_line(text)
    if fault := fault_in(text):
        raise Refused(fault)
    _check_not_too_many(round, participant, at)
    same = RoundStatement.objects.filter(round=round, writer=participant, text=text).first()
    if same is not None:
        return same
    statement = RoundStatement.objects.create(
        round=round, number=next_number(round), text=text, language=language, writer=participant, added_at=at
    )
    subject = f"round/{round.pk} statement/{statement.number}"
    record_deed(round.table.chain, action="add_statement", subject=subject, actor=SOMEONE, at=at)
    return statement


def next_number(round: Round) -> int:
    """Return the number after the last one of a round; call it with the round locked."""
    last = RoundStatement.objects.filter(round=round).aggregate(last=Max("number"))["last"]
    return 1 if last is None else last + 1


def _check_not_too_many(round: Round, participant: Participant, at: datetime) -> None:
    own = RoundStatement.objects.filter(round=round, writer=participant)
    if own.count() >= MOST_PER_PERSON:
        raise Refused(
            _("U bracht al {count} stellingen. Laat nu ruimte voor anderen.").format(count=MOST_PER_PERSON)
        )
    if own.filter(added_at__gt=at - timedelta(hours=1)).count() >= MOST_PER_HOUR:
        raise Refused(_("Dat waren er veel in een uur. Stem eerst verder en kom later terug."))
    if RoundStatement.objects.filter(round=round).count() >= MOST_IN_A_ROUND:
        raise Refused(_("Dit gesprek zit vol: er is geen plaats meer voor nieuwe stellingen."))


def holder_of(round: Round, link: str) -> Participant | None:
    """Return who may withdraw with this link."""
    if not is_token(link):
        return None
    hash = hash_of(link, salt=round.salt, purpose="withdraw")
    found = WithdrawalLink.objects.filter(link_hash=hash, participant__round=round).select_related(
        "participant"
    )
    return next((one.participant for one in found), None)


@transaction.atomic
def withdraw(participant: Participant, *, at: datetime) -> None:
    """Take everything back: as if this person had never taken part, statements of theirs included."""
    round = Round.objects.select_for_update(no_key=True).get(pk=participant.round_id)
    if not round.may_withdraw(at):
        raise Refused(
            _("Terugnemen kon tot 30 dagen na het gesprek. Daarna weten wij zelf niet meer wie wat koos.")
        )
    # Nothing says whose it was any more, so nothing is left to take back another time.
    Participant.objects.filter(pk=participant.pk).delete()
    record_deed(round.table.chain, action="withdraw", subject=f"round/{round.pk}", actor=SOMEONE, at=at)
