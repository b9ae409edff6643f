"""What must be known of figures before they are compared over years or counted together."""

import pytest

from gebiedstafel.engines.stacking.never_ranked import is_never_ranked
from gebiedstafel.exchange.definitions import definitions
from gebiedstafel.exchange.indicators import indicators_in, known_indicators
from gebiedstafel.exchange.stacked import AreaFigures, stacking_problem

ENTRY = (
    "- {id: %s, domain: sociaal, name: X, name_en: X, unit: '%%', direction: %d, core: true, columns: [%s]}"
)


def test_no_figure_we_know_that_says_better_or_worse_is_about_who_people_are():
    ranked = [one for one in known_indicators().values() if one.direction]

    assert len(ranked) > 20
    for one in ranked:
        assert not any(map(is_never_ranked, (one.id, *one.columns, *one.count_columns)))


@pytest.mark.parametrize(
    ("code", "column"),
    [
        ("herkomst", "x"),
        ("x", "P_N_W_AL"),
        ("ouder65", "x"),
        ("x", "P_65_EO_JR"),
        ("eenouder", "x"),
        ("x", "P_EENP_HH"),
        ("x", "gem_hh_gr"),
    ],
)
def test_a_list_that_ranks_who_people_are_is_refused(code, column):
    with pytest.raises(ValueError, match="about who people are"):
        indicators_in(ENTRY % (code, 1, column))

    assert indicators_in(ENTRY % (code, 0, column))


def test_context_never_reaches_the_engine():
    context = {code: 5.0 for code, one in known_indicators().items() if not one.direction}

    problem = stacking_problem([AreaFigures("A", "g", context)])

    assert not {one.code for one in problem.indicators} & context.keys()


def test_of_two_definitions_of_poverty_only_the_newer_counts():
    both = definitions().counted({"ink_110", "ink_arm"})

    assert "ink_arm" in both
    assert "ink_110" not in both
    assert "ink_110" in definitions().counted({"ink_110"})


@pytest.mark.parametrize(
    ("there", "counts"),
    [({"earm", "earm_lihe"}, "earm"), ({"earm_lilek"}, "earm_lilek"), (set(), "earm")],
)
def test_of_the_measures_of_energy_poverty_one_counts_for_every_area(there, counts):
    counted = [name for name in definitions().counted(there) if name.startswith("earm")]

    assert counted == [counts]


def test_a_score_of_income_education_and_work_overlaps_with_each():
    assert {"ink_110", "opl_laag", "arbeid"} <= definitions().overlapping("ses_woa")


def test_every_name_in_the_list_is_a_figure_we_know():
    held = definitions()
    names = {*held.of, *held.rounded_to, *(name for names in held.overlaps for name in names)}

    assert names <= known_indicators().keys()
    assert held.breaks.keys() <= known_indicators().keys()


@pytest.mark.parametrize(("before", "after", "broken"), [(2022, 2023, 0), (2023, 2024, 1), (2024, 2025, 0)])
def test_poverty_breaks_between_2023_and_2024(before, after, broken):
    assert len(definitions().breaks_between("ink_110", before, after)) == broken


def test_a_figure_per_resident_of_a_place_with_few_residents_is_small():
    quay, quarter = (AreaFigures(code, "g", {"misdrijf": 200.0}, n) for code, n in (("A", 350), ("B", 5000)))

    problem = stacking_problem([quay, quarter])
    at = [one.code for one in problem.indicators].index("misdrijf")

    assert problem.small[:, at].tolist() == [True, False]
    assert problem.low[1, at] < 200 < problem.high[1, at]


def test_what_stands_with_a_figure_stands_in_both_languages():
    noted = [one for one in known_indicators().values() if one.note or one.note_en]

    assert noted
    assert [one.id for one in noted if not one.note or not one.note_en or one.note == one.note_en] == []
