"""Middelen: money and hours as a finance officer lays them out."""

from datetime import UTC, datetime

import pytest

from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.means.finance_table import finance_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.means.visible import shared_document
from tests.small_table import small_table

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _demo_mode(settings):
    settings.DEMO = True


@pytest.fixture
def table():
    return load_demo_table(small_table(), at=NOON)


def finance_of(table):
    shared = shared_document(table)
    return finance_table(shared, shared)


def many_flows(count):
    document = small_table(id="veel")
    model = document["money_flows"][1]
    document["money_flows"] = [
        model | {"id": f"F{number}", "name": f"Pot {number}"} for number in range(count)
    ]
    return document


def test_the_sums_are_the_sums_of_the_flows(table):
    finance = finance_of(table)

    assert finance.total == 5_000_000 + 5_000_000 + 8_000_000
    assert finance.firm == 10_000_000
    assert finance.years == (2027, 2028, 2029)
    assert [words.replace("\u00a0", " ") for _, words in finance.sums] == ["€ 50.000", "€ 130.000", "€ 0"]


def test_every_rule_is_told_in_words(table):
    rules = {row.key: " ".join(row.rules).replace("\u00a0", " ") for row in finance_of(table).flows}

    assert "Collegebesluit – toetst: Gemeente Bosrijk, uiterlijk 1 maart 2027." in rules["F1"]
    assert "€ 0,66 ander geld per euro, niet van: rijk" in rules["F2"]
    for words in (
        "als Waterschap Bosrijk aan tafel zit",
        "hoogstens 50%",
        "€ 2.500 per woning",
        "Gemeente Bosrijk",
    ):
        assert words in rules["F2"]


def test_when_money_lapses_is_told(table):
    assert [row.lapses.replace("\u00a0", " ") for row in finance_of(table).flows] == [
        "elk jaar op 31 december",
        "31 december 2028",
    ]


def test_unknown_hours_are_unknown_and_known_none_is_zero(table):
    hours = {row.name: tuple(words for _, words in row.years) for row in finance_of(table).hours}

    assert hours["Buren van Beukenhof"] == ("120", "80", "0")
    assert hours["Wonen in Bosrijk"] == ("0", "0", "0")
    assert set(hours["Gemeente Bosrijk"]) == {"onbekend"}


def test_all_rules_of_the_demo_can_be_told():
    finance = finance_of(load_demo_table(demo_table(), at=NOON))

    assert len(finance.flows) == 27
    for row, flow in zip(finance.flows, demo_table()["money_flows"], strict=True):
        told = " ".join(row.rules)
        for condition in flow.get("conditions", ()):
            assert condition["text"].rstrip(".") in told


def test_two_hundred_flows_take_few_queries(client, django_assert_max_num_queries):
    load_demo_table(many_flows(200), at=NOON)

    with django_assert_max_num_queries(10):
        page = client.get("/tafel/veel/middelen/")

    assert page.content.decode().split("</tbody>")[0].count('<th scope="row"') == 200


def test_a_table_without_means_tells_how_to_begin(client):
    document = {key: small_table(id="leeg")[key] for key in ("format", "version", "table", "areas")}
    load_demo_table(document, at=NOON)

    assert "Een naam en een eigenaar" in client.get("/tafel/leeg/middelen/").content.decode()
