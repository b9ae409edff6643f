"""Many tables that share money: never worse than proven, the same from anywhere, and to the cent."""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise
from math import ceil, inf

import pytest

from gebiedstafel.engines.connect import InvalidProblem, Plan, solve
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.generate_many import generate_many
from gebiedstafel.engines.connect.highs import run, run_with_prices
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
from gebiedstafel.engines.connect.many.parted import groups, merged, relaxed
from gebiedstafel.engines.connect.many.search import Search
from gebiedstafel.engines.connect.many.solve_many import _Finishing
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


def test_a_search_stopped_before_any_plan_gives_those_of_a_spreadsheet():
    city = ManyTables(generate_many(4, 16, 0))

    plans = solve_many(city, effort=Effort(few=0), tell=lambda progress: True)

    assert isinstance(plans, ManyPlans)
    assert plans.status is Status.STOPPED
    assert plans.rounds == 0
    assert plans.bound == inf
    assert sum(len(plan.measures) for plan in plans.tables.values()) > 0
    assert verify_many(city, plans) == []
    best = solve_many(city, effort=Effort(few=0, rounds=4), reasons=False)
    assert plans.objective <= best.bound


def test_a_search_stopped_before_any_plan_says_so_where_a_spreadsheet_has_not_what_is_forced():
    city = generated(6)
    plans = solve_many(city, effort=Effort(few=0), tell=lambda progress: True)
    forced = {t.id: next(m.id for m in t.measures if m.id not in done(plans, t.id)) for t in city.tables}
    insisting = replace(
        city,
        tables=tuple(
            replace(t, choices=replace(t.choices, forced_in=frozenset({forced[t.id]}))) for t in city.tables
        ),
    )

    plans = solve_many(insisting, effort=Effort(few=0), tell=lambda progress: True)

    assert plans == NoPlans(Status.STOPPED, {}, together=True)


def done(plans, table) -> set[str]:
    return {m.id for m in plans.tables[table].measures}


def test_a_stop_is_heard_while_the_first_prices_are_sought():
    told = []

    def stop(progress):
        told.append((progress.rounds, progress.answered))
        return True

    solve_many(generated(6), effort=Effort(few=0), tell=stop)

    assert told == [(0, 6)]


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


def test_groups_of_tables_have_together_what_all_have_and_ask_nearly_the_same_prices():
    city = ManyTables(generate_many(12, 5, 0, country=True))
    tables, shared = city.in_order(), shared_flows(city)
    whole = groups(tables, shared, most=12)
    parts = groups(tables, shared, most=5)

    alone = merged(whole, dict(enumerate(map(relaxed, whole))))
    found = merged(parts, dict(enumerate(map(relaxed, parts))))

    assert [len(part.tables) for part in parts] == [4, 4, 4]
    assert set(found.prices) == set(alone.prices)
    assert set(found.shares) == {table.id for table in tables}
    mean = sum(alone.prices.values()) / len(alone.prices)
    apart = sum(abs(alone.prices[key] - found.prices[key]) for key in alone.prices) / len(alone.prices)
    assert 0 < apart < mean / 2
    search = Search(city, InTurn(), table_gap=0.005)
    total: dict[tuple[str, int], int] = {}
    for t, share in found.shares.items():
        for (flow, year), cents in share.items():
            key = (search.money.name[t, flow], year)
            total[key] = total.get(key, 0) + int(cents)
    assert search.money.fits({key: cents - 12 for key, cents in total.items()})


def test_a_plan_found_is_paid_anew_with_the_same_choices_at_other_prices():
    city = generated(6)
    search = Search(city, InTurn(), table_gap=0.005)
    table = city.tables[0]
    prices = {(s.flow.id, y): 1.0 for s in shared_flows(city) for y in table.years}
    dear, same = {key: 50.0 if key[0] == "gedeeld-f5" else 1.0 for key in prices}, dict(prices)

    found = reply(Question(table, search.ids[table.id], prices=prices, mixes=(dear, same, dear)))

    assert found.column is not None
    assert {mix.chosen for mix in found.mixes} == {found.column.chosen}
    assert len(set(found.mixes)) == len(found.mixes)
    thrift = max(found.mixes, key=lambda mix: mix.worth_at(dear))
    assert thrift.worth_at(dear) > found.column.worth_at(dear)
    assert all(mix.worth_at(prices) <= found.bound + 1e-6 for mix in found.mixes)


