"""Laws of comparing two plans, and the sentences about what was asked differently."""

import copy
import json
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gebiedstafel.connections.comparison import compare
from gebiedstafel.connections.comparison_page import Side, comparison_page
from gebiedstafel.connections.difference_words import ENTRIES, told_between, told_since
from gebiedstafel.connections.input_differences import Difference, input_differences
from gebiedstafel.connections.reading import Reading
from gebiedstafel.connections.since import naming
from tests.connections.small_plan import PLAN, TABLE

SCHEMA = json.loads(files("gebiedstafel.exchange").joinpath("table.schema.json").read_text("utf-8"))


@st.composite
def tables(draw):
    """Draw a table like the small one, with other amounts, rows, chairs and choices."""
    table = copy.deepcopy(TABLE)
    for flow in table["money_flows"]:
        flow["certainty"] = draw(st.sampled_from(["vast", "kansrijk", "mogelijk", "uitgesloten"]))
        flow["budget"] = draw(
            st.dictionaries(st.sampled_from(["2027", "2028"]), st.integers(0, 3), min_size=1)
        )
    for party in table["parties"]:
        party["at_table"] = draw(st.booleans())
    for part in ("measures", "parties", "challenges", "money_flows"):
        table[part] = draw(st.permutations(table[part]))
    gone = draw(st.sampled_from([None, "M1", "M2", "M3"]))
    table["measures"] = [row for row in table["measures"] if row["id"] != gone]
    sides = draw(st.dictionaries(st.sampled_from(["M1", "M2", "M3"]), st.sampled_from(["in", "out"])))
    table["choices"] = {side: [id_ for id_ in sides if sides[id_] == side] for side in ("in", "out")}
    return table


@st.composite
def plans(draw):
    """Draw a plan of such a table: some of its measures, in some year, paid from some flow."""
    table = draw(tables())
    known = [row["id"] for row in table["measures"]]
    chosen = draw(st.lists(st.sampled_from(known), unique=True))
    measures = [
        {
            "id": id_,
            "start": draw(st.integers(2027, 2029)),
            "lead": draw(st.sampled_from(["stad", "team"])),
            "hours": [{"party": "team", "skill": "", "year": 2027, "hours": draw(st.integers(0, 9))}],
            "payments": [
                {
                    "flow": draw(st.sampled_from(["F1", "F2", "F3"])),
                    "cost_type": "investering",
                    "year": 2027,
                    "cents": draw(st.integers(0, 5)),
                }
            ],
            "savings": [],
        }
        for id_ in chosen
    ]
    left_out = [{"id": id_, "reason": "", "reasons": []} for id_ in known if id_ not in chosen]
    covered = {row["id"]: draw(st.sampled_from([0.0, 0.25, 1.0])) for row in table["challenges"]}
    return Reading(
        table, PLAN | {"measures": measures, "coverage": covered, "not_chosen": left_out, "to_check": []}
    )


@given(plans())
def test_a_plan_beside_itself_shows_nothing(plan):
    found = compare(plan, Reading(copy.deepcopy(plan.table), copy.deepcopy(plan.plan)))

    assert found.is_empty
    assert found.differences == ()


@given(plans(), plans())
def test_changing_left_and_right_over_mirrors_everything(one, other):
    assert compare(other, one) == compare(one, other).mirrored()


@given(plans(), plans())
def test_what_moved_adds_up_to_the_other_plan(one, other):
    found = compare(one, other)

    rebuilt = ({*one.chosen} - {*found.only_left}) | {*found.only_right}
    assert rebuilt == {*other.chosen}
    assert sum(pair.change for pair in found.money) == other.total - one.total
    moved = {pair.id: pair.right for pair in found.shifted}
    assert all(other.start(id_) == moved.get(id_, one.start(id_)) for id_ in {*one.chosen} & {*other.chosen})


@given(tables(), tables())
def test_equal_inputs_are_those_without_differences(one, other):
    def plain(table):
        rows = {
            part: {row["id"]: row for row in table[part]} for part in ("measures", "parties", "money_flows")
        }
        return rows, {side: {*ids} for side, ids in table["choices"].items()}

    assert (input_differences(one, other) == ()) == (plain(one) == plain(other))


