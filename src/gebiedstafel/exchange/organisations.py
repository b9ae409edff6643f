"""Which parties of a table are one organisation: a department belongs to what it is part of (`parent`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def parents(document: Mapping[str, Any]) -> dict[str, str | None]:
    """Return of each party what it is part of, None where it stands by itself."""
    return {row["id"]: row.get("parent") for row in document.get("parties", ())}


def line_above(one: str, above: Mapping[str, str | None]) -> list[str]:
    """Return a party, or an area, and all it is part of, up to the whole; a circle is walked once."""
    line = [one]
    while (higher := above.get(line[-1])) and higher not in line:
        line.append(higher)
    return line


def organisations(document: Mapping[str, Any]) -> dict[str, str]:
    """Return of each party the party that is its whole organisation; itself where it is part of nothing."""
    above = parents(document)
    return {party: line_above(party, above)[-1] for party in above}
