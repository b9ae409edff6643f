"""What piles up where: against the slow way, and on countries in which we know it."""

import numpy as np
import pytest
from hypothesis import given, settings

from gebiedstafel.engines.stacking.generate import DOMAINS, generate
from gebiedstafel.engines.stacking.problem import Indicator, InvalidStacking
from gebiedstafel.engines.stacking.stacking import stack
from tests.engines.stacking.oracle import Slow
from tests.engines.stacking.small_problems import CODES, problem_of, problems, same_but


def check_against_the_oracle(problem, areas=None):
    slow, fast = Slow(problem), stack(problem)
    for area in areas if areas is not None else problem.areas:
        found = fast.of(area)
        for domain in found.domains:
            assert domain.place == approximately(slow.domain_place(area, domain.domain))
            low, high = slow.domain_reach(area, domain.domain)
            assert (domain.low, domain.high) == (approximately(low), approximately(high))
        figures = dict(pair for domain in found.domains for pair in domain.figures)
        for at, indicator in enumerate(problem.indicators):
            if indicator.core:
                assert figures.get(indicator.code) == approximately(slow.place(area, at))
        assert found.piled == slow.piled(area)


def approximately(value):
    return None if value is None else pytest.approx(float(value), abs=1e-7)


@settings(max_examples=40, deadline=None, print_blob=False)
@given(problems())
def test_the_answer_equals_counting_one_by_one(problem):
    check_against_the_oracle(problem)


@settings(max_examples=15, deadline=None)
@given(problems(unsure=True, fewest=40))
def test_how_sure_it_is_equals_counting_one_by_one(problem):
    check_against_the_oracle(problem)


def test_what_was_planted_in_a_made_up_country_is_found():
    country = generate(7, levels={"buurt": 3_000}, per_domain=4)
    found = stack(country.problem)

    assert len(country.planted) == 150
    for area, domains in country.planted.items():
        known = {one.domain for one in found.of(area).domains if one.place is not None}
        piled = {one.domain for one in found.of(area).domains if one.piles_up}
        assert domains & known <= piled
        assert domains - known == {
            one.domain for one in found.of(area).domains if one.place is None and one.domain in domains
        }


def test_where_nothing_was_planted_the_fifth_is_a_fifth():
    country = generate(8, levels={"buurt": 4_000}, per_domain=4, missing=0, planted=0)

    found = stack(country.problem)

    share = (found.places >= 80).mean(axis=0)
    assert share == pytest.approx(np.full(len(DOMAINS), 0.2), abs=0.005)
    assert found.piled.mean() == pytest.approx(1.2, abs=0.05)


def test_a_sample_of_a_country_at_three_levels_equals_counting_one_by_one():
    levels = {"gemeente": 130, "wijk": 150, "buurt": 170}
    country = generate(9, levels=levels, per_domain=3, unsure=True)
    sample = [*list(country.planted)[:5], *country.problem.areas[::75]]

    check_against_the_oracle(country.problem, sample)


def test_a_village_is_not_held_against_a_city():
    city = [[n, -n, n, n, n, -n, 0] for n in range(100, 130)]
    village = [[n, -n, n, n, n, -n, 0] for n in range(30)]
    groups = ["stad"] * 30 + ["dorp"] * 30

    found = stack(problem_of(city + village, groups=groups))

    assert found.of("B029").piled == found.of("B059").piled == 3
    assert found.of("B000").piled == found.of("B030").piled == 0


def test_a_domain_without_three_in_five_of_its_figures_says_which_are_missing():
    rows = [[n, -n, n, n, n, -n, 0] for n in range(30)]
    rows[29][0] = rows[29][1] = np.nan

    found = stack(problem_of(rows)).of("B029")
    fysiek = next(one for one in found.domains if one.domain == "fysiek")

    assert fysiek.place is None
    assert not fysiek.piles_up
    assert fysiek.missing == ("leeg", "woz")
    assert [code for code, _place in fysiek.figures] == ["arts"]
    assert (found.known, found.piled) == (2, 2)


def test_three_in_five_is_enough():
    five = tuple(Indicator(f"f{n}", "fysiek", 1) for n in range(5))
    rows = [[n] * 5 for n in range(30)]
    rows[29][3:] = [np.nan, np.nan]
    rows[28][2:] = [np.nan, np.nan, np.nan]

    found = stack(problem_of(rows, indicators=five))

    assert found.of("B029").domains[0].place == 100
    assert found.of("B028").domains[0].place is None


def test_a_figure_that_rests_on_too_few_is_named_and_has_no_place():
    rows = [[n, -n, n, n, n, -n, 0] for n in range(30)]
    small = np.zeros((30, 7), dtype=bool)
    small[29, 0] = True

    found = stack(problem_of(rows, small=small)).of("B029")
    fysiek = next(one for one in found.domains if one.domain == "fysiek")

    assert fysiek.small == ("leeg",)
    assert [code for code, _place in fysiek.figures] == ["arts", "woz"]
    assert fysiek.missing == ()


def test_uncertain_figures_leave_open_on_how_many_domains_it_piles_up():
    rows = [[n, -n, n, n, n, -n, 0] for n in range(100)]
    values = np.array(rows, dtype=float)

    found = stack(problem_of(rows, low=values - 12, high=values + 12)).of("B082")

    assert (found.fewest, found.piled, found.most) == (0, 3, 3)


def test_with_fewer_than_twenty_to_compare_nothing_is_said():
    rows = [[n, -n, n, n, n, -n, 0] for n in range(20)]

    found = stack(problem_of(rows))

    assert np.isnan(found.places).all()
    assert found.of("B019").mean is None


def test_nobody_is_asked_about():
    found = stack(problem_of([]))

    assert found.areas == ()
    assert list(found.each()) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"areas": ("B000",) * 30}, "there once"),
        ({"groups": ("alle",)}, "group it is compared with"),
        ({"indicators": CODES[:3]}, "a column per indicator"),
        ({"indicators": (CODES[0], *CODES[:-1])}, "there once"),
        ({"values": np.full((30, 7), np.inf)}, "never infinite"),
        ({"low": np.zeros((30, 7))}, "both low and high"),
        ({"low": np.full((30, 7), 3.0), "high": np.full((30, 7), 4.0)}, "between its own low and high"),
        ({"indicators": (*CODES[:-1], Indicator("inwoners", "fysiek", 0))}, "no direction"),
        (
            {"indicators": (*CODES[:-1], Indicator("ses", "sociaal", 1, overlaps=frozenset({"bijstand"})))},
            "ses measures partly the same as bijstand and would count twice",
        ),
    ],
)
def test_a_problem_that_cannot_be_answered_says_why(changed, said):
    problem = problem_of([[0.0] * 7] * 30)

    with pytest.raises(InvalidStacking, match=said):
        same_but(problem, **changed)


def test_what_overlaps_may_be_looked_at_beside_but_not_counted():
    ses = Indicator("ses", "sociaal", 1, core=False, overlaps=frozenset({"bijstand"}))

    assert same_but(problem_of([[0.0] * 7] * 30), indicators=(*CODES[:-1], ses))
