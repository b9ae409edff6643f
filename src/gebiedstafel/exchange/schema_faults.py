"""Faults against the published schema, as sentences: the place, what is wrong, what would help."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.validators import extend

from .faults import Fault
from .schema_fit import Fits, fit_of
from .yaml_values import Path

Words = tuple[str, str]
Error = Any  # a jsonschema ValidationError: what it holds depends on the validator that failed


TABLE = "table.schema.json"


@cache
def published_schema(name: str) -> dict[str, Any]:
    """A published schema, by the name of its file."""
    text = files("gebiedstafel.exchange").joinpath(name).read_text(encoding="utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def table_schema() -> dict[str, Any]:
    """The published schema of the exchange file."""
    return published_schema(TABLE)


@cache
def _validator(name: str = TABLE) -> Any:
    """JSON Schema takes 1.0 for a whole number; here 1.000 is more likely a thousand, so it is refused."""
    kinds = Draft202012Validator.TYPE_CHECKER.redefine(
        "integer", lambda _, value: isinstance(value, int) and not isinstance(value, bool)
    )
    strict = extend(Draft202012Validator, type_checker=kinds)  # type: ignore[no-untyped-call]
    return strict(published_schema(name), format_checker=FormatChecker(formats=["date"]))


def schema_faults(values: Any, lines: Mapping[Path, int], name: str = TABLE) -> Iterator[Fault]:
    """Every fault against the schema, in the order of the file."""
    for path, words, _ in schema_found(values, name):
        yield placed(path, words, values, lines)


@cache
def _fits(name: str = TABLE) -> Fits:
    return fit_of(published_schema(name))


def schema_found(values: Any, name: str = TABLE) -> Iterator[tuple[Path, Words, str]]:
    """Every fault against the schema: its place, what is wrong, and the name that is missing, if one is."""
    if _fits(name)(values):
        return
    errors = sorted(_validator(name).iter_errors(values), key=lambda error: _order(values, error))
    for error in errors:
        missing = error.message.split("'")[1] if error.validator == "required" else ""
        for words in _words(error):
            yield tuple(error.absolute_path), words, missing


def placed(path: Path, words: Words, values: Any, lines: Mapping[Path, int]) -> Fault:
    """A fault at a place of the file, with its line where that is known."""
    where = place(path, values)
    line = lines.get(path, 0)
    dutch = f" (regel {line})" if line else ""
    english = f" (line {line})" if line else ""
    start = f"{where}: " if where else ""
    return Fault(where, f"{start}{words[0]}{dutch}", f"{start}{words[1]}{english}")


def place(path: Sequence[str | int], values: Any) -> str:
    """A place in words: names of the file, with the id of a thing instead of its number."""
    parts = []
    for step in path:
        try:
            values = values[step]
        except (KeyError, IndexError, TypeError):
            values = None
        if isinstance(step, int):
            known = values.get("id") if isinstance(values, dict) else None
            parts.append(known if isinstance(known, str) and known else str(step + 1))
        else:
            parts.append(step)
    return " → ".join(parts)


def _order(values: Any, error: Error) -> tuple[list[int], str]:
    """Where in the file a fault is, so that they are told from top to bottom."""
    steps = []
    for step in error.absolute_path:
        if isinstance(step, int):
            steps.append(step)
        else:
            steps.append(list(values).index(step))
        values = values[step]
    return steps, f"{error.validator} {error.message}"


def _words(error: Error) -> list[Words]:
    explain = _EXPLANATIONS.get(str(error.validator))
    if explain is None:
        return [
            ("deze waarde past hier niet. Kijk in het schema.", "this value does not fit. See the schema.")
        ]
    return explain(error)


def _shown(value: Any) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    return f"“{text[:60]}…”" if len(text) > 60 else f"“{text}”"


def _required(error: Error) -> list[Words]:
    # One error comes per missing name; its message begins with that name.
    name = error.message.split("'")[1]
    return [(f"“{name}” ontbreekt. Vul het in.", f"“{name}” is missing. Fill it in.")]


def _unknown_names(error: Error) -> list[Words]:
    known = list(error.schema.get("properties", {}))
    words = []
    for name in error.instance:
        if name in known:
            continue
        near = difflib.get_close_matches(name, known, 1)
        dutch = f" Bedoelde u “{near[0]}”?" if near else f" Wel bekend: {', '.join(known[:12])}."
        english = f" Did you mean “{near[0]}”?" if near else f" Known names: {', '.join(known[:12])}."
        words.append((f"“{name}” is geen bekende naam.{dutch}", f"“{name}” is not a known name.{english}"))
    return words


def _type(error: Error) -> list[Words]:
    wanted = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
    dutch = " of ".join(_TYPES[name][0] for name in wanted)
    english = " or ".join(_TYPES[name][1] for name in wanted)
    shown = _shown(error.instance)
    help_nl, help_en = "", ""
    if wanted == ["string"] and isinstance(error.instance, int | float):
        help_nl, help_en = " Zet het tussen aanhalingstekens.", " Put it between quotes."
    if wanted == ["integer"] and isinstance(error.instance, int | float | str):
        help_nl, help_en = " Schrijf alleen cijfers, zonder punt of komma.", " Write digits only, no point."
    if error.instance is None:
        help_nl, help_en = " Onbekend? Laat de regel weg.", " Not known? Leave the line out."
        return [
            (f"hier staat niets, nodig is {dutch}.{help_nl}", f"this is empty, needed is {english}.{help_en}")
        ]
    return [
        (f"nodig is {dutch}, er staat {shown}.{help_nl}", f"needed is {english}, found {shown}.{help_en}")
    ]


def _one_of_words(error: Error) -> list[Words]:
    allowed = ", ".join(str(word) for word in error.validator_value)
    shown = _shown(error.instance)
    return [
        (f"{shown} kan hier niet. Kies uit: {allowed}.", f"{shown} is not possible here. Choose: {allowed}.")
    ]


def _const(error: Error) -> list[Words]:
    wanted, shown = _shown(error.validator_value), _shown(error.instance)
    return [(f"hier hoort {wanted}, er staat {shown}.", f"this must be {wanted}, found {shown}.")]


def _minimum(error: Error) -> list[Words]:
    low, found = error.validator_value, error.instance
    return [(f"{found} is te laag. Het laagste is {low}.", f"{found} is too low. The lowest is {low}.")]


def _above(error: Error) -> list[Words]:
    low, found = error.validator_value, error.instance
    return [
        (f"{found} is te laag. Het moet meer zijn dan {low}.", f"{found} is too low. It must exceed {low}.")
    ]


def _maximum(error: Error) -> list[Words]:
    high, found = error.validator_value, error.instance
    return [(f"{found} is te hoog. Het hoogste is {high}.", f"{found} is too high. The highest is {high}.")]


def _pattern(error: Error) -> list[Words]:
    shown = _shown(error.instance)
    dutch, english = _PATTERNS.get(error.validator_value, _PATTERN_IN_GENERAL)
    return [(f"{shown} {dutch}", f"{shown} {english}")]


def _no_date(error: Error) -> list[Words]:
    if not re.fullmatch(error.schema["pattern"], str(error.instance)):
        return []  # its pattern already says so
    shown = _shown(error.instance)
    return [(f"{shown} is geen dag die bestaat.", f"{shown} is not a day that exists.")]


def _too_short(error: Error) -> list[Words]:
    if isinstance(error.instance, str):
        return [("deze tekst is leeg. Vul iets in.", "this text is empty. Fill something in.")]
    least = error.validator_value
    return [(f"hier is er minstens {least} nodig.", f"at least {least} is needed here.")]


def _too_long(error: Error) -> list[Words]:
    most, size = error.validator_value, len(error.instance)
    if isinstance(error.instance, str):
        return [
            (
                f"deze tekst is {size} tekens. Er passen er {most}. Maak hem korter.",
                f"this text is {size} characters. {most} fit. Make it shorter.",
            )
        ]
    return [
        (f"hier staan er {size}. Het mogen er {most} zijn.", f"{size} are listed here. {most} are allowed.")
    ]


def _not_unique(error: Error) -> list[Words]:
    seen = {repr(item) for item in error.instance if error.instance.count(item) > 1}
    twice = ", ".join(sorted(seen))
    return [(f"{twice} staat er meer dan een keer.", f"{twice} is listed more than once.")]


def _alternatives(error: Error) -> list[Words]:
    """Of a value with several ways to write it, the sentence that fits its kind."""
    shown, value = _shown(error.instance), error.instance
    described = error.schema.get("description", "")
    if "veel (7)" in described:
        return [
            (
                f"{shown} kan hier niet. Schrijf veel, wat, weinig, weten we niet, "
                "of een getal van 0 tot 100.",
                f"{shown} is not possible here. Write veel, wat, weinig, weten we niet, "
                "or a number from 0 to 100.",
            )
        ]
    if isinstance(value, int | float) and not isinstance(value, bool) and described.startswith("A share"):
        found = f"{value} is {'meer dan 1' if value > 1 else 'minder dan 0'}"
        found_en = f"{value} is {'above 1' if value > 1 else 'below 0'}"
        return [
            (
                f"{found}. Een deel ligt tussen 0 en 1: schrijf 70% als 0.7.",
                f"{found_en}. A share lies between 0 and 1: write 70% as 0.7.",
            ),
        ]
    if error.validator == "anyOf":
        return [
            (
                "zeg van wie de uren zijn: vul “party” in, “skill”, of allebei.",
                "say whose hours these are: fill in “party”, “skill”, or both.",
            ),
        ]
    return [
        (
            f'{shown} is geen getal of breuk. Schrijf 0.7 of "7/10".',
            f'{shown} is not a number or fraction. Write 0.7 or "7/10".',
        ),
    ]


_TYPES: dict[str, Words] = {
    "object": ("een blok met namen", "a block with names"),
    "array": ("een lijst", "a list"),
    "string": ("tekst", "text"),
    "integer": ("een geheel getal", "a whole number"),
    "number": ("een getal", "a number"),
    "boolean": ("true of false", "true or false"),
    "null": ("niets", "nothing"),
}
_PATTERNS: dict[str, Words] = {
    "^[A-Za-z0-9][A-Za-z0-9_./-]{0,63}$": (
        "kan geen id zijn. Gebruik hoogstens 64 letters, cijfers, streepjes, punten of schuine strepen.",
        "cannot be an id. Use at most 64 letters, digits, dashes, dots or slashes.",
    ),
    "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$": (
        "kan geen id zijn. Gebruik hoogstens 64 letters, cijfers en streepjes.",
        "cannot be an id. Use at most 64 letters, digits and dashes.",
    ),
    "^[0-9]{4}-[0-9]{2}-[0-9]{2}$": (
        "is geen datum. Schrijf een datum als 2027-10-01.",
        "is not a date. Write a date as 2027-10-01.",
    ),
    "^[A-Z]{3}(-[A-Z0-9]{2,6})?$": (
        "is geen themacode. Schrijf een code als WON-KWAL.",
        "is not a theme code. Write a code such as WON-KWAL.",
    ),
    "^[0-9]{4}$": ("is geen jaar. Schrijf een jaar als 2027.", "is not a year. Write a year as 2027."),
    "^[0-9]+/[1-9][0-9]*$": (
        'is geen breuk. Schrijf bijvoorbeeld "2/3".',
        'is not a fraction. Write for example "2/3".',
    ),
}
_PATTERN_IN_GENERAL: Words = ("past hier niet.", "does not fit here.")
_IN_GENERAL: Words = (
    "deze waarde past hier niet. Kijk in het schema.",
    "this value does not fit here. See the schema.",
)
_EXPLANATIONS: dict[str, Callable[[Error], list[Words]]] = {
    "required": _required,
    "additionalProperties": _unknown_names,
    "type": _type,
    "enum": _one_of_words,
    "const": _const,
    "minimum": _minimum,
    "exclusiveMinimum": _above,
    "maximum": _maximum,
    "pattern": _pattern,
    "format": _no_date,
    "minLength": _too_short,
    "minItems": _too_short,
    "maxLength": _too_long,
    "maxItems": _too_long,
    "uniqueItems": _not_unique,
    "oneOf": _alternatives,
    "anyOf": _alternatives,
}
