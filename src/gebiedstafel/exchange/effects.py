"""How much a measure helps a challenge: what the table decided, else what follows from what each judged.

The published rule (docs/adr/effects-from-judgements.md): a decision of the table counts. Where it made
none, the lower median of what the parties judged counts; *weten we niet* is heard and not counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from .exact import exact

Size = str | int | float
Row = Mapping[str, Any]

UNKNOWN = "weten we niet"
EFFECT_WORDS: Mapping[str, Fraction | None] = {
    "veel": Fraction(7),
    "wat": Fraction(4),
    "weinig": Fraction(2),
    UNKNOWN: None,
}


def effect_points(effect: Size) -> Fraction | None:
    """An effect in points; None is *weten we niet*: shown, never counted."""
    if isinstance(effect, str):
        return EFFECT_WORDS[effect]
    return exact(effect)


def effects_of(measure: Row) -> dict[str, Size]:
    """Return per challenge how much the measure helps, by the rule above."""
    found: dict[str, Size] = dict(measure.get("effects", {}))
    for challenge, sizes in judged(measure).items():
        if found.get(challenge, UNKNOWN) == UNKNOWN:
            found[challenge] = lower_median(sizes.values())
    return found


def judged(measure: Row) -> dict[str, dict[str, str]]:
    """Return per challenge what each party judged; of a party that judged twice the last holds."""
    found: dict[str, dict[str, str]] = {}
    for one in measure.get("judgements", ()):
        found.setdefault(one["challenge"], {})[one["party"]] = one["size"]
    return found


def lower_median(sizes: Iterable[str]) -> str:
    """Return the middle of what is known; of two in the middle the smaller one.

    >>> lower_median(["veel", "weinig", "weten we niet"]), lower_median(["veel", "wat", "veel"])
    ('weinig', 'veel')
    """
    known = sorted((size for size in sizes if size != UNKNOWN), key=lambda size: EFFECT_WORDS[size] or 0)
    return known[(len(known) - 1) // 2] if known else UNKNOWN


def they_differ(sizes: Iterable[str]) -> bool:
    """Whether parties that know judged differently."""
    return len({size for size in sizes if size != UNKNOWN}) > 1
