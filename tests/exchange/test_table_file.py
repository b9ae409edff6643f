"""The exchange file comes in with all its faults at once, and goes out without loss."""

import json

import pytest

from gebiedstafel.exchange.demo import demo_table, demo_text
from gebiedstafel.exchange.table_file import BadTable, read_table, write_table

SMALL = """
format: gebiedstafel/table
version: 1
table: {id: kade, name: De Kade, area: W1, as_of: 2026-11-21, years: [2027, 2028]}
areas: [{id: W1, name: De Kade, level: wijk}]
parties: [{id: gem, name: Gemeente, owner_class: gemeente}]
money_flows:
  - {id: F1, name: Pot, holder: gem, owner_class: gemeente, area: W1, budget: {2027: 9}, cost_types: [proces]}
"""


def faults_of(text):
    with pytest.raises(BadTable) as refused:
        read_table(text)
    return refused.value.faults


def test_the_demo_comes_back_as_it_was_written():
    table = demo_table()

    again = read_table(write_table(table))

    assert again == table
    assert write_table(again) == write_table(table)


def test_the_demo_file_is_as_the_writer_writes_it():
    head, values = demo_text().split("format:", 1)

    assert all(line.startswith("#") for line in head.splitlines())
    assert write_table(demo_table()) == "format:" + values


def test_json_is_read_as_well():
    table = read_table(SMALL)

    assert read_table(json.dumps(table, indent="\t")) == table


def test_dates_and_years_are_text():
    table = read_table(SMALL)

    assert table["table"]["as_of"] == "2026-11-21"
    assert table["money_flows"][0]["budget"] == {"2027": 9}


@pytest.mark.parametrize("word", ["NO", "no", "yes", "on", "Off", "12:30", "0x1F", "1_000", "007"])
def test_a_name_that_older_yaml_takes_for_something_else_stays_a_name(word):
    table = read_table(SMALL.replace("name: Pot", f"name: {word}"))

    assert table["money_flows"][0]["name"] == word
    assert read_table(write_table(table)) == table


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_a_name_with_accents_survives_each_encoding(encoding):
    text = SMALL.replace("name: Gemeente", "name: Café Zoë")

    table = read_table(text.encode(encoding))

    assert table["parties"][0]["name"] == "Café Zoë"
