"""Counting what is in the ballot box: people who come in and ballots, all of a moment in one transaction.

A ballot that comes twice counts once, and an old one never wins from a newer: it names which version
of the vote the voter saw. Nothing here needs an account, and nothing of who voted what leaves.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from django.db import transaction
from django.db.models import F, Q

from .ballot_box import Box
from .ballots import EarlierVote, Participant, Vote, WithdrawalLink
from .rounds import Entrance, Round, RoundStatement, Side
from .tokens import hash_of

#: So often may one person change their mind on one statement.
MOST_VERSIONS = 25


class Counted(Enum):
    """What came of a ballot."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    STALE = "stale"
    TOO_OFTEN = "too_often"
    NOT_KNOWN = "not_known"
    NOT_OPEN = "not_open"
    NO_STATEMENT = "no_statement"

    @property
    def stands(self) -> bool:
        """Whether what the voter chose is what stands now."""
        return self in (Counted.NEW, Counted.CHANGED, Counted.SAME)


@dataclass(frozen=True, slots=True)
class Ballot:
    """One judgement: by whoever holds this token, on one statement, having seen one version."""

    round: str
    token: str
    statement: int
    value: int
    seen: int
    at: datetime


@dataclass(frozen=True, slots=True)
class Judged:
    """What came of a ballot, and what stands now: its value and version."""

    result: Counted
    value: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Arrival:
    """Someone who comes in by an entrance, with a token and a link to withdraw of their own."""

    round: str
    entrance: int
    token: str
    link: str
    language: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Welcome:
    """Whether someone could come in."""

    let_in: bool
    reason: str = ""


@transaction.atomic
def count(things: Sequence[Ballot | Arrival]) -> list[Judged | Welcome]:
    """Count all of these, in this order, or none of them."""
    names = sorted({thing.round for thing in things})
    # The lock makes batches follow one another, so no place in a log is given twice.
    locked = Round.objects.select_for_update(no_key=True).filter(address__in=names).order_by("pk")
    rounds = {one.address: one for one in locked}
    arrivals = [thing for thing in things if isinstance(thing, Arrival)]
    welcomes = dict(zip(map(id, arrivals), _let_in(rounds, arrivals), strict=True))
    ballots = [thing for thing in things if isinstance(thing, Ballot)]
    judged = dict(zip(map(id, ballots), _Sheet(rounds, ballots).count(), strict=True))
    return [welcomes[id(thing)] if isinstance(thing, Arrival) else judged[id(thing)] for thing in things]


def _let_in(rounds: dict[str, Round], arrivals: Sequence[Arrival]) -> Iterable[Welcome]:
    asked = {arrival.entrance for arrival in arrivals}
    entrances = {one.pk: one for one in Entrance.objects.filter(pk__in=asked)} if asked else {}
    for arrival in arrivals:
        yield _welcome(rounds.get(arrival.round), entrances.get(arrival.entrance), arrival)


def _welcome(round: Round | None, entrance: Entrance | None, arrival: Arrival) -> Welcome:
    if round is None or entrance is None or entrance.round_id != round.pk:
        return Welcome(False, "not_known")
    if not round.is_open(arrival.at):
        return Welcome(False, "not_open")
    if entrance.until is not None and arrival.at >= entrance.until:
        return Welcome(False, "ended")
    free = Q(places__isnull=True) | Q(taken__lt=F("places"))
    if not Entrance.objects.filter(free, pk=entrance.pk).update(taken=F("taken") + 1):
        return Welcome(False, "full")
    participant = Participant.objects.create(
        round=round,
        token_hash=hash_of(arrival.token, salt=round.salt, purpose="token"),
        route=entrance.route,
        area=entrance.area,
        side=Side(entrance.side),
        language=arrival.language,
        turned_on=arrival.at.date(),
    )
    link_hash = hash_of(arrival.link, salt=round.salt, purpose="withdraw")
    WithdrawalLink.objects.create(participant=participant, link_hash=link_hash)
    return Welcome(True)


