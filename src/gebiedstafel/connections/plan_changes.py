"""What changed between the plan before this one and this one: what came in, what dropped out, what moved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.ui.templatetags.money import euros_in_words

from .amounts import day
from .reading import Reading


@dataclass(frozen=True, slots=True)
class PlanChanges:
    """The comparison of two plans in words."""

    sentence: str
    came_in: tuple[str, ...]
    dropped_out: tuple[str, ...]
    moved: tuple[str, ...]
    covers_more: tuple[str, ...]
    covers_less: tuple[str, ...]


LEAST_CHANGE = 0.02


def plan_changes(before: Reading, now: Reading, made_on: date) -> PlanChanges:
    """Return what is different from the plan before; ids compare, titles are shown."""
    came = sorted(set(now.chosen) - set(before.chosen))
    gone = sorted(set(before.chosen) - set(now.chosen))
    stayed = sorted(set(now.chosen) & set(before.chosen))
    count = len(before.chosen)
    sentence = ngettext(
        "Het plan van %(day)s had %(count)s maatregel en verdeelde %(money)s.",
        "Het plan van %(day)s had %(count)s maatregelen en verdeelde %(money)s.",
        count,
    ) % {"day": day(made_on), "count": count, "money": euros_in_words(before.total)}
    more, less = _coverage_changes(before, now)
    return PlanChanges(
        sentence=sentence,
        came_in=tuple(now.title(id_) for id_ in came),
        dropped_out=tuple(before.title(id_) for id_ in gone),
        moved=tuple(
            _("%(measure)s: van %(before)s naar %(now)s")
            % {"measure": now.title(id_), "before": before.start(id_), "now": now.start(id_)}
            for id_ in stayed
            if before.start(id_) != now.start(id_)
        ),
        covers_more=more,
        covers_less=less,
    )


def _coverage_changes(before: Reading, now: Reading) -> tuple[tuple[str, ...], tuple[str, ...]]:
    old, new = before.plan["coverage"], now.plan["coverage"]
    change = {id_: new.get(id_, 0) - old.get(id_, 0) for id_ in now.challenges}
    more = sorted((id_ for id_ in change if change[id_] >= LEAST_CHANGE), key=lambda i: (-change[i], i))
    less = sorted((id_ for id_ in change if change[id_] <= -LEAST_CHANGE), key=lambda i: (change[i], i))
    return tuple(map(now.challenge, more)), tuple(map(now.challenge, less))
