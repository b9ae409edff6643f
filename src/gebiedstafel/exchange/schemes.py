"""The catalogue of schemes: what money there is, for whom, what it asks, and how it becomes a flow.

The rows that ship are in `schemes.yaml`; a municipality adds its own in the same form. Amounts and
dates of a round that is open now are in neither: who applies looks those up at the source.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any

from .faults import BadFile, Fault
from .plain_text import text_of
from .schema_faults import Words, placed, published_schema, schema_found
from .yaml_values import Path, parse
from .yaml_writing import yaml_of

Row = Mapping[str, Any]
FORMAT, VERSION, SCHEMA = "gebiedstafel/schemes", 1, "schemes.schema.json"
MAX_FAULTS = 200


class Standing(StrEnum):
    """Whether one can apply now, as far as the catalogue knows."""

    OPEN = "open"
    COMING = "komt nog"
    CLOSED = "gesloten"
    UNKNOWN = "onbekend"


@dataclass(frozen=True)
class Scheme:
    """One row of the catalogue. `is_own` says that a municipality added it itself."""

    row: Row
    is_own: bool = False

    @property
    def id(self) -> str:
        """Its id: unique among the rows that ship, and among those of one municipality."""
        return str(self.row["id"])

    @property
    def edition(self) -> str:
        """What a flow keeps of the row it was taken from: it is another one after every change."""
        return f"{'eigen' if self.is_own else catalogue_edition()}/{self.row['edition']}"

    @property
    def rules(self) -> Row:
        """The fields of a money flow that follow from it."""
        rules: Row = self.row["rules"]
        return rules

    @property
    def themes(self) -> tuple[str, ...]:
        """The themes it is for; none named is every theme."""
        return tuple(self.rules.get("themes", ()))

    def standing(self, on: date) -> Standing:
        """Return whether one can apply on that day; a round nobody wrote down stays unknown."""
        row, day = self.row, on.isoformat()
        rounds = row.get("rounds", ())
        if any(one["from"] <= day <= one["until"] for one in rounds):
            return Standing.OPEN
        if row.get("closed") or row.get("valid_until", day) < day:
            return Standing.CLOSED
        if row.get("valid_from", day) > day or any(one["from"] > day for one in rounds):
            return Standing.COMING
        return Standing.OPEN if row.get("continuous") else Standing.UNKNOWN

    def last_round(self, on: date) -> Row | None:
        """Return the last round that ended before that day."""
        gone: list[Row] = [one for one in self.row.get("rounds", ()) if one["until"] < on.isoformat()]
        return max(gone, key=lambda one: one["until"]) if gone else None


def schemes_schema() -> dict[str, Any]:
    """The published schema of a catalogue of schemes."""
    return published_schema(SCHEMA)


@cache
def _shipped() -> dict[str, Any]:
    return read_schemes(files("gebiedstafel.exchange").joinpath("schemes.yaml").read_bytes())


def shipped_schemes() -> tuple[Scheme, ...]:
    """The rows that ship, by name."""
    return tuple(sorted((Scheme(row) for row in _shipped()["schemes"]), key=by_name))


def catalogue_edition() -> str:
    """The edition of the rows that ship: year and month."""
    return str(_shipped()["edition"])


def by_name(scheme: Scheme) -> str:
    """Order by name, as people look it up."""
    return str(scheme.row["name"]).casefold()


def read_schemes(source: str | bytes) -> dict[str, Any]:
    """A catalogue in YAML or JSON. Raises `BadFile` with every fault at its place and line."""
    parsed = parse(text_of(source))
    if not isinstance(parsed.values, dict):
        raise BadFile(tuple(parsed.faults) or (_NO_CATALOGUE,))
    faults = list(parsed.faults)
    if all(fault.path for fault in faults):
        faults += scheme_faults(parsed.values, parsed.lines)
    if faults:
        raise BadFile(tuple(faults[:MAX_FAULTS]))
    values: dict[str, Any] = parsed.values
    return values


def write_schemes(rows: Sequence[Row], edition: str = "") -> str:
    """Rows as a file that `read_schemes` reads back."""
    heading: dict[str, Any] = {"format": FORMAT, "version": VERSION}
    if edition:
        heading["edition"] = edition
    return yaml_of({**heading, "schemes": [dict(row) for row in rows]})


def scheme_faults(values: Row, lines: Mapping[Path, int] | None = None) -> tuple[Fault, ...]:
    """What is wrong with a catalogue: against its schema, else in how the parts of a row fit together."""
    found = [(path, words) for path, words, _ in schema_found(values, SCHEMA)]
    if not found:
        found = [*_unwritable(values), *_misfits(values["schemes"])]
    return tuple(placed(path, words, values, lines or {}) for path, words in found)


def _unwritable(value: Any, path: Path = ()) -> Iterator[tuple[Path, Words]]:
    """Texts with signs that no database keeps: they come in as escapes."""
    if isinstance(value, str) and any(sign == "\0" or "\ud800" <= sign <= "\udfff" for sign in value):
        yield path, _HIDDEN_SIGN
    elif isinstance(value, Mapping):
        for name, part in value.items():
            yield from _unwritable(part, (*path, name))
    elif isinstance(value, list):
        for number, part in enumerate(value):
            yield from _unwritable(part, (*path, number))


def _misfits(rows: Sequence[Row]) -> Iterator[tuple[Path, Words]]:
    seen: set[str] = set()
    for number, row in enumerate(rows):
        if row["id"] in seen:
            yield ("schemes", number, "id"), _doubled(row["id"])
        seen.add(row["id"])
        if row.get("valid_from", "") > row.get("valid_until", "9999"):
            yield ("schemes", number, "valid_until"), _BACKWARDS
        for place, one in enumerate(row.get("rounds", ())):
            if one["from"] > one["until"]:
                yield ("schemes", number, "rounds", place, "until"), _BACKWARDS
        rules = row["rules"]
        if _share(rules.get("min_share", 0)) > _share(rules.get("max_share", 1)):
            yield ("schemes", number, "rules", "min_share"), _LESS_THAN_LEAST


def _share(written: Any) -> float:
    above, _, below = str(written).partition("/")
    return float(above) / float(below or 1)


def _doubled(name: str) -> Words:
    return (
        f"“{name}” staat er meer dan een keer. Geef elke regeling een eigen id.",
        f"“{name}” is there more than once. Give each scheme an id of its own.",
    )


def flow_template(scheme: Scheme) -> dict[str, Any]:
    """What a money flow says that is taken from this scheme, without its holder, amounts and dates.

    It is *mogelijk* until its holder says otherwise, and keeps the row and the edition it came from.
    """
    row = scheme.row
    asks = [{"text": f"Kijk bij de regeling: {text}"} for text in row["asks"]]
    conditions = [dict(one) for one in scheme.rules.get("conditions", ())]
    source = {"text": row["source"]["text"], "seen_on": row["source"]["seen_on"]}
    if "valid_until" in row:
        source["valid_until"] = row["valid_until"]
    return {
        **{name: value for name, value in scheme.rules.items() if name != "conditions"},
        "name": row["name"],
        "certainty": "mogelijk",
        "conditions": conditions or asks,
        "source": source,
        "scheme": {"id": scheme.id, "version": scheme.edition},
    }


_NO_CATALOGUE = Fault(
    "",
    "Dit is geen bestand met regelingen: het begint met “format: gebiedstafel/schemes”.",
    "This is not a file of schemes: it begins with “format: gebiedstafel/schemes”.",
)
_HIDDEN_SIGN: Words = (
    "deze tekst bevat een teken dat niemand ziet. Typ hem opnieuw.",
    "this text holds a sign nobody sees. Type it again.",
)
_BACKWARDS: Words = (
    "de laatste dag ligt vóór de eerste. Draai ze om.",
    "the last day comes before the first. Turn them around.",
)
_LESS_THAN_LEAST: Words = (
    "het kleinste deel is groter dan het grootste deel. Maak het kleiner.",
    "the smallest share is larger than the largest. Make it smaller.",
)
