"""A figure through the years: never one line across a break in meaning or border."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.areas.load import load_areas
from gebiedstafel.areas.series import breaks_of, series

AT = datetime(2026, 11, 2, 12, tzinfo=UTC)


@given(
    st.dictionaries(st.integers(2000, 2030), st.floats(0, 100)),
    st.dictionaries(st.integers(1995, 2035), st.just("anders"), max_size=5),
)
def test_no_line_runs_across_a_break_or_a_missing_year_and_no_point_is_lost(values, breaks):
    held = series(values, breaks=breaks)

    assert held.points == sorted(values.items())
    for segment in held.segments:
        years = [year for year, _value in segment]
        assert years == list(range(years[0], years[-1] + 1))
        assert not any(year in breaks for year in years[1:])


def test_poverty_is_two_lines_with_the_break_in_words():
    held = series({2022: 8, 2023: 9, 2024: 5, 2025: 6}, breaks=breaks_of("ink_arm", []))

    assert [[year for year, _value in segment] for segment in held.segments] == [[2022, 2023], [2024, 2025]]
    assert held.breaks == ((2024, "Vanaf 2024 geldt een andere definitie van armoede."),)


def test_education_was_renamed_and_stays_one_line():
    assert breaks_of("opl_laag", []) == {}


def test_a_border_and_a_meaning_that_change_in_one_year_are_both_told():
    (words,) = breaks_of("ink_110", [2024]).values()

    assert "grens" in words
    assert "definitie" in words


def country(year, gas, mark):
    header = "BU_CODE;BU_NAAM;GM_CODE;GM_NAAM;STED;IND_WBI;AANT_INW;g_gas"
    return f"kwb{year}.csv", f"{header}\nBU03440001;Kade;GM0344;Voorstad;2;{mark};900;{gas}".encode()


@pytest.mark.django_db
def test_the_page_shows_years_as_a_drawing_and_a_table_and_names_the_break(client):
    for year, gas, mark in ((2018, 1500, 1), (2019, 1400, 1), (2021, 1100, 3), (2022, 1000, 1)):
        load_areas([country(year, gas, mark)], at=AT)

    html = client.get("/gebieden/BU03440001/", {"cijfer": "gas"}).content.decode()

    drawing = html[html.index('<svg class="gt-series"') :]
    drawing = drawing[: drawing.index("</svg>")]
    assert drawing.count('class="ser-line"') == 2
    assert drawing.count('class="ser-dot"') == 4
    assert drawing.count('class="ser-break"') == 1
    assert "De grens of de code van dit gebied is veranderd." in html
    assert html.index('<th scope="row">2020</th>') > 0


@pytest.mark.django_db
def test_one_year_is_no_series(client):
    load_areas([country(2018, 1500, 1)], at=AT)

    assert "door de jaren" not in client.get("/gebieden/BU03440001/", {"cijfer": "gas"}).content.decode()
