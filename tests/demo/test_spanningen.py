"""The twelve tensions of the demo: on structure, never on values.

Each holds at the gap the product uses (0.5 %) and at a much tighter one.
"""

import pytest

from gebiedstafel.engines.connect import check
from gebiedstafel.engines.connect.plan import Infeasible
from gebiedstafel.exchange.shared_statements import shared_statement
from gebiedstafel.exchange.table_problem import problem_of

from .deeds import (
    TIGHT,
    and_more_police,
    answer,
    asks_police,
    chosen,
    council_commits_a_day_late,
    council_commits_in_time,
    demo,
    find,
    insurer_joins,
    insurer_promises_from_outside,
    money_for_all_the_police_does,
    no_energy_fixers,
    nothing,
    payments,
    plan_after,
    process_money,
    water_board_joins,
)

at_both_gaps = pytest.mark.parametrize("gap", [TIGHT, 0.005])
BASE_PLAN_DEEDS = (nothing, council_commits_in_time, insurer_joins, water_board_joins, process_money)


@at_both_gaps
def test_t1_the_state_s_money_waits_for_a_council_that_commits_in_time(gap):
    without, late, in_time = (
        plan_after(deed, gap) for deed in (nothing, council_commits_a_day_late, council_commits_in_time)
    )

    assert "M02" not in chosen(without)
    assert "M02" not in chosen(late)
    assert "M02" in chosen(in_time)
    assert payments(in_time, flow="F01", measure="M02")
    assert not payments(in_time, flow="F11", measure="M02")


@at_both_gaps
def test_t2_falls_are_prevented_once_who_gains_pays_too(gap):
    before, after = plan_after(nothing, gap), plan_after(insurer_joins, gap)

    measure = find(demo(), "measures", "M14")
    gains = {benefit["party"]: benefit["cents_per_year"] for benefit in measure["benefits"]}

    assert max(gains, key=gains.get) == find(demo(), "money_flows", "F22")["holder"]
    assert "M14" not in chosen(before)
    assert "M14" in chosen(after)
    assert payments(after, flow="F22", measure="M14")


@at_both_gaps
def test_t3_an_empty_chair_keeps_money_and_hours_away(gap):
    before, after = plan_after(nothing, gap), plan_after(water_board_joins, gap)
    outside = plan_after(insurer_promises_from_outside, gap)

    assert "M13" not in chosen(before)
    assert "M13" in chosen(after)
    assert payments(after, flow="F07", measure="M13")
    assert not payments(outside, flow="F22")
    assert "M14" not in chosen(outside)


@at_both_gaps
def test_t4_the_street_opens_once_and_not_in_the_years_each_owner_planned(gap):
    document = demo()
    works = find(document, "bundles", "B1")["measures"]
    planned = {find(document, "measures", name)["start"]["planned"] for name in works}

    plan = plan_after(nothing, gap)
    years = {year for name, year in chosen(plan).items() if name in works}

    assert len(planned) == 3
    assert len(years) == 1
    assert any(measure.savings for measure in plan.measures if measure.id in works)
    assert plan.statements["S25"] == 1


@at_both_gaps
def test_t5_cameras_and_an_own_place_divide_what_light_unites(gap):
    document = demo()

    def shared(name):
        return shared_statement(find(document, "statements", name))

    plan = plan_after(nothing, gap)

    assert shared("S01") is None
    assert shared("S02") is None
    assert shared("S07").served_by == ("M27",)
    assert shared("S08").served_by == ("M23",)
    assert {"M23", "M27"} <= chosen(plan).keys()
    assert "M25" not in chosen(plan)
    assert plan.statements["S07"] == plan.statements["S08"] == 1


def test_t6_the_neighbourhood_officer_can_do_one_thing_at_a_time():
    document = demo()
    offered = find(document, "parties", "politie")["hours"][0]["per_year"]

    together, with_more_hours = answer(money_for_all_the_police_does), answer(and_more_police)

    assert isinstance(together, Infeasible)
    assert not isinstance(with_more_hours, Infeasible)
    assert {m["id"] for m in document["measures"] if asks_police(m)} <= chosen(with_more_hours).keys()
    for deed in BASE_PLAN_DEEDS:
        given = [h for m in plan_after(deed).measures for h in m.hours if h.party == "politie"]
        for year, hours in offered.items():
            assert sum(share.hours for share in given if share.year == int(year)) <= hours


