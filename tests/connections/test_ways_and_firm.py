"""What connecting brings and how firm a plan is, asked on the page of a plan."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils.html import escape

from gebiedstafel.connections.models import Study
from gebiedstafel.connections.plan_sections import open_places
from gebiedstafel.connections.reading import read_plan
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study, stop_study
from gebiedstafel.connections.study_kinds import kinds
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.ui.messages import compile_all
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return NOON


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


def answered(plan, kind, chair):
    study = ask_study(plan, kind, {}, by=chair, at=NOON)
    work_out(study, clock=clock, run=study.run)
    study.refresh_from_db()
    assert study.run.state == Run.State.DONE, study.run.told
    return study


def shown(study, chair):
    return kinds()[study.kind].shown(read_plan(study.plan, chair), study.answers, study.parameters)


def page_of(client, study, seat):
    client.post(reverse("tables:switch_seat"), {"seat": seat.pk, "next": "/"})
    return client.get(reverse("connections:study", args=[study.plan.table_id, study.pk])).content.decode()


def test_both_questions_have_their_place_on_the_page_of_a_plan():
    assert {"verbinden", "stevig"} <= {place.anchor for place in open_places()}


def test_what_connecting_brings_is_told_on_the_tables_own_figures(plan, chair):
    study = answered(plan, "compare", chair)

    said = shown(study, chair)
    (answer,) = study.answers
    paid = sum(p["cents"] for m in plan.result["measures"] for p in m["payments"])
    assert answer["ways"]["connected"]["used"] == paid
    assert [bar.name for bar in said.covered] == ["Verbonden", "Ieder voor zich", "Met een lijst"]
    assert said.covered[0].said in said.sentence
    assert len(said.ways) == 3
    assert all(len(row) == 1 + len(said.heads) for row in said.rows)
    assert not said.better


def test_the_picture_and_the_table_say_the_same(client, plan, chair):
    study = answered(plan, "compare", chair)

    page = page_of(client, study, chair)

    said = shown(study, chair)
    for bar in (*said.covered, *said.used):
        assert page.count(f">{bar.said}<") >= 2
    assert "Waar elke manier van uitgaat" in page


def test_a_way_that_cannot_hold_what_is_fixed_says_so(plan, chair):
    study = answered(plan, "compare", chair)
    study.answers[0]["ways"]["silo"] = None

    said = shown(study, chair)

    assert said.ways[1].assumed == "Zo past niet wat de tafel heeft vastgezet."
    assert said.heads == ("Verbonden", "Met een lijst")


def test_how_firm_says_the_core_in_words_first(client, plan, chair):
    study = answered(plan, "robust", chair)

    said = shown(study, chair)
    chosen = {m["id"] for m in plan.result["measures"]}
    (answer,) = study.answers
    assert set(answer["core"]) | set(answer["wavering"]) == chosen
    assert answer["scenarios"] == 20
    page = page_of(client, study, chair)
    assert page.index(said.sentence) < page.index("20 keer gerekend")


def test_a_stop_keeps_how_firm_it_is_so_far_and_going_on_gives_the_same_answer(table, plan, chair):
    whole = answered(plan, "robust", chair).answers
    Study.objects.all().delete()
    study = ask_study(plan, "robust", {}, by=chair, at=NOON)
    now = [NOON]

    def moving():
        now[0] += timedelta(seconds=1)
        answers = Study.objects.get().answers
        if answers and answers[0]["scenarios"] == 3 and not Run.objects.get(pk=study.run_id).stop_asked:
            stop_study(Study.objects.get(), by=chair, at=now[0])
        return now[0]

    work_out(study, clock=moving, run=study.run)
    study.refresh_from_db()
    assert study.run.state == Run.State.STOPPED
    assert study.answers[0]["scenarios"] < 20

    again = ask_study(plan, "robust", {}, by=chair, at=NOON)
    work_out(again, clock=clock, run=again.run)

    again.refresh_from_db()
    assert again.answers == whole


def test_nothing_that_was_not_worked_out_yet_is_told_as_if_it_were(plan, chair):
    study = answered(plan, "robust", chair)
    study.answers[0] |= {
        "scenarios": 0,
        "lost": None,
        "core": [],
        "wavering": list(study.answers[0]["shares"]),
    }

    said = shown(study, chair)

    assert said.sentence == "We zijn net begonnen."
    assert (said.grants, said.lost) == ("", ())


def test_a_search_that_was_stopped_soon_gives_no_core_and_no_percentages(client, plan, chair):
    study = answered(plan, "robust", chair)
    study.answers[0] |= {"scenarios": 1}
    study.save()

    said = shown(study, chair)
    page = page_of(client, study, chair)

    assert said.sentence == "Nog te weinig keer gerekend om iets te zeggen (1 van 20)."
    assert (said.core, said.wavering, said.mostly_out, said.contenders) == ((), (), (), ())
    assert said.sentence in page
    assert "bijna altijd" not in page


def test_what_mostly_drops_out_does_not_stand_among_what_sometimes_does(client, plan, chair):
    study = answered(plan, "robust", chair)
    often, seldom = list(study.answers[0]["shares"])[:2]
    study.answers[0] |= {"core": [], "wavering": [often, seldom]}
    study.answers[0]["shares"] |= {often: 0.7, seldom: 0.25}
    study.save()

    page = page_of(client, study, chair)

    assert page.index("Dit valt soms weg") < page.index("70%") < page.index("Dit valt meestal weg")
    assert page.index("Dit valt meestal weg") < page.index("25%")


def test_what_came_in_is_told_with_what_dropped_out_for_it(client, plan, chair):
    study = answered(plan, "robust", chair)
    came, other = gone, _ = list(study.answers[0]["shares"])
    study.answers[0] |= {
        "contenders": [came, other],
        "room": [{"measure": came, "entered": 18, "times": 15, "makers": [gone]}],
    }
    study.save()
    reading = read_plan(plan, chair)

    said = shown(study, chair)

    why = f"15 van de 18 keer viel weg wat hetzelfde geld of dezelfde uren vraagt: {reading.title(gone)}."
    assert said.contenders[0].why.startswith(why)
    assert said.contenders[1].why == ""
    assert escape(why) in page_of(client, study, chair)


def test_only_uncertain_money_that_pays_in_the_plan_is_named_and_with_what_it_pays(client, plan, chair):
    study = answered(plan, "robust", chair)
    reading = read_plan(plan, chair)
    (flow, paid), *_rest = reading.paid
    other = next(measure for measure in reading.chosen if (flow, measure) not in reading.paid)
    unused = next(one for one in reading.flows if one not in reading.paid_by_flow)
    study.answers[0] |= {"grants": [unused, flow], "lost": [paid, other]}
    study.save()

    said = shown(study, chair)

    assert reading.flow(flow) in said.grants
    assert reading.flow(unused) not in said.grants
    assert [(one.title, reading.flow(flow) in one.why) for one in said.lost] == [
        (reading.title(paid), True),
        (reading.title(other), False),
    ]
    assert said.lost[0].why in page_of(client, study, chair)


def test_a_plan_that_uses_no_uncertain_money_hangs_on_none(plan, chair):
    study = answered(plan, "robust", chair)
    reading = read_plan(plan, chair)
    unused = next(one for one in reading.flows if one not in reading.paid_by_flow)
    study.answers[0] |= {"grants": [unused], "lost": list(reading.chosen)[:1]}

    said = shown(study, chair)

    assert said.grants == "Dit plan rekent op geen geld dat nog onzeker is."
    assert said.lost == ()


@pytest.mark.parametrize(
    ("kind", "words"), [("compare", "What each way assumes"), ("robust", "nearly always stay")]
)
def test_both_speak_english(client, plan, chair, kind, words):
    compile_all()
    study = answered(plan, kind, chair)
    client.cookies["django_language"] = "en"

    assert words in page_of(client, study, chair)
