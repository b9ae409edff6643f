"""Levers share a place where the search cannot tell them apart, and none is told twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.levers import Lever, LeverKind, together
from gebiedstafel.engines.connect.ranking import Unlock, asks_no_more, places, ranked
from gebiedstafel.engines.connect.unlock import unlock

from .small_tables import small_table


def more(flow, cents):
    return Lever(LeverKind.MORE_MONEY, flow=flow, cents=((2027, cents),))


def brings(lever, gain, *enters, leaves=(), **more):
    return Unlock(lever, gain, gain - 1.0, gain + 5.0, enters=enters, leaves=leaves, firm=True, **more)


GAINS = st.lists(st.floats(0.1, 60), min_size=1, max_size=8)


@given(GAINS, st.floats(0, 10))
def test_two_are_tied_just_when_their_gains_lie_within_the_noise(gains, noise):
    rows = ranked([brings(more(f"f{n}", 500), gain, f"m{n}") for n, gain in enumerate(gains)], noise)

    for one, other in permutations(rows, 2):
        assert (other.lever.id in one.tied_with) == (abs(one.gain - other.gain) <= noise + 1e-9)
        if one.rank == other.rank:
            assert other.lever.id in one.tied_with
        if one.gain - other.gain > noise + 1e-9:
            assert one.rank < other.rank


@given(GAINS, st.floats(0, 10))
def test_every_place_is_named_once(gains, noise):
    rows = ranked([brings(more(f"f{n}", 500), gain, f"m{n}") for n, gain in enumerate(gains)], noise)

    named = places(rows)

    assert len(set(named.values())) == len(rows)
    assert all(named[one.lever.id].startswith(str(one.rank)) for one in rows)


def test_the_cheapest_of_a_tie_comes_first():
    dear, cheap = brings(more("a", 900), 10.0, "m1"), brings(more("b", 100), 9.5, "m2")

    first, second = ranked([dear, cheap], noise=1.0)

    assert (first.lever, second.lever) == (cheap.lever, dear.lever)
    assert first.rank == second.rank == 1
    assert places([first, second]) == {cheap.lever.id: "1a", dear.lever.id: "1b"}


def test_what_brings_the_same_and_asks_more_stands_under_the_cheapest():
    dear, cheap = brings(more("a", 900), 10.0, "m1"), brings(more("b", 100), 9.5, "m1")

    (only,) = ranked([dear, cheap], noise=0.1)

    assert only.lever == cheap.lever
    assert [one.lever for one in only.instead] == [dear.lever]


def test_what_drops_less_out_for_more_money_stays_when_it_gains_demonstrably_more():
    dear = brings(more("a", 900), 10.0, "m1")
    cheap = brings(more("b", 100), 3.0, "m1", leaves=("m9",))

    assert len(ranked([dear, cheap], noise=1.0)) == 2


def test_a_statement_that_a_dearer_lever_meets_is_met_by_the_cheaper_one_that_brings_the_same():
    dear = brings(more("a", 900), 10.0, "m1", statement="s1")
    cheap = brings(more("b", 100), 9.5, "m1")

    (only,) = ranked([dear, cheap], noise=0.1)

    assert only.statement == "s1"


def test_the_lever_for_residents_is_in_the_list_whatever_its_rank():
    rows = [brings(more(f"f{n}", 500), 50.0 - n, f"m{n}") for n in range(5)]
    last = brings(more("g", 500), 0.01, "m9", statement="s1")

    shown = ranked([*rows, last], noise=0.1, most=3)

    assert [one.rank for one in shown] == [1, 2, 6]
    assert shown[-1].statement == "s1"


HOURS = Lever(LeverKind.MORE_HOURS, party="p", skill="a", hours=((2027, 40),))
LATER = Lever(LeverKind.LATER_DATE, flow="f", rule="spend_by", by=date(2028, 6, 30))
NEW = Lever(LeverKind.NEW_MONEY, measure="m1", cents=((2027, 500),))


@pytest.mark.parametrize(
    ("less", "more"),
    [
        (more("a", 100), more("b", 101)),
        (more("a", 100), together([more("a", 100), HOURS])),
        (more("a", 500), NEW),
        (HOURS, replace(HOURS, party="q", hours=((2027, 41),))),
        (replace(LATER, by=date(2027, 12, 31)), LATER),
        (together([more("a", 100), HOURS]), together([more("b", 100), HOURS, LATER])),
    ],
)
def test_one_lever_asks_less_than_another_of_the_same_kind(less, more):
    assert asks_no_more(less, more)
    assert not asks_no_more(more, less)


@pytest.mark.parametrize(
    "other", [HOURS, LATER, replace(HOURS, skill="b"), Lever(LeverKind.PROMISED, flow="f")]
)
def test_levers_of_different_kinds_are_not_weighed_against_each_other(other):
    assert not asks_no_more(more("a", 1), other)
    assert not asks_no_more(other, more("a", 1))


@pytest.mark.parametrize("seed", [6, 13, 21, 33])
def test_no_two_in_a_list_bring_the_same_where_one_asks_strictly_less(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)

    answer = unlock(problem, plan, most=30)

    for one, other in permutations(answer.found, 2):
        less = asks_no_more(one.lever, other.lever) and not asks_no_more(other.lever, one.lever)
        if less and set(one.enters) == set(other.enters):
            assert set(one.leaves) != set(other.leaves)
            assert other.gain - one.gain > answer.noise