def test_a_search_for_a_city_pays_its_plans_anew_other_ways_each_round():
    stands = []

    solve_many(generated(6), effort=Effort(gap=0.0, rounds=3, few=0), keep=stands.append, reasons=False)

    columns = [column for each in stands[-1].columns.values() for column in each]
    assert len({column.chosen for column in columns}) < len(columns)


def test_a_chain_that_brings_more_is_taken_where_the_master_finds_nothing(monkeypatch):
    city, stands = ManyTables(generate_many(6, 8, 0, country=True)), []
    solve_many(city, effort=Effort(gap=0.0, rounds=2, few=0), keep=stands.append, reasons=False)
    search = Search(city, InTurn(), table_gap=0.005)
    monkeypatch.setattr(search.money, "pick", lambda *given, **named: None)

    after = search._sweep(stands[-1], lambda progress: False)

    assert after.value > stands[-1].value
    spent = search._spent({table.id: after.best(table.id) for table in search.tables})
    assert search.money.fits({key: ceil(cents) for key, cents in spent.items()})


def test_a_table_begins_at_what_it_has_that_is_worth_most_at_the_next_prices():
    city, stands = generated(6), []
    solve_many(city, effort=Effort(gap=0.0, rounds=3, few=0), keep=stands.append, reasons=False)
    search = Search(city, InTurn(), table_gap=0.005)
    asked = []

    class Listening(InTurn):
        def each(self, work, tasks, waiting=None):
            asked.extend(tasks)
            return super().each(work, tasks, waiting)

    search.executor = Listening()
    search.advance(stands[-1], lambda progress: False)

    questions = [each for each in asked if isinstance(each, Question)]
    assert len(questions) == 6
    for question in questions:
        known = stands[-1].columns[question.problem.id]
        best = max(column.worth_at(question.prices) for column in known)
        chosen = max(c.worth_at(question.prices) for c in known if c.chosen == question.start)
        assert chosen == best


def test_a_table_whose_money_fits_exactly_is_not_called_impossible():
    table = generate(15, 1760530271)
    presolved = Side(table, frozenset())

    found = reply(Question(table, frozenset(), nodes=1))

    assert run(presolved.arrays, nodes=1).infeasible
    assert not found.infeasible
    assert found.column is not None


def test_a_table_whose_money_fits_exactly_has_a_bound_from_any_beginning():
    table = generate(15, 1760530271)
    known = reply(Question(table, frozenset(), nodes=1))
    assert known.column is not None

    found = reply(Question(table, frozenset(), start=known.column.chosen, proving=True))

    assert found.column is not None
    assert found.column.worth - 1e-6 <= found.bound <= 1.01 * found.column.worth


def test_tables_that_miss_a_cent_get_alike_more_and_all_of_it_is_there():
    city, stands = ManyTables(generate_many(6, 5, 1, country=True)), []
    solve_many(city, effort=Effort(gap=0.0, rounds=3, few=0), keep=stands.append, reasons=False)
    finishing = _Finishing(Search(city, InTurn(), table_gap=0.005), InTurn(), stands[-1])

    more = finishing._with_more({}, ["tafel1", "tafel2"])

    added = {c - finishing.share[t].get(key, 0) for t, use in more.items() for key, c in use.items()}
    assert list(more) == ["tafel1", "tafel2"]
    assert len(added - {0}) == 1
    assert finishing.search.money.fits(finishing._total(more))


def test_what_fits_together_is_sought_among_plans_alone_before_all_ways_to_pay_them(monkeypatch):
    city, stands = ManyTables(generate_many(6, 5, 0, country=True)), []
    solve_many(city, effort=Effort(gap=0.0, rounds=4, few=0), keep=stands.append, reasons=False)
    search = Search(city, InTurn(), table_gap=0.005)
    pick, seen = search.money.pick, []

    def among_few(columns, **asked):
        """As a search does that is lost among many columns."""
        seen.append(sum(map(len, columns.values())))
        return pick(columns, **asked) if len(seen) == 1 else None

    monkeypatch.setattr(search.money, "pick", among_few)
    first = {t: columns.index(stands[1].best(t)) for t, columns in stands[-1].columns.items()}
    behind = replace(stands[-1], taken=first, value=stands[1].value)

    found = search._picked(behind)

    assert seen[0] < seen[1] == sum(map(len, behind.columns.values()))
    assert found.value > behind.value
