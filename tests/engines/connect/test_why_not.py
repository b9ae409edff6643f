"""Why a measure cannot be in any plan: rules that together forbid it, and what would be enough."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import Infeasible, Plan, Status, solve, solver
from gebiedstafel.engines.connect.conflict import find_conflict
from gebiedstafel.engines.connect.easing import Way, eased
from gebiedstafel.engines.connect.forcing import Forcing, Stopped
from gebiedstafel.engines.connect.formulation import formulate
from gebiedstafel.engines.connect.irreducible import irreducible
from gebiedstafel.engines.connect.named_rules import Rule, without
from gebiedstafel.engines.connect.plan import Progress
from gebiedstafel.engines.connect.possible import possibilities
from gebiedstafel.engines.connect.problem import (
    Certainty,
    Choices,
    HourNeed,
    HourOffer,
    Match,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
)
from gebiedstafel.engines.connect.rules_told import rules_in_full, rules_told, way_told
from gebiedstafel.engines.connect.stopping import Stopping
from gebiedstafel.engines.connect.ways_out import ways_out
from gebiedstafel.engines.connect.why_not import WhyNots
from gebiedstafel.engines.connect.words import percentage, sentence

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
    if forcing.conflict_by_itself():
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
        without_money = [way.rules for way in ways if not way.worth]
        assert len(without_money) == len(set(without_money)), "the same way twice"
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


def test_a_promise_is_found_behind_however_many_rules_of_money_that_is_meant_for_something_else():
    elsewhere = [money(f"F{n}", 100, themes=frozenset({"water"})) for n in range(20)]
    short = table(work("A", 100), *elsewhere, money("G", 100, certainty=Certainty.POSSIBLE))

    forcing = Forcing(short, ["A"])
    ways = ways_out(forcing, forcing.conflict())

    assert ways[0].rules == (Rule("not_promised", "G"),)


def test_a_deadline_moves_no_further_than_it_must():
    from datetime import date

    late = table(work("A", 100, start_years=(2028,)), money("F", 0, 100, spend_by=date(2027, 6, 30)))

    forcing = Forcing(late, ["A"])
    way = ways_out(forcing, forcing.conflict())[0]

    assert (way.rules[0].code, way.to) == ("spend_by", date(2028, 12, 31))


def test_hours_that_lack_are_counted():
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


def money_out(problem: Problem, measure: str) -> tuple[Way, list[str]]:
    """The way out by money, and how it is told in both languages."""
    forcing = Forcing(problem, [measure])
    (way,) = (way for way in ways_out(forcing, forcing.conflict()) if way.cents)
    told = way_told(problem, way, measure)
    return way, [
        " ".join(sentence(reason, {}, language, about=measure) for reason in told)
        for language in ("nl", "en")
    ]


def test_money_for_what_must_come_first_is_not_asked_for_what_waits():
    waits = work("A", 100, requires=(Prerequisite("B"),))
    shut = table(waits, work("B", 90, themes=("y",)), money("F", 100, themes=frozenset({"x"})))

    way, (dutch, english) = money_out(shut, "A")

    assert way.shares == {"B": euros(90)}
    assert dutch.endswith("van wie dit mag betalen. Dat is voor B, dat eerst moet.")
    assert english.endswith("That is for B, which must come first.")


def test_money_for_both_says_how_much_is_for_what_must_come_first():
    waits = work("A", 100, requires=(Prerequisite("B"),))
    shut = table(waits, work("B", 90, themes=("y",)), money("F", 60, themes=frozenset({"x"})))

    way, (dutch, english) = money_out(shut, "A")

    assert way.shares == {"A": euros(40), "B": euros(90)}
    assert dutch.endswith("Daarvan is €\xa090 voor B, dat eerst moet.")
    assert english.endswith("Part of that is €90 for B, which must come first.")


def test_money_that_one_purse_lacks_for_both_is_asked_for_them_together():
    chained = table(work("A", 100, requires=(Prerequisite("B"),)), work("B", 90), money("F", 150))

    way, (dutch, english) = money_out(chained, "A")

    assert sum(way.cents.values()) == euros(40)
    assert way.shares == {"A": None, "B": None}
    assert dutch.endswith("Dat is voor deze maatregel samen met B, dat eerst moet.")
    assert english.endswith("That is for this measure together with B, which must come first.")


def test_money_for_what_the_table_put_in_is_named_too():
    poor = table(work("A", 10), work("B", 90, themes=("y",)), money("F", 100, themes=frozenset({"x"})))
    wanted = replace(poor, choices=Choices(forced_in=frozenset({"B"})))
    forcing = Forcing(wanted, ["A"])

    way = next(way for way in ways_out(forcing, forcing.conflict()) if way.cents)

    said = " ".join(sentence(reason, {}, "nl") for reason in way_told(wanted, way, "A"))
    assert way.shares == {"B": euros(90)}
    assert said.endswith("Dat is voor B, dat de tafel erin zette.")


def test_hours_for_what_must_come_first_are_not_asked_for_what_waits():
    carpenter = Party("q", OwnerClass.CARE, offers=(HourOffer("hout", {2027: 30}),))
    before = work("B", 10, hours=(HourNeed((50,), skill="hout"),))
    busy = table(work("A", 10, requires=(Prerequisite("B"),)), before, money("F", 100), carpenter)
    forcing = Forcing(busy, ["A"])

    way = next(way for way in ways_out(forcing, forcing.conflict()) if way.hours)

    said = " ".join(sentence(reason, {}, "nl") for reason in way_told(busy, way, "A"))
    assert said == "Er komen 20 uren bij van q in 2027. Dat is voor B, dat eerst moet."


@pytest.mark.parametrize("seed", SEEDS)
def test_what_each_measure_gets_adds_up_to_what_comes_in(seed):
    problem = small_table(seed)
    for _, forcing, rules in conflicts(problem):
        for way in ways_out(forcing, rules) if rules else ():
            known = [cents for cents in way.shares.values() if cents is not None]
            comes_in = sum(way.cents.values()) or way.amount
            assert way.shares or not way.cents
            assert set(way.shares) <= forcing.must
            assert sum(known) in (0, comes_in)


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
    codes: set[str] = set()
    for seed in range(30):
        problem = small_table(seed)
        everything = Forcing(problem, [m.id for m in problem.measures]).all_rules
        for rule in sorted(everything):
            reasons = [*rules_told(problem, [rule])]
            if rule.code not in ("cost", "budget"):  # money comes in by the euro, never by leaving these out
                reasons += way_told(problem, Way((rule,)), "m0")
            said = [sentence(reason, {}, language) for reason in reasons]
            codes.add(rule.code)
            assert not any(
                "{" in text or reason.code in text for text, reason in zip(said, reasons, strict=True)
            )
    assert len(codes) >= 30


def test_what_is_the_same_of_many_flows_is_told_once():
    many = table(work("A"), *(money(f"F{n}", 100, themes=frozenset({"y"})) for n in range(6)))

    told = rules_told(many, Forcing(many, ["A"]).conflict())

    assert [reason.code for reason in told] == ["rule_cost", "rule_shut"]
    assert sentence(told[1], {}, "nl") == (
        "6 geldstromen mogen hier niet voor betalen: 6 zijn voor een ander thema."
    )


def test_money_meant_for_something_else_comes_last_in_one_line_and_in_full_behind_it():
    shut = [money(f"T{n}", 100, themes=frozenset({"y"})) for n in range(4)]
    shut += [money("G", 100, area="elders"), money("H", 100, certainty=Certainty.POSSIBLE)]
    many = table(work("A"), *shut)
    rules = Forcing(many, ["A"]).conflict()

    told = [sentence(reason, {}, "en") for reason in rules_told(many, rules)]
    in_full = [sentence(reason, {}, "en") for reason in rules_in_full(many, rules)]

    assert told[-1] == (
        "5 money flows may not pay for this: 4 are for another theme and 1 is for another area."
    )
    assert "This money is not promised yet: H." in told
    assert "This money is for another theme: T0, T1, T2 and T3." in in_full
    assert "This money is for another area: G." in in_full


def test_few_flows_that_are_meant_for_something_else_are_named():
    few = table(work("A"), *(money(f"T{n}", 100, themes=frozenset({"y"})) for n in range(3)))

    told = rules_told(few, Forcing(few, ["A"]).conflict())

    assert sentence(told[-1], {}, "nl") == "Dit geld is voor een ander thema: T0, T1 en T2."


def test_the_rule_that_the_nearest_way_out_moves_comes_first():
    careful = money("F", 100, max_share=Fraction(1, 2))
    shut = [money(f"T{n}", 100, themes=frozenset({"y"})) for n in range(6)]
    promised = money("G", 100, certainty=Certainty.POSSIBLE)
    poor = table(work("A", 100, effect=9), careful, promised, *shut)
    plan = solve(poor, gap=0)

    answer = WhyNots(poor, plan).of("A")

    assert answer.ways[0].rules == (Rule("not_promised", "G"),)
    assert answer.rules[0] == Rule("not_promised", "G")
    assert {rule.code for rule in answer.rules[-6:]} == {"theme"}
    assert set(answer.rules) == set(Forcing(poor, ["A"]).conflict())


def test_what_a_measure_waits_for_is_told_before_what_that_costs():
    chained = table(work("A", requires=(Prerequisite("B"),)), work("B", 500), money("F", 300))
    plan = solve(chained, gap=0)

    answer = WhyNots(chained, plan).of("A")

    assert [rule.code for rule in answer.rules] == ["requires", "cost", "budget"]


@pytest.mark.parametrize(
    ("share", "said"),
    [
        (Fraction(3, 7), "43%"),
        (Fraction(1, 40), "2,5%"),
        (Fraction(1, 2), "50%"),
        (Fraction(997, 10_000), "10%"),
        (Fraction(11, 9), "122%"),
        (Fraction(1, 100_000), "0,1%"),
        (Fraction(9999, 10_000), "99%"),
        (Fraction(0), "0%"),
        (Fraction(1), "100%"),
    ],
)
def test_a_share_has_no_more_digits_than_people_use(share, said):
    assert percentage(share) == said


def test_co_funding_is_told_as_a_percentage():
    asking = table(work("A"), money("F", 100, match=Match(Fraction(3, 7))))
    rules = Forcing(asking, ["A"]).conflict()

    told = [sentence(reason, {}, "nl") for reason in rules_told(asking, rules)]

    assert "F vraagt cofinanciering: anderen betalen minstens 43% van wat het zelf betaalt." in told


def test_under_its_own_name_a_measure_is_this_measure():
    short = table(work("A", 100), money("F", 60))
    told = rules_told(short, Forcing(short, ["A"]).conflict())

    assert sentence(told[0], {"A": "Speeltuin"}, "nl", about="A").startswith("Deze maatregel kost")
    assert sentence(told[0], {"A": "Playground"}, "en", about="A").startswith("This measure costs")
    assert sentence(told[0], {"A": "Speeltuin"}, "nl").startswith("Speeltuin kost")


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


@pytest.mark.parametrize("times", [0, 1, 3])
def test_a_clash_is_told_as_small_as_it_is_when_the_time_is_over(times, monkeypatch):
    poor = table(work("A", 60), work("B", 60), work("C", 60), work("D", 140), money("F", 150))
    four = replace(poor, choices=Choices(forced_in=frozenset("ABCD")))
    asked = iter(range(times))
    begun: list[object] = []

    def clashing(*facts):
        begun.append(facts)
        return find_conflict(*facts)

    monkeypatch.setattr(solver, "find_conflict", clashing)
    found = solve(four, stop=lambda _: bool(begun) and next(asked, None) is None)

    assert isinstance(found, Infeasible)
    assert (found.conflict, found.more) == (("A", "B", "C", "D"), ())
    assert {reason.code for reason in found.reasons} == {"forced_in"}


def test_the_rules_of_a_clash_hear_the_time_limit_between_their_questions():
    poor = table(work("A", 60), work("D", 140), money("F", 150))
    both = replace(poor, choices=Choices(forced_in=frozenset("AD")))
    able = possibilities(both)
    asked: list[Progress] = []
    whole = find_conflict(able, formulate(able), Stopping(lambda p: asked.append(p) is not None))
    all_asked = len(asked)
    asked.clear()

    def before_the_last(progress: Progress) -> bool:
        asked.append(progress)
        return len(asked) >= all_asked

    cut = find_conflict(able, formulate(able), Stopping(before_the_last))

    assert cut.conflict == whole.conflict == ("A", "D")
    assert {reason.code for reason in cut.reasons} == {"forced_in"}
    assert {reason.code for reason in whole.reasons} > {"forced_in"}


def test_what_is_asked_of_a_measure_ends_when_somebody_says_stop():
    with pytest.raises(Stopped):
        Forcing(table(work("A", 100), money("F", 60)), ["A"], stop=lambda: True).conflict()


def test_a_stop_is_not_an_impossibility():
    problem = table(work("A"), money("F", 100))

    found = solve(problem, stop=lambda progress: True)

    assert getattr(found, "status", None) in (Status.STOPPED, Status.OPTIMAL, Status.WITHIN_GAP)
