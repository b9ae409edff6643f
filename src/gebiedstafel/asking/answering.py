"""What a party does with its link: open it, fill in, hand in, take back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.entries import NAMES
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .asked_fields import added_kinds, field_of
from .models import Answer, AskedParty, Circle
from .own_rows import is_new, next_new

#: So many rows a party adds in one round; a whole list comes in Excel.
MOST_NEW_ROWS = 100


class FilledInMeanwhile(Refused):
    """A colleague answered the same field meanwhile; both answers are told."""

    def __init__(self, theirs: Answer) -> None:
        super().__init__(_("Iemand van uw organisatie vulde dit intussen ook in. Kies welke blijft."))
        self.theirs = theirs


@transaction.atomic
def open_answer(asked: AskedParty, *, by: Seat | None, at: datetime) -> None:
    """Note that the party began; looking at the mail or the page changes nothing."""
    asked = locked(asked)
    if asked.opened_at is None:
        asked.opened_at = at
        asked.save(update_fields=["opened_at"])
        _write_down(asked, "open_answer", by=by, at=at)


@transaction.atomic
def keep_answer(
    asked: AskedParty,
    place: tuple[str, str, str],
    value: Any,
    *,
    stood: Any,
    quality: str | None,
    seen: int,
    at: datetime,
) -> Answer:
    """Keep what the party says about one field; saying the same again changes nothing."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    kind, row, name = place
    field = field_of(asked.request.subjects, kind, name)
    if field is None:
        raise Refused(_("Hier is niet naar gevraagd."))
    quality = (quality or Answer.Quality.ESTIMATED) if field.is_graded and value is not None else None
    answer = Answer.objects.filter(asked=asked, kind=kind, row=row, field=name).first()
    if answer is None:
        answer = Answer(asked=asked, kind=kind, row=row, field=name, stood=stood, version=0)
    elif (answer.value, answer.quality) == (value, quality) and answer.decision is None:
        return answer
    elif answer.version != seen:
        raise FilledInMeanwhile(answer)
    if answer.decision is not None:
        answer.stood, answer.decision, answer.decided_at, answer.decided_by = stood, None, None, None
    answer.value, answer.quality, answer.saved_at = value, quality, at
    answer.version += 1
    answer.save()
    if asked.opened_at is None:
        AskedParty.objects.filter(pk=asked.pk).update(opened_at=at)
    return answer


@transaction.atomic
def forget_answer(asked: AskedParty, place: tuple[str, str, str]) -> None:
    """Take back an answer: what stands at the table stands again."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    kind, row, name = place
    Answer.objects.filter(asked=asked, kind=kind, row=row, field=name, decision=None).delete()


@transaction.atomic
def add_row(asked: AskedParty, kind: str, name: str, *, at: datetime) -> str:
    """Add a row with no more than a name; its other fields stay unknown until someone fills them in."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    if kind not in added_kinds(asked.request.subjects):
        raise Refused(_("Hier is niet naar gevraagd."))
    rows = list(Answer.objects.filter(asked=asked, kind=kind).values_list("row", flat=True).distinct())
    if sum(map(is_new, rows)) >= MOST_NEW_ROWS:
        raise Refused(_("Dit zijn al 100 nieuwe rijen. Stuur de rest in Excel."))
    row = next_new(rows)
    Answer.objects.create(asked=asked, kind=kind, row=row, field=NAMES[kind], value=name, saved_at=at)
    return row


@transaction.atomic
def drop_row(asked: AskedParty, kind: str, row: str) -> None:
    """Take back a row that the party added itself."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    if is_new(row):
        Answer.objects.filter(asked=asked, kind=kind, row=row).delete()


@transaction.atomic
def mark_row(asked: AskedParty, row: str, marks: Mapping[str, bool]) -> None:
    """Note of a row that it is right as it stands (`seen`), or that it stays in the organisation (`own`)."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    for name, field in (("seen", "seen_rows"), ("own", "own_rows")):
        if name in marks:
            rows = {*getattr(asked, field)} - {row} | ({row} if marks[name] else set())
            setattr(asked, field, sorted(rows))
    asked.save(update_fields=["seen_rows", "own_rows"])


@transaction.atomic
def choose_circle(asked: AskedParty, circle: str) -> None:
    """Choose who may see the answers."""
    asked = locked(asked)
    _check_not_handed_in(asked)
    if circle not in Circle.values:
        raise Refused(_("Kies wie dit mag zien."))
    asked.circle = circle
    asked.save(update_fields=["circle"])


@transaction.atomic
def hand_in(asked: AskedParty, *, by: Seat | None, at: datetime) -> None:
    """Hand the answers in; who presses twice hands in once."""
    asked = locked(asked)
    if asked.answered_at is None:
        asked.opened_at, asked.answered_at = asked.opened_at or at, at
        asked.save(update_fields=["opened_at", "answered_at"])
        _write_down(asked, "hand_in", by=by, at=at)


@transaction.atomic
def reopen(asked: AskedParty, *, by: Seat | None, at: datetime) -> None:
    """Go on with an answer that was handed in, as long as the round is open."""
    asked = locked(asked)
    if asked.answered_at is not None:
        asked.answered_at = None
        asked.save(update_fields=["answered_at"])
        _write_down(asked, "reopen_answer", by=by, at=at)


def locked(asked: AskedParty) -> AskedParty:
    """Return the party as it is now, held: two colleagues never write through one another."""
    return (
        AskedParty.objects.select_related("request__table", "party")
        .select_for_update(no_key=True, of=("self",))
        .get(pk=asked.pk)
    )


def _check_not_handed_in(asked: AskedParty) -> None:
    if asked.answered_at is not None:
        raise Refused(_("U hebt dit al ingestuurd. Kies ‘Toch nog iets wijzigen’ en ga verder."))


def _write_down(asked: AskedParty, action: str, *, by: Seat | None, at: datetime) -> None:
    record_deed(
        asked.request.table.chain,
        action=action,
        subject=f"request/{asked.request_id} party/{asked.party.key}",
        actor=by.actor if by else f"link/{asked.pk}",
        origin="link",
        at=at,
    )
