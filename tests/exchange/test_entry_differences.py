"""Rows that are brought, laid beside what stands there now and what stood there before."""

import copy

from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.exchange.entry_differences import MISSING, Brought, Fate, differences, merged
from gebiedstafel.exchange.entry_words import told
from gebiedstafel.exchange.workbook_sheets import names_of
from tests.small_table import small_table

VALUES = st.just(MISSING) | st.integers(0, 2)
YEARS = st.dictionaries(st.sampled_from(["2027", "2028"]), st.integers(0, 2))


def changed(kind, number, **values):
    document = small_table()
    row = document[kind][number]
    row |= values
    for name in [name for name, value in row.items() if value is None]:
        del row[name]
    return document


def test_a_file_that_nobody_touched_changes_nothing():
    assert differences(small_table(), Brought(small_table(), small_table())) == ()


def test_what_the_file_changed_is_taken_and_what_the_table_changed_stays():
    here = changed("measures", 0, title="Straat open")
    there = changed("measures", 0, note="Let op de kabels", short="Open")

    (found,) = differences(here, Brought(there, small_table()))

    assert found.fate is Fate.CHANGED
    assert found.values() == {"note": "Let op de kabels", "short": "Open"}


def test_both_sides_changed_one_field_and_both_texts_are_kept():
    here, there = changed("measures", 0, title="Straat open"), changed("measures", 0, title="Goot leggen")

    (found,) = differences(here, Brought(there, small_table()))

    assert found.fate is Fate.CONFLICT
    assert [(each.now, each.becomes) for each in found.fields] == [("Straat open", "Goot leggen")]
    assert found.values() == {}
    assert found.values({"title"}) == {"title": "Goot leggen"}


def test_amounts_of_different_years_go_together():
    here = changed("money_flows", 0, budget={"2027": 1, "2028": 5_000_000})
    there = changed("money_flows", 0, budget={"2027": 5_000_000, "2028": 2})

    (found,) = differences(here, Brought(there, small_table()))

    assert found.fate is Fate.CHANGED
    assert found.values() == {"budget": {"2027": 1, "2028": 2}}


def test_a_row_that_is_no_longer_in_the_file_is_named_and_a_new_one_too():
    there = small_table()
    there["measures"][1] |= {"id": "M9"}

    found = differences(small_table(), Brought(there, small_table()))

    assert [(each.key, each.fate) for each in found] == [("M9", Fate.NEW), ("M2", Fate.GONE_THERE)]
    assert found[1].values() is None


def test_without_a_base_nothing_is_called_gone():
    there = {**small_table(), "measures": []}

    assert differences(small_table(), Brought(there)) == ()


def test_a_row_that_was_taken_away_here_comes_back_only_when_it_changed_there():
    here = {**small_table(), "bundles": []}

    assert differences(here, Brought(small_table(), small_table())) == ()
    (found,) = differences(here, Brought(changed("bundles", 0, title="Anders"), small_table()))
    assert found.fate is Fate.GONE_HERE


def test_what_has_no_column_stays_as_it_was():
    there = changed("money_flows", 1, match={"excluded_classes": ["rijk"]}, short="Water")

    (found,) = differences(
        small_table(), Brought(there, small_table(), left_out=[("money_flows", ("match", "ratio"))])
    )

    assert found.values() == {"short": "Water"}


def test_differences_are_told_heading_by_heading():
    before = small_table()["measures"][0]
    after = copy.deepcopy(before)
    after["costs"]["proces"] = [50_000]
    after["effects"] = {"O1": "wat", "O2": 1.5}
    del after["street"]

    lines = told("measures", before, after, names_of(small_table()))

    assert {(one.heading, one.before, one.after) for one in lines} == {
        ("Kosten: proces", "Jaar 1: € 0", "Jaar 1: € 500"),
        ("Effecten: O1 · Wateroverlast in de Esdoornlaan", "veel", "wat"),
        ("Straat", "ST1", ""),
    }


@given(VALUES | YEARS, VALUES | YEARS)
def test_what_only_one_side_changed_is_never_a_conflict(base, other):
    assert merged(base, base, other) == (other, False)
    assert merged(base, other, base) == (other, False)
    assert merged(base, other, other) == (other, False)


@given(YEARS, YEARS, YEARS)
def test_every_year_is_judged_by_itself(base, ours, theirs):
    whole, is_conflict = merged(base, ours, theirs)

    for year in ("2027", "2028"):
        b, o, t = (one.get(year) for one in (base, ours, theirs))
        assert whole.get(year) == (o if t == b else t)
        if t != b and o not in (b, t):
            assert is_conflict
