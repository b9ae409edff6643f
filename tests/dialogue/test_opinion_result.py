"""From ballots to what is told: five people at a time, and without the ballots that do not count."""

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from django.apps import apps
from django.core.cache import cache
from django.urls import reverse

from gebiedstafel.dialogue.ballots import Participant, Vote
from gebiedstafel.dialogue.newest_result import MOST_WHILE_WAITING, is_renewed, told_result
from gebiedstafel.dialogue.opinion_result import refresh
from gebiedstafel.dialogue.results import Result
from gebiedstafel.dialogue.rounds import Round
from gebiedstafel.dialogue.tasks import renew_result
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.models import Run
from tests.asking.rounds import work
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


def large(round):
    """Return the round as one of so many votes that no page waits for its result."""
    Round.objects.filter(pk=round.pk).update(ballots=MOST_WHILE_WAITING + 1)
    round.refresh_from_db()
    return round


def test_the_worker_makes_the_result_of_a_large_round(round, django_capture_on_commit_callbacks):
    vote(round, 20)
    with patch("gebiedstafel.dialogue.newest_result.refresh") as waited:
        with django_capture_on_commit_callbacks(execute=True):
            assert told(large(round)) is None
        assert is_renewed(round)
        assert not waited.called

    work()

    assert not is_renewed(round)
    assert told(round).voters == 20
    assert Run.objects.get(kind="opinion_result").told == "Het beeld is bijgewerkt."


def test_a_page_says_that_the_result_is_being_renewed_and_shows_what_stands(
    client, round, django_capture_on_commit_callbacks
):
    vote(round, 20)
    page = reverse("gesprek:outcome", args=[round.address])
    with django_capture_on_commit_callbacks(execute=True):
        assert told(large(round)) is None
        assert "Het beeld wordt gemaakt." in client.get(page).content.decode()
    work()
    vote(round, 10)
    Round.objects.filter(pk=round.pk).update(ballots=MOST_WHILE_WAITING + 2)

    cache.clear()
    with django_capture_on_commit_callbacks(execute=True):
        shown = client.get(page).content.decode()
    assert "Het beeld wordt bijgewerkt." in shown
    assert "20 bewoners stemden." in shown
    work()

    shown = client.get(page).content.decode()
    assert "wordt bijgewerkt" not in shown
    assert "30 bewoners stemden." in shown


def test_the_worker_is_asked_once_however_many_look(round, django_capture_on_commit_callbacks):
    vote(round, 20)

    with django_capture_on_commit_callbacks(execute=True):
        for _look in range(5):
            told(large(round))

    assert Run.objects.filter(kind="opinion_result").count() == 1


def test_a_large_round_where_nobody_came_or_left_asks_nothing(round):
    vote(round, 20)
    refresh(large(round), at=NOON)

    told(round)
    assert not is_renewed(round)

    Participant.objects.filter(pk__in=Participant.objects.order_by("pk").values("pk")[:5]).delete()
    told(round)
    assert is_renewed(round)


def test_a_run_that_fails_says_so_and_the_next_look_asks_anew(round):
    vote(round, 20)
    told(large(round))
    run = Run.objects.get(kind="opinion_result")

    with patch("gebiedstafel.dialogue.tasks.refresh", side_effect=KeyError), pytest.raises(KeyError):
        renew_result.call(round.pk, run.pk)

    run.refresh_from_db()
    assert (run.state, run.message) == ("failed", "Er ging iets mis. Probeer het opnieuw.")
    told(round)
    assert is_renewed(round)


def test_a_run_that_was_stopped_changes_nothing(round):
    vote(round, 20)

    assert not refresh(round, at=NOON, tell=lambda share, text: False)

    assert not Result.objects.exists()


def test_a_result_that_was_overtaken_is_not_kept(round):
    """Two that are made at once may differ by one person: only one of them is told."""
    vote(round, 20)
    refresh(round, at=NOON)
    vote(round, 5)

    def meanwhile(share, text):
        vote(round, 1)
        assert refresh(round, at=NOON + timedelta(seconds=1))
        return True

    assert not refresh(round, at=NOON + timedelta(seconds=2), tell=meanwhile)

    assert Result.objects.get().told["voters"] == 26
