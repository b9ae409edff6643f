"""When the table's choices cannot go together: which they are, why, and what would help."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.plan import Infeasible

from .forced_choices import ForcedChoice, forced_choices
from .reading import Reading


@dataclass(frozen=True, slots=True)
class Conflict:
    """The choices that clash and a sentence for each reason; `apart` where each is impossible by itself."""

    clashing: tuple[ForcedChoice, ...]
    sentences: tuple[str, ...]
    apart: bool


def conflict(reading: Reading) -> Conflict:
    """Return the clash of an infeasible answer, by the choices it was asked with."""
    answer = reading.answer
    clashes = (answer, *answer.more) if isinstance(answer, Infeasible) else ()
    named = {measure for clash in clashes for measure in clash.conflict}
    choices = forced_choices(reading, reading.table.get("choices", {}))
    clashing = tuple(choice for choice in choices if choice.id in named)
    told = dict.fromkeys(sentence for clash in clashes for sentence in _told(reading, clash))
    return Conflict(clashing or choices, tuple(told), bool(clashes) and all(clash.never for clash in clashes))


def _told(reading: Reading, clash: Infeasible) -> Iterator[str]:
    if clash.never:
        yield _never(reading.title(clash.conflict[0]))
    yield from (reading.said(r) for r in clash.reasons if not (clash.never and r.code == "forced_in"))


def _never(title: str) -> str:
    return _("%(measure)s kan niet meedoen, wat u verder ook kiest.") % {"measure": title}
