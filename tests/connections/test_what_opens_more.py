"""What opens more and who is missing, as questions about a stored plan: worked out, told, gone on with."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import override

from gebiedstafel.connections.models import Study
from gebiedstafel.connections.plan_sections import open_places
from gebiedstafel.connections.reading import read_plan
from gebiedstafel.connections.solving import freeze, keep_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study, stop_study
from gebiedstafel.connections.study_kinds import kinds
from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.ui.messages import compile_all

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def answer():
    return solve(problem_of(demo_table()))


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    return load_demo_table(demo_table(), at=NOON)


@pytest.fixture
def plan(table, answer):
    return keep_plan(table, freeze(table), answer, by=None, at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


class Ticking:
    """A clock that moves a second each time someone looks."""

    def __init__(self):
        self.now = NOON

    def __call__(self):
        self.now += timedelta(seconds=1)
        return self.now


def asked(plan, chair, kind):
    study = ask_study(plan, kind, {}, by=chair, at=NOON)
    work_out(study, clock=Ticking(), run=study.run)
    study.refresh_from_db()
    study.run.refresh_from_db()
    return study


def shown(study):
    return kinds()[study.kind].shown(read_plan(study.plan), study.answers, {})


def test_both_questions_have_their_place_on_the_page_of_the_plan():
    assert {"unlock", "missing"} <= {place.kind for place in open_places()}


@pytest.mark.once
def test_what_opens_more_is_told_as_sentences_with_what_comes_in_and_drops_out(plan, chair):
    study = asked(plan, chair, "unlock")

    found = shown(study)

    assert study.run.state == Run.State.DONE
    assert len(found.rows) == 10
    assert all(row.sentence.endswith(".") for row in found.rows)
    assert any("Warmteplan" in title for row in found.rows for title in row.entering)
    assert sum(bool(row.statement) for row in found.rows) == 1
    own, others = found.groups
    assert {row.asks for row in own.rows} == {""}
    assert all(row.asks.startswith("Dat kan de tafel niet zelf") for row in others.rows)
    assert any(row.ties.startswith("Even goed als") for row in own.rows)
    assert any(row.others for row in own.rows)
    assert all("punten" in line for row in found.rows for line in row.why)
    assert any(line.startswith("Het echte verschil ligt tussen") for row in found.rows for line in row.why)
    assert not any("punten" in row.sentence + row.note for row in found.rows)
    assert {step.slug for row in found.rows for step in row.steps} <= {
        "geldstromen",
        "partijen",
        "maatregelen",
    }


@pytest.mark.once
def test_who_is_missing_is_told_in_a_sentence_that_may_convince(plan, chair):
    study = asked(plan, chair, "missing")

    absent, newcomers, present = shown(study).groups

    assert any("van Waterschap Vlietland kan dit erbij" in row.sentence for row in absent.rows)
    assert any("voordeel van (geschat)" in row.sentence for row in absent.rows)
    assert [row.rank for row in absent.rows] == [1, 2, 2]
    assert absent.equal.startswith("Een gelijk nummer")
    assert any("Daarvoor valt weg" in row.sentence for row in absent.rows)
    assert not any("bewezen" in line for group in (absent, present) for row in group.rows for line in row.why)
    assert "aanname" in newcomers.note
    assert present.folded
    assert not any("€" in row.sentence and "per jaar" in row.sentence for row in present.rows)


@pytest.mark.once
def test_both_speak_english(plan, chair):
    compile_all()
    levers, parties = asked(plan, chair, "unlock"), asked(plan, chair, "missing")

    with override("en"):
        rows, groups = shown(levers).rows, shown(parties).groups

    assert any("process costs" in row.sentence or "more in" in row.sentence for row in rows)
    assert any(row.sentence.startswith("With") for row in groups[0].rows)


@pytest.mark.parametrize("kind", ["unlock", "missing"])
def test_a_stop_keeps_what_was_told_and_asking_again_goes_on_from_there(plan, chair, kind, monkeypatch):
    study = ask_study(plan, kind, {}, by=chair, at=NOON)
    name = "levers" if kind == "unlock" else "parties"
    real, firm = kinds()[kind].run, []

    def stop_after_two_firm(asked, tell, stop):
        def telling(answer=None, **more):
            tell(answer, **more)
            if answer is not None and not firm:
                now = [row for row in answer["found"] if row["firm"] and (row["enters"] or row["leaves"])]
                if len(now) >= 2:
                    firm.extend(now)
                    stop_study(Study.objects.get(), by=chair, at=NOON)

        real(asked, telling, stop)

    monkeypatch.setitem(kinds(), kind, replace(kinds()[kind], run=stop_after_two_firm))
    work_out(study, clock=Ticking(), run=study.run)
    study.refresh_from_db()
    study.run.refresh_from_db()
    assert study.run.state == Run.State.STOPPED
    kept = {row.get("text") for row in firm}
    assert kept <= {row["text"] for row in study.answers[0]["found"]}

    told = []

    def watch(asked, tell, stop):
        def telling(answer=None, **more):
            told.append(answer)
            tell(answer, **more)

        real(asked, telling, stop)

    monkeypatch.setitem(kinds(), kind, replace(kinds()[kind], run=watch))
    again = asked(plan, chair, kind)

    assert again.run.state == Run.State.DONE
    assert [answer["id"] for answer in again.answers] == [name]
    for answer in filter(None, told):
        assert kept <= {row["text"] for row in answer["found"]}


@pytest.mark.parametrize("kind", ["unlock", "missing"])
def test_a_worker_that_is_killed_loses_nothing_that_was_told(plan, chair, kind, monkeypatch):
    real = kinds()[kind].run

    class Killed(BaseException):
        pass

    def killed(asked, tell, stop):
        def telling(answer=None, **more):
            tell(answer, **more)
            if answer is not None and any(row["firm"] for row in answer["found"]):
                raise Killed

        real(asked, telling, stop)

    study = ask_study(plan, kind, {}, by=chair, at=NOON)
    monkeypatch.setitem(kinds(), kind, replace(kinds()[kind], run=killed))
    with pytest.raises(Killed):
        work_out(study, clock=Ticking(), run=study.run)

    study.refresh_from_db()
    assert any(row["firm"] for row in study.answers[0]["found"])
    assert shown(study)


def test_the_link_to_a_missing_party_is_as_small_as_the_links_of_a_lever():
    party = {"sentence": "Met Vitaal lukt meer.", "key": "vitaal"}
    groups = [{"title": "Wie zit er niet", "rows": [party]}]

    text = render_to_string(
        "connections/missing.html", {"shown": {"groups": groups}, "table": SimpleNamespace(pk="kade")}
    )

    assert re.search(r'<p class="gt-small"><a [^>]*>Open de partij<', text)


@pytest.mark.once
def test_the_page_of_the_plan_shows_both_with_a_way_on(client, plan, chair, table):
    asked(plan, chair, "unlock")
    asked(plan, chair, "missing")
    client.post(reverse("tables:switch_seat"), {"seat": chair.pk, "next": "/"})

    page = client.get(reverse("connections:plan", args=[table.pk])).content.decode()

    assert "Wat opent meer" in page
    assert "Dit kan de tafel niet zelf" in page
    assert "Even goed als" in page
    assert "Wie zit er niet en zou iets veranderen" in page
    assert reverse("means:row", args=[table.pk, "partijen", "waterschap"]) in page
