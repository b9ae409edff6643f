"""Which form a value has in a cell, by its schema."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .cell_numbers import (
    Band,
    Effect,
    Euros,
    Hours,
    Number,
    NumberOrWithheld,
    Ratio,
    Share,
    SignedEuros,
    Whole,
)
from .cell_values import Choice, Data, Day, Id, Many, Named, Value, YesNo
from .schema_faults import table_schema

Schema = Mapping[str, Any]

_BY_NAME: Mapping[str, Callable[[], Value]] = {
    "cents": Euros,
    "signed_cents": SignedEuros,
    "hours": Hours,
    "year": Whole,
    "share": Share,
    "ratio": Ratio,
    "date": Day,
    "band": Band,
}
_BY_TYPE: Mapping[str, Callable[[], Value]] = {
    "string": Value,
    "integer": Whole,
    "number": Number,
    "boolean": lambda: YesNo(choices=("ja", "nee")),
}


def resolved(schema: Schema) -> Schema:
    """Return the schema that a reference stands for."""
    while "$ref" in schema:
        schema = table_schema()["$defs"][reference(schema)]
    return schema


def reference(schema: Schema) -> str:
    """Return the name of the part of the schema that is meant, if it has one."""
    return str(schema.get("$ref", "")).rsplit("/", 1)[-1]


def value_of(schema: Schema, names: tuple[str, ...] = ()) -> Value:
    """Return how values of a schema stand in a cell; `names` are the kinds an id may name."""
    called, plain = reference(schema), resolved(schema)
    if called in _BY_NAME:
        return _BY_NAME[called]()
    if called == "id":
        return Id(names=names)
    if called == "effect":
        return Effect(choices=tuple(plain["oneOf"][0]["enum"]))
    if "enum" in plain:
        return _chosen(plain["enum"])
    kind = plain.get("type")
    if kind == "array" and _is_small(plain["items"]):
        return Many(names=names, item=value_of(plain["items"], names))
    if kind == "object" and "properties" not in plain and _is_small(plain["additionalProperties"]):
        return Named(names=names, item=value_of(plain["additionalProperties"]))
    if kind == ["number", "null"]:
        return NumberOrWithheld()
    return _BY_TYPE.get(str(kind), Data)()


def _chosen(choices: list[Any]) -> Value:
    if all(isinstance(choice, int) for choice in choices):
        return Whole()
    return Choice(choices=tuple(choices))


def _is_small(schema: Schema) -> bool:
    """Whether a value fits between semicolons."""
    plain = resolved(schema)
    return "enum" in plain or "oneOf" in plain or plain.get("type") not in ("array", "object", None)
