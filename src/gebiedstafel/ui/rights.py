"""What each permission check guards, in words; the page that says who may do what asks the checks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypeVar

from django.utils.functional import Promise
from django.utils.module_loading import autodiscover_modules

from .refusals import NotAllowed, Refused

Check = TypeVar("Check", bound=Callable[..., None])


class Whose(StrEnum):
    """What a deed touches: something of the seat's own party, of another party, or of the table."""

    OWN = "own"
    OTHER = "other"
    TABLE = "table"


#: Given a seat and whose thing it is, what the check is called with.
Example = Callable[[Any, Whose], tuple[tuple[Any, ...], Mapping[str, Any]]]


def _only_the_seat(seat: Any, whose: Whose) -> tuple[tuple[Any, ...], Mapping[str, Any]]:
    return (seat,), {}


@dataclass(frozen=True, slots=True)
class Right:
    """A deed in words, the check that guards it, and how the check is asked about an example."""

    does: str | Promise
    check: Callable[..., None]
    on: tuple[Whose, ...]
    example: Example

    def refusal(self, seat: Any, whose: Whose) -> str:
        """Return why this seat may not do it, as the check itself says; empty when it may."""
        positional, named = self.example(seat, whose)
        try:
            self.check(*positional, **named)
        except NotAllowed as no:
            return str(no)
        except Refused:
            # It may; only the state of the example stands in the way.
            return ""
        return ""


_RIGHTS: dict[str, Right] = {}


def right(
    does: str | Promise, *, on: tuple[Whose, ...] = (Whose.TABLE,), example: Example = _only_the_seat
) -> Callable[[Check], Check]:
    """Mark a permission check with what it guards, once or more; the check itself stays as it is."""

    def mark(check: Check) -> Check:
        place = f"{check.__module__}.{check.__qualname__}"
        number = sum(one.check is check for one in _RIGHTS.values())
        _RIGHTS[f"{place}:{number + 1}" if number else place] = Right(does, check, on, example)
        return check

    return mark


def rights() -> Mapping[str, Right]:
    """Return every marked check of the site, by its place in the code."""
    autodiscover_modules("permissions")
    return dict(sorted(_RIGHTS.items()))
