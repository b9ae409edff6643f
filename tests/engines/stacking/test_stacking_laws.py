"""What always holds of stacking, whatever the figures."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gebiedstafel.engines.stacking.problem import Indicator, StackingProblem
from gebiedstafel.engines.stacking.stacking import stack
from tests.engines.stacking.small_problems import problems, same_but, without

laws = settings(max_examples=60, deadline=None)


def same(one, other):
    return np.array_equal(one, other, equal_nan=True)


@laws
@given(problems(unsure=True), st.randoms(use_true_random=False))
def test_the_order_of_areas_and_indicators_does_not_matter(problem, random):
    rows, columns = list(range(len(problem.areas))), list(range(len(problem.indicators)))
    random.shuffle(rows)
    random.shuffle(columns)
    grid = np.ix_(rows, columns)
    shuffled = StackingProblem(
        tuple(problem.areas[row] for row in rows),
        tuple(problem.groups[row] for row in rows),
        tuple(problem.indicators[at] for at in columns),
        *(getattr(problem, name)[grid] for name in ("values", "low", "high", "small")),
    )

    assert list(stack(problem).each()) == list(stack(shuffled).each())


@laws
@given(problems())
def test_other_names_for_areas_groups_and_indicators_change_nothing_else(problem):
    named = same_but(
        problem,
        areas=tuple(f"X{area}" for area in problem.areas),
        groups=tuple(f"groep {group}" for group in problem.groups),
        indicators=tuple(
            Indicator(f"zz_{one.code}", f"d_{one.domain}", one.direction, one.core)
            for one in problem.indicators
        ),
    )
    before, after = stack(problem), stack(named)

    assert same(before.places, after.places)
    assert same(before.figures, after.figures)


@laws
@given(problems())
def test_figures_in_another_unit_or_stretched_change_nothing(problem):
    for stretch in (lambda v: v * 1000 + 7, np.exp2, lambda v: v**3):
        assert same(stack(problem).places, stack(same_but(problem, values=stretch(problem.values))).places)


@laws
@given(problems())
def test_turning_a_figure_and_its_direction_changes_nothing(problem):
    turned = same_but(
        problem,
        values=-problem.values,
        indicators=tuple(
            Indicator(one.code, one.domain, -one.direction, one.core) for one in problem.indicators
        ),
    )

    assert same(stack(problem).places, stack(turned).places)


@laws
@given(problems())
def test_turning_only_the_directions_turns_every_place_around(problem):
    turned = same_but(
        problem,
        indicators=tuple(
            Indicator(one.code, one.domain, -one.direction, one.core) for one in problem.indicators
        ),
    )
    before, after = stack(problem).places, stack(turned).places

    assert np.allclose(before, 100 - after, equal_nan=True)


@laws
@given(problems(unsure=True))
def test_an_area_without_any_figure_changes_nothing_for_the_others(problem):
    nothing = np.full((1, len(problem.indicators)), np.nan)
    more = same_but(
        problem,
        areas=(*problem.areas, "Z"),
        groups=(*problem.groups, "0"),
        small=np.vstack([problem.small, nothing == 0]),
        **{name: np.vstack([getattr(problem, name), nothing]) for name in ("values", "low", "high")},
    )
    before, after = stack(problem), stack(more)

    assert [before.of(area) for area in problem.areas] == [after.of(area) for area in problem.areas]
    assert after.of("Z").known == 0


@laws
@given(problems(fewest=25), st.integers(0, 24), st.integers(0, 5))
def test_a_less_favourable_figure_never_lowers_an_areas_place(problem, row, at):
    assume(not np.isnan(problem.values[row, at]))
    worse = problem.values.copy()
    worse[row, at] += 3 * problem.indicators[at].direction
    before, after = (
        stack(problem).of(problem.areas[row]),
        stack(same_but(problem, values=worse)).of(problem.areas[row]),
    )

    for old, new in zip(before.domains, after.domains, strict=True):
        assert old.place is None or new.place >= old.place
    assert after.piled >= before.piled


@laws
@given(problems(unsure=True))
def test_the_place_lies_between_its_least_and_its_most(problem):
    for area in stack(problem).each():
        assert area.fewest <= area.piled <= area.most
        for one in area.domains:
            assert one.place is None or 0 <= one.low <= one.place <= one.high <= 100


@laws
@given(problems())
def test_groups_do_not_touch_each_other(problem):
    kept = [row for row, group in enumerate(problem.groups) if group == "0"]
    alone = same_but(
        problem,
        areas=tuple(problem.areas[row] for row in kept),
        groups=tuple(problem.groups[row] for row in kept),
        values=problem.values[kept],
        small=problem.small[kept],
    )

    together = stack(problem)

    assert [together.of(area) for area in alone.areas] == list(stack(alone).each())


@laws
@given(problems(fewest=1))
def test_one_area_less_moves_nobody_far(problem):
    """No further than one step of a ladder of twenty."""
    less = same_but(
        problem,
        areas=problem.areas[1:],
        groups=problem.groups[1:],
        values=without(problem.values, 0),
        small=without(problem.small, 0),
    )
    before, after = stack(problem), stack(less)

    moved = np.abs(before.figures[1:] - after.figures)
    assert not (moved > 100 / 20 + 1e-9).any()
