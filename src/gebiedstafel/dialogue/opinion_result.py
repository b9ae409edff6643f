"""From a round's votes to what is told of it: read the ballots, ask the engine, keep what may be told."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import numpy as np
from django.core.cache import cache
from django.db import transaction
from django.db.models import QuerySet

from gebiedstafel.engines.opinion import OpinionProblem, Votes, find_groups

from .ballots import Participant, Vote
from .published import Voter, may_change, told_of
from .results import Result
from .rounds import Round, RoundStatement
from .told import Told, told_from
from .whole_groups import whole_groups

#: So many seconds nobody looks again whether people came: a hall full of phones asks all the time.
REST = 3


def told_result(round: Round, *, at: datetime) -> tuple[Told, datetime] | None:
    """Return what is told of a round and since when; None while too few people voted."""
    if cache.add(f"dialogue/result/{round.pk}", True, REST):
        refresh(round, at=at)
    row = Result.objects.filter(round=round).first()
    return None if row is None else (told_from(row.told), row.made_at)


def refresh(round: Round, *, at: datetime) -> None:
    """Make the result anew, if enough people came or left since the last one."""
    row = Result.objects.filter(round=round).first()
    voters = _voters(round)
    before = {int(who) for who in row.counted} if row else set()
    if len(voters) < round.minimum_voters or not may_change(before, voters.keys()):
        return
    told, groups = _worked_out(round, voters, row.counted if row else {})
    with transaction.atomic():
        Result.objects.update_or_create(
            round=round,
            defaults={
                "told": told.document(),
                "counted": {str(who): groups.get(who, "") for who in voters},
                "made_at": at,
            },
        )


def voters_of(round: Round) -> int:
    """Return how many people voted on a statement that counts."""
    return len(_voters(round))


def _counting(round: Round) -> QuerySet[Vote]:
    """Return the votes on statements that count."""
    shown = RoundStatement.State.SHOWN
    return Vote.objects.filter(round=round, statement__state=shown, statement__is_meta=False)


def _voters(round: Round) -> dict[int, Voter]:
    """Return who voted on a statement that counts, in one query."""
    rows = Participant.objects.filter(round=round, pk__in=_counting(round).values("participant"))
    return {
        pk: Voter(side, area, route)
        for pk, side, area, route in rows.values_list("pk", "side", "area", "route")
    }


def _worked_out(
    round: Round, voters: Mapping[int, Voter], names: Mapping[str, str]
) -> tuple[Told, dict[int, str]]:
    votes = _ballots(round)
    sides: dict[int | str, str] = {who: voter.side for who, voter in voters.items()}
    before: dict[int | str, str] = {int(who): name for who, name in names.items() if name}
    found = find_groups(
        OpinionProblem(votes, given_groups=sides, previous_names=before, evidence=round.minimum_voters)
    )
    opinions = whole_groups(found, votes, sides, needed=round.minimum_voters)
    told = told_of(opinions, voters, statements=len(votes.statements), needed=round.minimum_voters)
    return told, {int(who): group.id for group in opinions.found.groups for who in group.members}


def _ballots(round: Round) -> Votes:
    """Return the votes that count, on every statement that counts."""
    counting = round.statements.filter(state=RoundStatement.State.SHOWN, is_meta=False)
    numbers = dict(counting.order_by("number").values_list("pk", "number"))
    place = {pk: at for at, pk in enumerate(numbers)}
    cast = _counting(round).order_by("number").values_list("participant", "statement", "value")
    rows = np.array(list(cast), dtype=np.int64).reshape(-1, 3)
    people, row = np.unique(rows[:, 0], return_inverse=True)
    return Votes.from_arrays(
        row,
        np.array([place[int(pk)] for pk in rows[:, 1]], dtype=np.int64),
        rows[:, 2],
        participants=tuple(int(one) for one in people),
        statements=tuple(numbers.values()),
    )
