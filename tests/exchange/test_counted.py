"""Half-known rows: what can be counted is counted, and what is missing is named."""

from gebiedstafel.engines.connect import solve
from gebiedstafel.exchange.counted import counted, missing_answers, waiting_measures
from gebiedstafel.exchange.entries import entry_faults
from gebiedstafel.exchange.table_problem import problem_of
from gebiedstafel.exchange.unknowns import unknown_values
from tests.small_table import small_table


def test_a_row_with_only_a_name_and_an_owner_is_a_sound_row_that_is_not_counted():
    table = small_table()
    table["parties"].append({"id": "nieuw", "name": "Nieuwe buren"})
    table["measures"].append({"id": "M99", "title": "Een idee", "owner": "nieuw"})
    table["money_flows"].append({"id": "F99", "name": "Een potje", "holder": "nieuw"})
    table["bundles"] = [*table.get("bundles", []), {"id": "B99", "title": "Samen", "owner": "nieuw"}]

    problem = problem_of(table)

    assert entry_faults(table) == ()
    assert {"M99", "F99", "B99"}.isdisjoint(
        {each.id for each in (*problem.measures, *problem.flows, *problem.bundles)}
    )
    assert "nieuw" in {party.id for party in problem.parties}
    assert solve(problem).objective == solve(problem_of(small_table())).objective


def test_each_missing_answer_is_named_with_what_it_blocks():
    table = small_table()
    table["measures"].append({"id": "M99", "title": "Een idee", "owner": "stad"})
    table["money_flows"].append({"id": "F99", "name": "Een potje", "holder": "stad"})

    named = {(each.id, each.code) for each in unknown_values(table)}

    assert {("M99", "start"), ("M99", "area"), ("M99", "themes"), ("M99", "leads")} <= named
    assert {("F99", "budget"), ("F99", "cost_types"), ("F99", "area")} <= named
    assert ("F99", "owner_class") not in named  # its holder says whose money it is


def test_money_in_a_band_counts_for_its_low_end():
    table = small_table()
    flow = table["money_flows"][0]
    flow["bands"] = {year: [cents, 2 * cents] for year, cents in flow.pop("budget").items()}

    low = counted(table)["money_flows"][0]

    assert low["budget"] == small_table()["money_flows"][0]["budget"]
    assert missing_answers(flow, "money_flows") == ()


def test_what_waits_for_an_uncounted_measure_waits_too_however_long_the_chain():
    table = small_table()
    first = table["measures"][0]
    table["measures"] += [
        {"id": "M90", "title": "Zonder jaar", "owner": "stad"},
        {**first, "id": "M91", "requires": [{"measure": "M90"}]},
        {**first, "id": "M92", "requires": [{"measure": "M91"}]},
    ]

    kept = {row["id"] for row in counted(table)["measures"]}

    assert waiting_measures(table) == {"M91", "M92"}
    assert {"M90", "M91", "M92"}.isdisjoint(kept)


def test_who_forces_a_measure_in_that_cannot_be_counted_hears_what_to_fill_in():
    table = small_table()
    table["measures"].append({"id": "M99", "title": "Een idee", "owner": "stad", "costs": {}})
    table["choices"] = {"in": ["M99"]}

    (fault,) = entry_faults(table)

    assert "“start”, “area”, “themes”" in fault.sentence_nl
