"""A table asks for a plan, forces what it wants, and adopts what it agrees on."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError
from django.utils.translation import override

from gebiedstafel.accounts.models import Person
from gebiedstafel.connections import solving
from gebiedstafel.connections.actions import (
    adopt_plan,
    ask_plan,
    choose_measure_free,
    choose_measure_in,
    choose_measure_out,
    run_of,
    stop_run,
)
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.permissions import check_can_adopt, check_can_choose
from gebiedstafel.connections.reading import read_plan
from gebiedstafel.connections.solving import current_hash, input_hash, make_plan
from gebiedstafel.engines.connect import Infeasible, Progress, Status, verify
from gebiedstafel.engines.connect.plan import Reason
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.means.table_import import load_demo_table, load_table, remove_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.trail.runs import open_run
from gebiedstafel.ui.messages import compile_all
from gebiedstafel.ui.refusals import NotAllowed, Refused, why_not
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
def resident(table):
    return table.seats.get(party__owner_class="bewoners")


@pytest.fixture
def visitor(table):
    return table.seats.get(role=Seat.Role.VISITOR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=clock)


def measure(table, key):
    return table.measures.get(key=key)


def test_a_plan_is_kept_with_what_it_was_made_from(table, plan):
    stored = Plan.objects.get(pk=plan.pk)

    problem, answer = problem_of(stored.input), plan_from_json(stored.result)

    assert verify(problem, answer) == []
    assert not stored.is_outdated(current_hash(table))
    assert stored.proven
    assert stored.engine_version


def test_the_order_of_rows_does_not_change_the_fingerprint(table):
    before = current_hash(table)

    for row in table.measures.all():
        row.position = 10 - row.position
        row.save()

    assert current_hash(table) == before


def test_another_amount_changes_the_fingerprint():
    one, other = small_table(), small_table()
    other["money_flows"][0]["budget"]["2027"] += 1

    assert input_hash(one) != input_hash(other)


def test_a_stored_plan_cannot_be_changed(plan):
    plan.objective = 99.0

    with pytest.raises(Refused):
        plan.save()
    with pytest.raises(Refused):
        plan.save(update_fields=["objective"])
    with pytest.raises(Refused):
        Plan.objects.filter(pk=plan.pk).update(status="optimal")


def test_the_chair_adopts_and_the_plan_before_it_steps_back(table, chair, plan):
    adopt_plan(plan, by=chair, at=NOON)
    choose_measure_out(measure(table, "M1"), by=chair, at=NOON)
    newer = make_plan(table, by=chair, clock=clock)

    adopt_plan(newer, by=chair, at=NOON + timedelta(days=1))

    assert list(Plan.objects.adopted()) == [newer]
    assert Deed.objects.filter(action="adopt_plan").count() == 2


def test_two_adopted_plans_cannot_exist(table, chair, plan):
    other = make_plan(table, by=chair, clock=clock)
    Plan.objects.filter(pk=plan.pk).update(adopted_at=NOON)

    with pytest.raises(IntegrityError):
        Plan.objects.filter(pk=other.pk).update(adopted_at=NOON)


@pytest.mark.parametrize("role", [Seat.Role.MEMBER, Seat.Role.FINANCE, Seat.Role.VISITOR])
def test_only_the_chair_adopts(table, plan, role):
    seat = table.seats.filter(role=role).first()

    with pytest.raises(NotAllowed, match="voorzitter"):
        adopt_plan(plan, by=seat, at=NOON)

    assert not Plan.objects.adopted().exists()
    assert not Deed.objects.filter(action="adopt_plan").exists()


def test_a_plan_whose_table_changed_is_outdated_and_not_adopted(table, chair, plan):
    table.flow_offers.get(key="F1").flow.budget.filter(year=2027).update(cents=1)

    assert plan.is_outdated(current_hash(table))
    with pytest.raises(Refused, match="verouderd"):
        adopt_plan(plan, by=chair, at=NOON)


def test_a_choice_taken_back_makes_the_plan_current_again(table, resident, plan):
    choose_measure_out(measure(table, "M2"), by=resident, at=NOON)
    assert plan.is_outdated(current_hash(table))

    choose_measure_free(measure(table, "M2"), by=resident, at=NOON)

    assert not plan.is_outdated(current_hash(table))


def test_residents_may_choose_as_much_as_institutions(table, resident):
    choose_measure_out(measure(table, "M1"), by=resident, at=NOON)

    choice = ForcedChoice.objects.get()
    assert (choice.side, choice.by, choice.at, choice.version) == ("out", resident, NOON, 1)
    assert Deed.objects.filter(action="choose_out", subject="measure/M1").exists()


@pytest.mark.parametrize("role", [Seat.Role.FINANCE, Seat.Role.VISITOR])
def test_who_only_looks_changes_nothing(table, role):
    seat = table.seats.get(role=role)

    with pytest.raises(NotAllowed, match="aan tafel zit"):
        choose_measure_in(measure(table, "M1"), by=seat, at=NOON)
    with pytest.raises(NotAllowed):
        ask_plan(table, by=seat, at=NOON)

    assert not ForcedChoice.objects.exists()
    assert not Run.objects.exists()


def test_the_reason_beside_a_grey_button_is_the_reason_of_the_refusal(visitor, chair, plan):
    assert "aan tafel zit" in why_not(check_can_choose, visitor)
    assert why_not(check_can_choose, chair) == ""
    assert "voorzitter" in why_not(check_can_adopt, visitor, plan, plan.input_hash)


def test_a_seat_of_another_table_changes_nothing_here(table):
    own = load_table(small_table(id="elders"), by=Person.objects.create(username="ander"), at=NOON)
    stranger = own.seats.get()

    with pytest.raises(NotAllowed, match="andere tafel"):
        choose_measure_in(measure(table, "M1"), by=stranger, at=NOON)
    with pytest.raises(NotAllowed, match="andere tafel"):
        ask_plan(table, by=stranger, at=NOON)


def test_a_choice_made_on_an_old_page_is_refused_with_both_texts(table, chair, resident):
    choose_measure_out(measure(table, "M1"), by=resident, at=NOON, seen=0)

    with pytest.raises(Refused) as refusal:
        choose_measure_in(measure(table, "M1"), by=chair, at=NOON, seen=0)

    assert "blijft eruit" in str(refusal.value)
    assert "moet meedoen" in str(refusal.value)
    assert ForcedChoice.objects.get().side == "out"


def test_a_measure_is_not_forced_into_a_year_it_cannot_start(table, chair):
    with pytest.raises(Refused, match="van 2027 tot en met 2028"):
        choose_measure_in(measure(table, "M1"), by=chair, at=NOON, start=2031)


def test_a_forced_choice_is_in_the_next_plan(table, chair):
    choose_measure_out(measure(table, "M1"), by=chair, at=NOON)

    plan = make_plan(table, by=chair, clock=clock)

    assert "M1" not in {one["id"] for one in plan.result["measures"]}
    assert plan.choices == {"out": ["M1"]}


def test_choices_that_clash_are_told_in_sentences_and_never_adopted(table, chair):
    choose_measure_out(measure(table, "M1"), by=chair, at=NOON)
    choose_measure_in(measure(table, "M2"), by=chair, at=NOON)
    run = ask_plan(table, by=chair, at=NOON)

    plan = make_plan(table, by=chair, clock=clock, run=run)

    run.refresh_from_db()
    assert plan.status == Plan.INFEASIBLE
    assert (run.state, run.result) == (Run.State.DONE, f"plan/{plan.pk}")
    assert "kunnen niet samen" in run.message
    compile_all()
    with override("en"):
        assert "cannot go together" in run.told
        assert "niet" not in run.told
    with pytest.raises(Refused, match="kunnen niet samen"):
        adopt_plan(plan, by=chair, at=NOON)


def test_a_choice_that_can_never_be_in_is_told_as_on_the_page(table, chair, monkeypatch):
    never = Infeasible(("M1",), (Reason("forced_in", {"measure": "M1"}),))
    monkeypatch.setattr(solving, "solve", lambda *_, **__: never)
    run = ask_plan(table, by=chair, at=NOON)

    plan = make_plan(table, by=chair, clock=clock, run=run)

    run.refresh_from_db()
    title = read_plan(plan).title("M1")
    assert run.message == f"{title} kan niet meedoen, wat u verder ook kiest."


def test_asking_twice_gives_one_run_and_one_job(table, chair, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks() as jobs:
        first = ask_plan(table, by=chair, at=NOON)
        second = ask_plan(table, by=chair, at=NOON)

    assert first == second
    assert len([job for job in jobs if "work_out_plan" in repr(job) or "enqueue" in repr(job)]) == 1
    assert Deed.objects.filter(action="ask_plan").count() == 1


def test_a_stopped_run_makes_no_plan(table, chair):
    run = ask_plan(table, by=chair, at=NOON)

    stop_run(table, by=chair, at=NOON)

    assert make_plan(table, by=chair, clock=clock, run=run) is None
    assert run_of(table) is None
    assert not Plan.objects.exists()


def test_the_engine_hears_that_someone_stopped_it(table, chair, monkeypatch):
    run = ask_plan(table, by=chair, at=NOON)
    times = iter(NOON + timedelta(seconds=2 * tick) for tick in range(20))
    told, heard = Progress(nodes=1, objective=None, bound=9.0, gap=1.0), []

    def slow(problem, *, gap, stop):
        heard.append(stop(told))
        stop_run(table, by=chair, at=NOON)
        heard.append(stop(told))
        return Infeasible((), (), Status.STOPPED)

    monkeypatch.setattr(solving, "solve", slow)
    plan = make_plan(table, by=chair, clock=lambda: next(times), run=run)

    run.refresh_from_db()
    assert (plan, heard, run.state) == (None, [False, True], Run.State.STOPPED)


def test_an_answer_for_a_table_that_was_put_back_is_dropped(table, chair, monkeypatch):
    run = ask_plan(table, by=chair, at=NOON)
    answer = solving.solve

    def meanwhile(problem, **options):
        remove_demo_table(table, at=NOON)
        load_demo_table(small_table(), at=NOON + timedelta(hours=1))
        return answer(problem, **options)

    monkeypatch.setattr(solving, "solve", meanwhile)
    plan = make_plan(table, by=None, clock=clock, run=run)

    assert plan is None
    assert not Plan.objects.exists()
    assert run_of(table) is None


def test_stopping_when_nothing_runs_says_so(table, chair):
    with pytest.raises(Refused, match="niet gerekend"):
        stop_run(table, by=chair, at=NOON)


def test_the_worker_makes_the_plan_that_was_asked_for(
    table, chair, settings, django_capture_on_commit_callbacks
):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

    with django_capture_on_commit_callbacks(execute=True):
        run = ask_plan(table, by=chair, at=NOON)

    run.refresh_from_db()
    plan = Plan.objects.get()
    assert (run.state, run.result) == (Run.State.DONE, f"plan/{plan.pk}")
    assert plan.created_by == chair


def test_a_fault_in_the_table_ends_the_run_with_a_sentence(table, chair):
    table.measures.filter(key="M2").update(earliest=2050, latest=2051)
    run = ask_plan(table, by=chair, at=NOON)

    assert make_plan(table, by=chair, clock=clock, run=run) is None

    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert run.message


def test_reading_a_table_takes_a_fixed_number_of_queries(table, django_assert_max_num_queries):
    with django_assert_max_num_queries(40):
        assert current_hash(table)


def test_where_nothing_can_be_counted_the_run_says_what_a_measure_needs(table):
    table.measures.update(earliest=None, latest=None, planned=None)
    table.count_change()
    run = open_run("plan", table.chain, at=NOON)

    assert make_plan(table, by=None, clock=clock, run=run) is None

    run.refresh_from_db()
    assert run.state == Run.State.FAILED
    assert "als het jaar, het gebied en het thema bekend zijn" in run.message
