"""From ballots to what is told: five people at a time, and without the ballots that do not count."""

from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import cache

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.opinion_result import refresh, told_result
from gebiedstafel.dialogue.results import Result
from gebiedstafel.tables.models import AreaTable
from tests.dialogue.small_round import NOON, a_round, vote

pytestmark = pytest.mark.django_db


@pytest.fixture
def round():
    table = AreaTable.objects.create(
        id="t", name="T", area="W", years=[2027], as_of=date(2026, 11, 21), loaded_at=NOON
    )
    return a_round(table)


def told(round):
    cache.clear()
    found = told_result(round, at=NOON)
    return found and found[0]


def test_nothing_is_told_of_nine_people(round):
    vote(round, 9)
    assert told(round) is None

    vote(round, 1)

    assert told(round).voters == 10


def test_the_result_stands_still_until_five_more_people_voted(round):
    vote(round, 12)
    assert told(round).voters == 12

    vote(round, 4)
    assert told(round).voters == 12

    vote(round, 1)

    assert told(round).voters == 17


def test_a_hall_full_of_phones_looks_once_in_three_seconds(round, django_assert_num_queries):
    vote(round, 12)
    assert told(round).voters == 12

    with django_assert_num_queries(1):
        told_result(round, at=NOON)


def test_whoever_withdraws_is_gone_as_if_they_never_voted(round):
    stays, leaves = vote(round, 14), vote(round, 6, camp=1)
    assert told(round).voters == 20

    Participant.objects.filter(pk__in=[one.pk for one in leaves]).delete()
    with_leavers = told(round)
    Result.objects.all().delete()

    assert told(round) == with_leavers
    assert with_leavers.voters == len(stays)


def test_votes_on_what_is_not_shown_count_nowhere(round):
    vote(round, 12)
    round.statements.filter(number=1).update(state="rejected", reason="Gaat over één persoon.")

    result = told(round)

    assert 1 not in result.found.cells
    assert result.statements == 11


def test_a_group_too_small_to_be_told_settles_nothing_for_the_others(round):
    vote(round, 20)
    vote(round, 6, camp=1)

    result = told(round)

    assert all(group.size >= 10 for group in result.found.groups)
    assert all(cell.cast >= 10 for cells in result.found.cells.values() for cell in cells.values())


def test_a_refresh_at_another_hour_says_the_same(round):
    vote(round, 20)
    refresh(round, at=NOON)
    first = Result.objects.get().told
    Result.objects.all().delete()

    refresh(round, at=NOON + timedelta(hours=1))

    assert Result.objects.get().told == first


def test_no_table_leads_back_to_ballots():
    private = {Participant, Vote, Result}
    leads = [
        f"{field.model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields(include_hidden=False)
        if field.auto_created and not field.concrete and field.related_model in private
    ]

    assert leads == []


def test_groups_keep_their_letters_as_votes_come_in(round):
    vote(round, 20)
    vote(round, 14, camp=1)
    first = told(round)
    largest = Result.objects.get().counted

    vote(round, 15, camp=1)
    second = told(round)

    assert {group.id for group in first.found.groups} == {"A", "B"}
    counted = Result.objects.get().counted
    assert {who: counted[who] for who in largest} == largest
    assert {group.id for group in second.found.groups} == {"A", "B"}
    assert sum(group.size for group in second.found.groups) == 49
