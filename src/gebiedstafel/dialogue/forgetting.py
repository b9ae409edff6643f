"""Thirty days after a round nobody can tell any more who someone was: links, codes and tokens go."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.deeds import record_deed

from .ballots import EntryCode, Participant, WithdrawalLink
from .locking import locked_round
from .rounds import WITHDRAWAL_LIVES, Round, new_salt


def forget_voters(*, at: datetime, origin: str = "command", table: AreaTable | None = None) -> int:
    """Forget how participants of ended rounds could be known, of one table or all; return of how many."""
    ended = Round.objects.filter(forgotten_at=None, closes_at__lte=at - WITHDRAWAL_LIVES)
    if table is not None:
        ended = ended.filter(table=table)
    numbers = list(ended.order_by("pk").values_list("pk", flat=True))
    together = [numbers] if table is not None else [[pk] for pk in numbers]
    return sum(_forget(some, at, origin) for some in together)


@transaction.atomic
def _forget(numbers: Sequence[int], at: datetime, origin: str) -> int:
    """Forget these rounds together, and write it down after that; return of how many."""
    gone = [round for pk in numbers if (round := _forgotten(pk, at)) is not None]
    for round in gone:
        record_deed(
            round.table.chain,
            action="forget_voters",
            subject=f"round/{round.pk}",
            actor="system",
            origin=origin,
            at=at,
        )
    return len(gone)


def _forgotten(pk: int, at: datetime) -> Round | None:
    round = locked_round(pk)
    if round.forgotten_at is not None:
        return None
    WithdrawalLink.objects.filter(participant__round=round).delete()
    EntryCode.objects.filter(round=round).update(code_hash=None, participant=None)
    Participant.objects.filter(round=round).update(token_hash=None, previous_hash=None, turned_on=None)
    round.statements.update(writer=None)
    # Without the salt no hash of this round can be made again, not even from a copy of an old cookie.
    round.forgotten_at, round.salt = at, new_salt()
    round.save(update_fields=["forgotten_at", "salt"])
    return round
