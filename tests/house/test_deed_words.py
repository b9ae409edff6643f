"""Everything that the code writes in the trail can be read there in words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from gebiedstafel.means.models import ForcedChoice
from gebiedstafel.meetings.once import DEEDS as WRITES
from gebiedstafel.record.deed_words import DEEDS, KINDS

RECORD_DEED = "gebiedstafel.trail.deeds.record_deed"
#: What stands in the braces of an action that is put together while it runs.
PARTS = {
    "side": ForcedChoice.Side.values,
    "side.value": ForcedChoice.Side.values,
    "write.kind": list(WRITES),
    "change.does": ["give", "move", "withdraw"],
}
#: A refused deed is told by its reason, whatever address it was meant for.
REFUSALS = "gebiedstafel.trail.refusals"

Function = ast.FunctionDef
#: By the full name of a function that writes deeds: the name of its argument for the action and its place.
Writers = dict[str, tuple[str, int | None]]


@pytest.fixture(scope="module")
def modules(root: Path) -> dict[str, ast.Module]:
    source = root / "src"
    return {
        ".".join(path.relative_to(source).with_suffix("").parts): ast.parse(path.read_text("utf-8"))
        for path in source.rglob("*.py")
        if "migrations" not in path.parts
    }


def actions_in(modules: dict[str, ast.Module]) -> dict[str, str]:
    """Return every action and where it is written, also through functions that pass one on."""
    names = {name: {**imported(name, tree), **own(name, tree)} for name, tree in modules.items()}
    writers: Writers = {RECORD_DEED: ("action", None)}
    found: dict[str, str] = {}
    known = 0
    while known != len(writers):
        known = len(writers)
        for name, tree in modules.items():
            if name == REFUSALS:
                continue
            for function in (one for one in ast.walk(tree) if isinstance(one, Function)):
                for given in given_actions(function, names[name], writers):
                    place = argument_of(function, given)
                    if place is not None:
                        writers[f"{name}.{function.name}"] = place
                    else:
                        found |= dict.fromkeys(values_of(given, function), f"{name}:{given.lineno}")
    return found


def imported(name: str, tree: ast.Module) -> dict[str, str]:
    """Return what each name that a module takes from another is called in full."""
    return {
        one.asname or one.name: f"{base_of(name, node)}.{one.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for one in node.names
    }


def base_of(name: str, node: ast.ImportFrom) -> str:
    above = name.split(".")[: -node.level] if node.level else []
    return ".".join([*above, *filter(None, [node.module])])


def own(name: str, tree: ast.Module) -> dict[str, str]:
    return {one.name: f"{name}.{one.name}" for one in tree.body if isinstance(one, Function)}


def given_actions(function: Function, names: dict[str, str], writers: Writers) -> Iterator[ast.expr]:
    """Yield what a function gives as action to those that write."""
    for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
        called = names.get(call.func.id, "") if isinstance(call.func, ast.Name) else ""
        if called in writers:
            argument, place = writers[called]
            by_name = [one.value for one in call.keywords if one.arg == argument]
            yield from by_name or ([] if place is None else [call.args[place]])


def argument_of(function: Function, given: ast.expr) -> tuple[str, int | None] | None:
    """Return the argument of a function that it passes on; None where it says the action itself."""
    name = given.id if isinstance(given, ast.Name) else ""
    places = [one.arg for one in function.args.args]
    if name in places:
        return name, places.index(name)
    return (name, None) if name in [one.arg for one in function.args.kwonlyargs] else None


def values_of(node: ast.expr, function: Function) -> list[str]:
    """Return what an action can be."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    if isinstance(node, ast.IfExp):
        return [*values_of(node.body, function), *values_of(node.orelse, function)]
    if isinstance(node, ast.JoinedStr):
        found = [""]
        for part in node.values:
            ends = PARTS[ast.unparse(part.value)] if isinstance(part, ast.FormattedValue) else [part.value]
            found = [begin + str(end) for begin in found for end in ends]
        return found
    assert isinstance(node, ast.Name), f"write the action out: {ast.unparse(node)}"
    set_to = [
        one.value
        for one in ast.walk(function)
        if isinstance(one, ast.Assign) and ast.unparse(one.targets[0]) == node.id
    ]
    assert set_to, f"write the action out: {ast.unparse(node)}"
    return [value for one in set_to for value in values_of(one, function)]


def test_every_deed_in_the_code_has_words_and_no_words_are_of_a_deed_that_is_gone(modules):
    found = actions_in(modules)

    assert len(found) > 150
    assert {action: place for action, place in found.items() if action not in DEEDS} == {}
    assert sorted(set(DEEDS) - set(found)) == []


def test_every_deed_is_of_a_kind_that_can_be_chosen():
    assert {kind for kind, _words in DEEDS.values()} <= set(KINDS)