@given(plans(), plans())
def test_every_difference_is_told_in_words_of_both_sides(one, other):
    found = compare(one, other)
    names = naming(one.table, other.table)

    for difference in found.differences:
        for say in (told_since(names), told_between(names, "A", "B")):
            assert "None" not in say(difference)
            assert say(difference).endswith(".")


@given(plans(), plans())
def test_every_measure_that_moved_says_why(one, other):
    sides = tuple(Side(letter, 1, letter, "", "", 0, "") for letter in "AB")

    page = comparison_page(one, other, sides)

    assert all(
        move.because and all(move.because) for move in (*page.only_left, *page.only_right, *page.shifted)
    )


def words_of(before, now):
    say = told_since(naming(before, now))
    return [say(one) for one in input_differences(before, now)]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            lambda t: t["money_flows"][0]["budget"].update({"2027": 30_000_000}),
            "Rioolgeld, het budget (2027): eerst €\u00a0400.000, nu €\u00a0300.000.",
        ),
        (
            lambda t: t["money_flows"][2].update(certainty="vast"),
            "Preventiegeld, de zekerheid: eerst mogelijk, nu vast.",
        ),
        (lambda t: t["parties"][2].update(at_table=True), "De verzekeraar, aan tafel: eerst nee, nu ja."),
        (
            lambda t: t["measures"][0]["hours"][0].update(per_year=[60]),
            "Riool vervangen, de uren (Het wijkteam, jaar 1): eerst 90, nu 60.",
        ),
        (
            lambda t: t["measures"][0]["effects"].update(O1="wat"),
            "Riool vervangen, het effect (Natte kelders): eerst veel, nu wat.",
        ),
        (lambda t: t["measures"].pop(0), "Weg: maatregel Riool vervangen."),
        (
            lambda t: t.update(choices={"in": ["M1"], "start": {"M1": 2028}}),
            "De keuze over Riool vervangen: eerst ‘vrij’, nu ‘doet mee’ vanaf 2028.",
        ),
        (
            lambda t: t["money_flows"][2].update(spend_by="2029-01-31"),
            "Preventiegeld, de dag waarop het op moet zijn: "
            "eerst 30\u00a0juni 2028, nu 31\u00a0januari 2029.",
        ),
        (
            lambda t: t["money_flows"][0].update(max_share="1/2"),
            "Rioolgeld, het grootste deel dat het betaalt: eerst niet bekend, nu 50%.",
        ),
    ],
)
def test_a_change_is_told_with_its_row_its_entry_and_both_values(change, sentence):
    now = copy.deepcopy(TABLE)
    change(now)

    assert words_of(TABLE, now) == [sentence]


def test_every_entry_of_the_file_has_a_word():
    parts = ("area", "party", "challenge", "measure", "money_flow", "bundle", "statement")
    entries = {name for part in parts for name in SCHEMA["$defs"][part]["properties"]} - {"id", "circles"}
    entries |= {*SCHEMA["properties"]["settings"]["properties"]}
    entries |= {*SCHEMA["properties"]["table"]["properties"]} - {"id"}

    assert entries - {*ENTRIES} == set()


def test_what_only_people_read_never_explains_a_move():
    note = Difference("measures", "M1", ("note",), "oud", "nieuw")
    cost = Difference("measures", "M1", ("costs", "investering", "0"), 1, 2)

    assert (note.counts, cost.counts) == (False, True)


def test_money_that_now_counts_is_why_a_measure_came_in():
    table = copy.deepcopy(TABLE)
    table["money_flows"][1]["certainty"] = "mogelijk"
    left_out = [*PLAN["not_chosen"], {"id": "M2", "reason": "", "reasons": []}]
    poor = PLAN | {"measures": [row for row in PLAN["measures"] if row["id"] != "M2"], "not_chosen": left_out}

    found = compare(Reading(table, poor), Reading(TABLE, PLAN))

    assert found.only_right == ("M2",)
    assert [(one.part, one.id) for one in found.deciding("M2")] == [("money_flows", "F2")]
    assert found.deciding("M4") == ()
