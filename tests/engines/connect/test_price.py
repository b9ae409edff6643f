"""What forcing a measure in would cost: the best plan that has it, found from the plan that has not."""

from __future__ import annotations

from dataclasses import replace

import highspy
import pytest

from gebiedstafel.engines.connect import Infeasible, Plan, first_plan, putting_in, solve, verify
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.narrowing import narrowed
from gebiedstafel.engines.connect.nearby import in_place, made_ready
from gebiedstafel.engines.connect.order import arrange
from gebiedstafel.engines.connect.price import price
from gebiedstafel.engines.connect.problem import Choices, Problem
from gebiedstafel.engines.connect.putting_in import put_in

from .rule_pairs.pair import money, table, work
from .small_tables import small_table


def with_it(problem: Problem, measure: str) -> Problem:
    choices = problem.choices
    wanted = replace(
        choices, forced_in=choices.forced_in | {measure}, forced_out=choices.forced_out - {measure}
    )
    return replace(problem, choices=wanted)


@pytest.mark.parametrize("seed", range(12))
def test_a_price_is_the_best_plan_that_has_the_measure(seed):
    problem = small_table(seed)
    plan = solve(problem, gap=0)
    assert isinstance(plan, Plan)

    for left in plan.not_chosen:
        best = solve(with_it(problem, left.id), gap=0)
        found = price(problem, plan, left.id, gap=0)
        if isinstance(best, Infeasible):
            assert isinstance(found, Infeasible)
        else:
            assert not isinstance(found, Infeasible)
            assert found.plan.objective == pytest.approx(best.objective, abs=1e-5)
            assert verify(with_it(problem, left.id), found.plan) == []


def test_a_measure_that_costs_nothing_is_not_searched_for():
    rich = table(work("A", 100, effect=9), work("B", 100, effect=1), money("F", 200))
    plan = solve(rich, gap=0)
    assert isinstance(plan, Plan)
    without = replace(plan, measures=tuple(m for m in plan.measures if m.id == "A"))

    found = price(rich, without, "B")

    assert not isinstance(found, Infeasible)
    assert {m.id for m in found.plan.measures} == {"A", "B"}
    assert found.plan.bound <= plan.bound


def test_the_bound_of_a_plan_without_says_nothing_once_the_table_forced_a_measure_out():
    rich = table(work("A", 100, effect=9), work("B", 100, effect=9), money("F", 200))
    barred = replace(rich, choices=Choices(forced_out=frozenset({"B"})))
    plan = solve(barred, gap=0)
    assert isinstance(plan, Plan)

    found = price(barred, plan, "B", gap=0)

    assert not isinstance(found, Infeasible)
    assert found.lost < 0
    assert found.plan.bound >= found.plan.objective > plan.bound


def test_a_price_at_a_large_table_is_within_the_gap_and_within_the_plans_own_bound():
    problem = generate(40, 10)
    plan = solve(problem)
    assert isinstance(plan, Plan)

    found = price(problem, plan, "m10")

    assert not isinstance(found, Infeasible)
    assert found.plan.gap <= 0.005
    assert found.plan.bound <= plan.bound
    assert verify(with_it(problem, "m10"), found.plan) == []


@pytest.fixture
def iterations(monkeypatch) -> list[int]:
    """What each search from here on costs: the steps of its linear programmes, which no clock changes."""
    counted: list[int] = []
    ran = highspy.Highs.run

    def run(highs):
        status = ran(highs)
        counted.append(int(highs.getInfo().simplex_iteration_count))
        return status

    monkeypatch.setattr(highspy.Highs, "run", run)
    return counted


@pytest.mark.parametrize(("seed", "measure"), [(5, "m1"), (10, "m1")])
def test_a_price_is_found_near_the_plan_and_not_by_searching_the_whole_table(iterations, seed, measure):
    problem = generate(40, seed)
    plan = solve(problem, reasons=False)
    assert isinstance(plan, Plan)
    of_plan = sum(iterations)
    iterations.clear()

    found = price(problem, plan, measure)

    assert not isinstance(found, Infeasible)
    assert found.plan.gap <= 0.005
    assert sum(iterations) <= 4 * of_plan


def test_a_measure_that_much_must_leave_for_is_put_in_before_the_whole_table_is_searched():
    problem = generate(40, 6)
    plan = solve(problem, reasons=False)
    assert isinstance(plan, Plan)
    forced = with_it(problem, "m11")
    near = made_ready(arrange(forced))
    assert near is not None
    assert in_place(near, plan, "m11") is None

    put = put_in(near, plan, "m11", gap=0.005, most=plan.bound)

    assert put is not None
    assert verify(forced, put) == []
    assert put.objective >= 0.98 * near.linear.value


def test_a_price_works_out_the_relaxation_of_its_table_once(monkeypatch):
    problem = generate(40, 10)
    plan = solve(problem, reasons=False)
    assert isinstance(plan, Plan)
    again: list[object] = []
    monkeypatch.setattr(first_plan, "relax", lambda *given, **named: again.append(given))

    found = price(problem, plan, "m1")

    assert not isinstance(found, Infeasible)
    assert found.plan.gap <= 0.005
    assert again == []


def test_what_no_better_plan_can_have_is_closed_before_one_is_sought(monkeypatch):
    problem = generate(40, 10)
    plan = solve(problem, reasons=False)
    near = made_ready(arrange(with_it(problem, "m1")))
    assert isinstance(plan, Plan)
    assert near is not None
    closed: list[tuple[float, int]] = []

    def noted(model, arrays, relaxed, above):
        part = narrowed(model, arrays, relaxed, above)
        closed.append((above, int((part.upper - part.lower < arrays.upper - arrays.lower).sum())))
        return part

    monkeypatch.setattr(putting_in, "narrowed", noted)

    put = put_in(near, plan, "m1", gap=0.005, most=plan.bound)

    assert put is not None
    assert len(closed) == 1
    above, columns = closed[0]
    assert 0.98 * put.objective < above <= 1.005 * put.objective
    assert columns > 10


def test_where_much_had_to_leave_all_may_move_and_nothing_is_searched_twice(monkeypatch):
    problem = generate(40, 4)
    plan = solve(problem, reasons=False)
    forced = with_it(problem, "m11")
    near = made_ready(arrange(forced))
    assert isinstance(plan, Plan)
    assert near is not None
    monkeypatch.setattr(putting_in, "_undecided", None)

    put = put_in(near, plan, "m11", gap=0.005, most=plan.bound)

    assert put is not None
    assert verify(forced, put) == []
    assert put.objective >= 0.95 * near.linear.value
