"""The outbox: a letter is written once, in the transaction of the deed it tells of, and sent until it went.

A worker first holds a letter, then sends it, then writes down that it went. Killed in between, the same
letter goes again, with the same message id and the same links (docs/adr/each-letter-once-in-effect.md).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from email.utils import format_datetime, make_msgid, parseaddr
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from .addresses import mail_address
from .letters import Letter, NotSent, send_letter
from .models import OutgoingLetter, Person
from .tokens import token_of_seed

#: Longer than a mail server may take to answer, so that no two workers send one letter.
HOLD = timedelta(minutes=5)
#: When a server does not answer: so long until the next time, the last of these over and over.
PAUSES = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 15, 60, 240))
MOST_TRIES = 15
AT_ONCE = 50
#: What a mail server would say to what is no address; such a letter does not get that far.
NO_ADDRESS = 501
Ended = Callable[[OutgoingLetter, datetime], None]
_TOLD: dict[str, Ended] = {}


@transaction.atomic
def post(
    letter: Letter,
    *,
    key: str,
    at: datetime,
    person: Person | None = None,
    about: str = "",
    seeds: Iterable[str] = (),
    headers: Mapping[str, str] | None = None,
    not_before: datetime | None = None,
) -> OutgoingLetter:
    """Lay a letter in the outbox, once: who posts the same key again gets the one that lies there.

    A letter to what is no address is refused at once, with the reason.
    """
    to = _address(letter.to)
    posted, new = OutgoingLetter.objects.get_or_create(
        key=key,
        defaults={
            "message_id": make_msgid(domain=_domain()),
            "person": person,
            "to": to,
            "about": about,
            "subject": letter.subject,
            "text": letter.text,
            "seeds": list(seeds),
            "headers": dict(headers or {}),
            "made_at": at,
            "not_before": not_before or at,
            "refused_at": None if to else at,
            "answer": None if to else NO_ADDRESS,
        },
    )
    if new and not to:
        _tell(posted, at)
    return posted


def when_it_ends(kind: str) -> Callable[[Ended], Ended]:
    """Let this be told, in the same transaction, when a letter whose key begins so went or was refused."""

    def listen(told: Ended) -> Ended:
        _TOLD[kind] = told
        return told

    return listen


def _tell(letter: OutgoingLetter, at: datetime) -> None:
    told = _TOLD.get(letter.key.partition("/")[0])
    if told:
        told(letter, at)


def mark(seed: str) -> str:
    """Return what stands in a text where the secret of this seed comes when the letter goes."""
    return f"⟦{seed}⟧"


def carry_letters(at: datetime) -> int:
    """Send what is due; return how many went."""
    due = list(OutgoingLetter.objects.due(at).values_list("pk", flat=True)[:AT_ONCE])
    return sum(carry_letter(pk, at=at) for pk in due)


def carry_letter(letter_id: int, *, at: datetime) -> bool:
    """Send one letter, unless it went, was stopped or is held by another worker."""
    held = _hold(letter_id, at)
    if held is None:
        return False
    try:
        send_letter(*_as_it_goes(held))
    except NotSent as fault:
        _write_down_refusal(held, fault, at)
        return False
    _end(held, at, sent_at=at, answer=None)
    return True


@transaction.atomic
def _end(held: OutgoingLetter, at: datetime, **how: Any) -> None:
    """Write down how a letter ended, unless another worker did."""
    if OutgoingLetter.objects.waiting().filter(pk=held.pk).update(text="", held_until=None, **how):
        held.refresh_from_db()
        _tell(held, at)


@transaction.atomic
def _hold(letter_id: int, at: datetime) -> OutgoingLetter | None:
    """Hold a letter, so that no other worker sends it meanwhile."""
    found = OutgoingLetter.objects.select_for_update(no_key=True).filter(pk=letter_id)
    held = found.due(at).first()
    if held is None:
        return None
    held.held_until, held.tries = at + HOLD, held.tries + 1
    held.first_tried_at = held.first_tried_at or at
    held.save(update_fields=["held_until", "tries", "first_tried_at"])
    return held


def _as_it_goes(held: OutgoingLetter) -> tuple[Letter, dict[str, str]]:
    """Return the letter with its secrets in place, and the headers by which every copy is the same."""
    when = held.first_tried_at
    assert when
    headers = {**held.headers, "Message-ID": held.message_id, "Date": format_datetime(when)}
    text = held.text
    for seed in held.seeds:
        secret = token_of_seed(seed)
        text = text.replace(mark(seed), secret)
        headers = {name: value.replace(mark(seed), secret) for name, value in headers.items()}
    return Letter(held.to, held.subject, text), headers


def _write_down_refusal(held: OutgoingLetter, fault: NotSent, at: datetime) -> None:
    if fault.for_good or held.tries >= MOST_TRIES:
        _end(held, at, refused_at=at, answer=fault.code)
        return
    pause = PAUSES[min(held.tries, len(PAUSES)) - 1]
    OutgoingLetter.objects.waiting().filter(pk=held.pk).update(
        not_before=at + pause, held_until=None, answer=fault.code
    )


def refusal_words(code: int | None) -> str:
    """Return in words what a mail server meant; nothing when it refused nothing."""
    if code is None:
        return ""
    if code == NO_ADDRESS:
        return _("Dit is geen e-mailadres op één regel. De mail is niet verstuurd.")
    if code in (550, 551, 553):
        return _("De mailserver kent dit adres niet. Kijk het na ({code}).").format(code=code)
    if code == 552:
        return _("De mailbox is vol ({code}). Vraag of er plaats gemaakt kan worden.").format(code=code)
    if 500 <= code < 600:
        return _("De mailserver weigert de mail ({code}). Vraag uw beheerder om te kijken.").format(code=code)
    if 400 <= code < 500:
        return _("De mailserver neemt de mail nu niet aan ({code}). We proberen het opnieuw.").format(
            code=code
        )
    return _("De mailserver gaf geen antwoord. We proberen het opnieuw.")


def release_held_letters(at: datetime) -> int:
    """Let go of what a dead worker held; called when the one worker of an installation starts."""
    return OutgoingLetter.objects.waiting().filter(held_until__gt=at).update(held_until=at)


def stop_letter(letter: OutgoingLetter, *, at: datetime) -> bool:
    """Take a letter back, also one that waits for its next try; False when it went or is just going."""
    return bool(OutgoingLetter.objects.free().filter(pk=letter.pk).update(stopped_at=at, text=""))


def stop_letters(begins: str, *, at: datetime) -> None:
    """Take back what did not go yet of the letters whose keys begin so; what is just going, goes."""
    OutgoingLetter.objects.free().filter(key__startswith=begins).update(stopped_at=at, text="")


def stop_letters_about(about: str, person: Person, *, at: datetime) -> None:
    """Take back what did not go yet to someone about this."""
    OutgoingLetter.objects.free().filter(about=about, person=person).update(stopped_at=at, text="")


def erase_letters(begins: str, *, at: datetime) -> None:
    """Stop what waits of the letters whose keys begin so, and erase the address and the words of all."""
    letters = OutgoingLetter.objects.filter(key__startswith=begins)
    letters.waiting().update(stopped_at=at)
    letters.update(to="", text="", subject="", headers={})


def forget_letters(person: Person, *, at: datetime) -> None:
    """Stop what waits for someone who leaves, and erase the address and the words of all that went."""
    OutgoingLetter.objects.waiting().filter(person=person).update(stopped_at=at)
    OutgoingLetter.objects.filter(person=person).update(to="", text="", subject="", headers={})


def _address(typed: str) -> str:
    """Return the address, or nothing when it is none."""
    try:
        return mail_address(typed)
    except ValidationError:
        return ""


def _domain() -> str:
    _name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return address.rpartition("@")[2] or "gebiedstafel"
