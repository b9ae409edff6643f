"""Codes on paper: letters, and ballots that the chair types over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from gebiedstafel.accounts.paper_codes import new_code
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .ballots import EntryCode, Participant, Vote
from .locking import locked_round
from .permissions import check_can_lead, check_not_closed
from .rounds import Round, RoundStatement, Route, Side
from .tokens import hash_of

MOST_AT_ONCE = 2000
MOST_CODES = 50_000


@dataclass(frozen=True, slots=True)
class Sheet:
    """One letter or ballot: its number, and the code that is shown this once."""

    number: int
    code: str


@dataclass(frozen=True, slots=True)
class Batch:
    """Codes that were made together, and how many of them were used."""

    name: str
    kind: str
    area: str
    side: str
    first: int
    last: int
    made: int
    used: int
    withdrawn: int


@transaction.atomic
def make_codes(
    round: Round,
    *,
    kind: EntryCode.Kind,
    count: int,
    area: str = "",
    side: Side = Side.RESIDENT,
    batch: str,
    by: Seat,
    at: datetime,
) -> list[Sheet]:
    """Make codes for so many people. They are shown once: only their hash is kept."""
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    codes = EntryCode.objects.filter(round=round)
    if not 1 <= count <= MOST_AT_ONCE:
        raise Refused(_("Maak er 1 tot en met {most} tegelijk.").format(most=MOST_AT_ONCE))
    if area and not round.table.areas.filter(key=area).exists():
        raise Refused(_("Dit gebied kent de tafel niet."))
    if codes.filter(batch=batch).exists():
        raise Refused(_("Deze codes zijn al gemaakt en waren één keer te zien. Maak zo nodig nieuwe."))
    if codes.count() + count > MOST_CODES:
        raise Refused(_("Een ronde heeft hooguit {most} codes.").format(most=MOST_CODES))
    last = codes.aggregate(last=Max("number"))["last"] or 0
    sheets = [Sheet(number, new_code()) for number in range(last + 1, last + 1 + count)]
    EntryCode.objects.bulk_create(
        EntryCode(
            round=round,
            kind=kind,
            batch=batch,
            number=sheet.number,
            code_hash=hash_of(sheet.code, salt=round.salt, purpose="code"),
            area=area,
            side=side,
        )
        for sheet in sheets
    )
    _record(round, "make_codes", f"{kind.value} {last + 1}-{last + count} {side.value} {area}", by=by, at=at)
    return sheets


@transaction.atomic
def withdraw_codes(round: Round, batch: str, *, by: Seat, at: datetime) -> int:
    """Make the unused codes of a batch worthless, for instance when a stack of letters got lost."""
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    unused = EntryCode.objects.filter(round=round, batch=batch, participant=None, withdrawn_at=None)
    changed = unused.update(withdrawn_at=at)
    if not changed:
        raise Refused(_("Van deze stapel is geen code meer ongebruikt."))
    _record(round, "withdraw_codes", f"{changed} codes", by=by, at=at)
    return changed


def batches_of(round: Round) -> list[Batch]:
    """Return the batches of a round, the newest first."""
    rows = EntryCode.objects.filter(round=round).order_by().values("batch", "kind", "area", "side")
    found = rows.annotate(
        made=Count("pk"),
        used=Count("participant"),
        withdrawn=Count("withdrawn_at"),
        last=Max("number"),
    )
    return [
        Batch(
            name=row["batch"],
            kind=EntryCode.Kind(row["kind"]),
            area=row["area"],
            side=Side(row["side"]),
            first=row["last"] - row["made"] + 1,
            last=row["last"],
            made=row["made"],
            used=row["used"],
            withdrawn=row["withdrawn"],
        )
        for row in sorted(found, key=lambda row: -row["last"])
    ]


@transaction.atomic
def type_ballot(round: Round, number: int, answers: Mapping[int, int], *, by: Seat, at: datetime) -> int:
    """Type over a paper ballot: it counts like any other; return how many answers it had."""
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    code = untyped_ballot(round, number)
    statements = dict(round.statements.filter(state=RoundStatement.State.SHOWN).values_list("number", "pk"))
    if unknown := sorted(set(answers) - set(statements)):
        raise Refused(_("Stelling {number} staat niet in dit gesprek.").format(number=unknown[0]))
    if not answers:
        raise Refused(_("Er is geen antwoord ingevuld. Een leeg biljet telt niet mee."))
    person = Participant.objects.create(round=round, route=Route.PAPER, area=code.area, side=code.side)
    EntryCode.objects.filter(pk=code.pk).update(participant=person)
    Vote.objects.bulk_create(
        Vote(
            round=round,
            participant=person,
            statement_id=statements[statement],
            value=value,
            number=round.ballots + place,
            at=at,
        )
        for place, (statement, value) in enumerate(sorted(answers.items()), 1)
    )
    Round.objects.filter(pk=round.pk).update(ballots=round.ballots + len(answers))
    _record(round, "type_ballot", f"ballot/{number}", by=by, at=at)
    return len(answers)


def untyped_ballot(round: Round, number: int) -> EntryCode:
    """Return the paper ballot of this number; refuse one that is not there or counts already."""
    code = EntryCode.objects.filter(round=round, kind=EntryCode.Kind.PAPER, number=number).first()
    if code is None or code.withdrawn_at is not None:
        raise Refused(
            _("Stembiljet {number} bestaat niet. Kijk rechtsboven op het biljet.").format(number=number)
        )
    if code.participant_id is not None:
        raise Refused(_("Stembiljet {number} telt al mee.").format(number=number))
    return code


@transaction.atomic
def remove_ballot(round: Round, number: int, *, by: Seat, at: datetime) -> None:
    """Take a wrongly typed ballot out again, exactly, so that it can be typed anew."""
    round = locked_round(round.pk)
    check_can_lead(by, round.table_id)
    check_not_closed(by, round, at)
    code = EntryCode.objects.filter(round=round, kind=EntryCode.Kind.PAPER, number=number).first()
    if code is None or code.participant is None:
        raise Refused(_("Stembiljet {number} is nog niet overgetypt.").format(number=number))
    if code.participant.token_hash is not None:
        raise Refused(
            _("Wie stembiljet {number} had, doet nu zelf online mee. Alleen die kan het terugnemen.").format(
                number=number
            )
        )
    Participant.objects.filter(Q(pk=code.participant_id)).delete()
    _record(round, "remove_ballot", f"ballot/{number}", by=by, at=at)


def _record(round: Round, action: str, about: str, *, by: Seat, at: datetime) -> None:
    subject = f"round/{round.pk} {about}".strip()
    record_deed(round.table.chain, action=action, subject=subject, actor=by.actor, at=at)
