"""Which statements a participant gets next, in their language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

from django.db.models import Count

from gebiedstafel.engines.opinion.next_statement import Standing, next_statement

from .ballots import Participant, Vote
from .newest_result import kept_result
from .rounds import Round, RoundStatement, StatementText

#: So many statements a page carries along, for a line that drops away.
AHEAD = 5


@dataclass(frozen=True, slots=True)
class Shown:
    """A statement as a participant reads it; `original` is filled where that is another language."""

    number: int
    text: str
    language: str
    original: str = ""
    original_language: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """A statement as it stands in the database."""

    number: int
    pk: int
    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Stack:
    """What comes next, and how far this participant is."""

    next: tuple[Shown, ...]
    judged: int
    total: int


def stack_of(round: Round, participant: Participant, *, without: Sequence[int] = ()) -> Stack:
    """Return the next statements for a participant; asked again, the same come again.

    `without` are the numbers whose judgement is still on its way here.
    """
    shown = {one.number: one for one in shown_statements(round)}
    votes = Vote.objects.filter(participant=participant, statement__round=round)
    known = set(votes.values_list("statement_id", flat=True))
    judged = [number for number, one in shown.items() if one.pk in known]
    closed = {*judged, *without}
    heard = tallies(round)
    standings = [heard.get(number, Standing(number)) for number in shown if number not in closed]
    # The draw hangs on the person and on how far they are: a page that is loaded again stays the same.
    chance = Random(f"{round.salt}/{participant.pk}/{len(closed)}")
    next_ones = [shown[number] for number in drawn(standings, chance, AHEAD)]
    return Stack(tuple(read(next_ones, participant.language)), len(judged), len(shown))


def drawn(standings: Sequence[Standing], chance: Random, count: int) -> list[int]:
    """Return the numbers of the next statements, each drawn by the published rule from those left."""
    numbers: list[int] = []
    while len(numbers) < count:
        one = next_statement(standings, numbers, luck=chance.random())
        if one is None:
            break
        numbers.append(int(one))
    return numbers


def shown_statements(round: Round) -> list[Written]:
    """Return the statements people may judge now, as their writers wrote them."""
    shown = RoundStatement.objects.filter(round=round, state=RoundStatement.State.SHOWN)
    return [Written(*row) for row in shown.values_list("number", "pk", "text", "language")]


def read(statements: Sequence[Written], language: str) -> list[Shown]:
    """Return these in a language where the table has put them into it, else as they were written."""
    foreign = [one.pk for one in statements if one.language != language]
    texts = StatementText.objects.filter(statement__in=foreign, language=language) if foreign else ()
    put = {text.statement_id: text.text for text in texts}
    return [
        Shown(one.number, put[one.pk], language, one.text, one.language)
        if one.pk in put
        else Shown(one.number, one.text, one.language)
        for one in statements
    ]


_TALLIES: dict[str, tuple[int, dict[int, Standing]]] = {}


def tallies(round: Round) -> dict[int, Standing]:
    """Return how each statement stands in the draw, at most a fiftieth of all votes behind.

    How far groups lie apart on it is what everyone can read in the round's result, and no more.
    """
    step = round.ballots // max(20, round.ballots // 50)
    known = _TALLIES.get(round.address)
    if known is None or known[0] != step:
        known = step, _count(round)
        _TALLIES[round.address] = known
    return known[1]


def _count(round: Round) -> dict[int, Standing]:
    counts: dict[int, dict[int, int]] = {}
    rows = Vote.objects.filter(round=round).order_by().values("statement__number", "value")
    for row in rows.annotate(times=Count("pk")):
        counts.setdefault(row["statement__number"], {})[row["value"]] = row["times"]
    told = kept_result(round)
    return {
        number: Standing(
            number,
            found.get(1, 0),
            found.get(-1, 0),
            found.get(0, 0),
            float(told.found.apart(number)) if told else 0.0,
        )
        for number, found in counts.items()
    }
