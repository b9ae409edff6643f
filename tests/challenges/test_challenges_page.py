"""Opgaven: what the table takes on, the most pressing first."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.challenges.cards import cards, listed
from gebiedstafel.challenges.coverage import Coverage, coverage_of
from gebiedstafel.connections.solving import make_plan
from gebiedstafel.means.table_import import load_demo_table
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


def cards_of(table, coverage=Coverage()):  # noqa: B008
    return cards(list(table.challenges.all()), list(table.parties.all()), list(table.areas.all()), coverage)


def page_of(client, path="/tafel/beukenhof/opgaven/"):
    return client.get(path).content.decode()


def test_the_most_pressing_challenge_comes_first_and_unknown_last(table):
    assert [card.key for card in cards_of(table)] == ["O1", "O2"]
    assert [card.urgency for card in cards_of(table)] == ["dringend", "nog niet ingeschat"]


def test_the_ladder_shows_where_it_arises_and_where_the_key_lies(table):
    rungs = {rung.name: (rung.arises, rung.key) for rung in cards_of(table)[0].rungs}

    assert rungs["straat"] == (True, True)
    assert rungs["wijk"] == (False, True)
    assert rungs["rijk"] == (False, False)
    assert "straat en wijk" in cards_of(table)[0].ladder


def test_names_that_hold_a_comma_are_set_apart_by_semicolons():
    assert listed(["Riool", "Stroom", "Weg"]) == "Riool, Stroom en Weg"
    assert listed(["Wonen, zorg", "Riool", "Stroom"]) == "Wonen, zorg; Riool en Stroom"


def test_a_party_that_does_not_sit_is_shown_as_an_empty_chair(table):
    assert [(one.name, one.sits) for one in cards_of(table)[0].joining] == [
        ("Buren van Beukenhof", True),
        ("Waterschap Bosrijk", False),
    ]


def test_the_covered_part_is_of_what_can_be_done_here(table):
    card = cards_of(table, Coverage(shares={"O1": 0.6}))[0]

    assert card.share == 0.6
    assert card.here == pytest.approx(0.6 * (2 / 3))
    assert card.elsewhere == pytest.approx(1 / 3)


def test_without_a_plan_nothing_is_said_about_coverage(client, table):
    assert not coverage_of(table).known
    assert "Er is nog geen plan" in page_of(client)


def test_the_newest_plan_says_what_is_covered(client, table):
    plan = make_plan(table, by=None, clock=lambda: NOON)

    assert coverage_of(table).shares == plan.result["coverage"]
    assert "van wat wij hier kunnen doen" in page_of(client)


def test_at_most_five_challenges_lie_open(client):
    document = small_table(id="veel")
    document["challenges"] += [{"id": f"X{number}", "title": f"Opgave {number}"} for number in range(9)]
    load_demo_table(document, at=NOON)

    page = page_of(client, "/tafel/veel/opgaven/")

    opened, folded = page.split('<details class="gt-more">')
    assert opened.count('class="gt-challenge"') == 5
    assert folded.count('class="gt-challenge"') == 6


def test_a_table_without_challenges_tells_what_comes_here(client):
    document = small_table(id="leeg")
    document |= {"challenges": [], "measures": [], "bundles": [], "choices": {}, "statements": []}
    load_demo_table(document, at=NOON)

    assert "drie tot vijf opgaven" in page_of(client, "/tafel/leeg/opgaven/")


def test_two_hundred_challenges_take_few_queries(client, django_assert_max_num_queries):
    document = small_table(id="veel")
    document["challenges"] += [{"id": f"X{number}", "title": f"Opgave {number}"} for number in range(198)]
    load_demo_table(document, at=NOON)

    with django_assert_max_num_queries(10):
        page = client.get("/tafel/veel/opgaven/")

    assert page.content.count(b'class="gt-challenge"') == 200
