"""The demo table: the fictional neighbourhood De Zeven Gaarden."""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from ..stacked import AreaFigures
from ..table_file import read_table


def _made(name: str) -> str:
    return files(__name__).joinpath(name).read_text(encoding="utf-8")


def _values(name: str) -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load(_made(name))
    return values


def demo_text() -> str:
    """The demo table as the YAML file that it is."""
    return _made("de-zeven-gaarden.yaml")


def demo_table() -> dict[str, Any]:
    """The demo table's exchange document."""
    return read_table(demo_text())


def demo_dialogue() -> dict[str, Any]:
    """What is made up about the demo's dialogue beside the counts in its table."""
    return _values("gesprek.yaml")


def demo_agreements() -> dict[str, Any]:
    """The agreements of the demo, and what its table brought to a higher level."""
    return _values("afspraken.yaml")


def demo_mandates() -> dict[str, Any]:
    """What each party of the demo may decide by itself."""
    return _values("mandaten.yaml")


def demo_street() -> dict[str, Any]:
    """What the demo's table told on its public page, and whom residents may ask."""
    return _values("straat.yaml")


def demo_signals() -> dict[str, Any]:
    """What the parties of the demo reported of one quarter, and what the guard keeps out."""
    return _values("signalen.yaml")


def demo_stories() -> dict[str, Any]:
    """What made-up residents of the demo told, and what is said of some of its figures."""
    return _values("verhalen.yaml")


def demo_meetings() -> dict[str, Any]:
    """The meetings of the demo and its year."""
    return _values("bijeenkomsten.yaml")


def demo_strengths() -> dict[str, Any]:
    """What is strong in the demo's neighbourhood already."""
    return _values("krachten.yaml")


@cache
def demo_comparable() -> tuple[AreaFigures, ...]:
    """A hundred made-up buurten to compare those of the demo with."""
    return tuple(
        AreaFigures(
            row.pop("buurt"),
            "demo",
            residents=float(row.pop("inwoners")),
            values={code: float(value) for code, value in row.items()},
        )
        for row in csv.DictReader(_made("vergelijkbare-buurten.csv").splitlines())
    )
