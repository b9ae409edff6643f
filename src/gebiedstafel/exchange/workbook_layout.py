"""Which sheets and columns the workbook has, read from the schema: what the schema gets, a column gets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from .cell_forms import reference, resolved, value_of
from .cell_values import Data, Present, Value
from .schema_faults import table_schema
from .table_references import CHOICES, REFERENCES
from .workbook_words import words_of

Path = tuple[str, ...]
Schema = Mapping[str, Any]

KEY, ITEM = "@key", "@value"
SEE = "zie blad {}"
TABLE = "table"


@dataclass(frozen=True, slots=True)
class Field:
    """One column, or for amounts per year one column a year: `years` says how they are counted."""

    path: Path
    heading: str
    note: str
    value: Value
    years: str = ""
    child: str = ""

    def heading_of(self, year: str) -> str:
        """Return the heading of one year's column."""
        return self.heading.format(year)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the rows of a child sheet come from: which list of which kind, and what to call it there."""

    kind: str
    name: str
    word: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet with one row per thing."""

    name: str
    kind: str
    singular: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Child:
    """A sheet with rows that belong to a thing on another sheet."""

    name: str
    sources: tuple[Source, ...]
    owner: str
    what: str
    fields: tuple[Field, ...]
    is_mapping: bool


#: Per sheet its kind, and what one row of it is called.
_SHEETS = (
    ("Geldstromen", "money_flows", "Geldstroom"),
    ("Maatregelen", "measures", "Maatregel"),
    ("Partijen", "parties", "Partij"),
    ("Opgaven", "challenges", "Opgave"),
    ("Bundels", "bundles", "Bundel"),
    ("Gebieden", "areas", "Gebied"),
    ("Cijfers", "figures", "Cijfer"),
    ("Stellingen", "statements", "Stelling"),
)
_CHILDREN = (
    ("Kosten", "costs", (("measures", "costs", "kosten"), ("measures", "revenue", "eigen inkomsten"))),
    (
        "Uren van maatregelen",
        "measure_hours",
        (
            ("measures", "hours", "nodig"),
            ("measures", "hours_freed", "komt vrij"),
            ("measures", "offered_hours", "aangeboden door vrijwilligers"),
        ),
    ),
    ("Effecten", "effects", (("measures", "effects", ""),)),
    ("Oordelen", "judgements", (("measures", "judgements", ""),)),
    ("Baten", "benefits", (("measures", "benefits", ""),)),
    ("Volgorde", "requires", (("measures", "requires", ""),)),
    ("Uren van partijen", "hours", (("parties", "hours", ""),)),
    (
        "Voorwaarden",
        "conditions",
        (("money_flows", "conditions", "geldstroom"), ("measures", "conditions", "maatregel")),
    ),
    ("Stemmen", "votes", (("statements", "votes", ""),)),
)
KINDS: Mapping[str, str] = {kind: name for name, kind, _ in _SHEETS}


@cache
def sheets() -> tuple[Sheet, ...]:
    """Return the sheets with one row per thing."""
    return tuple(
        Sheet(name, kind, singular, tuple(_fields(kind, (), _entry_schema(kind))))
        for name, kind, singular in _SHEETS
    )


@cache
def table_fields() -> tuple[Field, ...]:
    """Return what stands on the sheet Tafel, one beneath the other: all that is no list of things."""
    parts = {
        name: part
        for name, part in table_schema()["properties"].items()
        if name not in KINDS and "const" not in part
    }
    return tuple(_fields(TABLE, (), {"properties": parts}))


@cache
def children() -> tuple[Child, ...]:
    """Return the sheets whose rows belong to a thing on another sheet."""
    return tuple(_child(name, words, sources) for name, words, sources in _CHILDREN)


@cache
def child_of(kind: str, name: str) -> Child | None:
    """Return the sheet that holds a list of a thing, if it has one of its own."""
    return next(
        (child for child in children() for one in child.sources if (one.kind, one.name) == (kind, name)), None
    )


def sheet_of(kind: str) -> Sheet:
    """Return the sheet of a kind."""
    return next(sheet for sheet in sheets() if sheet.kind == kind)


def _child(name: str, words: str, given: tuple[tuple[str, str, str], ...]) -> Child:
    sources = tuple(Source(*one) for one in given)
    fields: dict[Path, Field] = {}
    is_mapping = False
    for source in sources:
        schema = resolved(_entry_schema(source.kind)["properties"][source.name])
        is_mapping = schema["type"] == "object"
        for field in _item_fields(source, words, schema):
            fields.setdefault(field.path, field)
    owners = dict.fromkeys(singular for _, kind, singular in _SHEETS if kind in {s.kind for s in sources})
    what = "" if len(sources) == 1 else "Waarvan" if len(owners) > 1 else "Soort"
    return Child(name, sources, " of ".join(owners).capitalize(), what, tuple(fields.values()), is_mapping)