@at_both_gaps
def test_t7_what_is_left_of_the_energy_money_lapses(gap):
    plan, without = plan_after(nothing, gap), plan_after(no_energy_fixers, gap)

    def lapsed(of):
        return sum(money.cents for money in of.unused if money.flow == "F12" and money.lapses)

    assert {payment.year for payment in payments(plan, flow="F12")} == {2027}
    assert "M05" in chosen(plan)
    assert 0 < lapsed(plan) < lapsed(without)


@pytest.mark.parametrize("deed", BASE_PLAN_DEEDS)
def test_t8_money_for_young_people_never_buys_locks(deed):
    plan = plan_after(deed)

    assert payments(plan, flow="F19")
    assert {payment.cost_type for payment in payments(plan, flow="F19")} <= {"personeel", "exploitatie"}


def test_t8_with_only_the_young_people_s_money_there_are_no_locks():
    def only_that_money(document):
        for flow in document["money_flows"]:
            if flow["id"] != "F19":
                flow["certainty"] = "mogelijk"
        document["choices"] = {"in": ["M28"]}

    def and_it_may_pay_stones(document):
        only_that_money(document)
        find(document, "money_flows", "F19")["cost_types"].append("investering")

    assert isinstance(answer(only_that_money), Infeasible)
    assert payments(plan_after(and_it_may_pay_stones), flow="F19", measure="M28")


@pytest.mark.parametrize("deed", BASE_PLAN_DEEDS)
def test_t9_doors_open_only_once_the_neighbourhood_can_bear_it(deed):
    starts = chosen(plan_after(deed))

    assert "M20" not in starts or max(starts["M09"], starts["M22"]) <= starts["M20"]


def test_t9_no_homes_without_grid_and_caretaker():
    for needed in ("M09", "M22"):

        def without(document, needed=needed):
            document["choices"] = {"out": [needed]}

        assert "M20" in chosen(plan_after(nothing))
        assert "M20" not in chosen(plan_after(without))


def test_t10_good_plans_that_no_money_fits():
    issues = check(problem_of(demo()))

    without_flow = {issue.facts["measure"] for issue in issues if issue.code == "no_possible_flow"}

    assert {"M07", "M16", "M25", "M39"} <= without_flow
    assert not without_flow & chosen(plan_after(nothing)).keys()


@at_both_gaps
def test_t10_a_little_process_money_opens_the_heat_network_and_the_street_once(gap):
    before, after = chosen(plan_after(nothing, gap)), chosen(plan_after(process_money, gap))

    assert not {"M07", "M08"} & before.keys()
    assert {"M07", "M08"} <= after.keys()
    assert len({after[name] for name in find(demo(), "bundles", "B1")["measures"]}) == 1


@at_both_gaps
def test_t11_the_free_room_of_the_social_base_is_the_last_source(gap):
    document = demo()
    pot = find(document, "money_flows", "F15")
    others = [find(document, "money_flows", name) for name in ("F19", "F21")]
    asking = ("M14", "M15", "M23", "M34", "M37", "M40")

    plan = plan_after(nothing, gap)

    assert all(flow["budget"][year] == 0 for flow in others for year in ("2029", "2030"))
    assert (
        sum(payment.cents for payment in payments(plan, flow="F15", measure=None) if payment.year == 2029)
        == (pot["budget"]["2029"])
    )
    assert any(name not in chosen(plan) for name in asking)
    assert any(payments(plan, flow="F15", measure=name) for name in asking)


@at_both_gaps
def test_t12_one_reserve_pays_the_homes_or_the_renewal_never_both(gap):
    without, in_time = plan_after(nothing, gap), plan_after(council_commits_in_time, gap)

    assert payments(without, flow="F26", measure="M20")
    assert payments(in_time, flow="F26", measure="M02")
    assert "M20" not in chosen(in_time)


def test_t12_both_together_do_not_fit():
    def both(document):
        council_commits_in_time(document)
        document["choices"] = {"in": ["M02", "M20"]}

    assert isinstance(answer(both), Infeasible)


@at_both_gaps
def test_the_renovation_takes_the_pot_that_the_mould_team_needs(gap):
    plan = plan_after(nothing, gap)

    left = sum(money.cents for money in plan.unused if money.flow == "F08" and money.year == 2030)

    assert "M01" in chosen(plan)
    assert "M03" not in chosen(plan)
    assert left == 0
