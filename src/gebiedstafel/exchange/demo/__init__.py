"""The demo table: the fictional neighbourhood De Zeven Gaarden."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import Any

import yaml

from ..stacked import AreaFigures
from ..table_file import read_table


def demo_text() -> str:
    """The demo table as the YAML file that it is."""
    return files(__name__).joinpath("de-zeven-gaarden.yaml").read_text(encoding="utf-8")


def demo_table() -> dict[str, Any]:
    """The demo table's exchange document."""
    return read_table(demo_text())


def demo_dialogue() -> dict[str, Any]:
    """What is made up about the demo's dialogue beside the counts in its table."""
    text = files(__name__).joinpath("gesprek.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_agreements() -> dict[str, Any]:
    """The agreements of the demo, and what its table brought to a higher level."""
    text = files(__name__).joinpath("afspraken.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_mandates() -> dict[str, Any]:
    """What each party of the demo may decide by itself."""
    text = files(__name__).joinpath("mandaten.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_street() -> dict[str, Any]:
    """What the demo's table told on its public page, and whom residents may ask."""
    text = files(__name__).joinpath("straat.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_signals() -> dict[str, Any]:
    """What the parties of the demo reported of one quarter, and what the guard keeps out."""
    text = files(__name__).joinpath("signalen.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_stories() -> dict[str, Any]:
    """What made-up residents of the demo told, and what is said of some of its figures."""
    text = files(__name__).joinpath("verhalen.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_meetings() -> dict[str, Any]:
    """The meetings of the demo and its year."""
    text = files(__name__).joinpath("bijeenkomsten.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_strengths() -> dict[str, Any]:
    """What is strong in the demo's neighbourhood already."""
    text = files(__name__).joinpath("krachten.yaml").read_text(encoding="utf-8")
    values: dict[str, Any] = yaml.safe_load(text)
    return values


def demo_comparable() -> tuple[AreaFigures, ...]:
    """A hundred made-up buurten to compare those of the demo with."""
    text = files(__name__).joinpath("vergelijkbare-buurten.csv").read_text(encoding="utf-8")
    return tuple(
        AreaFigures(
            row.pop("buurt"),
            "demo",
            residents=float(row.pop("inwoners")),
            values={code: float(value) for code, value in row.items()},
        )
        for row in csv.DictReader(text.splitlines())
    )
