"""What can use a strength: measures and challenges, which lie above and are told through a setting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from gebiedstafel.tables.models import Seat


@dataclass(frozen=True, slots=True)
class Subject:
    """A measure or a challenge; `kind` is the list it stands in, in the file."""

    kind: str
    key: str
    title: str
    url: str

    @property
    def name(self) -> str:
        """How a form names it."""
        return f"{self.kind}/{self.key}"


def subjects_seen_by(seat: Seat) -> Sequence[Subject]:
    """Return what this seat may see of what could use a strength."""
    name = getattr(settings, "STRENGTH_SUBJECTS", "")
    if not name:
        return ()
    ask = cast(Callable[[Seat], Sequence[Subject]], import_string(name))
    return ask(seat)
