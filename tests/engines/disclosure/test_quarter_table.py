"""The table of a quarter is what was shown, and is not given when what was shown tells too much."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gebiedstafel.engines.disclosure import Batch, Report, Rules
from gebiedstafel.engines.disclosure.attacker import attack
from gebiedstafel.engines.disclosure.classes import class_of
from gebiedstafel.engines.disclosure.generate import small_municipality
from gebiedstafel.engines.disclosure.history import History, Round, year_of
from gebiedstafel.engines.disclosure.quarter_table import quarter_table
from gebiedstafel.engines.disclosure.rounding import NotGiven
from gebiedstafel.engines.disclosure.told_live import cell_targets, told_live

from .places import GEOGRAPHY

QUARTER = "2026-Q1"
RULES = Rules(k={"vocht": 5})


def report(name: str, reporter: str, count: int, area: str) -> Report:
    return Report(name, reporter, area, "vocht", QUARTER, count, pattern=False)


def shown_at_the_wijk(*reports: Report) -> History:
    """Return a quarter whose reports are all shown at their wijk, whatever the gate would say of it."""
    total = sum(one.count for one in reports)
    size_class = class_of(total)
    assert size_class is not None
    batch = Batch("W1", "vocht", QUARTER, tuple(one.id for one in reports), total, size_class)
    rounds = (Round(QUARTER, False, reports, ()), Round(QUARTER, True, (), (batch,)))
    return History(GEOGRAPHY, RULES, rounds, ())


@pytest.mark.parametrize("seed", range(3))
def test_the_table_of_a_quarter_is_the_sum_of_the_classes_that_were_shown(seed):
    place = small_municipality(seed)
    history = year_of(place, place.rules(5)).of_quarter(place.quarters[0])
    told: list[float] = []

    table = quarter_table(history, tell=told.append)

    assert not isinstance(table, NotGiven)
    assert {span.quarter for span in table} == {place.quarters[0]}
    whole = next(span for span in table if (span.place, span.theme) == ("G", ""))
    assert set(whole.batches) == set(history.batches)
    assert whole.at_least <= sum(batch.total for batch in history.batches)
    assert told == sorted(told)
    assert max(told) < 1


def test_a_table_that_proves_that_a_buurt_has_some_is_not_given():
    """Ten or more in three buurten of at most four each: each of them has two at least."""
    proving = shown_at_the_wijk(
        report("a", "wijkteam", 4, "B10"),
        report("b", "school", 4, "B11"),
        report("c", "corporatie", 4, "B12"),
    )

    refused = quarter_table(proving)

    assert isinstance(refused, NotGiven)
    assert "left over at ('B10', 'vocht', '2026-Q1')" in refused.found_out


def test_a_table_from_which_a_reporter_reckons_out_the_others_is_not_given():
    """Six of nine at most leave three for the others, and three is what others have at least."""
    own = shown_at_the_wijk(report("a", "wijkteam", 6, "W1"), report("b", "school", 3, "W1"))

    refused = quarter_table(own)

    assert isinstance(refused, NotGiven)
    assert refused.found_out


def test_rows_that_contradict_what_was_shown_give_no_table():
    """A batch that holds more than ever came in: somebody changed a row by hand."""
    came = report("a", "wijkteam", 3, "B10")
    batch = Batch("B10", "vocht", QUARTER, ("a",), 9, "5-9")
    history = History(GEOGRAPHY, RULES, (Round(QUARTER, True, (came,), (batch,)),), ())

    assert quarter_table(history) == NotGiven()


def test_a_batch_whose_reports_are_gone_gives_no_table():
    whole = shown_at_the_wijk(report("a", "wijkteam", 9, "W1"), report("b", "school", 9, "W1"))
    emptied = History(GEOGRAPHY, RULES, (replace(whole.rounds[0], arrived=()), whole.rounds[1]), ())
    assert not isinstance(quarter_table(whole), NotGiven)

    assert quarter_table(emptied) == NotGiven()


def test_the_attacker_is_asked_once_for_cells_that_are_the_same_sum():
    """Of one theme in one quarter the cell, both totals and their total are one sum."""
    history = shown_at_the_wijk(report("a", "wijkteam", 4, "B10"), report("b", "school", 9, "W1"))

    cells = list(cell_targets(told_live(history), history))

    assert [one.name.split()[0] for one in cells] == ["B10"]


@pytest.mark.parametrize("seed", range(4))
def test_numbers_instead_of_ranges_are_found_out_by_the_same_attacker(seed):
    place = small_municipality(seed)
    history = year_of(place, place.rules(5)).of_quarter(place.quarters[0])
    told = told_live(history)
    for leaf, form in told.arrived.items():
        told.facts.holds(form, told.truth[leaf], told.truth[leaf])

    assert attack(told.facts, cell_targets(told, history)).exact
