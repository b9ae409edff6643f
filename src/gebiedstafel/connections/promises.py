"""What the parties promised of a plan, as the page of the plan shows it; agreements lie above and tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import cast

from django.conf import settings
from django.utils.module_loading import import_string

from gebiedstafel.tables.models import Seat


@dataclass(frozen=True, slots=True)
class Promise:
    """The agreement about one measure: who said yes, who not yet, and what it still hangs on."""

    key: str
    url: str
    who: tuple[str, ...] = ()
    waits_for: tuple[str, ...] = ()
    drafted: bool = False
    reservation: str = ""

    @property
    def holds(self) -> bool:
        """Whether every party said yes and nothing is left to decide."""
        return not (self.drafted or self.waits_for or self.reservation)


@dataclass(frozen=True, slots=True)
class Promises:
    """The promises at a table by measure."""

    by_measure: Mapping[str, Promise] = field(default_factory=dict)

    def count(self, measures: tuple[str, ...]) -> tuple[int, int]:
        """Return how many of these measures are promised, and how many of those hang on a decision."""
        found = [self.by_measure[key] for key in measures if key in self.by_measure]
        promised = [one for one in found if not one.drafted]
        return len(promised), sum(bool(one.reservation) for one in promised)


def promises_at(seat: Seat) -> Promises:
    """Return what is promised at this seat's table; nothing where nobody tells."""
    name = getattr(settings, "PLAN_PROMISES", "")
    if not name:
        return Promises()
    return cast(Callable[[Seat], Promises], import_string(name))(seat)
