"""What residents share is what every group agrees on, not what most people agree on."""

from datetime import UTC, date, datetime
from fractions import Fraction

import pytest
from django.db import IntegrityError

from gebiedstafel.dialogue.models import GroupVotes, Statement
from gebiedstafel.tables.models import AreaTable

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def table():
    return AreaTable.objects.create(
        id="t", name="T", area="W", years=[2027], as_of=date(2026, 11, 21), loaded_at=NOON
    )


def statement(table, key, **groups):
    row = Statement.objects.create(table=table, key=key, text=key)
    for group, (agree, disagree, passed) in groups.items():
        GroupVotes.objects.create(statement=row, group=group, agree=agree, disagree=disagree, passed=passed)
    return row


def test_the_weakest_group_says_how_far_a_statement_is_shared(table):
    row = statement(table, "S1", A=(90, 5, 5), B=(3, 1, 0))

    assert row.strength == Fraction(3, 4)


def test_a_statement_that_splits_the_groups_is_not_shared_however_many_agree(table):
    statement(table, "split", A=(990, 5, 5), B=(1, 9, 0))
    statement(table, "shared", A=(8, 1, 1), B=(9, 1, 0))

    assert [one.key for one in table.statements.all().shared()] == ["shared"]


def test_a_group_of_which_fewer_than_ten_people_voted_says_nothing_yet(table):
    statement(table, "nine", A=(90, 5, 5), B=(9, 0, 0))
    statement(table, "ten", A=(90, 5, 5), B=(9, 1, 0))

    assert [one.key for one in table.statements.all().shared()] == ["ten"]


def test_a_statement_without_votes_is_unknown_and_not_shared(table):
    assert statement(table, "new").strength is None
    assert statement(table, "empty", A=(0, 0, 0)).strength is None
    assert table.statements.all().shared() == []


def test_votes_are_never_negative(table):
    with pytest.raises(IntegrityError):
        statement(table, "S1", A=(-1, 0, 0))


def test_a_group_votes_once_on_a_statement(table):
    row = statement(table, "S1", A=(1, 1, 1))

    with pytest.raises(IntegrityError):
        GroupVotes.objects.create(statement=row, group="A", agree=1, disagree=0, passed=0)