class _Sheet:
    """The ballots of one moment, with the rows they are about."""

    def __init__(self, rounds: dict[str, Round], ballots: Sequence[Ballot]) -> None:
        self.rounds, self.ballots = rounds, ballots
        self.people = self._people()
        self.statements = self._statements()
        self.votes = self._votes()
        self.new: list[Vote] = []
        self.changed: dict[int, Vote] = {}
        self.earlier: list[EarlierVote] = []
        self.places = {one.pk: one.ballots for one in rounds.values()}

    def _hash(self, ballot: Ballot) -> str:
        return hash_of(ballot.token, salt=self.rounds[ballot.round].salt, purpose="token")

    def _people(self) -> dict[str, Participant]:
        hashes = {self._hash(ballot) for ballot in self.ballots if ballot.round in self.rounds}
        if not hashes:
            return {}
        found = Participant.objects.filter(Q(token_hash__in=hashes) | Q(previous_hash__in=hashes))
        return {
            hash: one
            for one in found
            for hash in (one.token_hash, one.previous_hash)
            if hash is not None and hash in hashes
        }

    def _statements(self) -> dict[tuple[int, int], int]:
        numbers = {ballot.statement for ballot in self.ballots}
        shown = RoundStatement.objects.filter(
            round__in=list(self.rounds.values()), number__in=numbers, state=RoundStatement.State.SHOWN
        )
        return {(round, number): pk for pk, round, number in shown.values_list("pk", "round_id", "number")}

    def _votes(self) -> dict[tuple[int, int], Vote]:
        people = {one.pk for one in self.people.values()}
        found = Vote.objects.filter(participant__in=people, statement__in=set(self.statements.values()))
        return {(vote.participant_id, vote.statement_id): vote for vote in found}

    def count(self) -> list[Judged]:
        """Judge every ballot in order, write what changed, and return what came of each."""
        outcomes = [self._judge(ballot) for ballot in self.ballots]
        Vote.objects.bulk_create(self.new)
        Vote.objects.bulk_update(list(self.changed.values()), ["value", "version", "number", "at"])
        EarlierVote.objects.bulk_create(self.earlier)
        for round in self.rounds.values():
            if self.places[round.pk] != round.ballots:
                Round.objects.filter(pk=round.pk).update(ballots=self.places[round.pk])
        return outcomes

    def _judge(self, ballot: Ballot) -> Judged:
        round = self.rounds.get(ballot.round)
        person = self.people.get(self._hash(ballot)) if round else None
        if round is None or person is None or person.round_id != round.pk:
            return Judged(Counted.NOT_KNOWN)
        if not round.is_open(ballot.at):
            return Judged(Counted.NOT_OPEN)
        statement = self.statements.get((round.pk, ballot.statement))
        if statement is None:
            return Judged(Counted.NO_STATEMENT)
        vote = self.votes.get((person.pk, statement))
        if vote is None:
            return self._first(round, person, statement, ballot)
        return self._again(round, vote, ballot)

    def _place(self, round: Round) -> int:
        self.places[round.pk] += 1
        return self.places[round.pk]

    def _first(self, round: Round, person: Participant, statement: int, ballot: Ballot) -> Judged:
        vote = Vote(
            round=round,
            participant=person,
            statement_id=statement,
            value=ballot.value,
            version=1,
            number=self._place(round),
            at=ballot.at,
        )
        self.votes[person.pk, statement] = vote
        self.new.append(vote)
        return Judged(Counted.NEW, vote.value, vote.version)

    def _again(self, round: Round, vote: Vote, ballot: Ballot) -> Judged:
        if vote.value == ballot.value:
            return Judged(Counted.SAME, vote.value, vote.version)
        if ballot.seen != vote.version:
            return Judged(Counted.STALE, vote.value, vote.version)
        if vote.version >= MOST_VERSIONS:
            return Judged(Counted.TOO_OFTEN, vote.value, vote.version)
        self.earlier.append(
            EarlierVote(
                round=round,
                participant_id=vote.participant_id,
                statement_id=vote.statement_id,
                value=vote.value,
                number=vote.number,
                at=vote.at,
            )
        )
        vote.value, vote.version, vote.at = ballot.value, vote.version + 1, ballot.at
        vote.number = self._place(round)
        if vote.pk:
            self.changed[vote.pk] = vote
        return Judged(Counted.CHANGED, vote.value, vote.version)


#: The box of this process; several processes count in turns, for the database holds the lock.
BOX: Box[Ballot | Arrival, Judged | Welcome] = Box(count)
