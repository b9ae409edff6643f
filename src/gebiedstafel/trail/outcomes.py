"""What became of something: layers above tell it, and whoever began it reads it, without an upward import."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .models import Outcome
from .runs import Message, spoken


def tell_outcome(chain: str, subject: str, words: Message, *, at: datetime) -> Outcome:
    """Tell what was done with something someone brought, in the transaction of the deed itself."""
    said = spoken(words)
    return Outcome.objects.create(
        chain=chain, subject=subject, words=said["message"], translated=said["translated"], at=at
    )


def outcomes_of(chain: str, subjects: Iterable[str]) -> dict[str, list[Outcome]]:
    """Return what became of each of these, the first deed first."""
    found: dict[str, list[Outcome]] = {}
    for one in Outcome.objects.filter(chain=chain, subject__in=list(subjects)):
        found.setdefault(one.subject, []).append(one)
    return found


def forget_outcomes(chain: str) -> None:
    """Forget what was told at a table that goes."""
    Outcome.objects.filter(chain=chain).delete()
