"""A question about a plan: asked once, answered bit by bit, stopped, gone on with, and read by who may."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from gebiedstafel.connections.actions import choose_measure_out
from gebiedstafel.connections.models import Plan, Study
from gebiedstafel.connections.plan_sections import PLACES, open_places
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study, stop_study
from gebiedstafel.connections.study_kinds import StudyKind, kinds
from gebiedstafel.connections.tasks import work_out_study
from gebiedstafel.means.models import Measure
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Deed, Run
from gebiedstafel.trail.runs import close_stale_runs, start_run
from gebiedstafel.ui.messages import compile_all
from gebiedstafel.ui.refusals import NotAllowed, Refused
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return NOON


class Counting:
    """A kind of question that tells one, two, three; what was told before is not worked out again."""

    def __init__(self):
        self.before_each = lambda number: None
        self.worked_out = []

    def run(self, asked, tell, stop):
        for number in (1, 2, 3):
            self.before_each(number)
            if stop():
                return
            if str(number) in asked.told:
                continue
            self.worked_out.append(number)
            tell({"id": number, "chosen": len(asked.plan.measures)}, share=number / 3)


def shown(reading, answers, parameters):
    return [f"{reading.title('M1')} {answer['id']}" for answer in answers]


@pytest.fixture
def counting(monkeypatch):
    counting = Counting()
    kind = StudyKind(
        name="tellen",
        title="Wat telt",
        button="Tel het uit",
        template="connections/study_lines.html",
        run=counting.run,
        shown=shown,
    )
    monkeypatch.setitem(kinds(), "tellen", kind)
    return counting


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    document = small_table()
    del document["choices"]
    return load_demo_table(document, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=clock)


@pytest.fixture
def study(plan, chair, counting):
    return ask_study(plan, "tellen", {}, by=chair, at=NOON)


def sit(client, seat):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})


def test_a_question_is_answered_and_kept_with_its_plan(study, chair, plan):
    work_out(study, clock=clock, run=study.run)

    study.refresh_from_db()
    assert [answer["id"] for answer in study.answers] == [1, 2, 3]
    assert (study.run.state, study.run.progress) == (Run.State.DONE, 1.0)
    assert Deed.objects.filter(action="ask_study", subject=f"plan/{plan.pk} tellen").exists()


def test_the_same_question_about_the_same_plan_is_answered_from_store(study, plan, chair, counting):
    work_out(study, clock=clock, run=study.run)

    again = ask_study(plan, "tellen", {}, by=chair, at=NOON)

    assert (again.pk, again.run_id) == (study.pk, study.run_id)
    assert Run.objects.filter(kind="study").count() == 1
    assert counting.worked_out == [1, 2, 3]


def test_a_question_about_something_else_is_another_question(study, plan, chair):
    other = ask_study(plan, "tellen", {"measure": "M2"}, by=chair, at=NOON)

    assert other.pk != study.pk
    with pytest.raises(IntegrityError), transaction.atomic():
        Study.objects.create(
            plan=plan, kind="tellen", fingerprint=other.fingerprint, asked_at=NOON, asked_by=chair
        )


def test_each_answer_is_kept_the_moment_it_is_told(study, counting):
    seen = []
    counting.before_each = lambda number: seen.append(len(Study.objects.get().answers))

    work_out(study, clock=clock, run=study.run)

    assert seen == [0, 1, 2]


def test_a_firm_answer_takes_the_place_of_a_first_estimate(study, counting, monkeypatch):
    def estimate(asked, tell, stop):
        tell({"id": "a", "gain": 1})
        tell({"id": "b", "gain": 2})
        tell({"id": "a", "gain": 3, "firm": True})

    monkeypatch.setitem(kinds(), "tellen", replace(kinds()["tellen"], run=estimate))

    work_out(study, clock=clock, run=study.run)

    study.refresh_from_db()
    assert study.answers == [{"id": "a", "gain": 3, "firm": True}, {"id": "b", "gain": 2}]


def test_a_stop_keeps_what_was_told_and_asking_again_goes_on_from_there(study, plan, chair, counting):
    def stop_at_second(number):
        if number == 2:
            stop_study(Study.objects.get(), by=chair, at=NOON)

    counting.before_each = stop_at_second
    now = [NOON]

    def moving():
        now[0] += timedelta(seconds=1)
        return now[0]

    work_out(study, clock=moving, run=study.run)
    study.refresh_from_db()
    assert (study.run.state, [answer["id"] for answer in study.answers]) == (Run.State.STOPPED, [1])

    counting.before_each = lambda number: None
    again = ask_study(plan, "tellen", {}, by=chair, at=NOON)
    work_out(again, clock=moving, run=again.run)

    again.refresh_from_db()
    assert [answer["id"] for answer in again.answers] == [1, 2, 3]
    assert counting.worked_out == [1, 2, 3]
    assert Plan.objects.get() == plan


def test_a_question_that_waits_ends_at_once_when_stopped(study, chair):
    stop_study(study, by=chair, at=NOON)

    study.run.refresh_from_db()
    assert study.run.state == Run.State.STOPPED
    with pytest.raises(Refused, match="nu niets uitgezocht"):
        stop_study(study, by=chair, at=NOON)


def test_a_worker_that_stays_silent_is_not_waited_for(study, chair):
    start_run(study.run, at=NOON)
    stop_study(study, by=chair, at=NOON)
    with pytest.raises(Refused, match="We stoppen al"):
        stop_study(study, by=chair, at=NOON + timedelta(seconds=5))

    stop_study(study, by=chair, at=NOON + timedelta(seconds=31))

    study.run.refresh_from_db()
    assert study.run.state == Run.State.STOPPED


def test_a_worker_that_dies_loses_nothing_that_was_told(study, counting, plan, chair):
    def die(number):
        if number == 3:
            raise MemoryError

    counting.before_each = die
    with pytest.raises(MemoryError):
        work_out(study, clock=clock, run=study.run)
    close_stale_runs(at=NOON)

    study.refresh_from_db()
    assert (study.run.state, len(study.answers)) == (Run.State.FAILED, 2)
    assert ask_study(plan, "tellen", {}, by=chair, at=NOON).run_id != study.run_id


def test_a_crash_is_told_in_words_and_left_to_the_worker(study, counting):
    def crash(number):
        raise ZeroDivisionError

    counting.before_each = crash
    with pytest.raises(ZeroDivisionError):
        work_out_study.func(study.pk, study.run.pk)

    study.run.refresh_from_db()
    assert (study.run.state, study.run.message) == (
        Run.State.FAILED,
        "Er ging iets mis. Probeer het opnieuw.",
    )


def test_what_cannot_be_answered_says_so(study, counting):
    def refuse(number):
        raise Refused("Zonder gedeelde stellingen is hier niets te vinden.")

    counting.before_each = refuse
    work_out(study, clock=clock, run=study.run)

    study.run.refresh_from_db()
    assert study.run.message == "Zonder gedeelde stellingen is hier niets te vinden."


def test_a_question_about_a_plan_that_is_gone_just_ends(study, table, counting):
    run, pk = study.run, study.pk
    table.delete()

    work_out_study.func(pk, run.pk)

    assert counting.worked_out == []


def test_a_clash_has_no_plan_to_ask_about(table, chair, counting):
    clash = Plan(table=table, status=Plan.INFEASIBLE, input={}, result={}, created_at=NOON)

    with pytest.raises(Refused, match="Er is geen plan"):
        ask_study(clash, "tellen", {}, by=chair, at=NOON)


def test_only_who_sits_at_the_table_asks_and_stops(plan, table, counting, chair):
    study = ask_study(plan, "tellen", {}, by=chair, at=NOON)
    for role in (Seat.Role.VISITOR, Seat.Role.FINANCE):
        seat = Seat(table=table, role=role)
        with pytest.raises(NotAllowed):
            ask_study(plan, "tellen", {"measure": "M1"}, by=seat, at=NOON)
        with pytest.raises(NotAllowed):
            stop_study(study, by=seat, at=NOON)


def test_a_question_changes_nothing_that_a_plan_was_asked(plan, study):
    from gebiedstafel.connections.table_plans import doubtful

    assert Deed.objects.filter(action="ask_study").exists()
    assert doubtful([plan]) == []


def test_a_place_on_the_page_shows_once_its_kind_is_known(counting, monkeypatch):
    assert [place.kind for place in PLACES if place.kind] == ["unlock", "missing", "compare", "robust"]

    monkeypatch.setitem(kinds(), "robust", kinds()["tellen"])

    assert "stevig" in [place.anchor for place in open_places()]


def test_a_page_asks_shows_bit_by_bit_and_is_still_once_done(client, table, plan, chair, counting):
    sit(client, chair)
    sent = {"plan": plan.pk, "kind": "tellen"}

    asked = client.post(
        reverse("connections:ask_study", args=[table.pk]), sent, headers={"HX-Request": "true"}
    )

    study = Study.objects.get()
    place = reverse("connections:study", args=[table.pk, study.pk])
    assert f'hx-get="{place}?gezien=' in asked.content.decode()
    Study.objects.update(answers=[{"id": 1}])
    busy = client.get(place, headers={"HX-Request": "true"})
    assert "1</li>" in busy.content.decode()
    mark = busy.content.decode().partition("gezien=")[2].partition('"')[0]
    assert client.get(f"{place}?gezien={mark}", headers={"HX-Request": "true"}).status_code == 204

    work_out(study, clock=clock, run=study.run)

    done = client.get(f"{place}?gezien={mark}", headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" not in done
    assert "3</li>" in done


def test_a_page_without_a_script_shows_the_same_after_a_reload(client, table, plan, chair, counting):
    sit(client, chair)
    back = reverse("connections:plan", args=[table.pk]) + f"?plan={plan.pk}"
    sent = {"plan": plan.pk, "kind": "tellen", "back": back}

    answer = client.post(reverse("connections:ask_study", args=[table.pk]), sent)

    assert answer.url.startswith(f"{back}#vraag-tellen-")
    study = Study.objects.get()
    work_out(study, clock=clock, run=study.run)
    page = client.get(reverse("connections:study", args=[table.pk, study.pk])).content.decode()
    assert "Wat telt</h1>" in page
    assert "3</li>" in page
    assert f"?plan={plan.pk}" in page


def test_an_answer_about_a_plan_after_which_something_changed_says_it_is_outdated(
    client, table, plan, chair, study
):
    work_out(study, clock=clock, run=study.run)
    choose_measure_out(Measure.objects.get(table=table, key="M1"), by=chair, at=NOON + timedelta(hours=1))
    sit(client, chair)

    page = client.get(reverse("connections:study", args=[table.pk, study.pk])).content.decode()

    assert "verouderd" in page


def test_a_visitor_reads_no_answer_about_a_plan_that_is_the_tables_own(client, table, plan, study):
    assert not plan.is_public
    work_out(study, clock=clock, run=study.run)
    sit(client, table.seats.get(role=Seat.Role.VISITOR))

    answer = client.get(reverse("connections:study", args=[table.pk, study.pk]))

    assert answer.status_code == 403
    assert "1</li>" not in answer.content.decode()


def test_a_kind_nobody_knows_does_not_exist(client, table, plan, chair):
    sit(client, chair)

    answer = client.post(reverse("connections:ask_study", args=[table.pk]), {"plan": plan.pk, "kind": "x"})

    assert answer.status_code == 404


def test_the_machinery_speaks_english(client, table, plan, chair, study):
    compile_all()
    sit(client, chair)
    client.cookies["django_language"] = "en"

    page = client.get(reverse("connections:study", args=[table.pk, study.pk])).content.decode()

    assert "Stop, and keep what there is" in page
