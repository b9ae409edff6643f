"""Exchange documents drawn from the published schema itself, with sound references."""

from __future__ import annotations

import string
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from tests.small_table import SCHEMA

Schema = dict[str, Any]
Draw = Callable[[st.SearchStrategy[Any]], Any]
TEXT = st.text(string.ascii_letters + string.digits + " éë€’–", min_size=1, max_size=12)
DATES = st.dates().filter(lambda day: day.year >= 1990).map(lambda day: day.isoformat())
LISTS = ("figures", "parties", "challenges", "money_flows", "measures", "bundles", "statements")


def value(schema: Schema) -> st.SearchStrategy[Any]:
    """Return values that the schema allows."""
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        return DATES if name == "date" else value(SCHEMA["$defs"][name])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "oneOf" in schema:
        return st.one_of([value(option) for option in schema["oneOf"]])
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    return st.one_of([KINDS[kind](schema) for kind in kinds])


def _integer(schema: Schema) -> st.SearchStrategy[int]:
    return st.integers(schema.get("minimum", 0), min(schema.get("maximum", 10**6), 10**14))


def _number(schema: Schema) -> st.SearchStrategy[float]:
    low, high = schema.get("minimum", schema.get("exclusiveMinimum", -1000)), schema.get("maximum", 1000)
    above = "exclusiveMinimum" in schema
    return st.integers(low + above, high) | st.floats(low, high, exclude_min=above, allow_subnormal=False)


def _string(schema: Schema) -> st.SearchStrategy[str]:
    return (
        st.from_regex(schema["pattern"], fullmatch=True, alphabet=string.printable[:62] + "-_./")
        if "pattern" in schema
        else TEXT
    )


def _array(schema: Schema) -> st.SearchStrategy[list[Any]]:
    return st.lists(
        value(schema["items"]),
        min_size=schema.get("minItems", 0),
        max_size=min(schema.get("maxItems", 3), 3),
        unique=schema.get("uniqueItems", False),
    )


def _object(schema: Schema) -> st.SearchStrategy[dict[str, Any]]:
    if "properties" in schema:
        parts = {name: value(part) for name, part in schema["properties"].items()}
        required = set(schema.get("required", ()))
        return st.fixed_dictionaries(
            {name: parts[name] for name in parts if name in required},
            optional={name: parts[name] for name in parts if name not in required},
        )
    names = value({"type": "string", **schema.get("propertyNames", {"pattern": "^[A-Za-z]{1,5}$"})})
    if schema.get("propertyNames", {}).get("pattern") == "^[0-9]{4}$":
        names = st.integers(1990, 2100).map(str)
    elif "$ref" in schema.get("propertyNames", {}):
        names = value(schema["propertyNames"])
    return st.dictionaries(names, value(schema["additionalProperties"]), max_size=3)


KINDS: dict[str, Callable[[Schema], st.SearchStrategy[Any]]] = {
    "integer": _integer,
    "number": _number,
    "string": _string,
    "array": _array,
    "object": _object,
    "boolean": lambda schema: st.booleans(),
    "null": lambda schema: st.none(),
}


@st.composite
def documents(draw: Draw) -> dict[str, Any]:
    """Return any table the schema allows, whose ids are unique and whose references exist."""
    document = {
        "format": "gebiedstafel/table",
        "version": 1,
        "table": draw(value(SCHEMA["properties"]["table"])),
        "areas": draw(st.lists(value(SCHEMA["$defs"]["area"]), min_size=1, max_size=3)),
    }
    for name in (*LISTS, "settings", "choices"):
        if draw(st.booleans()):
            part = SCHEMA["properties"][name]
            document[name] = draw(_array(part) if name in LISTS else value(part))
    for name in ("areas", *LISTS):
        for number, entry in enumerate(document.get(name, ())):
            entry["id"] = f"{name[:2]}{number}"
    document["table"] |= {"id": "getrokken", "area": document["areas"][0]["id"]}
    return _with_sound_references(draw, document)


def _with_sound_references(draw: Draw, document: dict[str, Any]) -> dict[str, Any]:
    ids = {name: [entry["id"] for entry in document.get(name, ())] for name in LISTS}
    if not ids["parties"]:
        document.pop("money_flows", None)
    for flow in document.get("money_flows", ()):
        for name in {"holder", "applicant", "needs_at_table"} & flow.keys():
            flow[name] = draw(st.sampled_from(ids["parties"]))
    for measure in document.get("measures", ()):
        _mend_measure(draw, measure, ids)
    _mend_choices(document.get("choices", {}), ids["measures"])
    return document


def _mend_measure(draw: Draw, measure: dict[str, Any], ids: dict[str, list[str]]) -> None:
    if "start" in measure:
        start = measure["start"]
        start["earliest"], start["latest"] = sorted((start["earliest"], start["latest"]))
    for name in {"hours", "hours_freed", "benefits", "offered_hours"} & measure.keys():
        for entry in measure[name]:
            if ids["parties"]:
                entry["party"] = draw(st.sampled_from(ids["parties"]))
            else:
                entry.pop("party", None)
                entry["skill"] = "handen"
        if name != "hours" and not ids["parties"]:
            measure[name] = []
    if "effects" in measure:
        measure["effects"] = dict(zip(ids["challenges"], measure["effects"].values(), strict=False))
    if "judgements" in measure:
        pairs = zip(measure["judgements"], ids["challenges"], ids["parties"], strict=False)
        measure["judgements"] = [one | {"challenge": o, "party": p} for one, o, p in pairs]
    if "requires" in measure:
        others = [key for key in ids["measures"] if key != measure["id"]]
        measure["requires"] = [
            one | {"measure": key} for one, key in zip(measure["requires"], others, strict=False)
        ]


def _mend_choices(choices: dict[str, Any], measures: list[str]) -> None:
    if "in" in choices:
        choices["in"] = measures[: len(choices["in"])]
    if "out" in choices:
        choices["out"] = measures[len(choices.get("in", ())) :][: len(choices["out"])]
    if "start" in choices:
        choices["start"] = dict(zip(measures, choices["start"].values(), strict=False))
