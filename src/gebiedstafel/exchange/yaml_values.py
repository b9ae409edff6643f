"""YAML or JSON text to plain values, without surprises: no dates, no yes and no, no references.

Values are built from parser events, so that no reference is ever followed, nesting is bounded,
every doubled key is found, and each place keeps its line for the sentences about faults.
"""

from __future__ import annotations

import json
import math
import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from .faults import Fault

MAX_DEPTH = 40
MAX_DIGITS = 30
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = frozenset({"", "~", "null", "Null", "NULL"})
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_INT = re.compile(r"[-+]?(0|[1-9][0-9]*)")
_FLOAT = re.compile(r"[-+]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][-+]?[0-9]+)?")

Path = tuple[str | int, ...]


@dataclass(slots=True)
class Parsed:
    """What was read: the values, the line of each place, and the faults met on the way."""

    values: Any = None
    lines: dict[Path, int] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


def parse(text: str) -> Parsed:
    """Read YAML or JSON. Faults of form are in the result, each with its line."""
    if text.lstrip().startswith(("{", "[")):
        try:
            return _from_json(text)
        except (ValueError, RecursionError):
            pass  # flow-style YAML begins with the same sign; its reader names the line
    return _Builder().run(text)


def plain(word: str) -> Any:
    """The value of an unquoted YAML scalar: nothing, true or false, a number, or the text itself."""
    if word in _NULL:
        return None
    if word in _BOOL:
        return _BOOL[word]
    if len(word) > MAX_DIGITS:
        return word
    if _INT.fullmatch(word):
        return int(word)
    if _FLOAT.fullmatch(word) and not re.fullmatch(r"[-+]?0[0-9]+", word):
        number = float(word)
        return number if math.isfinite(number) else word
    return word


class _Builder:
    """Builds values from YAML events with a stack of its own, so that depth is bounded."""

    def __init__(self) -> None:
        self.parsed = Parsed()
        self.stack: list[tuple[Any, Path, list[str]]] = []
        self.documents = 0
        self.refused: set[str] = set()

    def run(self, text: str) -> Parsed:
        try:
            for event in yaml.parse(text, Loader=_LOADER):
                self._take(event)
                if len(self.stack) > MAX_DEPTH:
                    self._fault_once("depth", event, *_TOO_DEEP)
                    break
        except yaml.YAMLError as error:
            self.parsed.faults.append(_syntax_fault(error, text))
        return self.parsed

    def _take(self, event: yaml.Event) -> None:
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                self._fault_once("documents", event, *_MORE_DOCUMENTS)
        elif isinstance(event, yaml.AliasEvent):
            self._fault_once("alias", event, *_NO_REFERENCES)
            self._place(None, event)
        elif isinstance(event, yaml.ScalarEvent):
            self._check_tag(event)
            quoted = event.style not in (None, "")
            self._place(event.value if quoted else plain(event.value), event)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            self._check_tag(event)
            holder: Any = {} if isinstance(event, yaml.MappingStartEvent) else []
            path = self._place(holder, event)
            self.stack.append((holder, path, []))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self.stack.pop()

    def _check_tag(self, event: Any) -> None:
        if event.tag not in (None, "!"):
            self._fault_once("tag", event, *_NO_TAGS)

    def _place(self, value: Any, event: yaml.Event) -> Path:
        """Put a value where it belongs; a mapping's first of two events is its key."""
        line = _line(event)
        if not self.stack:
            self.parsed.values = value if self.documents == 1 else self.parsed.values
            self.parsed.lines.setdefault((), line)
            return ()
        holder, path, waiting = self.stack[-1]
        if isinstance(holder, list):
            place = (*path, len(holder))
            holder.append(value)
        elif not waiting:
            waiting.append(self._key(value, holder, path, event))
            return (*path, waiting[0])
        else:
            place = (*path, waiting.pop())
            holder[place[-1]] = value
        self.parsed.lines[place] = line
        return place

    def _key(self, value: Any, holder: dict[str, Any], path: Path, event: yaml.Event) -> str:
        if isinstance(value, dict | list):
            self._fault_once("key", event, *_NO_COMPOUND_KEYS)
            return "?"
        key = event.value if isinstance(event, yaml.ScalarEvent) else str(value)
        if key in holder:
            first = self.parsed.lines.get((*path, key), 0)
            self.parsed.faults.append(doubled_key(key, path, first, _line(event)))
        return key

    def _fault_once(self, kind: str, event: yaml.Event, dutch: str, english: str) -> None:
        if kind in self.refused:
            return
        self.refused.add(kind)
        line = _line(event)
        self.parsed.faults.append(Fault("", f"Regel {line}: {dutch}", f"Line {line}: {english}"))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark else 0


