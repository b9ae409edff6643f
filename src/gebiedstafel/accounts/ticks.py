"""What accounts do by themselves: the letters in the outbox go."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.clock import each_tick, when_it_starts

from .outbox import carry_letters, release_held_letters


@when_it_starts
def release(at: datetime) -> None:
    """Let go of what a dead worker held."""
    release_held_letters(at)


@each_tick
def carry(at: datetime) -> None:
    """Send what is due."""
    carry_letters(at)
