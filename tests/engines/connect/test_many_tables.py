"""Many tables that share money: never worse than proven, the same from anywhere, and to the cent."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import pytest

from gebiedstafel.engines.connect import InvalidProblem, Plan, solve
from gebiedstafel.engines.connect.generate_many import generate_many
from gebiedstafel.engines.connect.highs import run_with_prices
from gebiedstafel.engines.connect.many import (
    Effort,
    InTurn,
    ManyPlans,
    ManyTables,
    NoPlans,
    check_many,
    shared_flows,
    solve_many,
    verify_many,
)
from gebiedstafel.engines.connect.many.columns import Question, Side, reply
from gebiedstafel.engines.connect.many.search import Search
from gebiedstafel.engines.connect.many.together import Together
from gebiedstafel.engines.connect.plan import Status
from gebiedstafel.engines.connect.problem import Choices, Weights

from .renaming import shuffled
from .small_cities import as_one, small_city

APART = Effort(gap=0.0, rounds=9, table_gap=0.0, few=0)
WHOLE = Effort(gap=1e-6, rounds=1, table_gap=0.0)


@pytest.mark.parametrize("seed", range(12))
def test_bound_optimum_and_plans_stand_in_that_order(seed):
    city = small_city(seed)
    best = solve(as_one(city), gap=0)
    assert isinstance(best, Plan)

    plans = solve_many(city, effort=APART)

    assert isinstance(plans, ManyPlans)
    assert plans.objective <= best.objective + 1e-6
    assert plans.bound >= best.objective - 1e-6
    assert verify_many(city, plans) == []


@pytest.mark.parametrize("seed", range(12))
def test_a_few_small_tables_get_the_best_plans_there_are(seed):
    city = small_city(seed)
    best = solve(as_one(city), gap=0)
    assert isinstance(best, Plan)

    plans = solve_many(city, effort=WHOLE)

    assert isinstance(plans, ManyPlans)
    assert plans.objective == pytest.approx(best.objective, abs=1e-3)
    assert plans.bound >= best.objective - 1e-6


def test_shuffled_tables_and_rows_give_the_same_plans():
    city = small_city(3)
    dice = random.Random(1)
    tables = [shuffled(table, dice) for table in city.tables]
    dice.shuffle(tables)

    assert solve_many(ManyTables(tuple(tables)), effort=APART) == solve_many(city, effort=APART)


@pytest.mark.parametrize("rounds", [1, 2, 4, 6])
def test_a_search_taken_up_again_ends_as_one_that_went_on(rounds):
    city = generated(6)
    effort = Effort(gap=0.0, rounds=7, few=0)
    stands = []
    whole = solve_many(city, effort=effort, keep=stands.append, reasons=False)

    resumed = solve_many(city, effort=effort, stand=stands[rounds - 1], reasons=False)

    assert len(stands) == 7
    assert resumed == whole


def test_the_gap_only_narrows_from_round_to_round():
    stands = []

    solve_many(generated(6), effort=Effort(gap=0.0, rounds=7, few=0), keep=stands.append, reasons=False)

    assert all(a.bound >= b.bound and a.value <= b.value for a, b in pairwise(stands))


def test_a_stopped_search_keeps_the_best_plans_so_far():
    city = generated(6)
    stands = []

    plans = solve_many(
        city,
        effort=Effort(gap=0.0, rounds=7, few=0),
        tell=lambda progress: progress.rounds == 2 and progress.answered == 3,
        keep=stands.append,
        reasons=False,
    )

    assert isinstance(plans, ManyPlans)
    assert plans.status is Status.STOPPED
    assert plans.rounds == 2
    assert plans.objective == pytest.approx(stands[-1].value, rel=1e-3)
    assert verify_many(city, plans) == []


def test_a_search_stopped_before_any_plan_says_so():
    plans = solve_many(generated(6), effort=Effort(few=0), tell=lambda progress: True)

    assert plans == NoPlans(Status.STOPPED, {}, together=True)


def test_shared_money_is_spent_once():
    city = small_city(5)
    plans = solve_many(city, effort=WHOLE)
    assert isinstance(plans, ManyPlans)
    paid = next(
        (t, m, p)
        for t, plan in plans.tables.items()
        for m in plan.measures
        for p in m.payments
        if p.flow.startswith("samen")
    )
    flow = next(f for f in city.tables[0].flows if f.id == paid[2].flow)
    poor = tuple(
        replace(
            t,
            flows=tuple(
                replace(f, budget=dict.fromkeys(f.budget, 0)) if f.id == flow.id else f for f in t.flows
            ),
        )
        for t in city.tables
    )

    broken = verify_many(ManyTables(poor), plans)

    assert any(v.code == "over_budget" and v.facts["flow"] == flow.id for v in broken)


def test_flows_of_one_id_and_holder_are_one_flow_and_others_are_not():
    city = small_city(1)
    first, second, third = city.tables
    other = replace(
        third,
        flows=tuple(replace(f, holder="p0") if f.id == "samen0" else f for f in third.flows),
    )

    found = {s.name: s.tables for s in shared_flows(ManyTables((first, second, other)))}

    assert found == {"samen0": ("t0", "t1"), "samen1": ("t0", "t1", "t2")}


def test_all_that_does_not_agree_between_tables_is_told_at_once():
    first, second, third = small_city(2).tables
    flows = tuple(
        replace(f, budget={2027: 1}, max_share=f.max_share / 2) if f.id == "samen0" else f
        for f in second.flows
    )
    odd = replace(second, id="t0", flows=flows)
    late = replace(third, years=(2027, 2028, 2029), weights=Weights())

    with pytest.raises(InvalidProblem) as refused:
        solve_many(ManyTables((first, odd, late)))

    found = {issue.code: issue for issue in refused.value.issues}
    assert {"double_table", "years_differ", "weights_differ"} <= set(found)


def test_a_shared_flow_that_is_not_alike_names_what_differs():
    first, second, _ = small_city(2).tables
    flows = tuple(
        replace(f, budget={2027: 1}, max_share=f.max_share / 2) if f.id == "samen0" else f
        for f in second.flows
    )

    found = [
        i
        for i in check_many(ManyTables((first, replace(second, flows=flows))))
        if i.code == "shared_flow_differs"
    ]

    assert [(i.facts["flow"], i.facts["parts"]) for i in found] == [("samen0", ["budget", "max_share"])]


def test_sizes_beyond_reason_are_refused_before_anything_is_built():
    table = small_city(2).tables[0]
    crowd = ManyTables(tuple(replace(table, id=f"t{n}") for n in range(2001)))
    broad = ManyTables((replace(table, measures=table.measures * 100_000),))

    assert [i.code for i in check_many(crowd)] == ["too_many_tables"]
    assert [i.code for i in check_many(broad)] == ["table_too_large"]
    assert [i.code for i in check_many(ManyTables(()))] == ["no_tables"]


@pytest.mark.parametrize("few", [0, 400])
def test_a_table_that_cannot_keep_its_forced_choices_is_named(few):
    first, second, third = small_city(4).tables
    stuck = replace(
        second,
        measures=tuple(replace(m, alternative="een", requires=()) for m in second.measures),
        choices=Choices(forced_in=frozenset({"m0", "m1"})),
    )

    plans = solve_many(ManyTables((first, stuck, third)), effort=Effort(few=few))

    assert isinstance(plans, NoPlans)
    assert list(plans.tables) == ["t1"]
    assert set(plans.tables["t1"].conflict) <= {"m0", "m1"}


@pytest.mark.parametrize("country", [False, True])
def test_generated_tables_share_money_and_have_no_faults(country):
    city = ManyTables(generate_many(4, 6, 0, country=country))

    assert [i for i in check_many(city) if i.severity.value == "error"] == []
    assert len(shared_flows(city)) == (7 if country else 13)
    assert generate_many(4, 6, 0, country=country) == city.tables


def generated(tables: int) -> ManyTables:
    return ManyTables(generate_many(tables, 5, 0))


@pytest.mark.parametrize("inside", [False, True])
def test_shared_money_that_is_too_little_has_a_price_from_the_start(inside):
    city = generated(6)
    search = Search(city, InTurn(), table_gap=0.005)
    sides = {table.id: Side(table, search.ids[table.id]) for table in search.tables}

    together = Together(sides, search.money)
    _, duals = run_with_prices(together.arrays, inside=inside)
    relaxed = together.relaxed()

    assert max(abs(duals[-len(together.keys) :])) > 1e-6
    assert max(relaxed.prices.values()) > 0
    assert sum(sum(share.values()) for share in relaxed.shares.values()) > 0


def test_a_share_of_a_part_of_a_cent_is_a_share_of_nothing():
    city = generated(4)
    search = Search(city, InTurn(), table_gap=0.005)
    table = city.tables[0]
    budget = {
        (s.flow.id, year): float(cents) for s in shared_flows(city) for year, cents in s.flow.budget.items()
    }

    none = reply(Question(table, search.ids[table.id], others=budget))
    part = reply(Question(table, search.ids[table.id], others={k: c - 0.3 for k, c in budget.items()}))

    assert part.column is not None
    assert part == none


def test_plans_leave_two_cents_a_table_of_large_budgets_and_none_of_small_ones():
    large, small = generated(6), small_city(1)

    spare = Search(large, InTurn(), table_gap=0.005).money.spare
    none = Search(small, InTurn(), table_gap=0.005).money.spare

    assert set(spare.values()) == {2}
    assert set(none.values()) == {0}


@pytest.mark.parametrize("country", [False, True])
def test_plans_of_more_tables_are_settled_to_the_cent(country):
    tables = ManyTables(generate_many(9, 6, 2, country=country))

    plans = solve_many(tables, effort=Effort(gap=0.0, rounds=5, few=0), reasons=False)

    assert isinstance(plans, ManyPlans)
    assert verify_many(tables, plans) == []
