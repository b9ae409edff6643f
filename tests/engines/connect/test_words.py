"""Every finding of the engine is a sentence in Dutch and in English, whatever it is about."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from gebiedstafel.engines import connect
from gebiedstafel.engines.connect import sentence, words_en, words_nl
from gebiedstafel.engines.connect.plan import Issue, Reason, ToCheck, Violation
from gebiedstafel.engines.connect.words import euros, listed

from .findings import Finding, every_finding

ENGINE = Path(connect.__file__).parent
CODE = re.compile(r"[a-z]+(_[a-z]+)*")
RAW = re.compile(r"[{}\[\]]|None|CostType|Decimal|Fraction\(|datetime|<|_")

# Where codes of each kind are written, and the words that stand there without being codes.
ISSUES = ("check.py", "check_flows.py")
REASONS = ("reasons.py", "conflict.py")
CHECKS = ("conditions.py",)
VIOLATIONS = tuple(sorted(str(path.relative_to(ENGINE)) for path in ENGINE.rglob("verify*.py")))


def codes_handed_to(names: set[str], files: tuple[str, ...]) -> set[str]:
    """The codes with which these makers are called, also where a variable carries one."""
    return {code for file in files for code in _codes_in(ENGINE / file, names)}


def _codes_in(path: Path, makers: set[str]) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and _called(call) in makers:
            place = 2 if _called(call) == "ToCheck" else 0
            yield from _texts(call.args[place], tree)


def _called(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else ""


def _texts(node: ast.expr, tree: ast.Module) -> Iterator[str]:
    """The texts an expression may be; for a name, all texts ever put into a list or variable of codes."""
    if isinstance(node, ast.Constant):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, tree)
        yield from _texts(node.orelse, tree)
    elif isinstance(node, ast.Name):
        yield from _put_into_codes(tree)


def _put_into_codes(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            into = node.func.value
            if node.func.attr == "append" and isinstance(into, ast.Name) and into.id == "codes":
                yield from (arg.value for arg in node.args if isinstance(arg, ast.Constant))
        if isinstance(node, ast.Assign) and [t.id for t in node.targets if isinstance(t, ast.Name)] == [
            "code"
        ]:
            yield from _texts(node.value, ast.Module([], []))
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            first = node.target.elts[0]
            if isinstance(first, ast.Name) and first.id == "code" and isinstance(node.iter, ast.Tuple):
                pairs = [pair for pair in node.iter.elts if isinstance(pair, ast.Tuple)]
                yield from (pair.elts[0].value for pair in pairs if isinstance(pair.elts[0], ast.Constant))


IN_SOURCE: dict[type, set[str]] = {
    Issue: codes_handed_to({"error", "warning", "_error", "_warning"}, ISSUES),
    # A clash is told by its forced choices, or by the fault that makes it one.
    Reason: codes_handed_to({"Reason"}, REASONS)
    | {"forced_in", "forced_out", "forced_start", "hours_short", "hours_elsewhere"},
    ToCheck: codes_handed_to({"ToCheck"}, CHECKS),
    Violation: codes_handed_to({"Violation", "_broken"}, VIOLATIONS),
}
IN_WORDS = {Issue: "ISSUES", Reason: "REASONS", ToCheck: "CHECKS", Violation: "VIOLATIONS"}


@pytest.mark.parametrize("words", [words_nl, words_en], ids=["nl", "en"])
@pytest.mark.parametrize("kind", IN_SOURCE, ids=lambda kind: kind.__name__)
def test_each_code_has_words_and_no_words_are_left_over(kind: type, words: object):
    said = {code.removesuffix("_for") for code in getattr(words, IN_WORDS[kind])}

    assert len(IN_SOURCE[kind]) >= 8
    assert said == IN_SOURCE[kind]


@pytest.fixture(scope="module")
def findings() -> list[Finding]:
    return every_finding()


@pytest.mark.parametrize("kind", IN_SOURCE, ids=lambda kind: kind.__name__)
def test_each_code_is_found_on_some_table(kind: type, findings: list[Finding]):
    found = {finding.code for finding in findings if isinstance(finding, kind)}

    assert IN_SOURCE[kind] - found == set()


@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_finding_is_one_clean_sentence(language: str, findings: list[Finding]):
    wrong = {
        (finding.code, said)
        for finding in findings
        for said in [sentence(finding, {}, language)]
        if RAW.search(said) or said[0] != said[0].upper() or not said.endswith(".") or "  " in said
    }

    assert wrong == set()


@pytest.mark.parametrize(
    ("language", "one", "more"),
    [
        ("nl", "Na 1 seconde was er nog geen plan.", "in 3 stappen gezocht, met 0 vaste keuzes."),
        ("en", "After 1 second there was no plan yet.", "a search of 3 steps, with 0 fixed choices."),
    ],
)
def test_how_long_a_search_took_is_said_as_people_count(language: str, one: str, more: str):
    said = sentence(Reason("search_out_of_time", {"seconds": 1, "nodes": 3, "forced": 0}), {}, language)

    assert one in said
    assert more in said


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([], ""),
        (["Rijk"], "Rijk"),
        (["Rijk", "Fonds"], "Rijk en Fonds"),
        (["Rijk", "Fonds", "Zorg"], "Rijk, Fonds en Zorg"),
        (["Wonen, zorg", "Fonds", "Rijk"], "Wonen, zorg; Fonds en Rijk"),
    ],
)
def test_a_list_is_told_with_and_before_the_last(parts: list[str], told: str):
    assert listed(parts) == told
    assert listed(parts, "en") == told.replace(" en ", " and ")
    assert listed(parts, word="of") == told.replace(" en ", " of ")


@pytest.mark.parametrize(
    ("cents", "dutch", "english"),
    [
        (123_456_700, "€ 1.234.567", "€1,234,567"),
        (150_025, "€ 1.500,25", "€1,500.25"),
        (-90_000, "−€ 900", "−€900"),
    ],
)
def test_an_amount_is_told_as_people_write_it(cents: int, dutch: str, english: str):
    assert euros(cents).replace("\N{NO-BREAK SPACE}", " ") == dutch
    assert euros(cents, "en") == english


def test_a_name_that_ends_in_a_full_stop_does_not_get_two():
    waits = Reason("no_flow", {"cost_type": "proces", "cents": 900, "waits_on": ["f"]})

    said = sentence(waits, {"f": "Stichting De Brug e.o."}, "nl")

    assert said.endswith("Dit wacht op Stichting De Brug e.o.")


def test_amounts_in_reasons_are_whole_euros_rounded_up():
    short = Reason("money_short", {"cents": 44_285_715, "years": {2030: 44_285_715}})

    assert sentence(short, {}, "nl") == "Er is €\u00a0442.858 te weinig passend geld in 2030."
    assert sentence(short, {}, "en") == "Fitting money is €442,858 short in 2030."
