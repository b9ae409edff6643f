"""What accounts do by themselves: the letters in the outbox go."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.trail.again import run_again
from gebiedstafel.trail.clock import each_tick, when_it_starts

from .outbox import carry_letters, release_held_letters
from .tasks import send_password_link


@when_it_starts
def release(at: datetime) -> None:
    """Let go of what a dead worker held."""
    release_held_letters(at)


@when_it_starts
def ask_again(at: datetime) -> None:
    """Post what a dead worker was about to post."""
    run_again(send_password_link)


@each_tick
def carry(at: datetime) -> None:
    """Send what is due."""
    carry_letters(at)
