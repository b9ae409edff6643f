"""What the screens of a gathering show: the step and its time, and the cards per step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gebiedstafel.tables.models import Seat

from .cards import for_the_hall, may_see
from .formats_shipped import Step
from .sitting_models import Card, Sitting
from .sittings import before_of, format_in, seconds_left, step_name, step_on, steps_of


@dataclass(frozen=True, slots=True)
class StepCards:
    """A step with its cards as one seat sees them; `hidden` are a party's own that it did not publish."""

    step: Step
    cards: tuple[Card, ...]
    gone: tuple[Card, ...]
    hidden: int
    is_on: bool
    is_shown: bool


def steps_with_cards(sitting: Sitting, seat: Seat) -> list[StepCards]:
    """Return every step with its cards."""
    rows = list(sitting.cards.select_related("trio", "guest"))
    return [
        _step(sitting, step, [row for row in rows if row.step == step.id], seat) for step in steps_of(sitting)
    ]


def _step(sitting: Sitting, step: Step, rows: list[Card], seat: Seat) -> StepCards:
    seen = [row for row in rows if may_see(row, seat)]
    return StepCards(
        step=step,
        cards=tuple(row for row in seen if row.gone_at is None),
        gone=tuple(row for row in seen if row.gone_at is not None),
        hidden=sum(row.gone_at is None for row in rows) - sum(row.gone_at is None for row in seen),
        is_on=sitting.step == step.number,
        is_shown=step.id in sitting.shown,
    )


def hall_cards(sitting: Sitting) -> list[Card]:
    """Return what the hall sees: of the step that is on, else of the last that was shown."""
    step = step_on(sitting)
    wanted = step.id if step and step.id in sitting.shown else ""
    if not wanted:
        return []
    rows = sitting.cards.filter(step=wanted).select_related("trio")
    return [row for row in rows if for_the_hall(row)]


def stand_of(sitting: Sitting, at: datetime) -> dict[str, Any]:
    """Return what a device asks every few seconds: which step is on, and how long. Without a query."""
    return {
        "versie": sitting.step_version,
        "naam": step_name(sitting),
        "over": seconds_left(sitting, at),
        "klaar": sitting.ended_at is not None,
    }


def around(sitting: Sitting, at: datetime) -> dict[str, Any]:
    """Return what every screen of a gathering shows."""
    return {
        "sitting": sitting,
        "format": format_in(sitting),
        "step": step_on(sitting),
        "step_name": step_name(sitting),
        "upcoming": next(iter(steps_of(sitting)[sitting.step :]), None),
        "left": seconds_left(sitting, at),
        "before": before_of(sitting),
    }


@dataclass(frozen=True, slots=True)
class OwnStep:
    """A step with what one person wrote in it."""

    step: Step
    cards: tuple[Card, ...]


def own_steps(sitting: Sitting, cards: Iterable[Card]) -> list[OwnStep]:
    """Return the steps up to now in which one writes, the newest first, with one's own cards."""
    rows = [card for card in cards if card.gone_at is None]
    begun = [step for step in steps_of(sitting) if step.number <= sitting.step and step.yields]
    return [OwnStep(step, tuple(row for row in rows if row.step == step.id)) for step in reversed(begun)]
