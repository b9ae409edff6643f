"""One thing that asks something of somebody."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to do or decide: by when, why, and what comes loose. `parties` and `seats` are asked for it.

    Where nothing else tells which comes first, `rank` does.
    """

    kind: str
    date: date | None
    until: str
    chip: str
    chip_kind: str
    sign: str
    title: str
    text: str
    label: str
    url: str
    opens: str = ""
    cents: int = 0
    parties: frozenset[str] = frozenset()
    seats: frozenset[int] = frozenset()
    by_chair: bool = True
    rank: int = 0
