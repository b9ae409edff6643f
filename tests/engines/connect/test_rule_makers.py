"""A rule of the law, or of a giver who is not at the table, is no lever that the table pulls itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from gebiedstafel.engines.connect.lever_words import ask_sentence
from gebiedstafel.engines.connect.levers import Lever, LeverKind, together
from gebiedstafel.engines.connect.problem import OwnerClass
from gebiedstafel.engines.connect.ranking import places, ranked
from gebiedstafel.engines.connect.rule_makers import RuleMaker, rule_maker
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.flow_rules import money_flow
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.table_problem import names_of, problem_of

from .test_ranking import brings, more


@cache
def demo():
    return problem_of(demo_table())


def relaxed(flow, rule):
    return Lever(LeverKind.RULE_RELAXED, flow=flow, rule=rule)


def test_a_rule_in_the_law_is_asked_of_whose_money_it_is_also_when_another_holds_it():
    direct = rule_maker(demo(), relaxed("F01", "match"))
    passed_on = rule_maker(
        demo(), Lever(LeverKind.LATER_DATE, flow="F11", rule="spend_by", by=date(2029, 12, 31))
    )

    assert direct == RuleMaker("F01", "rijk", OwnerClass.STATE, by_law=True)
    assert passed_on == RuleMaker("F11", "rijk", OwnerClass.STATE, by_law=True)


def test_a_rule_of_a_giver_who_is_not_there_is_asked_of_that_giver():
    assert rule_maker(demo(), relaxed("F24", "only_led_by")) == RuleMaker(
        "F24", "fonds", OwnerClass.FUND, by_law=False
    )


@pytest.mark.parametrize(
    "lever",
    [
        relaxed("F05", "carry_forward"),
        more("F01", 100),
        Lever(LeverKind.SEATED, party="waterschap"),
        Lever(LeverKind.CERTAIN_IN_TIME, flow="F26", by=date(2027, 10, 1)),
        Lever(LeverKind.RULE_LIFTED, rule="one_off_pays_recurring"),
    ],
)
def test_a_rule_that_who_is_at_the_table_agreed_is_its_own_and_so_is_all_that_is_no_rule(lever):
    assert rule_maker(demo(), lever) is None


def test_one_rule_of_the_law_among_several_changes_is_enough():
    assert rule_maker(demo(), together([more("F05", 100), relaxed("F01", "match")])) is not None


def test_it_is_said_whom_to_ask_by_name_or_by_kind():
    maker = RuleMaker("F01", "rijk", OwnerClass.STATE, by_law=True)
    nobody = replace(maker, party="", by_law=False)

    assert "in de wet of in een regeling" in ask_sentence(maker, names_of(demo_table()))
    assert names_of(demo_table())["rijk"] in ask_sentence(maker, names_of(demo_table()))
    assert ask_sentence(nobody, {}).endswith("Vraag het Rijk.")
    assert ask_sentence(nobody, {}, "en").endswith("Ask the state.")


def test_what_the_table_can_do_comes_first_and_each_kind_has_its_own_places():
    law = RuleMaker("F01", "rijk", OwnerClass.STATE, by_law=True)
    best = brings(relaxed("F01", "match"), 50.0, "m1", asks=law)
    own = [brings(more(f"f{n}", 500), 20.0 - 3 * n, f"m{n + 2}") for n in range(5)]

    rows = ranked([best, *own], noise=1.0, most=4)

    assert [one.asks is None for one in rows] == [True, True, True, False]
    assert [one.rank for one in rows] == [1, 2, 3, 1]
    assert places(rows)[best.lever.id] == "1"


def test_where_the_law_holds_a_flow_back_the_file_says_so_and_keeps_it():
    flows = {row["id"]: row for row in document_of(demo())["money_flows"]}

    assert flows["F01"]["strength"] == "wettelijk"
    assert "strength" not in flows["F05"]
    assert money_flow(flows["F01"]).by_law
