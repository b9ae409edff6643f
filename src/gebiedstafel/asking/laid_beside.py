"""An answer beside what stands: what can simply be taken over, and where both changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from gebiedstafel.exchange.circles import DEFAULT, Circle, circle_of
from gebiedstafel.exchange.entries import find_entry, owner_of

from .asked_fields import AskedField, field_of
from .models import Answer, AskedParty
from .models import Circle as Chosen
from .own_rows import is_new


class Standing(Enum):
    """How an answer relates to what stands now."""

    SAME = "same"
    FREE = "free"
    CLASH = "clash"
    GONE = "gone"


def standing(stood: Any, stands: Any, answered: Any) -> Standing:
    """Return how an answer relates to what stands, given what stood when it was written.

    Free to take is an answer that changes what stands since nobody else touched it.
    """
    if answered == stands:
        return Standing.SAME
    return Standing.FREE if stands == stood else Standing.CLASH


@dataclass(frozen=True, slots=True)
class Beside:
    """One answer laid beside what stands there now."""

    answer: Answer
    field: AskedField
    stands: Any
    quality_stands: str | None
    standing: Standing
    is_own: bool

    @property
    def place(self) -> tuple[str, str]:
        """The row it is about."""
        return self.answer.kind, self.answer.row


def beside(asked: AskedParty, document: Mapping[str, Any]) -> tuple[Beside, ...]:
    """Lay every answer of a party that still waits beside what stands in the document."""
    answers = (one for one in asked.answers.all() if one.decision is None)
    found = (_beside(asked, document, answer) for answer in answers)
    return tuple(one for one in found if one is not None)


def _beside(asked: AskedParty, document: Mapping[str, Any], answer: Answer) -> Beside | None:
    field = field_of(asked.request.subjects, answer.kind, answer.field)
    if field is None:
        return None
    entry = find_entry(document, answer.kind, answer.row)
    stands = (entry or {}).get(answer.field)
    quality = ((entry or {}).get("quality") or {}).get(answer.field)
    how = standing(answer.stood, stands, answer.value)
    if how is Standing.SAME and answer.quality and answer.quality != quality:
        how = Standing.FREE  # the figure is the same, but now they know how sure it is
    if entry is None and not is_new(answer.row):
        how = Standing.GONE
    if entry is not None and owner_of(answer.kind, entry) != asked.party.key:
        how = Standing.GONE  # it became another party's row meanwhile
    return Beside(answer, field, stands, quality, how, _is_own(asked, document, entry, answer))


def _is_own(
    asked: AskedParty, document: Mapping[str, Any], entry: dict[str, Any] | None, answer: Answer
) -> bool:
    """Whether only the party itself may see and decide this: the answer, or what it would replace."""
    if chosen_circle(asked, answer.kind, answer.row) == Chosen.OWN:
        return True
    default = document.get("circles_default", DEFAULT)
    return entry is not None and circle_of(entry, answer.kind, answer.field, default) == Circle.EIGEN


def chosen_circle(asked: AskedParty, kind: str, row: str) -> str:
    """Return who may see the answers about a row, as the party chose."""
    return Chosen.OWN if f"{kind}/{row}" in asked.own_rows else asked.circle
