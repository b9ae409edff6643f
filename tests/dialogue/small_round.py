"""A small round for tests: people in camps who vote alike, with a little chance in it."""

from datetime import UTC, datetime
from random import Random

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.rounds import Round, RoundStatement

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


def a_round(table, **given):
    """Return a round of twelve statements that is open since noon; everyone agrees with the last four."""
    made = Round.objects.create(
        **({"table": table, "question": "Wat delen we?", "opens_at": NOON, "made_at": NOON} | given)
    )
    RoundStatement.objects.bulk_create(
        RoundStatement(round=made, number=number, text=f"Stelling {number}", state="shown", added_at=NOON)
        for number in range(1, 13)
    )
    return made


def vote(round, people, camp=0, **given):
    """Let people of one camp vote on everything; return them."""
    who = {"route": "link", "side": "resident"} | given
    rows = Participant.objects.bulk_create(Participant(round=round, **who) for _ in range(people))
    statements = list(round.statements.all())
    chance, last = Random(people), Vote.objects.filter(round=round).count()
    Vote.objects.bulk_create(
        Vote(
            round=round,
            participant=row,
            statement=statement,
            value=_value(statement.number, camp, chance),
            number=last + place * len(statements) + at,
            at=NOON,
        )
        for place, row in enumerate(rows)
        for at, statement in enumerate(statements)
    )
    return rows


def _value(number, camp, chance):
    agrees = number > 8 or number % 2 == camp
    return 1 if agrees != (chance.random() < 0.05) else -1
