"""On the page of a plan: what keeps each measure out, what would be enough, and what forcing it costs."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from gebiedstafel.connections.models import Study
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.connections.studies import work_out
from gebiedstafel.connections.study_actions import ask_study
from gebiedstafel.connections.tasks import work_out_plan
from gebiedstafel.engines.connect.rules_told import TOGETHER
from gebiedstafel.engines.connect.words import RULES
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.models import Run
from gebiedstafel.trail.runs import open_run
from gebiedstafel.ui.messages import compile_all
from gebiedstafel.ui.refusals import Refused
from tests.engines.connect.rule_pairs.pair import money, work
from tests.engines.connect.rule_pairs.pair import table as of_engine

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


def clock():
    return NOON


@pytest.fixture(autouse=True)
def demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    """A is paid, B could be instead, C can never be."""
    poor = of_engine(work("A", 100, effect=9), work("B", 80, effect=1), work("C", 500), money("F", 120))
    return load_demo_table(document_of(poor), at=NOON)


@pytest.fixture
def chair(table):
    return table.seats.get(role=Seat.Role.CHAIR)


@pytest.fixture
def plan(table, chair):
    return make_plan(table, by=chair, clock=clock)


def answered(plan, kind, parameters, chair):
    study = ask_study(plan, kind, parameters, by=chair, at=NOON)
    work_out(study, clock=clock, run=study.run)
    study.refresh_from_db()
    return study


def seen(client, chair, plan):
    client.post(reverse("tables:switch_seat"), {"seat": chair.pk, "next": "/"})
    return client.get(reverse("connections:plan", args=[plan.table_id])).content.decode()


def test_with_a_plan_comes_the_question_what_keeps_the_rest_out(table, chair):
    run = open_run("plan", table.chain, at=NOON)

    work_out_plan.func(table.pk, run.pk, chair.pk)

    assert [study.kind for study in Study.objects.all()] == ["why"]


def test_what_can_never_be_names_its_rules_and_what_would_be_enough(client, plan, chair):
    study = answered(plan, "why", {}, chair)

    page = seen(client, chair, plan)

    assert study.run.state == Run.State.DONE
    assert "Dit kan niet, hoe we de rest ook kiezen." in page
    assert "Dit geld past, maar is te weinig: F." in page
    assert "Er komt €\xa0380 bij in 2027" in page


def test_many_flows_meant_for_something_else_are_one_line_with_all_names_behind_a_fold(client):
    shut = [money(f"T{n}", 100, themes=frozenset({"y"})) for n in range(6)]
    poor = of_engine(work("A", 100, effect=9), work("C", 500), money("F", 120), *shut)
    table = load_demo_table(document_of(poor), at=NOON)
    chair = table.seats.get(role=Seat.Role.CHAIR)
    plan = make_plan(table, by=chair, clock=clock)
    answered(plan, "why", {}, chair)

    page = seen(client, chair, plan)

    line = "6 geldstromen mogen hier niet voor betalen: 6 zijn voor een ander thema."
    in_full = page.partition("Alle regels, met alle geldstromen")[2].partition("</details>")[0]
    assert line in page.partition("Alle regels, met alle geldstromen")[0]
    listed = "".join(f"<li>T{n}</li>" for n in range(6))
    assert f"<li>Dit geld is voor een ander thema:<ul>{listed}</ul></li>" in in_full
    assert "Deze maatregel kost €\xa0500" in page


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_rule_of_many_flows_ends_with_their_names_so_that_these_can_be_a_list(language):
    for code in TOGETHER:
        words = RULES[language][f"rule_{code}"]
        assert words.partition(": ")[2] == "{flows}{and_more}.", words


def test_an_answer_that_was_kept_before_its_rules_were_told_in_full_is_still_shown(client, plan, chair):
    study = answered(plan, "why", {}, chair)
    (kept,) = (answer for answer in study.answers if answer["id"] == "C")
    share = {"code": "rule_match", "facts": {"flow": "F", "number": {"fraction": "3/7"}}}
    kept["rules"] = [share, {"code": "rule_max_share", "facts": {"flow": "F", "percent": 50}}]
    del kept["all_rules"]
    study.save()

    page = seen(client, chair, plan)

    assert "anderen betalen minstens 43% van wat het zelf betaalt" in page
    assert "F betaalt hoogstens 50% van de kosten." in page


def test_what_could_be_says_what_lacks_and_offers_to_find_the_price(client, plan, chair):
    answered(plan, "why", {}, chair)

    page = seen(client, chair, plan)

    assert "Kan wel. Naast dit plan ontbreekt €\xa060." in page
    assert page.count("Wat kost het als dit toch moet?</button>") == 1


def test_the_price_says_what_leaves_first_and_keeps_points_under_why(client, plan, chair):
    answered(plan, "why", {}, chair)
    answered(plan, "price", {"measure": "B"}, chair)

    page = seen(client, chair, plan)

    price = page[page.index("gt-price") :]
    assert price.index("Wat er dan uit gaat") < price.index("punten op de som")
    assert price.index("<summary>Waarom?</summary>") < price.index("punten op de som")


def test_a_measure_that_no_plan_has_says_so_when_its_price_is_asked(plan, chair):
    study = answered(plan, "price", {"measure": "C"}, chair)

    assert study.answers == [{"id": "impossible", "measure": "C"}]


def test_the_price_of_what_is_in_the_plan_is_not_asked(client, plan, chair):
    from gebiedstafel.connections.price_study import read
    from gebiedstafel.connections.reading import read_plan

    for measure in ("A", "niets", ""):
        with pytest.raises(Refused, match="niet in dit plan"):
            read(read_plan(plan), {"measure": measure})


def test_both_are_said_in_english(client, plan, chair):
    compile_all()
    answered(plan, "why", {}, chair)
    answered(plan, "price", {"measure": "B"}, chair)
    client.cookies["django_language"] = "en"

    page = seen(client, chair, plan)

    for words in ("This cannot be, however we choose the rest.", "What then drops out", "This money fits"):
        assert words in page


def test_answers_that_come_in_go_to_their_own_places(client, table, plan, chair):
    study = answered(plan, "why", {}, chair)
    client.post(reverse("tables:switch_seat"), {"seat": chair.pk, "next": "/"})

    part = client.get(
        reverse("connections:study", args=[table.pk, study.pk]), headers={"HX-Request": "true"}
    ).content.decode()

    assert 'id="niet-regels-C" hx-swap-oob="true"' in part
