"""Plain values to YAML that people read and version control compares: stable order, short rows."""

from __future__ import annotations

from typing import Any

import yaml

from .yaml_values import plain

WIDTH = 110


def yaml_of(values: Any) -> str:
    """The same values always give the same text, and reading the text gives the values back."""
    return yaml.dump(
        _readable(values, 0), Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=WIDTH, indent=2
    )


class _Block(dict[str, Any]):
    """A mapping with each name on its own line."""


class _Rows(list[Any]):
    """A list with each item on its own line."""


class _Dumper(yaml.SafeDumper):
    """Writes references out in full and quotes what any YAML reader could take for something else."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, False)


def _readable(values: Any, depth: int) -> Any:
    """Blocks for the table, its kinds and each thing in them; one row for what is smaller."""
    if isinstance(values, dict):
        kept = {name: _readable(value, depth + 1) for name, value in values.items()}
        return _Block(kept) if depth in (0, 1, 2) and kept else kept
    if isinstance(values, list):
        rows = [_readable(value, depth + 1) for value in values]
        tall = depth == 1 or any(isinstance(value, dict | list) for value in values)
        return _Rows(rows) if rows and tall else rows
    return values


def _mapping(flow: bool) -> Any:
    def represent(dumper: yaml.SafeDumper, values: dict[str, Any]) -> yaml.Node:
        pairs = [(_key(dumper, name), dumper.represent_data(value)) for name, value in values.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=flow)

    return represent


def _sequence(flow: bool) -> Any:
    def represent(dumper: yaml.SafeDumper, values: list[Any]) -> yaml.Node:
        items = [dumper.represent_data(value) for value in values]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=flow)

    return represent


def _key(dumper: yaml.SafeDumper, name: str) -> yaml.Node:
    if len(name) == 4 and name.isascii() and name.isdigit() and name[0] != "0":
        return yaml.ScalarNode("tag:yaml.org,2002:int", name)
    return dumper.represent_data(name)


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.Node:
    style = "'" if plain(text) != text else None
    if "\n" in text or not text.isprintable():
        style = '"'
    return yaml.ScalarNode("tag:yaml.org,2002:str", text, style=style)


def _number(dumper: yaml.SafeDumper, number: float) -> yaml.Node:
    digits, exponent, power = repr(number).partition("e")
    if exponent and "." not in digits:
        digits += ".0"  # without a point, older readers take a power of ten for text
    return yaml.ScalarNode("tag:yaml.org,2002:float", digits + exponent + power)


_Dumper.add_representer(_Block, _mapping(flow=False))
_Dumper.add_representer(dict, _mapping(flow=True))
_Dumper.add_representer(_Rows, _sequence(flow=False))
_Dumper.add_representer(list, _sequence(flow=True))
_Dumper.add_representer(str, _text)
_Dumper.add_representer(float, _number)
