"""Thirty days after a round the worker forgets who took part, by itself."""

from datetime import timedelta

import pytest
from django.utils.timezone import now
from django_tasks_db.models import DBTaskResult

from gebiedstafel.dialogue.actions import close_round
from gebiedstafel.dialogue.ballots import WithdrawalLink
from gebiedstafel.dialogue.rounds import WITHDRAWAL_LIVES, Round
from gebiedstafel.dialogue.taking_part import find_participant
from gebiedstafel.dialogue.tasks import forget_when_due
from gebiedstafel.trail.models import Deed
from tests.asking.rounds import work
from tests.dialogue.open_rounds import LATER, NOON, chair_of_a_table, come_in, judge, round_that_is_open

pytestmark = pytest.mark.django_db


@pytest.fixture
def chair():
    return chair_of_a_table()


def due():
    """When the worker forgets, the soonest first."""
    waits = DBTaskResult.objects.filter(task_path__endswith="forget_when_due")
    return sorted(waits.values_list("run_after", flat=True))


def ended(round, ago):
    """Let the round have closed so long ago."""
    end = now() - ago
    Round.objects.filter(pk=round.pk).update(opens_at=end - timedelta(days=1), closes_at=end)


def test_the_forgetting_is_planned_as_soon_as_a_round_has_an_end(chair, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        round = round_that_is_open(chair)
    assert due() == [LATER + WITHDRAWAL_LIVES]

    with django_capture_on_commit_callbacks(execute=True):
        close_round(round, by=chair, at=NOON + timedelta(days=1))

    assert due() == [NOON + timedelta(days=1) + WITHDRAWAL_LIVES, LATER + WITHDRAWAL_LIVES]


@pytest.mark.parametrize(("ago", "is_known"), [(timedelta(hours=-1), True), (timedelta(), False)])
def test_the_worker_forgets_when_the_thirty_days_are_over_and_not_before(chair, ago, is_known):
    round = round_that_is_open(chair)
    held = come_in(round)
    judge(round, held, 1, 1)
    ended(round, WITHDRAWAL_LIVES + ago)

    forget_when_due.enqueue()
    work()

    assert (find_participant(Round.objects.get(), held) is not None) is is_known
    assert WithdrawalLink.objects.exists() is is_known
    assert Deed.objects.filter(action="forget_voters", origin="worker").exists() is not is_known


def test_a_round_whose_plan_got_lost_is_forgotten_along_with_another(chair):
    lost, other = round_that_is_open(chair), round_that_is_open(chair)
    ended(lost, WITHDRAWAL_LIVES + timedelta(days=90))
    ended(other, WITHDRAWAL_LIVES)

    forget_when_due.enqueue()
    work()

    assert not Round.objects.filter(forgotten_at=None).exists()
