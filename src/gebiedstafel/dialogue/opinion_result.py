"""From a round's votes to what is told of it: read the ballots, ask the engine, keep what may be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime

import numpy as np
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gebiedstafel.engines.opinion import OpinionProblem, Votes, find_groups

from .ballots import Participant, Vote
from .published import Voter, may_change, told_of
from .results import Result
from .rounds import Round, RoundStatement
from .told import Told
from .whole_groups import whole_groups

Tell = Callable[[float, Callable[[], str]], bool]


def refresh(round: Round, *, at: datetime, tell: Tell | None = None) -> bool:
    """Make the result anew, if enough people came or left since the last one; say whether it was.

    `tell` hears how far it is, and says whether to go on. A result that someone else made in the
    meantime stays: two that follow one another always differ by enough people.
    """
    row = Result.objects.filter(round=round).first()
    read, voters = Round.objects.values_list("ballots", flat=True).get(pk=round.pk), _voters(round)
    before = {int(who) for who in row.counted} if row else set()
    if len(voters) < round.minimum_voters or not may_change(before, voters.keys()):
        Result.objects.filter(round=round).update(ballots=read)
        return False
    if tell and not tell(0.2, lambda: _("We zoeken wie hetzelfde vindt.")):
        return False
    told, groups = _worked_out(round, voters, row.counted if row else {})
    made = {
        "told": told.document(),
        "counted": {str(who): groups.get(who, "") for who in voters},
        "ballots": read,
        "made_at": at,
    }
    return _kept(round, row, made)


@transaction.atomic
def _kept(round: Round, before: Result | None, made: Mapping[str, object]) -> bool:
    """Keep what was made, unless the result is no longer the one that it followed."""
    if before is None:
        return Result.objects.get_or_create(round=round, defaults=made)[1]
    return bool(Result.objects.filter(pk=before.pk, made_at=before.made_at).update(**made))


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
