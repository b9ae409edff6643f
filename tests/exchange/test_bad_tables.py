"""A bad table file gets clear sentences: what, where and what would help, all faults at once."""

import json
import time

import pytest

from gebiedstafel.exchange.faults import BadPlan
from gebiedstafel.exchange.plain_text import MAX_BYTES
from gebiedstafel.exchange.plan_file import plan_from_json
from gebiedstafel.exchange.semantic_faults import table_warnings
from gebiedstafel.exchange.table_file import BadTable, read_table, read_table_at, table_faults

HEAD = """format: gebiedstafel/table
version: 1
table: {id: kade, name: De Kade, area: W1, as_of: 2026-11-21, years: [2027, 2028]}
areas: [{id: W1, name: De Kade, level: wijk}]
"""
PARTIES = "parties: [{id: gem, name: Gemeente, owner_class: gemeente}]\n"


def measures(*rows):
    return PARTIES + "measures:\n" + "".join(f"  - {{{row}}}\n" for row in rows)


def measure(name, more=""):
    start = "start: {earliest: 2027, latest: 2028}"
    return f"id: {name}, title: Iets, themes: [WON-KWAL], area: W1, {start}{more}"


def flow(more):
    known = "id: F1, name: Pot, holder: gem, owner_class: gemeente, cost_types: [proces], area: W1"
    return f"{PARTIES}money_flows:\n  - {{{known}{more}}}\n"


def faults_of(source):
    with pytest.raises(BadTable) as refused:
        read_table(source)
    return refused.value.faults


FAULTY = {
    "unknown area": (measures(measure("M1").replace("W1", "W9")), "measures → M1 → area", "W9"),
    "unknown party": (measures(measure("M1", ", leads: [zwem]")), "measures → M1 → leads → 1", "zwem"),
    "unknown challenge": (
        measures(measure("M1", ", effects: {O9: veel}")),
        "measures → M1 → effects → O9",
        "O9",
    ),
    "doubled id": (measures(measure("M1"), measure("M1")), "measures → M1 → id", "twee keer"),
    "negative amount": (
        measures(measure("M1", ", costs: {personeel: [-5]}")),
        "measures → M1 → costs → personeel → 1",
        "te laag",
    ),
    "absurd amount": (
        measures(measure("M1", ", costs: {personeel: [999999999999999]}")),
        "measures → M1 → costs → personeel → 1",
        "te hoog",
    ),
    "amount with a point for thousands": (
        measures(measure("M1", ", costs: {personeel: [1.000]}")),
        "measures → M1 → costs → personeel → 1",
        "geheel getal",
    ),
    "unknown cost type": (
        measures(measure("M1", ", costs: {cadeaus: [5]}")),
        "measures → M1 → costs",
        "cadeaus",
    ),
    "share above one": (flow(", budget: {2027: 5}, max_share: 70"), "money_flows → F1 → max_share", "0.7"),
    "fraction above one": (
        flow(", budget: {2027: 5}, max_share: 3/2"),
        "money_flows → F1 → max_share",
        "3/2",
    ),
    "year outside": (flow(", budget: {2031: 5}"), "money_flows → F1 → budget → 2031", "2027–2028"),
    "start outside": (
        measures(measure("M1").replace("earliest: 2027, latest: 2028", "earliest: 2031, latest: 2032")),
        "measures → M1 → start",
        "2031–2032",
    ),
    "no such day": (
        flow(", budget: {2027: 5}, apply_by: 2027-02-30"),
        "money_flows → F1 → apply_by",
        "geen dag",
    ),
    "date in Dutch order": (
        flow(", budget: {2027: 5}, apply_by: 1-10-2027"),
        "money_flows → F1 → apply_by",
        "2027-10-01",
    ),
    "circle of measures": (
        measures(measure("M1", ", requires: [{measure: M2}]"), measure("M2", ", requires: [{measure: M1}]")),
        "measures → M1 → requires",
        "M1 → M2 → M1",
    ),
    "circle of areas": (
        "areas: [{id: W1, name: A, level: wijk, parent: W2}, {id: W2, name: B, level: wijk, parent: W1}]\n",
        "areas → W1 → parent",
        "W1 → W2 → W1",
    ),
    "contradicting choices": (
        measures(measure("M1", ", costs: {proces: [5]}")) + "choices: {in: [M1], out: [M1]}\n",
        "choices → in → 1",
        "Kies er één",
    ),
    "choice of unknown cost": (
        measures(measure("M1")) + "choices: {in: [M1]}\n",
        "choices → in → 1",
        "kosten",
    ),
    "choice of another year": (
        measures(measure("M1")) + "choices: {start: {M1: 2031}}\n",
        "choices → start → M1",
        "2027 tot en met 2028",
    ),
    "misspelled name": (
        measures(measure("M1", ", cost: {proces: [5]}")),
        "measures → M1",
        "Bedoelde u “costs”",
    ),
    "number as id": (measures(measure("12")), "measures → 1 → id", "aanhalingstekens"),
    "nothing filled in": (
        measures(measure("M1", ", title2: 1").replace("Iets", "")),
        "measures → M1 → title",
        "Laat de regel weg",
    ),
    "years with a hole": (
        "table: {id: k, name: K, area: W1, as_of: 2026-11-21, years: [2027, 2029]}\n",
        "table → years",
        "2027 tot en met 2029",
    ),
    "hours of nobody": (
        measures(measure("M1", ", hours: [{per_year: [5]}]")),
        "measures → M1 → hours → 1",
        "party",
    ),
    "effect in other words": (
        measures(measure("M1", ", effects: {O1: enorm}")),
        "measures → M1 → effects → O1",
        "veel, wat, weinig",
    ),
}


