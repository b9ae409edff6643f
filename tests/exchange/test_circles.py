"""Who sees what: a field outside someone's circle is nowhere in what they get."""

import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gebiedstafel.exchange.circles import (
    THE_PUBLIC,
    THE_TABLE,
    WAITS,
    Circle,
    Viewer,
    circle_of,
    visible_document,
)
from gebiedstafel.exchange.entries import KINDS, NAMES, OWNERS, entries, entry_faults, find_entry, owner_of
from gebiedstafel.exchange.verkenning import EDGES, band_of
from tests.small_table import small_table
from tests.tables_from_schema import documents

calmly = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
BUREN = Viewer(frozenset({"buren"}))


def test_a_file_that_says_nothing_about_it_was_brought_to_the_table():
    table = small_table()

    assert visible_document(table, THE_TABLE) == table
    assert visible_document(table, THE_PUBLIC)["measures"] == []


def test_a_new_row_of_ones_own_tells_others_its_name_and_owner_only():
    table = small_table()
    table["money_flows"].append(
        {"id": "F9", "name": "Potje", "holder": "buren", "budget": {"2027": 12345}, "circles": {"*": "eigen"}}
    )

    own, others = visible_document(table, BUREN), visible_document(table, THE_TABLE)

    assert find_entry(own, "money_flows", "F9") == table["money_flows"][-1]
    assert find_entry(others, "money_flows", "F9") == {"id": "F9", "name": "Potje", "holder": "buren"}


def test_a_row_whose_name_is_its_owners_is_not_there_for_others_nor_mentioned():
    table = small_table()
    first = table["measures"][0]
    table["measures"].append({**first, "id": "M90", "title": "Stil plan", "circles": {"title": "eigen"}})
    table["measures"].append({**first, "id": "M91", "requires": [{"measure": "M90"}]})

    seen = visible_document(table, Viewer(frozenset({"niemand"})))

    assert "M90" not in json.dumps(seen)
    assert "Stil plan" not in json.dumps(seen)
    assert {"text": WAITS} in find_entry(seen, "measures", "M91")["conditions"]
    assert entry_faults(seen) == ()


def test_money_in_exploration_is_a_band_to_others_and_an_amount_to_its_holder():
    table = small_table()
    flow = table["money_flows"][0]
    flow |= {"exploration": True, "budget": {"2027": 7_300_000}, "max_application": 7_300_000}

    own = visible_document(table, Viewer(frozenset({flow["holder"]})))["money_flows"][0]
    others = visible_document(table, Viewer(frozenset({"een ander"})))["money_flows"][0]

    assert own["budget"] == {"2027": 7_300_000}
    assert others["bands"] == {"2027": [5_000_000, 10_000_000]}
    assert "budget" not in others
    assert "7300000" not in json.dumps(others)


@given(st.integers(0, 2 * EDGES[-1] * 100))
def test_every_amount_lies_in_its_band(cents):
    low, high = band_of(cents)

    assert low <= cents <= high


@calmly
@given(documents(), st.data())
def test_what_one_may_not_see_is_nowhere_in_what_one_gets(document, data):
    parties = [party["id"] for party in document.get("parties", ())]
    viewer = Viewer(frozenset(parties[: data.draw(st.integers(0, 1))]), at_table=data.draw(st.booleans()))
    default = document.get("circles_default", "tafel")

    seen = visible_document(document, viewer)

    for kind, row in entries(document):
        if owner_of(kind, row) in viewer.parties:
            continue
        shown = find_entry(seen, kind, row["id"]) or {}
        for field in shown.keys() - {"id", "conditions", "bands", "quality"}:
            known = kind == "parties" and field == NAMES[kind]
            assert known or circle_of(row, kind, field, default) >= viewer.circle


@calmly
@given(documents())
def test_who_sees_more_never_sees_less_elsewhere(document):
    public, table = visible_document(document, THE_PUBLIC), visible_document(document, THE_TABLE)

    for kind in KINDS:
        for row in public.get(kind, ()):
            assert row.keys() <= (find_entry(table, kind, row["id"]) or {}).keys()


def test_the_narrowest_word_wins_for_all_but_the_name_and_the_owner():
    row = {"id": "F1", "name": "Potje", "holder": "stad", "circles": {"*": "eigen", "note": "openbaar"}}

    circles = {field: circle_of(row, "money_flows", field) for field in ("name", "holder", "budget", "note")}

    assert circles == {
        "name": Circle.TAFEL,
        OWNERS["money_flows"]: Circle.TAFEL,
        "budget": Circle.EIGEN,
        "note": Circle.OPENBAAR,
    }
