"""A table of ways of working comes in and goes out whole, and tells everything that is wrong with it."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.methods_file import (
    BadMethods,
    digest_of_methods,
    method_table,
    methods_text,
    read_methods,
    shipped_methods,
)


@pytest.fixture
def methods():
    return deepcopy(shipped_methods())


def faults_of(methods):
    with pytest.raises(BadMethods) as told:
        read_methods(methods_text(methods))
    return [fault.sentence() for fault in told.value.faults]


def test_what_comes_along_has_nine_ways_twelve_questions_and_both_languages(methods):
    table = method_table(methods)

    assert (len(table.methods), len(table.criteria)) == (9, 12)
    assert table.fixed == {"omvang"}
    for row in methods["methods"]:
        assert all(row.get(f"{name}_en") for name in ("name", "core", "fits_when", "pitfall")), row["id"]
    for row in methods["criteria"]:
        assert row.get("question_en"), row["id"]
        assert len(row.get("scale_en")) == 5, row["id"]


def test_written_and_read_again_it_is_the_same(methods):
    assert read_methods(methods_text(methods)) == methods
    assert digest_of_methods(read_methods(methods_text(methods))) == digest_of_methods(methods)


def test_it_names_its_form_in_front(methods):
    assert methods_text(methods).startswith("format: gebiedstafel/methods\nversion: 1\n")


def test_a_table_from_before_its_form_had_a_name_is_read_as_the_same_table(methods):
    older = {name: value for name, value in methods.items() if name not in ("format", "version")}

    assert read_methods(methods_text(older)) == methods
    assert digest_of_methods(older) == digest_of_methods(methods)


@pytest.mark.parametrize("other", [{"format": "gebiedstafel/table"}, {"version": 2}])
def test_another_form_is_refused(methods, other):
    (fault,) = faults_of(methods | other)

    assert fault.startswith(f"{next(iter(other))}: ")


def test_another_weight_is_another_table(methods):
    before = digest_of_methods(methods)

    methods["methods"][0]["bands"][0]["weight"] += 1

    assert digest_of_methods(methods) != before


def test_a_missing_weight_is_told_at_its_place(methods):
    del methods["methods"][0]["bands"][1]["weight"]

    (fault,) = faults_of(methods)

    assert fault.startswith("methods → wijkregie → bands → stapeling: “weight” ontbreekt.")
    assert "(regel " in fault


def test_a_question_without_a_band_is_told(methods):
    del methods["methods"][2]["bands"][3]

    (fault,) = faults_of(methods)

    assert "methods → opgaveprogramma → bands: de vraag “urgentie” heeft hier geen band" in fault
    assert "gewicht 0" in fault


def test_ways_of_working_that_wait_for_one_another_are_told_once_with_their_circle(methods):
    methods["methods"][0]["after"] = ["alliantie"]
    methods["methods"][3]["after"] = ["taskforce"]
    methods["methods"][7]["after"] = ["wijkregie"]

    (fault,) = faults_of(methods)

    assert "wijkregie → alliantie → taskforce → wijkregie" in fault


def test_a_way_of_working_that_waits_for_itself_is_a_circle_too(methods):
    methods["methods"][0]["after"] = ["wijkregie"]

    assert "wijkregie → wijkregie" in faults_of(methods)[0]


def test_all_faults_are_told_at_once(methods):
    first, second = methods["methods"][:2]
    first["bands"][0]["id"] = "grootte"
    first["requires"] = {"maan": 2}
    first["after"] = ["zomaar"]
    second["bands"][0] |= {"from": 4, "to": 3}
    second["bands"].append(dict(second["bands"][1]))
    second["id"] = "wijkregie"
    methods["methods"][2]["bands"] = [{**band, "weight": 0} for band in methods["methods"][2]["bands"]]
    methods["methods"][3]["name"] = ""
    methods["criteria"][0]["scale"].pop()

    told = "\n".join(faults_of(methods))

    for part in (
        "“grootte” is geen vraag",
        "“omvang” heeft hier geen band",
        "“maan” is geen vraag",
        "“zomaar” is geen werkwijze",
        "Draai “from” en “to” om",
        "meer dan één band",
        "“wijkregie” staat er 2 keer",
        "geen enkele vraag telt mee",
        "deze tekst is leeg",
        "minstens 5 nodig",
    ):
        assert part in told, part


@pytest.mark.parametrize(
    "text",
    ["", "[]", "a: [", "criteria: 3", "title: x\ncriteria: []\nmethods: []", "- a\n- b", "x" * 1_000_001],
)
def test_what_is_no_such_table_is_refused_in_words(text):
    with pytest.raises(BadMethods) as told:
        read_methods(text)

    assert all(fault.sentence_nl and fault.sentence_en for fault in told.value.faults)


ODD = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    st.sampled_from(["format", "title", "criteria", "methods"]),
    st.integers(0, 8),
    st.sampled_from(["id", "bands", "requires", "after", "scale", "name"]),
    ODD,
)
def test_nothing_put_anywhere_breaks_the_reader(top, number, name, odd):
    methods = deepcopy(shipped_methods())
    if top in ("format", "title"):
        methods[top] = odd
    else:
        methods[top][number][name] = odd

    assert read_or_refused(methods)


def read_or_refused(methods):
    """Say whether a table is read, or refused with at least one sentence."""
    try:
        return bool(read_methods(methods_text(methods)))
    except BadMethods as told:
        return bool(told.faults)
