"""What is told of votes can never be turned back into what a few people voted."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.dialogue.published import (
    NEW_VOTERS,
    VOTERS_NEEDED,
    Voter,
    cell_of,
    may_change,
    responses,
    told_of,
)
from gebiedstafel.dialogue.told import Told, told_from
from gebiedstafel.dialogue.whole_groups import whole_groups
from gebiedstafel.engines.opinion import OpinionProblem, Tally, Votes, find_groups

AGREE, PASS, DISAGREE = 1, 0, -1


def told(votes, sides=None):
    """Return what is told of these votes: per person a row of values, None where they did not vote."""
    cast = [
        (who, what, value)
        for who, row in votes.items()
        for what, value in enumerate(row)
        if value is not None
    ]
    sides = sides or dict.fromkeys(votes, "resident")
    ballots = Votes.of(cast)
    found = find_groups(OpinionProblem(ballots, given_groups=sides), rounds=0)
    opinions = whole_groups(found, ballots, sides, needed=VOTERS_NEEDED)
    voters = {who: Voter(side, "", "link") for who, side in sides.items()}
    return told_of(opinions, voters, statements=len(next(iter(votes.values()))))


def camps(*sizes, statements=12):
    """Return people in camps: each camp agrees with its own part of the statements and not with the rest."""
    rows, who = {}, 0
    for camp, size in enumerate(sizes):
        for _ in range(size):
            rows[who] = [
                AGREE if (what % len(sizes) == camp) != (Random(f"{who}/{what}").random() < 0.1) else DISAGREE
                for what in range(statements)
            ]
            who += 1
    return rows


def every_cell(result: Told):
    return [
        cell
        for compared in (result.found, result.given)
        if compared
        for cells in compared.cells.values()
        for cell in cells.values()
    ]


def test_nobody_is_told_of_before_ten_people_of_each_group_voted_on_a_statement():
    votes = camps(20, 20)
    for who in list(votes)[:11]:
        votes[who][0] = None

    result = told(votes)

    assert [group.size for group in result.found.groups] == [20, 20]
    assert 0 not in result.found.cells
    assert 0 in result.found.uncertain


@pytest.mark.parametrize(("agree", "told_alike"), [(90, ""), (91, "agree"), (100, "agree")])
def test_above_ninety_percent_it_reads_almost_everyone_without_counts(agree, told_alike):
    cell = cell_of(Tally(agree, 100 - agree, 0))

    assert cell.almost_all == told_alike
    assert (cell.agree is None) == bool(told_alike)
    assert cell.cast == 100


def test_almost_everyone_who_disagrees_or_passes_is_told_no_closer():
    assert cell_of(Tally(0, 40, 1)).almost_all == "disagree"
    assert cell_of(Tally(1, 0, 40)).almost_all == "pass"


def test_bounds_stay_untold_where_counts_do():
    votes = {who: [AGREE] * 8 for who in range(30)}

    result = told(votes)

    assert len(result.found.agree) == 8
    assert result.found.bounds == {}


@pytest.mark.parametrize(("before", "now", "changes"), [
    (range(10), range(14), False),
    (range(10), range(15), True),
    (range(10), range(3, 12), True),
    (range(10), range(1, 12), False),
    ([], range(10), True),
])  # fmt: skip
def test_what_is_told_changes_once_five_people_came_or_left(before, now, changes):
    assert may_change(before, now) is changes
    assert NEW_VOTERS == 5


def test_institutions_of_fewer_than_ten_are_not_compared_with_residents():
    votes = camps(20, 20)
    few = {who: "institution" if who < 9 else "resident" for who in votes}
    enough = {who: "institution" if who < 10 else "resident" for who in votes}

    assert told(votes, few).given is None
    assert [group.size for group in told(votes, enough).given.groups] == [10, 30]


@given(
    st.integers(10, 24),
    st.integers(10, 24),
    st.integers(0, 12),
    st.integers(0, 15),
    st.data(),
)
def test_no_part_of_fewer_than_ten_follows_from_what_is_told(first, second, third, institutions, data):
    votes = camps(*[size for size in (first, second, third) if size])
    gaps = data.draw(st.lists(st.tuples(st.sampled_from(sorted(votes)), st.integers(0, 11)), max_size=120))
    for who, what in gaps:
        votes[who][what] = None
    sides = {who: "institution" if who < institutions else "resident" for who in votes}

    result = told(votes, sides)

    assert all(cell.cast >= VOTERS_NEEDED for cell in every_cell(result))
    assert all(group.size >= VOTERS_NEEDED for group in result.found.groups)
    for number, cells in (result.given.cells if result.given else {}).items():
        if number in result.found.cells:
            grouped = result.found.cells[number].values()
            assert sum(cell.cast for cell in cells.values()) == sum(cell.cast for cell in grouped)


@given(st.dictionaries(st.text(min_size=1, max_size=3), st.integers(1, 40), max_size=6))
def test_never_is_one_place_untold_alone(counts):
    came = responses((key for key, count in counts.items() for _ in range(count)), VOTERS_NEEDED)

    hidden = [one.key for one in came if one.people is None]
    assert {key for key, count in counts.items() if count < VOTERS_NEEDED} <= set(hidden)
    assert len(hidden) != 1 or len(came) == 1


def test_people_stand_on_the_map_without_a_name_or_an_order_of_coming():
    votes = camps(20, 20)
    turned = {39 - who: row for who, row in votes.items()}

    first, second = told(votes), told(turned)

    assert sorted((one.x, one.y) for one in first.points) == [(one.x, one.y) for one in first.points]
    assert [(one.x, one.y) for one in first.points] == [(one.x, one.y) for one in second.points]


def test_what_a_row_keeps_is_what_was_told():
    result = told(camps(20, 20), {who: "institution" if who < 12 else "resident" for who in range(40)})

    assert told_from(json.loads(json.dumps(result.document()))) == result
