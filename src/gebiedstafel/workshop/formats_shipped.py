"""The workshop formats: steps with time, what to say and do, what the hall does, and what comes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml
from django.utils.translation import get_language
from django.utils.translation import gettext as _

#: The order in which somebody new meets them.
ORDER = (
    "wijksafari",
    "belangenkaart",
    "effectenarena",
    "geldtafel",
    "straat-van-straks",
    "door-het-midden",
    "werkplaats-werkwijze",
    "doorbraak-naar-regel",
    "leeragenda",
)
#: What a card of a step can become at the table.
YIELDS = (
    "need",
    "interest",
    "fear",
    "red_line",
    "statement",
    "rule",
    "agreement",
    "question",
    "flow",
    "work",
    "try",
)


@dataclass(frozen=True, slots=True)
class Step:
    """One step: what the facilitator says and does, what the hall does, and what its cards become."""

    id: str
    number: int
    name: str
    minutes: int
    says: str
    does: str
    hall: str
    yields: str
    ask: str

    @property
    def becomes(self) -> str:
        """What comes out of the step, in words."""
        return yield_words().get(self.yields, "")


@dataclass(frozen=True, slots=True)
class Format:
    """A way to run a gathering that someone who never saw it can follow."""

    id: str
    name: str
    goal: str
    people: str
    materials: tuple[str, ...]
    before: str
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """How long it takes in all."""
        return sum(step.minutes for step in self.steps)

    @property
    def yields(self) -> list[str]:
        """What comes out of it, in words, each once."""
        return list(dict.fromkeys(step.becomes for step in self.steps if step.becomes))


def yield_words() -> dict[str, str]:
    """Return what a card can become, in words."""
    return {
        "need": _("behoefte bij een opgave"),
        "interest": _("belang van een partij"),
        "fear": _("wat een partij vreest"),
        "red_line": _("wat een partij niet doet"),
        "statement": _("stelling in het gesprek"),
        "rule": _("regel die knelt"),
        "agreement": _("afspraak in concept"),
        "question": _("leervraag"),
        "flow": _("geldstroom"),
        "work": _("werk in de straat"),
        "try": _("wat we proberen"),
    }


def formats() -> list[Format]:
    """Return every format in the reader's language, in their order."""
    language = (get_language() or "nl")[:2]
    return [_in_words(_raw(name), language) for name in ORDER]


def format_of(name: str) -> Format | None:
    """Return the format of this name; None when there is none."""
    if name not in ORDER:
        return None
    return _in_words(_raw(name), (get_language() or "nl")[:2])


@cache
def _raw(name: str) -> Mapping[str, Any]:
    text = files("gebiedstafel.workshop.formats").joinpath(f"{name}.yaml").read_text(encoding="utf-8")
    read: Mapping[str, Any] = yaml.safe_load(text)
    return read


def _in_words(raw: Mapping[str, Any], language: str) -> Format:
    def say(row: Mapping[str, Any], field: str) -> Any:
        return row.get(f"{field}_{language}") or row.get(field, "")

    steps = tuple(
        Step(
            id=row["id"],
            number=number,
            name=say(row, "name"),
            minutes=row["minutes"],
            says=say(row, "says"),
            does=say(row, "does"),
            hall=say(row, "hall"),
            yields=row.get("yields", ""),
            ask=say(row, "ask"),
        )
        for number, row in enumerate(raw["steps"], start=1)
    )
    return Format(
        id=raw["id"],
        name=say(raw, "name"),
        goal=say(raw, "goal"),
        people=str(say(raw, "people")),
        materials=tuple(say(raw, "materials")),
        before=say(raw, "before"),
        steps=steps,
    )
