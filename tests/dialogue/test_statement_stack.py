"""What comes next is drawn by the published rule, for each person on their own."""

from collections import Counter
from random import Random

import pytest

from gebiedstafel.dialogue.ballots import Participant
from gebiedstafel.dialogue.rounds import Round, RoundStatement
from gebiedstafel.dialogue.statement_stack import drawn, stack_of, tallies
from gebiedstafel.engines.opinion.next_statement import Standing, chances
from tests.dialogue.open_rounds import come_in, judge, person, round_that_is_open

pytestmark = pytest.mark.django_db

#: A right rule fails this once in a million times; one that is off by a tenth practically always.
MOST_CHI_SQUARE = {2: 27.6, 4: 33.4, 9: 44.8}


def chi_square(seen: Counter, expected: dict[int, float], times: int) -> float:
    return sum((seen[one] - times * chance) ** 2 / (times * chance) for one, chance in expected.items())


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
