"""A plan is worked out in the background: its place in the queue, its end, and what a stop leaves."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from gebiedstafel.connections.actions import ask_plan, stop_run
from gebiedstafel.connections.headline import proof
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.plan_runs import stand
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.variant_actions import make_variant
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import close_stale_runs, open_run, start_run
from gebiedstafel.ui.refusals import Refused
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return NOON


@pytest.fixture
def table():
    document = small_table()
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def hard(db):
    """A table on which the search needs many seconds; a stop comes long before it ends."""
    return load_demo_table(document_of(generate(60, 3)), at=NOON)


class Watch:
    """A clock that moves two seconds at each look, and stops the run once there is a plan."""

    def __init__(self, table, seat, at_first=False):
        self.now, self.table, self.seat, self.at_first = NOON, table, seat, at_first
        self.told = []

    def __call__(self):
        self.now += timedelta(seconds=2)
        run = Run.objects.first()
        self.told.append(run.message)
        has_plan = "Er is een plan" in run.message
        if run.state == Run.State.RUNNING and run.stop_asked is None and (has_plan or self.at_first):
            stop_run(self.table, by=self.seat, at=self.now)
        return self.now


def test_a_stop_while_it_works_keeps_the_best_plan_so_far_with_its_gap(hard):
    chair = hard.seats.get(role=Seat.Role.CHAIR)
    run = ask_plan(hard, by=chair, at=NOON)

    plan = make_plan(hard, by=chair, clock=Watch(hard, chair), run=run)

    run.refresh_from_db()
    assert (plan.status, run.state, run.result) == ("stopped", Run.State.STOPPED, f"plan/{plan.pk}")
    assert plan.gap is None or plan.gap > 0.005
    assert "Het beste plan tot nu toe is bewaard." in run.message
    assert json.loads(json.dumps(plan.result, allow_nan=False)) == plan.result
    assert plan_from_json(plan.result).measures


def test_a_stop_before_there_is_a_plan_says_so(hard):
    chair = hard.seats.get(role=Seat.Role.CHAIR)
    run = ask_plan(hard, by=chair, at=NOON)

    plan = make_plan(hard, by=chair, clock=Watch(hard, chair, at_first=True), run=run)

    run.refresh_from_db()
    assert run.state == Run.State.STOPPED
    if plan is None:
        assert run.message == "Gestopt voordat er een plan was."
        assert not Plan.objects.exists()
    else:
        assert plan.status == "stopped"


def test_a_run_that_waits_ends_at_once_when_stopped(table, chair):
    run = ask_plan(table, by=chair, at=NOON)

    stop_run(table, by=chair, at=NOON)

    run.refresh_from_db()
    assert (run.state, run.message) == (Run.State.STOPPED, "Gestopt voordat er een plan was.")


def test_a_run_that_works_ends_only_when_the_worker_kept_what_it_had(table, chair):
    run = ask_plan(table, by=chair, at=NOON)
    start_run(run, at=NOON)

    stop_run(table, by=chair, at=NOON)

    run.refresh_from_db()
    assert (run.state, stand(run).stops) == (Run.State.RUNNING, True)
    with pytest.raises(Refused, match="We stoppen al"):
        stop_run(table, by=chair, at=NOON + timedelta(seconds=5))


def test_a_worker_that_stays_silent_holds_nobody_up(table, chair):
    run = ask_plan(table, by=chair, at=NOON)
    start_run(run, at=NOON)
    stop_run(table, by=chair, at=NOON)

    stop_run(table, by=chair, at=NOON + timedelta(seconds=31))

    run.refresh_from_db()
    assert (run.state, run.message) == (Run.State.STOPPED, "De computer gaf geen antwoord meer.")
    assert ask_plan(table, by=chair, at=NOON) != run


def test_the_place_in_the_queue_is_told_in_words(table, chair):
    other = open_run("areas", "elders", at=NOON - timedelta(minutes=1))
    first = ask_plan(table, by=chair, at=NOON)
    variant = make_variant(table, "Anders", by=chair, at=NOON)
    second = ask_plan(table, by=chair, at=NOON, variant=variant)

    assert "Er gaat nog 1 berekening voor." in stand(first).told
    assert "Er gaan nog 2 berekeningen voor." in stand(second).told

    other.delete()
    assert stand(first).told == "Deze berekening is als eerste aan de beurt."
    start_run(first, at=NOON)
    assert stand(first).told == "We zetten alles klaar."
    assert "Er gaat nog 1 berekening voor." in stand(second).told


def test_a_dead_worker_closes_its_run_and_leaves_every_plan(table, chair):
    before = make_plan(table, by=chair, clock=clock)
    run = ask_plan(table, by=chair, at=NOON)
    start_run(run, at=NOON)

    close_stale_runs(at=NOON)

    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "stopte voordat dit klaar was" in run.message
    assert Plan.objects.get() == before
    assert ask_plan(table, by=chair, at=NOON) != run


def test_a_plan_of_which_nobody_knows_how_good_it_is_says_so():
    assert "voordat bekend was hoe goed" in proof("stopped", None)
