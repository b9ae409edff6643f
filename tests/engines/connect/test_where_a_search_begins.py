"""Where a search begins: the same plan as good, from a known plan, from a first plan, or by itself."""

from __future__ import annotations

import numpy as np
import pytest

from gebiedstafel.engines.connect import Plan, Status, sentence, solve, verify
from gebiedstafel.engines.connect.first_plan import FEW, beginning
from gebiedstafel.engines.connect.formulation import formulate
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.greedy import greedy
from gebiedstafel.engines.connect.highs import PROVING, USUAL, fix_whole, relax, run
from gebiedstafel.engines.connect.possible import possibilities

from .findings import stopped_at_once
from .small_tables import small_table

GAP = 0.005


def begun(problem, known=None, gap=GAP):
    able = possibilities(problem)
    model = formulate(able)
    arrays = model.arrays()
    return arrays, beginning(able, model, arrays, known, gap)


def test_a_first_plan_is_a_plan_and_near_enough_to_only_prove():
    arrays, begin = begun(generate(40, 10))

    whole = arrays.integer.astype(bool)
    assert np.isnan(begin.point[~whole]).all()
    made = run(fix_whole(arrays, np.where(whole, begin.point, 0)))
    assert made.values is not None
    assert made.objective >= 0.98 * relax(arrays).objective
    assert begin.settings == PROVING


def test_a_poor_known_plan_gives_way_to_a_better_first_plan():
    problem = generate(40, 10)
    known = greedy(problem)
    assert known is not None

    _, alone = begun(problem)
    _, beside = begun(problem, known)

    assert np.array_equal(beside.point, alone.point, equal_nan=True)


def test_a_good_known_plan_is_where_a_search_begins_and_it_only_proves():
    problem = generate(40, 10)
    known = solve(problem, gap=GAP, reasons=False)
    assert isinstance(known, Plan)

    arrays, begin = begun(problem, known)

    made = run(fix_whole(arrays, np.where(np.isnan(begin.point), 0, begin.point)))
    assert made.objective == pytest.approx(known.objective, rel=1e-6)
    assert begin.settings == PROVING


@pytest.mark.parametrize("problem", [small_table(3), generate(40, 10)])
def test_a_small_table_and_the_very_best_plan_are_sought_without_a_first_plan(problem):
    arrays, begin = begun(problem, gap=0.0 if len(problem.measures) > 7 else GAP)

    assert begin.point is None
    assert begin.settings == USUAL
    assert arrays.integer.sum() < FEW or len(problem.measures) == 40


def test_a_search_from_a_first_plan_ends_within_the_gap_and_keeps_every_rule():
    problem = generate(40, 10)

    plan = solve(problem, gap=GAP, reasons=False)

    assert isinstance(plan, Plan)
    assert plan.gap <= GAP
    assert verify(problem, plan) == []


def test_a_search_too_short_for_any_plan_says_so_and_what_was_tried():
    answer = stopped_at_once()

    assert (answer.status, answer.conflict) == (Status.STOPPED, ())
    (reason,) = answer.reasons
    assert reason.code == "search_too_short"
    assert reason.facts == {"nodes": 0, "forced": 1}
    assert "zoeken met vaste keuzes: 1." in sentence(reason, {}, "nl")
    assert "let it run longer" in sentence(reason, {}, "en").casefold()
