"""Work in the background tells how far it is and always ends."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils.translation import get_language, override

from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_run, close_stale_runs, open_run, run_progress, start_run

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def test_a_run_waits_runs_and_is_done():
    run = open_run("plan", "table/a", at=NOON)
    assert (run.state, run.progress) == (Run.State.WAITING, 0)

    assert start_run(run, at=NOON)
    assert run_progress(run, 0.4, "halfway")
    assert close_run(run, Run.State.DONE, at=NOON + timedelta(minutes=1), result="plan/7")

    run.refresh_from_db()
    assert (run.state, run.progress, run.result, run.is_over) == (Run.State.DONE, 1.0, "plan/7", True)


def test_a_run_that_was_stopped_is_told_so_and_stays_stopped():
    run = open_run("plan", "table/a", at=NOON)
    start_run(run, at=NOON)

    close_run(run, Run.State.STOPPED, at=NOON, message="genoeg gezien")

    assert not run_progress(run, 0.9, "almost")
    assert not close_run(run, Run.State.DONE, at=NOON)
    run.refresh_from_db()
    assert (run.state, run.message) == (Run.State.STOPPED, "genoeg gezien")


def test_a_stopped_run_is_not_begun():
    run = open_run("plan", "table/a", at=NOON)
    close_run(run, Run.State.STOPPED, at=NOON)

    assert not start_run(run, at=NOON)


def test_a_run_does_not_end_in_a_state_that_is_no_end():
    run = open_run("plan", "table/a", at=NOON)

    with pytest.raises(ValueError, match="not as running"):
        close_run(run, Run.State.RUNNING, at=NOON)


def test_what_a_dead_worker_left_behind_ends_with_a_sentence():
    waiting, running = open_run("plan", "table/a", at=NOON), open_run("plan", "table/b", at=NOON)
    start_run(running, at=NOON)

    assert close_stale_runs(at=NOON) == 1

    waiting.refresh_from_db()
    running.refresh_from_db()
    assert waiting.state == Run.State.WAITING
    assert running.state == Run.State.FAILED
    assert "opnieuw" in running.message


def test_a_run_speaks_the_language_of_who_reads_it():
    run = open_run("plan", "table/kade", at=NOON)

    run_progress(run, 0.4, lambda: get_language())

    run.refresh_from_db()
    assert run.told == "nl"
    with override("en"):
        assert run.told == "en"
