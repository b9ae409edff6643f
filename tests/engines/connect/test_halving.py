"""Whole choices made both ways: the small tree says what trying every choice says, and why not."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

import gebiedstafel.engines.connect.any_point as any_point_module
from gebiedstafel.engines.connect.any_point import AnyPoint
from gebiedstafel.engines.connect.forcing import Forcing
from gebiedstafel.engines.connect.formulation import rules_alone
from gebiedstafel.engines.connect.halving import Halved, halved
from gebiedstafel.engines.connect.highs import run
from gebiedstafel.engines.connect.model import Arrays
from gebiedstafel.engines.connect.possible import of_arranged
from gebiedstafel.engines.connect.problem import Problem

from .rule_pairs.pair import euros, money, table, work
from .small_tables import small_table
from .test_any_point import asked

EDGE = 1e-6


def without_choices(arrays: Arrays) -> Arrays:
    return replace(arrays, integer=np.zeros_like(arrays.integer), cost=np.zeros_like(arrays.cost))


def a_point_by_trying_all(arrays: Arrays) -> bool:
    """Whether some choice leaves a point, by a linear programme for each: the slow, obvious way."""
    columns = np.flatnonzero(arrays.integer)
    for values in product((0.0, 1.0), repeat=len(columns)):
        if np.any(arrays.lower[columns] > values) or np.any(arrays.upper[columns] < values):
            continue
        lower, upper = arrays.lower.copy(), arrays.upper.copy()
        lower[columns] = upper[columns] = values
        fixed = replace(without_choices(arrays), lower=lower, upper=upper)
        if run(fixed, presolve=False).values is not None:
            return True
    return False


def questions(seeds: range, most: int = 9):
    """The arrays of each measure of small tables forced in, where few enough choices are open."""
    for seed in seeds:
        problem = small_table(seed)
        for m in problem.measures:
            forcing = Forcing(problem, [m.id])
            model = rules_alone(of_arranged(forcing.part))
            arrays = forcing.forced(model)
            if arrays.integer.sum() <= most:
                yield arrays


def within(arrays: Arrays, point: np.ndarray) -> bool:
    rows = np.repeat(np.arange(len(arrays.row_lower)), np.diff(arrays.start))
    sums = np.bincount(rows, weights=arrays.value * point[arrays.index], minlength=len(arrays.row_lower))
    return bool(
        np.all(point >= arrays.lower - EDGE)
        and np.all(point <= arrays.upper + EDGE)
        and np.all(sums >= arrays.row_lower - EDGE)
        and np.all(sums <= arrays.row_upper + EDGE)
    )


def test_the_tree_says_what_trying_every_choice_says():
    said = {True: 0, False: 0}
    for arrays in questions(range(40)):
        half = halved(arrays)

        assert bool(half.proof) != (half.point is not None)
        assert (half.point is not None) == a_point_by_trying_all(arrays)
        said[half.point is not None] += 1

    assert min(said.values()) > 10


def test_its_point_keeps_every_row_with_whole_choices():
    points = 0
    for arrays in questions(range(40), most=200):
        point = halved(arrays).point
        if point is not None:
            points += 1
            chosen = point[arrays.integer.astype(bool)]
            assert within(arrays, point)
            assert np.all(np.abs(chosen - np.rint(chosen)) < EDGE)

    assert points > 20


def lumps() -> Problem:
    """A work of a hundred and three lumps of sixty: it fits in parts, and in no whole ones."""
    return table(work("A", 100), *(money(name, 60, lump=euros(60)) for name in ("F", "G", "H")))


def of_lumps() -> Arrays:
    forcing = Forcing(lumps(), ["A"])
    return forcing.forced(rules_alone(of_arranged(forcing.part)))


def test_what_only_fits_in_parts_is_told_apart_by_its_branches():
    arrays = of_lumps()

    half = halved(arrays)

    assert run(without_choices(arrays), presolve=False).values is not None
    assert len(half.proof) > 1
    assert half.made
    assert set(half.ended) <= half.made


def test_what_so_many_programmes_do_not_settle_is_left_open():
    assert halved(of_lumps(), most=1) == Halved()


@pytest.mark.parametrize(("budget", "possible"), [(100, True), (99, False)])
def test_what_the_tree_leaves_open_is_searched(monkeypatch, budget, possible):
    monkeypatch.setattr(any_point_module, "halved", lambda arrays, promise: Halved())
    point = AnyPoint()

    assert asked(point, table(work("A", 100), money("F", budget))) is possible

    assert point.searched == 1
    assert point.leaned is None


def test_what_ended_branches_before_is_branched_on_first():
    arrays = of_lumps()
    columns = [int(c) for c in np.flatnonzero(arrays.integer) if arrays.upper[c] > arrays.lower[c]]
    unasked = halved(arrays)
    last = next(c for c in reversed(columns) if c not in unasked.ended)
    promise = np.zeros(len(arrays.cost))
    promise[last] = 1_000

    asked_first = halved(arrays, promise)

    assert bool(asked_first.proof)
    assert last in asked_first.made


def test_a_next_question_hears_what_ended_branches_before(monkeypatch):
    point = AnyPoint()
    heard: list[float] = []

    def noted(arrays, promise):
        heard.append(float(promise.sum()))
        return halved(arrays, promise)

    monkeypatch.setattr(any_point_module, "halved", noted)

    assert not asked(point, lumps())
    assert not asked(point, lumps())

    assert heard[0] == 0 < heard[1]
