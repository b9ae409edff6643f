"""Lists of names on the command line: commas between, semicolons where a name holds a comma itself."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from gebiedstafel.engines.connect.many import ManyPlans, NoPlans
from gebiedstafel.engines.connect.plan import Infeasible, Status
from gebiedstafel.exchange.many_plan_words import many_in_words
from gebiedstafel.exchange.unlock_file import WORDS, change_lines
from gebiedstafel.exchange.why_not_file import why_in_words

PLAIN = {"A": "Riool", "B": "Stroom"}
WITH_COMMA = {"A": "Wonen, zorg", "B": "Stroom"}
both = pytest.mark.parametrize(
    ("names", "told"), [(PLAIN, "Riool, Stroom"), (WITH_COMMA, "Wonen, zorg; Stroom")]
)


def documents(names):
    return {"t": {"table": {"name": "Kade"}, "measures": [{"id": m, "title": names[m]} for m in names]}}


@both
def test_what_makes_way_for_a_measure_is_told_name_by_name(names, told):
    found = {"leaving": ["A", "B"], "entering": [], "share": 0.1, "tie": False}
    answer = {"measure": "C", "possible": True, "gap": None, "reasons": []}

    lines = list(why_in_words({**answer, "price": {"found": found, "stopped": False}}, names))

    assert f"eruit {told}; erin niets." in lines[-1]


@both
def test_what_a_lever_brings_in_is_told_name_by_name(names, told):
    one = SimpleNamespace(enters=("A", "B"), leaves=(), moves=(), firm=True)

    assert list(change_lines(one, names, WORDS["nl"])) == [f"Erin: {told}."]


@pytest.mark.parametrize(
    ("names", "told"),
    [(PLAIN, "Riool 2027, Stroom 2028"), (WITH_COMMA, "Wonen, zorg 2027; Stroom 2028")],
)
def test_what_each_of_many_tables_does_is_told_name_by_name(names, told):
    plan = SimpleNamespace(
        measures=(SimpleNamespace(id="A", start=2027), SimpleNamespace(id="B", start=2028))
    )
    plans = ManyPlans(Status.OPTIMAL, 1.0, 1.0, 0.0, 1, {"t": plan}, ())

    assert f"- Kade: 2 van de 2 maatregelen ({told})" in list(many_in_words(plans, documents(names), "nl"))


@both
def test_choices_of_one_of_many_tables_that_clash_are_told_name_by_name(names, told):
    none = NoPlans(Status.INFEASIBLE, {"t": Infeasible(("A", "B"))})

    lines = list(many_in_words(none, documents(names), "nl"))

    assert lines[0].endswith(f"Deze keuzes botsen: {told}.")