def table_with(extra):
    """The head with the extra lines, which replace lines of the head that have the same name."""
    names = {line.split(":")[0] for line in extra.splitlines() if not line.startswith(" ")}
    return "".join(line for line in HEAD.splitlines(True) if line.split(":")[0] not in names) + extra


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_names_its_place_and_the_remedy(case):
    extra, place, word = FAULTY[case]

    faults = faults_of(table_with(extra))

    fault = next(fault for fault in faults if fault.path == place and word in fault.sentence_nl)
    assert fault.sentence_nl.startswith(f"{place}: ")
    assert fault.sentence_en.startswith(f"{place}: ")
    assert fault.sentence_nl != fault.sentence_en


@pytest.mark.parametrize("case", FAULTY)
def test_a_fault_of_a_yaml_file_names_a_line_that_exists(case):
    text = table_with(FAULTY[case][0])

    told = [fault.sentence_nl for fault in faults_of(text) if "(regel " in fault.sentence_nl]

    assert all(1 <= int(sentence.split("(regel ")[1].rstrip(")")) <= text.count("\n") for sentence in told)


def test_all_faults_of_a_file_come_at_once():
    text = HEAD + measures(
        measure("M1", ", costs: {personeel: [-5]}, nature: soms"),
        "id: M2, themes: [WON-KWAL]",
    )

    places = {fault.path for fault in faults_of(text)}

    assert places == {
        "measures → M1 → costs → personeel → 1",
        "measures → M1 → nature",
        "measures → M2",
    }


def test_all_references_to_nothing_come_at_once():
    text = HEAD + measures(measure("M1", ", leads: [a, b], effects: {c: 1}"))

    assert len(faults_of(text)) == 3


BROKEN = {
    "tab": ("table:\n\tid: x\n", "Regel 2: hier staat een tab"),
    "colon in a title": ("table: {id: x}\nnotice: een: twee: drie\n", "dubbele punt"),
    "open bracket": ("areas: [{id: x\nparties: 1\n", "Regel"),
    "reserved sign": ("table: @home\n", "tussen aanhalingstekens"),
    "two documents": (HEAD + "---\n" + HEAD, "tweede document"),
    "tag": ("table: !!python/object:os.system {}\n", "label"),
    "reference": ("a: &x [1]\nb: *x\n", "Regel 2: hier staat een verwijzing"),
    "list": ("- a\n- b\n", "gebiedstafel demo"),
    "prose": ("Beste buren, hierbij het plan.\n", "gebiedstafel demo"),
    "empty": ("", "leeg"),
    "only remarks": ("# niets\n", "gebiedstafel demo"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "geen tekst"),
    "layers": ("a: " + "[" * 5000, "lagen"),
    "layers in JSON": ('{"a":' * 100_000, "lagen"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(case):
    text, word = BROKEN[case]

    faults = faults_of(text)

    assert len(faults) == 1
    assert word in faults[0].sentence_nl


def test_a_doubled_name_is_refused_with_both_lines():
    text = HEAD + "parties: []\nmeasures: []\nparties: []\n"

    (fault,) = faults_of(text)

    assert "(regels 5 en 7)" in fault.sentence_nl


def test_a_doubled_name_in_json_is_refused():
    text = json.dumps(read_table(HEAD))[:-1] + ', "version": 1}'

    (fault,) = faults_of(text)

    assert "“version” staat er twee keer" in fault.sentence_nl


def test_a_bomb_of_references_is_refused_at_once():
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    rows += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 60)]
    begun = time.process_time()

    faults = faults_of("\n".join(rows))

    assert "verwijzing" in faults[0].sentence_nl
    assert time.process_time() - begun < 1


def test_a_file_of_200_megabytes_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "groot.yaml"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    begun = time.process_time()

    with pytest.raises(BadTable) as refused:
        read_table_at(path)

    assert "200 MB" in refused.value.faults[0].sentence_nl
    assert time.process_time() - begun < 0.5


def test_text_above_the_limit_is_refused_before_it_is_parsed():
    (fault,) = faults_of(b"a" * (MAX_BYTES + 1))

    assert "hoogstens 4 MB" in fault.sentence_nl


@pytest.mark.parametrize(
    "values",
    [None, [], {}, {"status": "prima"}, {"status": "optimal", "objective": "veel"}, {"status": "infeasible"}],
)
def test_values_that_are_no_plan_are_refused(values):
    with pytest.raises(BadPlan) as refused:
        plan_from_json(values)

    assert "gebiedstafel plan --json" in refused.value.faults[0].sentence_nl


def test_what_only_the_engine_sees_is_told_together_with_the_rest_and_once():
    text = HEAD + flow(", budget: {2027: 5}, min_application: 9, max_application: 3, needs_at_table: zwem")

    faults = faults_of(text)

    assert len(faults) == 2
    assert {"zwem" in fault.sentence_nl for fault in faults} == {True, False}
    assert all(fault.sentence_nl != fault.sentence_en for fault in faults)


def test_a_start_too_late_to_finish_is_told_once():
    text = HEAD + measures(measure("M1", ", costs: {proces: [5, 5]}")) + "choices: {start: {M1: 2028}}\n"

    (fault,) = faults_of(text)

    assert "2028" in fault.sentence_nl


def test_a_measure_that_no_money_can_pay_is_a_warning_and_no_fault():
    table = read_table(HEAD + measures(measure("M1", ", costs: {proces: [5]}, leads: [gem], hours: []")))

    (warning,) = table_warnings(table)

    assert "Iets" in warning.sentence_nl
    assert table_faults(table) == ()
