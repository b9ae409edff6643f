"""A rule moves no further than it must: the figure is enough, and a step less is not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect.easing import Way, eased
from gebiedstafel.engines.connect.forcing import Forcing
from gebiedstafel.engines.connect.moves import SCALES, moved
from gebiedstafel.engines.connect.named_rules import Rule
from gebiedstafel.engines.connect.problem import (
    Benefit,
    Certainty,
    Choices,
    Core,
    CostType,
    HourNeed,
    HourOffer,
    Match,
    OwnerClass,
    Party,
    Prerequisite,
    Problem,
)
from gebiedstafel.engines.connect.rules_told import way_told
from gebiedstafel.engines.connect.ways_out import ways_out
from gebiedstafel.engines.connect.words import sentence

from .oracle import best_plan
from .rule_pairs.pair import euros, money, table, work
from .small_tables import small_table
from .test_why_not import SEEDS, conflicts, forced_in, has_plan

EURO = 100
DOWN = ("match", "core", "min_share", "min_application", "programme_min")
Q = Party("q", OwnerClass.CARE)


def way_by(problem: Problem, code: str, about: str = "F") -> Way:
    """The way out for A that moves or drops this one rule; it was seen to be enough."""
    forcing = Forcing(problem, ["A"])
    rules = forcing.conflict()
    assert rules, "A is possible"
    (way,) = (
        way for way in ways_out(forcing, rules) if [(r.code, r.about) for r in way.rules] == [(code, about)]
    )
    assert has_plan(eased(problem, way), "A")
    return way


def said(problem: Problem, way: Way, language: str = "nl") -> str:
    told = way_told(problem, way, "A")
    return " ".join(sentence(reason, {}, language, about="A") for reason in told).replace("\xa0", " ")


def test_a_flow_pays_a_larger_share_by_whole_percents():
    half = table(work("A"), money("F", 100, max_share=Fraction(1, 2)), money("G", 38))

    way = way_by(half, "max_share")

    assert (way.to, way.amount) == (Fraction(62, 100), euros(12))
    assert said(half, way) == ("F betaalt 62% van de kosten, in plaats van hoogstens 50%. Dat is € 12 meer.")
    assert said(half, way, "en") == ("F pays 62% of the costs, instead of 50% at most. That is €12 more.")


def test_co_funding_falls_to_what_others_have():
    asking = table(work("A"), money("F", 100, match=Match(Fraction(3, 7))), money("G", 18))

    way = way_by(asking, "match")

    assert way.to == Fraction(21, 100)
    assert way.amount == 1715  # 3/7 × € 82 is € 35.15 − € 18
    assert said(asking, way) == (
        "F vraagt dat anderen 21% betalen van wat het zelf betaalt, in plaats van 43%. "
        "Dat is € 18 minder van anderen."
    )


def test_co_funding_that_nobody_has_is_said_to_be_none():
    asking = table(work("A"), money("F", 100, match=Match(Fraction(3, 7))))

    way = way_by(asking, "match")

    assert way.to == 0
    assert said(asking, way) == (
        "F vraagt geen cofinanciering, in plaats van 43% van wat het zelf betaalt. "
        "Dat is € 43 minder van anderen."
    )


def test_money_that_must_come_in_as_co_funding_says_for_whom_and_which_share():
    asking = table(work("A"), money("F", 100, match=Match(Fraction(3, 7))), money("G", 18))
    forcing = Forcing(asking, ["A"])

    (way,) = (way for way in ways_out(forcing, forcing.conflict()) if way.cents)

    assert (sum(way.cents.values()), way.cofunds) == (euros(12), {"F": Fraction(12, 100)})
    assert said(asking, way) == (
        "Er komt € 12 bij in 2027, van wie dit mag betalen. "
        "Dat telt mee als cofinanciering bij F: 12% van de kosten."
    )


def test_money_that_need_not_count_as_co_funding_says_nothing_of_that():
    asking = table(work("A"), money("F", 30, match=Match(Fraction(3, 7))), money("G", 18))
    forcing = Forcing(asking, ["A"])

    (way,) = (way for way in ways_out(forcing, forcing.conflict()) if way.cents)

    assert way.cofunds == {}


EIGHT = euros(80)
FIGURES = {
    "largest application": (
        table(work("A"), money("F", 100, max_application=euros(40)), money("G", 33)),
        "max_application",
        euros(67),
        "F betaalt € 67 per aanvraag, in plaats van hoogstens € 40.",
    ),
    "smallest application": (
        table(work("A", 60), money("F", 100, min_application=euros(90))),
        "min_application",
        euros(60),
        "F betaalt ook een aanvraag van € 60, in plaats van minstens € 90.",
    ),
    "smallest programme": (
        table(work("A", 60), money("F", 100, programme_min=euros(90))),
        "programme_min",
        euros(60),
        "F betaalt alles samen ook € 60, in plaats van minstens € 90.",
    ),
    "smallest share": (
        table(work("A"), money("F", 30, min_share=Fraction(1, 2)), money("G", 70)),
        "min_share",
        Fraction(30, 100),
        "F betaalt ook 30% van de kosten, in plaats van minstens 50%.",
    ),
    "fixed amount": (
        table(work("A", 60), money("F", 100, lump=EIGHT)),
        "lump",
        euros(60),
        "F betaalt precies € 60, in plaats van € 80.",
    ),
    "larger fixed amount": (
        table(work("A", 100), money("F", 100, lump=EIGHT), money("G", 5)),
        "lump",
        euros(95),
        "F betaalt precies € 95, in plaats van € 80.",
    ),
    "per unit": (
        table(work("A", units={"huis": 4}), money("F", 100, max_per_unit=("huis", euros(10)))),
        "unit",
        euros(25),
        "F betaalt € 25 per eenheid, in plaats van € 10.",
    ),
    "what goes along": (
        table(work("A", (0, 50)), money("F", 100, carry_forward=Fraction(1, 5))),
        "carry_forward",
        Fraction(50, 100),
        "Van wat over is van F mag 50% mee naar een volgend jaar, in plaats van 20%.",
    ),
    "core": (
        table(
            work("A", 60),
            work("B", 20, themes=("y",)),
            money("F", 100, core=Core(Fraction(7, 10), themes=frozenset({"y"}))),
        ),
        "core",
        Fraction(25, 100),  # with all of B beside it: 20 of 80
        "F gaat voor 25% naar zijn kern, in plaats van minstens 70%.",
    ),
    "late co-funding": (
        table(
            work("A"),
            money("F", 100, match=Match(Fraction(1), certain_by=date(2027, 10, 1))),
            money("G", 50, certainty=Certainty.LIKELY, certain_on=date(2028, 1, 15)),
            money("H", 20, certainty=Certainty.LIKELY, certain_on=date(2028, 3, 1)),
        ),
        "match_in_time",
        date(2028, 1, 15),
        "Bij F telt ook geld mee dat zeker is op 15 januari 2028. Het gaat om € 30.",
    ),
    "less wait": (
        table(
            work("A", 10, start_years=(2028,), requires=(Prerequisite("B", lag=2),)),
            work("B", 10),
            money("F", 100, carry_forward=Fraction(1)),
        ),
        "requires",
        1,
        "Deze maatregel hoeft maar 1 jaar na B te starten.",
    ),
    "no wait": (
        table(
            work("A", 10, requires=(Prerequisite("B", lag=1),)),
            work("B", 10),
            money("F", 100),
        ),
        "requires",
        0,
        "Deze maatregel mag in hetzelfde jaar starten als B.",
    ),
}


@pytest.mark.parametrize("name", FIGURES)
def test_each_figure_is_the_smallest_and_is_said(name):
    problem, code, figure, words = FIGURES[name]

    way = way_by(problem, code, "A" if code == "requires" else "F")

    assert way.to == figure
    assert said(problem, way) == words


LET_IN = {
    "theme": (
        table(work("A", themes=("w", "z")), money("F", 100, themes=frozenset({"y"}))),
        "theme",
        ("w",),
        "F mag ook naar het thema w. Het gaat om € 100.",
    ),
    "area": (
        table(work("A"), money("F", 100, area="elders")),
        "area",
        ("buurt",),
        "F mag ook worden uitgegeven in buurt. Het gaat om € 100.",
    ),
    "kind": (
        table(work("A", kinds=frozenset({"dak"})), money("F", 100, kinds=frozenset({"weg"}))),
        "kind",
        ("dak",),
        "F mag ook naar werk van het soort dak. Het gaat om € 100.",
    ),
    "target group": (
        table(
            work("A", target_groups=frozenset({"oud"})), money("F", 100, target_groups=frozenset({"jong"}))
        ),
        "target_group",
        ("oud",),
        "F mag ook naar de doelgroep oud. Het gaat om € 100.",
    ),
    "kind of cost": (
        table(work("A"), money("F", 100, cost_types=frozenset({CostType.STAFF}))),
        "cost_type",
        ("investering",),
        "F mag ook investeringskosten betalen. Het gaat om € 100.",
    ),
    "lead": (
        table(work("A"), money("F", 100, only_led_by=frozenset({"q"})), Q),
        "only_led_by",
        ("p",),
        "F mag ook betalen met p als trekker. Het gaat om € 100.",
    ),
    "kind of co-funding": (
        table(
            work("A"),
            money(
                "F",
                100,
                match=Match(Fraction(1), frozenset({OwnerClass.STATE, OwnerClass.EU, OwnerClass.FUND})),
            ),
            money("G", 50, owner_class=OwnerClass.STATE),
            money("H", 20, owner_class=OwnerClass.EU),
        ),
        "match_classes",
        ("rijk",),
        "Bij F telt ook geld van het Rijk mee als cofinanciering. Het gaat om € 30.",
    ),
    "banned money": (
        table(
            work("A"),
            money("F", 50, ban_classes=frozenset({OwnerClass.STATE, OwnerClass.EU})),
            money("G", 50, owner_class=OwnerClass.STATE),
        ),
        "ban_classes",
        ("rijk",),
        "F mag samen met geld van het Rijk.",
    ),
}


@pytest.mark.parametrize("name", LET_IN)
def test_what_would_have_to_be_let_in_is_named(name):
    problem, code, names, words = LET_IN[name]

    way = way_by(problem, code)

    assert way.to == names
    assert said(problem, way) == words


def test_hours_for_a_theme_are_named():
    careful = Party("q", OwnerClass.CARE, offers=(HourOffer("", {2027: 50}),), themes=frozenset({"y"}))
    asks = table(work("A", hours=(HourNeed((5,), "q"),)), money("F", 100), careful)

    way = way_by(asks, "willing", "q")

    assert way.to == ("x",)
    assert said(asks, way) == "Q geeft ook uren aan het thema x."


def test_a_theme_that_is_let_in_for_what_must_come_first_says_so():
    first = work("B", 90, themes=("y",))
    waits = work("A", 10, requires=(Prerequisite("B"),))
    closed = table(waits, first, money("F", 100, themes=frozenset({"x"})))

    way = way_by(closed, "theme")

    assert (way.to, way.amount) == (("y",), euros(90))
    assert said(closed, way) == (
        "F mag ook naar het thema y. Het gaat om € 90. Dat is voor B, dat eerst moet."
    )


def test_where_one_theme_is_not_enough_as_many_are_named_as_are_needed():
    first = work("B", 40, themes=("y",))
    waits = work("A", 10, themes=("z", "v"), requires=(Prerequisite("B"),))
    closed = table(waits, first, money("F", 100, themes=frozenset({"x"})))

    way = way_by(closed, "theme")

    assert sorted(way.to)[1:] == ["y"] or sorted(way.to)[0] in ("v", "y")
    assert len(way.to) == 2
    assert "y" in way.to


def test_a_flow_that_may_be_spent_in_one_more_area_is_not_let_into_all():
    from gebiedstafel.engines.connect.moves import allows

    first = work("B", 40, area="wijk")
    waits = work("A", 10, area="elders", requires=(Prerequisite("B"),))
    closed = table(waits, first, money("F", 100, area="buurt"))
    forcing = Forcing(closed, ["A"])

    assert not allows(forcing, Way((Rule("area", "F"),), ("elders",)))
    assert set(way_by(closed, "area").to) == {"elders", "wijk"}


def test_a_promise_says_how_much_of_it_is_needed():
    hoped = table(work("A"), money("F", 300, certainty=Certainty.POSSIBLE), money("G", 65))

    way = way_by(hoped, "not_promised")

    assert way.amount == euros(35)
    assert said(hoped, way) == "F wordt toegezegd. Het gaat om € 35."


def test_a_party_that_would_pay_more_than_it_gains_says_how_much_more():
    gains = work("A", benefits=(Benefit("q", euros(30), 2040),))
    careful = Party("q", OwnerClass.CARE, never_worse_off=True)
    shy = table(gains, money("F", 100, holder="q"), careful)

    way = way_by(shy, "own_interest", "q")

    assert way.amount == euros(70)
    assert said(shy, way) == "Q betaalt meer dan zij er zelf aan heeft. Het gaat om € 70."


def test_money_that_must_come_earlier_says_how_much_of_it():
    later = table(work("A", 60), money("F", 20, 100))

    way = way_by(later, "carry_backward")

    assert way.amount == euros(40)
    assert said(later, way) == "F mag eerder worden uitgegeven. Het gaat om € 40."


def test_what_a_measure_costs_after_the_last_year_is_counted():
    long = table(work("A", (10, 10, 40)), money("F", 100, 100))

    way = way_by(long, "horizon", "A")

    assert way.amount == euros(40)
    assert said(long, way) == "Er komt geld voor de jaren na 2028. Het gaat om € 40."


def part_of(problem: Problem, forcing: Forcing) -> Problem:
    """The part of a table that must come along, with what measures do for its challenges."""
    return replace(forcing.part, challenges=problem.challenges)


def test_where_money_is_needed_too_the_year_is_named_that_asks_the_least_of_it():
    late = table(
        work("A", 100, start_years=(2027,)),
        money("F", 0, 60, start_by=date(2028, 12, 31)),
        years=(2027, 2028, 2029),
        choices=Choices(start={"A": 2028}),
    )
    forcing = Forcing(late, ["A"])

    (way,) = (way for way in ways_out(forcing, forcing.conflict()) if way.cents and way.to)

    assert (way.rules, way.to) == ((Rule("window", "A"),), 2028)
    assert sum(way.cents.values()) == euros(40)
    assert has_plan(eased(late, way), "A")
    assert said(late, way).startswith("Deze maatregel mag ook starten in 2028. Er komt € 40 bij in 2028")


def a_step_less(way: Way) -> Way:
    """The same way with a figure that moves one step less."""
    (rule,) = way.rules
    back = 1 if rule.code in DOWN else -1
    step = Fraction(1, 100) if isinstance(way.to, Fraction) else EURO
    return replace(way, to=way.to + back * step)


def figures(seed: int, **more: object):
    """Every way out of a small table that moves a figure."""
    problem = small_table(seed, **more)
    for measure, forcing, rules in conflicts(problem):
        for rule in rules:
            if rule.code in SCALES and forcing.possible([rule]):
                way = moved(forcing, rule)
                if way is not None:
                    yield problem, measure, forcing, way


MANY = range(150)


def test_of_many_small_tables_each_figure_is_enough_and_a_step_less_is_not():
    codes: dict[str, int] = {}
    for seed in MANY:
        for problem, measure, forcing, way in figures(seed):
            rule = way.rules[0]
            codes[rule.code] = codes.get(rule.code, 0) + 1
            assert has_plan(eased(problem, way), measure), (seed, way)
            less = eased(part_of(problem, forcing), a_step_less(way))
            assert not has_plan(less, measure), (seed, way)

    assert sum(codes.values()) >= 40, codes
    assert len(codes) >= 6, codes


def test_the_engine_that_tries_everything_finds_no_smaller_figure():
    tried = 0
    for seed in range(40):
        for problem, measure, forcing, way in figures(seed, measures=3):
            part = forced_in(part_of(problem, forcing), measure)
            enough = best_plan(eased(part, way))
            less = best_plan(eased(part, a_step_less(way)))
            tried += 1
            assert enough.worth > float("-inf"), (seed, way)
            assert less.worth == float("-inf"), (seed, way)
    assert tried >= 8


@pytest.mark.parametrize("seed", SEEDS)
def test_of_the_names_that_are_let_in_none_can_be_missed(seed):
    problem = small_table(seed)
    for measure, forcing, rules in conflicts(problem):
        for way in ways_out(forcing, rules) if rules else ():
            if isinstance(way.to, tuple):
                for name in way.to:
                    fewer = replace(way, to=tuple(n for n in way.to if n != name))
                    assert not has_plan(eased(part_of(problem, forcing), fewer), measure), way


@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_move_has_a_sentence_without_loose_ends(language):
    for problem, code, *_ in (*FIGURES.values(), *LET_IN.values()):
        text = said(problem, way_by(problem, code, "A" if code == "requires" else "F"), language)
        assert "{" not in text
        assert "way_" not in text
        assert "  " not in text