def doubled_key(key: str, path: Path, first: int, second: int) -> Fault:
    """The fault of one name written twice in one place."""
    where = " → ".join(str(part) for part in (*path, key))
    lines_nl = f" (regels {first} en {second})" if second else ""
    lines_en = f" (lines {first} and {second})" if second else ""
    return Fault(
        where,
        f"{where}: “{key}” staat er twee keer{lines_nl}. Laat er één staan.",
        f"{where}: “{key}” is written twice{lines_en}. Keep one of them.",
    )


def _from_json(text: str) -> Parsed:
    parsed = Parsed()

    def mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        values: dict[str, Any] = {}
        for key, value in pairs:
            if key in values:
                parsed.faults.append(doubled_key(key, (), 0, 0))
            values[key] = value
        return values

    parsed.values = json.loads(
        text, object_pairs_hook=mapping, parse_constant=str, parse_int=plain, parse_float=plain
    )
    return parsed


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    line = mark.line + 1 if mark else 0
    problem = str(getattr(error, "problem", "") or getattr(error, "reason", "") or "")
    dutch, english = next((words for sign, words in _KNOWN_PROBLEMS if sign in problem), _GENERAL)
    if (dutch, english) == _SIGN and "\t" in text.splitlines()[line - 1]:
        dutch, english = _TAB
    if not line:
        return Fault("", dutch, english)
    return Fault("", f"Regel {line}: {dutch}", f"Line {line}: {english}")


_TOO_DEEP = (
    f"er zitten meer dan {MAX_DEPTH} lagen in elkaar. Maak het bestand platter.",
    f"more than {MAX_DEPTH} layers are nested. Make the file flatter.",
)
_MORE_DOCUMENTS = (
    "hier begint een tweede document (---). Zet één tafel in één bestand.",
    "a second document begins here (---). Put one table in one file.",
)
_NO_REFERENCES = (
    "hier staat een verwijzing (*). Verwijzingen worden niet gelezen. Schrijf de waarde voluit, "
    "of zet tekst met een * tussen aanhalingstekens.",
    "this is a reference (*). References are not read. Write the value in full, "
    "or put text with a * between quotes.",
)
_NO_TAGS = (
    "hier staat een label met een uitroepteken. Laat het weg, of zet de tekst tussen aanhalingstekens.",
    "this is a tag with an exclamation mark. Leave it out, or put the text between quotes.",
)
_NO_COMPOUND_KEYS = (
    "een naam vóór de dubbele punt is een lijst of een blok. Gebruik een woord.",
    "a name before the colon is a list or a block. Use a word.",
)
_GENERAL = (
    "dit is niet te lezen als YAML. Kijk naar de inspringing, de dubbele punten en de aanhalingstekens.",
    "this cannot be read as YAML. Look at the indentation, the colons and the quotes.",
)
_TAB = (
    "hier staat een tab. Spring in met spaties.",
    "this is a tab. Indent with spaces.",
)
_SIGN = (
    "tekst kan niet beginnen met dit teken. Zet de tekst tussen aanhalingstekens.",
    "text cannot begin with this sign. Put the text between quotes.",
)
_COLON = (
    "hier staat een dubbele punt die niet past. Zet tekst met een dubbele punt tussen aanhalingstekens, "
    "of kijk naar de inspringing.",
    "a colon does not fit here. Put text with a colon between quotes, or look at the indentation.",
)
_UNCLOSED = (
    "een haakje of aanhalingsteken is niet gesloten, of er mist een komma.",
    "a bracket or quote is not closed, or a comma is missing.",
)
_KNOWN_PROBLEMS = (
    ("tab", _TAB),
    ("cannot start any token", _SIGN),
    ("mapping values are not allowed", _COLON),
    ("could not find expected ':'", _COLON),
    ("expected ',' or", _UNCLOSED),
    ("unexpected end of stream", _UNCLOSED),
    ("did not find expected ',' or", _UNCLOSED),
)
