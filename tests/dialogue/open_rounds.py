"""A round that is open, its chair, and people in it."""

from datetime import UTC, date, datetime, timedelta

from gebiedstafel.dialogue.actions import Rules, make_round, open_round
from gebiedstafel.dialogue.ballots import Participant
from gebiedstafel.dialogue.counting import Arrival, Ballot, count
from gebiedstafel.dialogue.moderation import seed_statements
from gebiedstafel.dialogue.taking_part import Held, find_participant
from gebiedstafel.dialogue.tokens import new_token
from gebiedstafel.tables.models import AreaTable, Seat, TableArea

NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
PASTED = "Er moeten meer bomen komen in de Dorpsstraat.\nDe speeltuin kan beter.\nWij willen een buurthuis.\n"


def chair_of_a_table(key="t") -> Seat:
    table = AreaTable.objects.create(
        id=key, name=key.upper(), area="W", years=[2027], as_of=date(2026, 11, 21), loaded_at=NOON
    )
    TableArea.objects.create(table=table, key="W", name="De wijk", level="wijk", residents=7400)
    TableArea.objects.create(table=table, key="B1", name="Noordbuurt", level="buurt", parent="W", position=1)
    return Seat.objects.create(table=table, role=Seat.Role.CHAIR)


def draft_round(chair, pasted=PASTED, **rules):
    round = make_round(chair.table, Rules("Wat moet er gebeuren?", **rules), by=chair, at=NOON)
    if pasted:
        seed_statements(round, pasted, language="nl", by=chair, at=NOON)
    return round


def round_that_is_open(chair=None, pasted=PASTED, **rules):
    chair = chair or chair_of_a_table()
    return open_round(draft_round(chair, pasted, **rules), closes_at=LATER, by=chair, at=NOON)


def come_in(round, *, entrance=None, at=NOON) -> Held:
    held = Held(new_token(), new_token())
    entrance = entrance or round.entrances.first()
    (welcome,) = count([Arrival(round.address, entrance.pk, held.token, held.link, "nl", at)])
    assert welcome.let_in, welcome.reason
    return held


def judge(round, held, statement, value, *, seen=0, at=NOON):
    (outcome,) = count([Ballot(round.address, held.token, statement, value, seen, at)])
    return outcome


def person(round, held) -> Participant:
    found = find_participant(round, held)
    assert found is not None
    return found
