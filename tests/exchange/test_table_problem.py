"""What a table's document means to the engine; what is not known is never zero and never unlimited."""

from datetime import date
from fractions import Fraction

import pytest

from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.problem import Certainty
from gebiedstafel.exchange.effects import effect_points
from gebiedstafel.exchange.exact import exact, written
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.shared_statements import agreement, shared_statement
from gebiedstafel.exchange.table_file import read_table, write_table
from gebiedstafel.exchange.table_problem import names_of, problem_of
from gebiedstafel.exchange.unknowns import unknowns_of

BARE = """
format: gebiedstafel/table
version: 1
table: {id: kade, name: De Kade, area: W1, as_of: 2026-11-21, years: [2027, 2028]}
areas: [{id: W1, name: De Kade, level: wijk}]
parties: [{id: gem, name: Gemeente, owner_class: gemeente}]
challenges: [{id: O1, title: Een droge kade}]
money_flows:
  - {id: F1, name: Pot, holder: gem, owner_class: gemeente, area: W1, budget: {2027: 9}, cost_types: [proces]}
measures:
  - {id: M1, title: Pomp, themes: [OPE-WATE], area: W1, leads: [gem], start: {earliest: 2027, latest: 2029}}
"""


def bare(**more):
    table = read_table(BARE)
    table["money_flows"][0] |= more
    return table


def flow_with(**more):
    return problem_of(bare(**more)).flows[0]


def test_what_is_not_known_is_told_and_counts_on_the_careful_side():
    table = bare()

    problem = problem_of(table)

    assert problem.parties[0].offers == ()
    assert problem.flows[0].certainty is Certainty.POSSIBLE
    assert problem.choices.forced_out == {"M1"}
    assert {fault.path for fault in unknowns_of(table)} == {
        "parties → gem",
        "money_flows → F1",
        "measures → M1",
    }


def test_a_measure_of_unknown_cost_is_never_free():
    table = bare(certainty="vast")
    table["measures"][0] |= {"effects": {"O1": "veel"}, "hours": []}
    priced = read_table(write_table(table))
    priced["measures"][0]["costs"] = {"proces": [0]}

    assert solve(problem_of(table)).measures == ()
    assert [measure.id for measure in solve(problem_of(priced)).measures] == ["M1"]


def test_a_need_is_ten_points_and_words_are_points():
    assert problem_of(bare()).challenges[0].need == 10
    assert [effect_points(word) for word in ("veel", "wat", "weinig", "weten we niet", 2.5)] == [
        7, 4, 2, None, Fraction(5, 2),
    ]  # fmt: skip


def test_start_years_are_those_of_the_table():
    assert problem_of(bare()).measures[0].start_years == (2027, 2028)


def test_shares_are_as_written():
    flow = flow_with(max_share=0.7, min_share="1/3", apply_by="2027-10-01")

    assert (flow.max_share, flow.min_share) == (Fraction(7, 10), Fraction(1, 3))
    assert flow.apply_by == date(2027, 10, 1)


@pytest.mark.parametrize(
    ("more", "ratio"),
    [
        ({"max_share": 0.7, "match": {}}, Fraction(3, 7)),
        ({"max_share": 0.5, "match": {}}, Fraction(1)),
        ({"max_share": 0.7, "match": {"ratio": 2}}, Fraction(2)),
        ({"match": {}}, Fraction(0)),
    ],
)
def test_co_funding_without_a_ratio_is_what_the_share_leaves(more, ratio):
    assert flow_with(**more).match.ratio == ratio


def test_a_flow_that_may_pay_no_part_asks_no_co_funding():
    assert flow_with(max_share=0, match={}).match is None


def test_names_are_what_people_read():
    names = names_of(bare())

    assert (names["M1"], names["F1"], names["gem"], names["O1"]) == (
        "Pomp", "Pot", "Gemeente", "Een droge kade",
    )  # fmt: skip


def votes(agree, disagree, passed):
    return {"agree": agree, "disagree": disagree, "pass": passed}


def test_the_weakest_group_decides_whether_a_statement_is_shared():
    divided = {"id": "S1", "text": "x", "votes": {"A": votes(99, 1, 0), "B": votes(6, 3, 1)}}
    shared = {
        "id": "S2",
        "text": "y",
        "votes": {"A": votes(99, 1, 0), "B": votes(7, 2, 1)},
        "served_by": ["M1"],
    }

    assert shared_statement(divided) is None
    assert shared_statement(shared).strength == Fraction(7, 10)
    assert shared_statement(shared).served_by == ("M1",)


def test_a_statement_counts_only_once_ten_people_of_every_group_voted():
    nine = {"id": "S1", "text": "x", "votes": {"A": votes(99, 1, 0), "B": votes(9, 0, 0)}}
    ten = {"id": "S2", "text": "y", "votes": {"A": votes(99, 1, 0), "B": votes(9, 1, 0)}}

    assert shared_statement(nine) is None
    assert shared_statement(ten).strength == Fraction(9, 10)


@pytest.mark.parametrize("groups", [{}, {"A": votes(0, 0, 0)}, {"A": votes(9, 0, 0), "B": votes(0, 0, 0)}])
def test_without_votes_nothing_is_shared(groups):
    assert agreement(groups) is None


@pytest.mark.parametrize("seed", range(3))
def test_a_generated_problem_survives_its_file(seed):
    document = document_of(generate(20, seed))

    again = document_of(problem_of(read_table(write_table(document))))

    assert again == document


@pytest.mark.parametrize("share", ["1/3", "7/10", "0", "3", "1/1000000007"])
def test_a_share_is_written_exactly(share):
    assert exact(written(Fraction(share))) == Fraction(share)
