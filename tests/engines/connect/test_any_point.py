"""Whether a table has any plan: a known one is tried first, parts decide next, only the rest is searched."""

from __future__ import annotations

import gebiedstafel.engines.connect.any_point as any_point_module
from gebiedstafel.engines.connect.any_point import AnyPoint
from gebiedstafel.engines.connect.forcing import Forcing
from gebiedstafel.engines.connect.formulation import rules_alone
from gebiedstafel.engines.connect.possible import of_arranged
from gebiedstafel.engines.connect.problem import Problem

from .rule_pairs.pair import euros, money, table, work
from .small_tables import small_table


def asked(point: AnyPoint, problem: Problem, measure: str = "A") -> bool:
    """Whether a plan of this table has the measure."""
    model = rules_alone(of_arranged(problem))
    return point.of(model, Forcing(problem, [measure]).forced(model))


def test_a_plan_that_is_known_answers_for_the_next_table_without_a_programme(monkeypatch):
    point = AnyPoint()
    first = asked(point, table(work("A", 100), money("F", 150)))
    monkeypatch.setattr(any_point_module, "halved", None)

    poorer = asked(point, table(work("A", 100), money("F", 100)))

    assert (first, poorer) == (True, True)
    assert point.searched == 0


def test_a_known_plan_that_does_not_hold_here_says_nothing():
    point = AnyPoint()
    lump = money("F", 100, lump=euros(100))
    assert asked(point, table(work("A", 100), money("F", 100)))

    assert not asked(point, table(work("A", 90), lump))
    assert asked(point, table(work("A", 100), lump))


def test_what_cannot_be_even_in_part_is_not_searched():
    point = AnyPoint()

    assert not asked(point, table(work("A", 100), money("F", 60)))

    assert point.searched == 0


def test_most_questions_about_what_forbids_a_measure_need_no_search():
    put = searched = 0
    for seed in range(12):
        problem = small_table(seed)
        for m in problem.measures:
            forcing = Forcing(problem, [m.id])
            if forcing.conflict_by_itself():
                put += forcing.asked
                searched += forcing.point.searched

    assert put > 200
    assert searched < put / 20