def _item_fields(source: Source, words: str, schema: Schema) -> Iterator[Field]:
    step = "%" if schema["type"] == "object" else "*"
    if schema["type"] == "object":
        names = _named(source.kind, f"{source.name}.%")
        yield _field(
            words,
            (KEY,),
            schema.get("propertyNames", {"$ref": "#/$defs/id"} if names else {"type": "string"}),
            names,
        )
    item = schema["additionalProperties" if step == "%" else "items"]
    if "properties" in resolved(item):
        yield from _fields(words, (), resolved(item), (source.kind, f"{source.name}.{step}"))
    else:
        yield _field(words, (ITEM,), item)


def _fields(kind: str, path: Path, schema: Schema, at: tuple[str, str] = ("", "")) -> Iterator[Field]:
    """Return the fields of everything in a schema, parts of parts beside one another."""
    for name, part in schema["properties"].items():
        here = (*path, name)
        plain = resolved(part)
        if not path and _is_child(kind, name):
            yield _list_field(kind, name)
        elif "properties" in plain:
            if not plain.get("required"):
                yield _field(kind, here, part, (), Present(choices=("ja",)))
            yield from _fields(kind, here, plain, at)
        else:
            yield _field(kind, here, part, _names_at(kind, here, at))


def _field(
    kind: str, path: Path, schema: Schema, names: tuple[str, ...] = (), value: Value | None = None
) -> Field:
    heading, note = words_of(".".join((kind, *path))) or (".".join(path), "")
    years = _years(schema)
    if years:
        item = resolved(schema)["additionalProperties" if years == "calendar" else "items"]
        return Field(path, heading, note, value_of(item), years)
    return Field(path, heading, note, value or value_of(schema, names))


def _years(schema: Schema) -> str:
    """Return how a value's years are counted: by the calendar, from the start, or not at all."""
    called, plain = reference(schema), resolved(schema)
    if plain.get("propertyNames", {}).get("pattern") == "^[0-9]{4}$":
        return "calendar"
    if called == "per_offset" or (
        plain.get("type") == "array" and reference(plain["items"]) in ("cents", "hours")
    ):
        return "start"
    return ""


def _list_field(kind: str, name: str) -> Field:
    heading, note = words_of(f"{kind}.{name}") or (name, "")
    sheet = next(title for title, _, sources in _CHILDREN if (kind, name) in {one[:2] for one in sources})
    return Field((name,), heading, note, Value(choices=("–", SEE.format(sheet))), child=sheet)


def _is_child(kind: str, name: str) -> bool:
    return any((kind, name) == one[:2] for _, _, sources in _CHILDREN for one in sources)


def _names_at(kind: str, path: Path, at: tuple[str, str]) -> tuple[str, ...]:
    """Return which kinds an id at this place may name."""
    if at[0]:
        return _named(at[0], ".".join((at[1], *path)))
    dotted = ".".join(path)
    if kind == TABLE:
        if path == ("table", "area"):
            return ("areas",)
        inner = dotted.removeprefix("choices.")
        return next((kinds for each, kinds in CHOICES.items() if each.split(".")[0] == inner), ())
    return _named(kind, dotted) or _named(kind, f"{dotted}.*")


def _named(kind: str, dotted: str) -> tuple[str, ...]:
    return REFERENCES.get(kind, {}).get(dotted, ())


def _entry_schema(kind: str) -> Schema:
    return resolved(table_schema()["properties"][kind]["items"])


def without_column() -> tuple[str, ...]:
    """Return the places of the schema that have no words of their own, or no better form than data."""
    found = []
    named = [(sheet.kind, sheet.fields) for sheet in sheets()] + [(TABLE, table_fields())]
    named += [(words, child.fields) for child, (_, words, _) in zip(children(), _CHILDREN, strict=True)]
    for kind, fields in named:
        for field in fields:
            place = ".".join((kind, *field.path))
            if words_of(place) is None:
                found.append(place)
            elif isinstance(field.value, Data) and place not in HELD_AS_DATA:
                found.append(f"{place} (held as data)")
    return tuple(found)


#: Parts that only those who know the sum touch; a column for each would be in everyone's way.
HELD_AS_DATA = frozenset({"table.settings.segments"})
