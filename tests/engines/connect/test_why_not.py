"""Why a measure cannot be in any plan: rules that together forbid it, and what would be enough."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gebiedstafel.engines.connect import Infeasible, Plan, Status, solve
from gebiedstafel.engines.connect.forcing import Forcing
from gebiedstafel.engines.connect.irreducible import irreducible
from gebiedstafel.engines.connect.named_rules import Rule, without
from gebiedstafel.engines.connect.problem import Choices, OwnerClass, Party, Prerequisite, Problem
from gebiedstafel.engines.connect.ways_out import Way, eased, ways_out
from gebiedstafel.engines.connect.why_not import WhyNots

from .oracle import best_plan
from .rule_pairs import PAIRS
from .rule_pairs.pair import euros, money, table, work
from .small_tables import small_table

SEEDS = range(24)


def forced_in(problem: Problem, measure: str) -> Problem:
    choices = problem.choices
    return replace(problem, choices=replace(choices, forced_in=choices.forced_in | {measure}))


def has_plan(problem: Problem, measure: str) -> bool:
    """Whether the engine itself finds a plan with the measure forced in."""
    found = solve(forced_in(problem, measure), gap=1e6)
    return not isinstance(found, Infeasible)


def conflicts(problem: Problem):
    """Each measure that no plan can have, with what forbids it."""
    for m in problem.measures:
        forcing = Forcing(problem, [m.id])
        rules = forcing.conflict()
        yield m.id, forcing, rules


def everything_of(problem: Problem, forcing: Forcing) -> frozenset[Rule]:
    """All rules of a table; what others cost stays where the conflict leans on that."""
    rules = Forcing(problem, [m.id for m in problem.measures]).all_rules
    if not forcing.others_keep_costs:
        return rules
    return frozenset(r for r in rules if r.code != "cost" or r.about in forcing.must)


def by_itself(problem: Problem) -> Problem:
    """The table without what is asked over all a flow pays or a party gains.

    There the others count as if they helped as far as they can (`Forcing.generous`).
    """
    return replace(
        problem,
        flows=tuple(
            replace(f, programme_min=0, core=None, match=None if f.match and f.match.programme else f.match)
            for f in problem.flows
        ),
        parties=tuple(replace(p, never_worse_off=False) for p in problem.parties),
    )


@pytest.mark.parametrize("seed", SEEDS)
def test_possible_means_that_it_can_be_forced_in_and_impossible_that_it_cannot(seed):
    problem = small_table(seed)

    said = {measure: not rules for measure, _, rules in conflicts(problem)}

    assert said == {m.id: has_plan(problem, m.id) for m in problem.measures}


@pytest.mark.parametrize("seed", range(8))
def test_the_engine_that_tries_everything_says_the_same(seed):
    problem = small_table(seed, measures=3)

    said = {measure: not rules for measure, _, rules in conflicts(problem)}

    for m in problem.measures:
        best = best_plan(forced_in(problem, m.id))
        assert said[m.id] == (best.worth > float("-inf"))


@pytest.mark.parametrize("seed", SEEDS)
def test_of_the_rules_that_forbid_it_none_can_be_left_out(seed):
    problem = by_itself(small_table(seed))
    for measure, forcing, rules in conflicts(problem):
        if not rules:
            continue
        everything = everything_of(problem, forcing)
        alone = without(problem, everything.difference(rules))

        assert not has_plan(alone, measure), rules
        for rule in rules:
            assert has_plan(without(problem, everything.difference(rules) | {rule}), measure), rule


@pytest.mark.parametrize("seed", SEEDS)
def test_each_way_out_is_enough(seed):
    problem = small_table(seed)
    for measure, forcing, rules in conflicts(problem):
        ways = ways_out(forcing, rules) if rules else ()
        assert bool(ways) == bool(rules)
        for way in ways:
            assert has_plan(eased(problem, way), measure), way


CODES = {
    "wrong_theme": "theme",
    "wrong_cost_type": "cost_type",
    "wrong_area": "area",
    "wrong_kind": "kind",
    "wrong_target_group": "target_group",
    "one_off_for_recurring": "nature",
    "not_in_base_plan": "not_promised decided_elsewhere excluded",
    "holder_absent": "needs_at_table",
    "wrong_lead": "only_led_by",
    "below_minimum": "min_application",
    "above_maximum": "max_application",
    "not_the_lump": "lump",
    "above_unit_cap": "unit",
    "above_max_share": "max_share",
    "below_min_share": "min_share",
    "match_short": "match match_classes match_in_time",
    "banned_class": "ban_classes",
    "banned_together": "ban_group",
    "over_budget": "budget",
    "not_yet_available": "available_from",
    "too_late_to_spend": "spend_by",
    "starts_too_late": "start_by commit_by",
    "below_programme_minimum": "programme_min",
    "core_too_small": "core",
    "programme_match_short": "match match_classes match_in_time",
    "worse_off": "own_interest",
    "lead_not_offered": "lead empty_chair",
    "lead_absent": "empty_chair",
    "hours_over": "hours",
    "hours_absent": "empty_chair",
    "hours_unwilling": "willing",
    "start_outside_window": "window",
    "beyond_horizon": "horizon",
    "predecessor_missing": "requires",
}
ONE_MEASURE = {
    name: pair
    for name, pair in PAIRS.items()
    if pair.plan == "" and len(pair.strict.measures) == 1 and pair.broken in CODES
}


@pytest.mark.parametrize("name", ONE_MEASURE)
def test_the_one_rule_that_decides_is_among_those_that_forbid(name):
    pair = ONE_MEASURE[name]
    measure = pair.strict.measures[0].id

    rules = Forcing(pair.strict, [measure]).conflict()

    codes = {rule.code for rule in rules}
    assert codes.intersection(CODES[pair.broken].split()), (rules, pair.broken)
    assert Forcing(pair.lenient, [measure]).conflict() == ()


def test_every_kind_of_rule_of_the_pairs_is_tried():
    tried = {pair.broken for pair in ONE_MEASURE.values()}

    assert len(tried) >= 20, sorted(CODES.keys() - tried)


def test_a_short_purse_is_named_with_the_cost_and_what_would_be_enough():
    short = table(work("A", 100), money("F", 60))

    forcing = Forcing(short, ["A"])
    rules = forcing.conflict()

    assert [(rule.code, rule.about) for rule in rules] == [("cost", "A"), ("budget", "F")]
    (bought,) = ways_out(forcing, rules)
    assert sum(bought.cents.values()) == euros(40)


def test_a_deadline_moves_no_further_than_it_must():
    from datetime import date

    late = table(work("A", 100, start_years=(2028,)), money("F", 0, 100, spend_by=date(2027, 6, 30)))

    forcing = Forcing(late, ["A"])
    way = ways_out(forcing, forcing.conflict())[0]

    assert (way.rules[0].code, way.to) == ("spend_by", date(2028, 12, 31))


def test_hours_that_lack_are_counted():
    from gebiedstafel.engines.connect.problem import HourNeed, HourOffer

    carpenter = Party("q", OwnerClass.CARE, offers=(HourOffer("hout", {2027: 30}),))
    busy = table(work("A", hours=(HourNeed((50,), skill="hout"),)), money("F", 100), carpenter)

    forcing = Forcing(busy, ["A"])
    ways = ways_out(forcing, forcing.conflict())

    assert [sum(way.hours.values()) for way in ways if way.hours] == [20]


def test_what_a_measure_waits_for_forbids_it_too():
    chained = table(work("A", requires=(Prerequisite("B"),)), work("B", 500), money("F", 300))

    rules = Forcing(chained, ["A"]).conflict()

    assert [(r.code, r.about, r.other) for r in rules] == [
        ("requires", "A", "B"),
        ("cost", "B", ""),
        ("budget", "F", ""),
    ]


def test_a_measure_that_only_a_saving_makes_payable_is_possible():
    pair = PAIRS["only a bundle saves"]

    assert {m.id for m in pair.lenient.measures if not Forcing(pair.lenient, [m.id]).conflict()} == {
        m.id for m in pair.lenient.measures
    }


def test_a_choice_of_the_table_is_a_rule_like_any_other():
    out = replace(table(work("A"), money("F", 100)), choices=Choices(forced_out=frozenset({"A"})))

    forcing = Forcing(out, ["A"])

    assert forcing.conflict() == (Rule("forced_out", "A"),)
    assert ways_out(forcing, forcing.conflict())[0].rules == (Rule("forced_out", "A"),)


def test_the_gap_beside_a_plan_is_what_others_took():
    rich = table(work("A", 100, effect=9), work("B", 100, effect=1), money("F", 150))
    plan = solve(rich, gap=0)
    assert isinstance(plan, Plan)

    answer = WhyNots(rich, plan).of("B")

    assert answer.is_possible
    assert answer.gap is not None
    assert sum(answer.gap.cents.values()) == euros(50)


def test_an_irreducible_set_asks_few_questions_of_rules_that_do_not_matter():
    asked = []

    def forbids(rules):
        asked.append(rules)
        return {3, 17} <= set(rules)

    assert irreducible(range(64), forbids) == (3, 17)
    assert len(asked) < 40


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_rule_and_way_out_has_a_sentence(language):
    from gebiedstafel.engines.connect.rules_told import rules_told, way_told
    from gebiedstafel.engines.connect.words import sentence

    codes: set[str] = set()
    for seed in range(30):
        problem = small_table(seed)
        everything = Forcing(problem, [m.id for m in problem.measures]).all_rules
        for rule in sorted(everything):
            reasons = [*rules_told(problem, [rule])]
            if rule.code not in ("cost", "budget"):  # money comes in by the euro, never by leaving these out
                reasons += way_told(problem, Way((rule,)))
            said = [sentence(reason, {}, language) for reason in reasons]
            codes.add(rule.code)
            assert not any(
                "{" in text or reason.code in text for text, reason in zip(said, reasons, strict=True)
            )
    assert len(codes) >= 30


def test_what_is_the_same_of_many_flows_is_told_once():
    from gebiedstafel.engines.connect.rules_told import rules_told
    from gebiedstafel.engines.connect.words import sentence

    many = table(work("A"), *(money(f"F{n}", 100, themes=frozenset({"y"})) for n in range(6)))

    told = rules_told(many, Forcing(many, ["A"]).conflict())

    assert [reason.code for reason in told] == ["rule_cost", "rule_theme"]
    assert sentence(told[1], {}, "nl").endswith("en nog 2 andere.")


def test_forced_choices_that_clash_with_money_name_the_rules():
    poor = table(work("A", 100), work("B", 100), money("F", 150))
    both = replace(poor, choices=Choices(forced_in=frozenset({"A", "B"})))

    found = solve(both)

    assert isinstance(found, Infeasible)
    assert found.conflict == ("A", "B")
    assert {"forced_in", "rule_cost", "rule_budget"} == {reason.code for reason in found.reasons}


def test_two_choices_that_clash_are_found_before_three():
    poor = table(work("A", 60), work("B", 60), work("C", 60), work("D", 140), money("F", 150))
    four = replace(poor, choices=Choices(forced_in=frozenset("ABCD")))

    found = solve(four)

    assert isinstance(found, Infeasible)
    assert len(found.conflict) == 2
    assert "D" in found.conflict


def test_a_stop_is_not_an_impossibility():
    problem = table(work("A"), money("F", 100))

    found = solve(problem, stop=lambda progress: True)

    assert getattr(found, "status", None) in (Status.STOPPED, Status.OPTIMAL, Status.WITHIN_GAP)
