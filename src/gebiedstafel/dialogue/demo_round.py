"""The rounds of a demo table: made-up people whose votes add up to the counts in the table's file.

The same file always gives the same votes. Some people of each group lean a little to the other, so that
the map shows people between groups as a real one does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from random import Random
from typing import Any

from django.db import transaction

from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.deeds import record_deed

from .ballots import Participant, Vote
from .opinion_result import refresh
from .rounds import Entrance, Round, RoundStatement, Route, Side

AGREE, DISAGREE, PASS = Vote.AGREE, Vote.DISAGREE, Vote.PASS
#: So large a part of a group leans to the other side, the more the further in its list.
LEANING = 0.2


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up person: in which group, and how much they lean to the other one."""

    group: str
    lean: float


@transaction.atomic
def hold_demo_rounds(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> Round:
    """Hold the round of the demo and open a second one; return the one that was held."""
    held = _held(table, made, at=at)
    _opened(table, made["open"], at=at)
    refresh(held, at=at)
    record_deed(
        table.chain, action="load_demo_rounds", subject=table.pk, actor="installation", origin="file", at=at
    )
    return held


def _held(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> Round:
    round = Round.objects.create(
        table=table,
        question=made["round"]["question"],
        intro=made["round"]["intro"],
        access=Round.Access.CODES,
        opens_at=datetime.fromisoformat(made["round"]["opens"]),
        closes_at=datetime.fromisoformat(made["round"]["closes"]),
        forgotten_at=at,
        made_at=datetime.fromisoformat(made["round"]["opens"]),
    )
    counts = {one.key: one.counts for one in table.statements.prefetch_related("votes")}
    statements = _statements(round, [(one.key, one.text) for one in table.statements.all()])
    residents = _residents(round, made)
    institutions = _institutions(round, made["institutions"])
    votes: list[Vote] = []
    for key, statement in statements.items():
        for group, people in residents.items():
            votes += _cast(statement, people, group, counts[key], key)
        votes += _by_institutions(statement, institutions, made["institutions"], counts[key], key)
    for number, vote in enumerate(votes, start=1):
        vote.number = number
    Vote.objects.bulk_create(votes, batch_size=500)
    Round.objects.filter(pk=round.pk).update(ballots=len(votes))
    return round


def _opened(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> Round:
    round = Round.objects.create(
        table=table, question=made["question"], intro=made["intro"], opens_at=at, made_at=at
    )
    _statements(round, [(str(number), text) for number, text in enumerate(made["statements"], start=1)])
    for route in (Route.LINK, Route.QR):
        Entrance.objects.create(round=round, route=route)
    return round


def _statements(round: Round, texts: Sequence[tuple[str, str]]) -> dict[str, RoundStatement]:
    rows = RoundStatement.objects.bulk_create(
        RoundStatement(
            round=round,
            number=number,
            text=text,
            is_seed=True,
            state=RoundStatement.State.SHOWN,
            added_at=round.made_at,
            moderated_at=round.made_at,
        )
        for number, (_, text) in enumerate(texts, start=1)
    )
    return {key: row for (key, _), row in zip(texts, rows, strict=True)}


def _residents(round: Round, made: Mapping[str, Any]) -> dict[str, list[tuple[Participant, Made]]]:
    people = [
        Made(group, _lean(place / count))
        for group, count in made["residents"].items()
        for place in range(count)
    ]
    areas = _spread(made["areas"], Random("areas"))
    routes = _spread(made["routes"], Random("routes"))
    rows = Participant.objects.bulk_create(
        Participant(round=round, route=route, area=area, side=Side.RESIDENT)
        for _, area, route in zip(people, areas, routes, strict=True)
    )
    groups: dict[str, list[tuple[Participant, Made]]] = {}
    for row, person in zip(rows, people, strict=True):
        groups.setdefault(person.group, []).append((row, person))
    return groups


def _lean(place: float) -> float:
    return max(0.0, place - (1 - LEANING)) / LEANING


def _spread(counts: Mapping[str, int], random: Random) -> list[str]:
    keys = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(keys)
    return keys


def _institutions(round: Round, made: Mapping[str, Any]) -> list[Participant]:
    return Participant.objects.bulk_create(
        Participant(round=round, route=made["route"], side=Side.INSTITUTION) for _ in range(made["people"])
    )


def _cast(
    statement: RoundStatement,
    people: Sequence[tuple[Participant, Made]],
    group: str,
    counts: Mapping[str, Mapping[str, int]],
    key: str,
) -> Iterator[Vote]:
    """Yield exactly the votes that the file counts for this group, by people chosen by lot."""
    own = counts[group]
    random = Random(f"{key}/{group}")
    chosen = random.sample(list(people), min(len(people), sum(own.values())))
    apart = _share(own) - max((_share(one) for name, one in counts.items() if name != group), default=0)
    chosen.sort(key=lambda one: one[1].lean * apart + random.random())
    values = [AGREE] * own["agree"] + [PASS] * own["pass"] + [DISAGREE] * own["disagree"]
    for (participant, _), value in zip(chosen, values, strict=False):
        yield _vote(statement, participant, value)


def _share(counts: Mapping[str, int]) -> float:
    return counts["agree"] / max(1, sum(counts.values()))


def _by_institutions(
    statement: RoundStatement,
    people: Sequence[Participant],
    made: Mapping[str, Any],
    counts: Mapping[str, Mapping[str, int]],
    key: str,
) -> Iterator[Vote]:
    judging = len(people) - made["passed"]
    middle = sum(one["agree"] / (one["agree"] + one["disagree"]) for one in counts.values()) / len(counts)
    agree = round_half(made["agree"].get(key, middle) * judging)
    values = [AGREE] * agree + [DISAGREE] * (judging - agree) + [PASS] * made["passed"]
    Random(f"{key}/institutions").shuffle(values)
    for participant, value in zip(people, values, strict=True):
        yield _vote(statement, participant, value)


def round_half(number: float) -> int:
    """Return the nearest whole number, a half upward."""
    return int(number + 0.5)


def _vote(statement: RoundStatement, participant: Participant, value: int) -> Vote:
    return Vote(
        round_id=statement.round_id,
        participant=participant,
        statement=statement,
        value=value,
        number=0,
        at=statement.added_at,
    )
