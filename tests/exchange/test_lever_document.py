"""A lever on a document does what it does on the problem, and leaves what people wrote alone."""

from __future__ import annotations

import pytest

from gebiedstafel.engines.connect import solve
from gebiedstafel.engines.connect.generate import generate
from gebiedstafel.engines.connect.lever_search import levers_of
from gebiedstafel.engines.connect.levers import DATES, LIFTED, RULES, Lever, LeverKind, with_lever
from gebiedstafel.exchange.demo import demo_table
from gebiedstafel.exchange.lever_document import that_matter, with_levers
from gebiedstafel.exchange.problem_document import document_of
from gebiedstafel.exchange.table_problem import names_of, problem_of

DEMO = demo_table()
GENERATED = document_of(generate(8, 3, flows=8, parties=6))


def levers_for(document):
    problem = problem_of(document)
    levers = list(levers_of(problem, solve(problem, gap=0.5)))
    levers += [Lever(LeverKind.SEATED, party=p.id) for p in problem.parties]
    levers += [Lever(LeverKind.RULE_LIFTED, rule=rule) for rule in LIFTED]
    for f in problem.flows:
        levers += [Lever(LeverKind.RULE_RELAXED, flow=f.id, rule=rule) for rule in RULES]
        levers += [
            Lever(LeverKind.LATER_DATE, flow=f.id, rule=d, by=getattr(f, d).replace(day=1))
            for d in DATES
            if getattr(f, d)
        ]
    levers.append(Lever(LeverKind.MORE_HOURS, party=problem.parties[0].id, hours=((problem.years[0], 40),)))
    levers.append(
        Lever(LeverKind.NEW_MONEY, measure=problem.measures[0].id, cents=((problem.years[0], 900_00),),
              cost_types=(next(iter(problem.measures[0].costs)),))
    )  # fmt: skip
    return levers


@pytest.mark.parametrize("document", [DEMO, GENERATED], ids=["demo", "generated"])
def test_each_lever_on_the_document_is_that_lever_on_the_problem(document):
    problem = problem_of(document)

    levers = levers_for(document)

    assert len({lever.kind for lever in levers}) >= 5
    for lever in levers:
        assert problem_of(with_levers(document, [lever])) == with_lever(problem, lever), lever.id


def test_names_and_notes_stay_and_new_money_is_called_after_what_it_is_for():
    measure = DEMO["measures"][0]
    new = Lever(LeverKind.NEW_MONEY, measure=measure["id"], cents=((2028, 5),), cost_types=())

    changed = with_levers(DEMO, [*levers_for(DEMO)[:5], new])

    assert names_of(DEMO).items() <= names_of(changed).items()
    added = names_of(changed).keys() - names_of(DEMO).keys()
    assert f"Nog te vinden geld: {measure['title']}" in {names_of(changed)[id_] for id_ in added}
    assert changed["measures"] == DEMO["measures"]
    was = {row["id"]: row for row in DEMO["money_flows"]}
    for row in changed["money_flows"]:
        if row["id"] in was:
            assert row.keys() >= was[row["id"]].keys() - {"match"}


def test_a_lever_the_table_has_no_place_for_changes_nothing():
    gone = Lever(LeverKind.MORE_MONEY, flow="weg", cents=((2027, 5),))

    assert with_levers(DEMO, [gone]) == DEMO
    assert that_matter(DEMO, [gone]) == ()


def test_a_lever_that_came_true_is_no_assumption_any_more():
    lever = Lever(LeverKind.RULE_LIFTED, rule="one_off_pays_recurring")

    assert that_matter(DEMO, [lever]) == (lever,)
    assert that_matter(with_levers(DEMO, [lever]), [lever]) == ()
