"""Documents that fit the published schema, drawn from the schema itself, so that new fields join in."""

import re

from hypothesis import strategies as st

from gebiedstafel.exchange.schema_faults import table_schema

TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=12)
TRAPS = st.sampled_from(
    ["NO", "yes", "~", "null", "1e3", "007", "12:30", "2027", "- a", "a: b", "#x", "'", '"', "a\nb"]
)
PATTERNS = {
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": st.dates().map(lambda day: day.isoformat()),
    "^[0-9]{4}$": st.integers(2027, 2030).map(str),
}  # fmt: skip


def documents():
    """Any document that fits the schema; its parts need not refer to one another rightly."""
    return _values(table_schema())


def _values(schema):
    if "$ref" in schema:
        return _values(table_schema()["$defs"][schema["$ref"].rsplit("/", 1)[1]])
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "oneOf" in schema:
        return st.one_of([_values(each) for each in schema["oneOf"]])
    kind = schema["type"]
    if isinstance(kind, list):
        return st.one_of([_values({**schema, "type": each}) for each in kind])
    return _KINDS[kind](schema)


def _objects(schema):
    named = schema.get("properties", {})
    required = set(schema.get("required", []))
    if "anyOf" in schema:
        required |= set(schema["anyOf"][0]["required"])
    if not named:
        names = _values({"type": "string"} | schema.get("propertyNames", {}))
        return st.dictionaries(names, _values(schema["additionalProperties"]), max_size=2)
    return st.fixed_dictionaries(
        {name: _values(named[name]) for name in named if name in required},
        optional={name: _values(named[name]) for name in named if name not in required},
    )


def _lists(schema):
    least = schema.get("minItems", 0)
    unique = repr if schema.get("uniqueItems") else None
    return st.lists(
        _values(schema["items"]),
        min_size=least,
        max_size=min(least + 1, schema.get("maxItems", least + 1)),
        unique_by=unique,
    )


def _texts(schema):
    pattern = schema.get("pattern")
    if pattern is None:
        return TEXT | TRAPS
    if pattern in PATTERNS:
        return PATTERNS[pattern]
    return st.from_regex(re.compile(pattern, re.ASCII), fullmatch=True).filter(lambda text: "\n" not in text)


def _whole(schema):
    return st.integers(schema.get("minimum", -9), schema.get("maximum", 10**9))


def _numbers(schema):
    low, high = schema.get("minimum", 0.5), schema.get("maximum", 10**6)
    return st.floats(low, high, allow_nan=False) | st.integers(max(int(low), 1), int(high))


_KINDS = {
    "object": _objects,
    "array": _lists,
    "string": _texts,
    "integer": _whole,
    "number": _numbers,
    "boolean": lambda schema: st.booleans(),
    "null": lambda schema: st.none(),
}
