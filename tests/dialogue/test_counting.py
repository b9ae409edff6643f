"""Each person counts once on each statement, whatever is sent twice, late, forged or all at once."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from gebiedstafel.dialogue.actions import add_entrance, close_round
from gebiedstafel.dialogue.ballots import EarlierVote, Participant, Vote
from gebiedstafel.dialogue.counting import MOST_VERSIONS, Arrival, Ballot, Counted, count
from gebiedstafel.dialogue.moderation import reject_statements
from gebiedstafel.dialogue.rounds import Round, Route, Side
from gebiedstafel.dialogue.tokens import new_token
from tests.dialogue.open_rounds import LATER, NOON, chair_of_a_table, come_in, judge, round_that_is_open

pytestmark = pytest.mark.django_db


def log_of(round) -> list[tuple[int, int, int]]:
    """Every judgement ever counted, by its place: (place, statement, value)."""
    kept = [
        *Vote.objects.filter(round=round).values_list("number", "statement__number", "value"),
        *EarlierVote.objects.filter(round=round).values_list("number", "statement__number", "value"),
    ]
    return sorted(kept)


def test_a_vote_counts():
    round = round_that_is_open()
    held = come_in(round)

    outcome = judge(round, held, 1, 1)

    assert (outcome.result, outcome.value, outcome.version) == (Counted.NEW, 1, 1)
    assert log_of(round) == [(1, 1, 1)]


def test_a_vote_that_is_sent_again_counts_once():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 1, 1)

    outcome = judge(round, held, 1, 1)

    assert outcome.result is Counted.SAME
    assert outcome.result.stands
    assert log_of(round) == [(1, 1, 1)]


def test_a_person_may_change_their_mind_and_the_log_keeps_both():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 1, 1)
    judge(round, held, 2, 0)

    outcome = judge(round, held, 1, -1, seen=1)

    assert (outcome.result, outcome.value, outcome.version) == (Counted.CHANGED, -1, 2)
    assert log_of(round) == [(1, 1, 1), (2, 2, 0), (3, 1, -1)]
    assert Vote.objects.get(statement__number=1).value == -1


def test_an_old_vote_that_arrives_late_never_wins():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 1, 1)
    judge(round, held, 1, -1, seen=1)

    outcome = judge(round, held, 1, 1, seen=0)

    assert (outcome.result, outcome.value, outcome.version) == (Counted.STALE, -1, 2)
    assert not outcome.result.stands


def test_one_person_cannot_fill_the_log():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 1, 1)
    for version in range(1, MOST_VERSIONS):
        assert judge(round, held, 1, (-1) ** version, seen=version).result is Counted.CHANGED

    outcome = judge(round, held, 1, 0, seen=MOST_VERSIONS)

    assert outcome.result is Counted.TOO_OFTEN
    assert len(log_of(round)) == MOST_VERSIONS


def test_a_forged_token_counts_nowhere():
    round = round_that_is_open()
    come_in(round)

    forged = count([Ballot(round.address, new_token(), 1, 1, 0, NOON)])
    elsewhere = count([Ballot("nowhere", new_token(), 1, 1, 0, NOON)])

    assert [one.result for one in forged + elsewhere] == [Counted.NOT_KNOWN] * 2
    assert log_of(round) == []


def test_a_token_of_one_round_is_worth_nothing_in_another():
    chair = chair_of_a_table()
    here, there = round_that_is_open(chair), round_that_is_open(chair)
    held = come_in(here)

    assert judge(there, held, 1, 1).result is Counted.NOT_KNOWN


def test_what_is_not_asked_cannot_be_judged():
    chair = chair_of_a_table()
    round = round_that_is_open(chair)
    held = come_in(round)
    reject_statements(round, [2], "Dubbel.", by=chair, at=NOON)

    assert judge(round, held, 99, 1).result is Counted.NO_STATEMENT
    assert judge(round, held, 2, 1).result is Counted.NO_STATEMENT


def test_a_vote_after_the_end_does_not_count():
    chair = chair_of_a_table()
    round = round_that_is_open(chair)
    held = come_in(round)

    assert judge(round, held, 1, 1, at=LATER).result is Counted.NOT_OPEN
    close_round(round, by=chair, at=NOON + timedelta(hours=1))
    assert judge(round, held, 1, 1, at=NOON + timedelta(hours=2)).result is Counted.NOT_OPEN


def test_a_thousand_votes_of_fifty_people_in_one_batch_are_one_row_for_each():
    round = round_that_is_open()
    people = [come_in(round) for _ in range(50)]

    count([Ballot(round.address, people[n % 50].token, 1, 1, 0, NOON) for n in range(1000)])

    assert Vote.objects.filter(round=round).count() == 50
    assert [place for place, *_ in log_of(round)] == list(range(1, 51))


def test_two_votes_of_one_person_in_one_batch_both_stand_in_the_log():
    round = round_that_is_open()
    held = come_in(round)
    ballots = [
        Ballot(round.address, held.token, 1, 1, 0, NOON),
        Ballot(round.address, held.token, 1, -1, 1, NOON),
    ]

    outcomes = count(ballots)

    assert [one.result for one in outcomes] == [Counted.NEW, Counted.CHANGED]
    assert log_of(round) == [(1, 1, 1), (2, 1, -1)]


def test_a_batch_takes_few_queries_however_many_votes_it_holds(django_assert_max_num_queries):
    round = round_that_is_open()
    people = [come_in(round) for _ in range(100)]
    ballots = [Ballot(round.address, held.token, 1, 1, 0, NOON) for held in people]

    with django_assert_max_num_queries(10):
        outcomes = count(ballots)

    assert {one.result for one in outcomes} == {Counted.NEW}


def test_a_hall_lets_in_as_many_as_it_has_places_and_until_its_end():
    chair = chair_of_a_table()
    round = round_that_is_open(chair)
    ends = NOON + timedelta(hours=2)
    hall = add_entrance(round, route=Route.HALL, until=ends, places=3, by=chair, at=NOON)

    def arrive(at):
        return Arrival(round.address, hall.pk, new_token(), new_token(), "nl", at)

    answers = count([arrive(NOON) for _ in range(5)])
    late = count([arrive(ends)])

    assert [one.let_in for one in answers] == [True, True, True, False, False]
    assert answers[-1].reason == "full"
    assert late[0].reason == "ended"
    assert Participant.objects.filter(round=round, route=Route.HALL).count() == 3


def test_nobody_comes_in_before_the_round_opens_or_by_another_rounds_door():
    chair = chair_of_a_table()
    round, other = round_that_is_open(chair), round_that_is_open(chair)

    def arrive(entrance, at):
        return Arrival(round.address, entrance.pk, new_token(), new_token(), "nl", at)

    early, wrong = count(
        [arrive(round.entrances.first(), NOON - timedelta(days=1)), arrive(other.entrances.first(), NOON)]
    )

    assert (early.reason, wrong.reason) == ("not_open", "not_known")


def test_place_and_side_are_what_the_entrance_says():
    chair = chair_of_a_table()
    round = round_that_is_open(chair)
    door = add_entrance(round, route=Route.QR, area="B1", side=Side.INSTITUTION, by=chair, at=NOON)

    come_in(round, entrance=door)

    person = Participant.objects.get(round=round)
    assert (person.route, person.area, person.side) == ("qr", "B1", "institution")


def test_the_database_itself_keeps_one_vote_per_person_and_statement():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 1, 1)
    vote = Vote.objects.get()

    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.create(
            round=round, participant=vote.participant, statement=vote.statement, value=1, number=9, at=NOON
        )
    with pytest.raises(IntegrityError), transaction.atomic():
        Vote.objects.filter(pk=vote.pk).update(value=2)


class CountingInAnyOrder(TestCase):
    """Laws that hold for every stream of ballots."""

    @given(
        st.lists(
            st.tuples(st.integers(0, 3), st.integers(1, 3), st.sampled_from([-1, 0, 1]), st.integers(0, 3)),
            max_size=25,
        ),
        st.data(),
    )
    @settings(max_examples=30, deadline=None)
    def test_batches_of_any_size_count_the_same(self, stream, data):
        chair = chair_of_a_table()
        apart, together = round_that_is_open(chair), round_that_is_open(chair)
        people = {round: [come_in(round) for _ in range(4)] for round in (apart, together)}

        def ballots(round):
            return [
                Ballot(round.address, people[round][who].token, statement, value, seen, NOON)
                for who, statement, value, seen in stream
            ]

        one_by_one = [count([ballot])[0] for ballot in ballots(apart)]
        cut = data.draw(st.integers(0, len(stream)))
        whole = ballots(together)
        in_two = [*count(whole[:cut]), *count(whole[cut:])]

        assert in_two == one_by_one
        assert log_of(together) == log_of(apart)
        assert len(log_of(apart)) == Round.objects.get(pk=apart.pk).ballots
        assert [place for place, *_ in log_of(apart)] == list(range(1, len(log_of(apart)) + 1))
