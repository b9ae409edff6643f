"""The newest result of a round: made while a page waits, or by the worker where the round is large."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.core.cache import cache
from django.db import transaction

from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import open_run

from .ballots import Participant
from .opinion_result import refresh
from .published import NEW_VOTERS
from .results import Result
from .rounds import Round
from .tasks import renew_result
from .told import Told, told_from

#: So many seconds nobody looks again whether people came: a hall full of phones asks all the time.
REST, REST_WHEN_LARGE = 3, 30
#: Beyond so many votes no page waits for the result.
MOST_WHILE_WAITING = 10_000
#: So many votes, and so much more than the last time, before the draw of statements asks for a new result.
FEWEST_TO_DRAW_FROM, A_QUARTER = 200, 0.25
KIND = "opinion_result"


def told_result(round: Round, *, at: datetime) -> tuple[Told, datetime] | None:
    """Return what is told of a round and since when; None while too few people voted."""
    large = round.ballots > MOST_WHILE_WAITING
    if cache.add(f"dialogue/result/{round.pk}", True, REST_WHEN_LARGE if large else REST):
        if not large:
            refresh(round, at=at)
        elif _is_behind(round):
            ask_for_result(round, at=at)
    row = Result.objects.filter(round=round).first()
    return None if row is None else (told_from(row.told), row.made_at)


def kept_result(round: Round) -> Told | None:
    """Return what is told of a round as it stands, without looking whether people came."""
    told = Result.objects.filter(round=round).values_list("told", flat=True).first()
    return None if told is None else told_from(told)


def ask_when_behind(round: Round, *, at: datetime) -> None:
    """Let the worker make the result anew once a quarter more votes came, for whoever draws from it."""
    if not cache.add(f"dialogue/draw/{round.pk}", True, REST_WHEN_LARGE):
        return
    read = Result.objects.filter(round=round).values_list("ballots", flat=True).first() or 0
    if round.ballots >= max(FEWEST_TO_DRAW_FROM, read * (1 + A_QUARTER)):
        ask_for_result(round, at=at)


def is_renewed(round: Round) -> bool:
    """Say whether the worker makes this result anew at this moment."""
    return round.ballots > MOST_WHILE_WAITING and _is_asked(round)


@transaction.atomic
def ask_for_result(round: Round, *, at: datetime) -> Run | None:
    """Let the worker make the result anew; None when that was asked already."""
    if _is_asked(round):
        return None
    run = open_run(KIND, _subject(round), at=at)
    transaction.on_commit(partial(renew_result.enqueue, round.pk, run.pk))
    return run


def _is_behind(round: Round) -> bool:
    """Say whether votes came since the result was made, or enough people took theirs back."""
    row = Result.objects.filter(round=round).first()
    if row is None or row.ballots != round.ballots:
        return True
    there = set(Participant.objects.filter(round=round).values_list("pk", flat=True))
    return len({int(who) for who in row.counted} - there) >= NEW_VOTERS


def _is_asked(round: Round) -> bool:
    return Run.objects.filter(kind=KIND, subject=_subject(round), finished=None).exists()


def _subject(round: Round) -> str:
    return f"round/{round.pk}"
