"""What comes next is drawn by the published rule, for each person on their own."""

from collections import Counter
from random import Random

import pytest
from django.core.cache import cache

from gebiedstafel.dialogue.ballots import Participant
from gebiedstafel.dialogue.newest_result import ask_when_behind, told_result
from gebiedstafel.dialogue.results import Result
from gebiedstafel.dialogue.rounds import Round, RoundStatement
from gebiedstafel.dialogue.statement_stack import drawn, stack_of, tallies
from gebiedstafel.engines.opinion.next_statement import Standing, chances
from gebiedstafel.trail.models import Run
from tests.dialogue.open_rounds import NOON, chair_of_a_table, come_in, judge, person, round_that_is_open
from tests.dialogue.small_round import a_round, vote

pytestmark = pytest.mark.django_db

#: A right rule fails this once in a million times; one that is off by a tenth practically always.
MOST_CHI_SQUARE = {2: 27.6, 4: 33.4, 11: 48.9}


def chi_square(seen: Counter, expected: dict[int, float], times: int) -> float:
    return sum((seen[one] - times * chance) ** 2 / (times * chance) for one, chance in expected.items())


@pytest.mark.once
def test_first_statements_of_many_people_follow_the_published_chances():
    round = round_that_is_open()
    voters = [come_in(round) for _ in range(40)]
    for held in voters:
        judge(round, held, 1, 1)
    for held in voters[:20]:
        judge(round, held, 2, 0)
    round.refresh_from_db()
    times = 4000

    people = (Participant(pk=10_000 + n, round=round, language="nl") for n in range(times))
    seen = Counter(stack_of(round, one).next[0].number for one in people)

    standings = [Standing(1, agree=40), Standing(2, passed=20), Standing(3)]
    expected = {int(one): chance for one, chance in chances(standings).items()}
    assert sum(seen.values()) == times
    assert chi_square(seen, expected, times) < MOST_CHI_SQUARE[2]
    assert seen[3] == max(seen.values()), "the new one has the best chance"


def test_a_row_of_draws_takes_each_from_what_was_left():
    standings = [Standing(n, agree=3 * n) for n in range(1, 6)]
    first, second, times = Counter(), Counter(), 20_000

    for n in range(times):
        one, two = drawn(standings, Random(n), 2)
        first[one] += 1
        if one == 1:
            second[two] += 1

    assert chi_square(first, chances(standings), times) < MOST_CHI_SQUARE[4]
    left = chances(standings, [1])
    assert chi_square(second, left, second.total()) < MOST_CHI_SQUARE[4]


def test_this_test_would_see_a_rule_that_is_off_by_a_tenth():
    standings = [Standing(n, agree=3 * n) for n in range(1, 6)]
    rule = chances(standings)
    off = {1: rule[1] * 1.1, **{n: rule[n] * (1 - 1.1 * rule[1]) / (1 - rule[1]) for n in range(2, 6)}}

    seen = Counter(drawn(standings, Random(n), 1)[0] for n in range(20_000))

    assert chi_square(seen, off, 20_000) > MOST_CHI_SQUARE[4]


def test_nothing_comes_twice_and_nothing_that_was_judged_comes_again():
    round = round_that_is_open()
    held = come_in(round)
    judge(round, held, 2, 1)

    stack = stack_of(round, person(round, held))

    assert sorted(one.number for one in stack.next) == [1, 3]
    assert (stack.judged, stack.total) == (1, 3)


def test_what_waits_or_was_left_out_does_not_come():
    round = round_that_is_open()
    held = come_in(round)
    RoundStatement.objects.filter(number=1).update(state="waiting")
    RoundStatement.objects.filter(number=2).update(state="rejected", reason="Dubbel.")

    assert [one.number for one in stack_of(round, person(round, held)).next] == [3]


def test_the_tallies_are_never_more_than_a_fiftieth_or_twenty_votes_behind():
    round = round_that_is_open(pasted="\n".join(f"Stelling nummer {n} van de tafel" for n in range(30)))
    for _ in range(3):
        held = come_in(round)
        for number in range(1, 31):
            judge(round, held, number, 1)
            counted = sum(one.agree for one in tallies(Round.objects.get(pk=round.pk)).values())
            total = Round.objects.get(pk=round.pk).ballots
            assert 0 <= total - counted < 20


def test_the_next_statements_cost_few_queries_however_many_there_are(django_assert_max_num_queries):
    round = round_that_is_open(pasted="\n".join(f"Stelling nummer {n} van de tafel" for n in range(200)))
    who = person(round, come_in(round))
    stack_of(round, who)

    with django_assert_max_num_queries(2):
        stack = stack_of(round, who)

    assert len(stack.next) == 5


@pytest.mark.once
def test_what_divides_the_groups_comes_more_often_as_far_as_everyone_can_read_it(table_of_two_camps):
    round, told = table_of_two_camps
    apart = {number: float(told.found.apart(number)) for number in range(1, 13)}
    times = 12_000

    people = (Participant(pk=10_000 + n, round=round, language="nl") for n in range(times))
    seen = Counter(stack_of(round, one).next[0].number for one in people)

    standings = list(tallies(round).values())
    assert {one.id: one.divisive for one in standings} == apart
    assert min(apart[number] for number in range(1, 9)) > 0.5 > 0.2 > max(apart[n] for n in range(9, 13))
    expected = {int(one): chance for one, chance in chances(standings).items()}
    assert chi_square(seen, expected, times) < MOST_CHI_SQUARE[11]
    without = [Standing(one.id, one.agree, one.disagree, one.passed) for one in standings]
    assert chi_square(seen, chances(without), times) > MOST_CHI_SQUARE[11], "it would show"


def test_the_draw_asks_the_worker_for_a_result_once_a_quarter_more_votes_came(table_of_two_camps):
    round, _told = table_of_two_camps
    read = Result.objects.get(round=round).ballots
    runs = Run.objects.filter(kind="opinion_result")

    for ballots, asked in ((read, 0), (read * 5 // 4 - 1, 0), (read * 5 // 4 + 1, 1), (read * 2, 1)):
        cache.clear()
        round.ballots = ballots
        ask_when_behind(round, at=NOON)
        assert runs.count() == asked


@pytest.fixture
def table_of_two_camps():
    """A round in which two camps voted, with the result that is told of it."""
    round = a_round(chair_of_a_table().table)
    vote(round, 30)
    vote(round, 30, camp=1)
    Round.objects.filter(pk=round.pk).update(ballots=720)
    round.refresh_from_db()
    cache.clear()
    found = told_result(round, at=NOON)
    assert found is not None
    assert [group.id for group in found[0].found.groups] == ["A", "B"]
    return round, found[0]
