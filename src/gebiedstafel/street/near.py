"""All that anyone may read about one area, the nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import gettext as _

from gebiedstafel.ui.templatetags.dates import day

from .days import quarter_of
from .places import Nearness, Places
from .promises import Promise
from .told import Message
from .works import LeftOut, PublicPlan, Work

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Near:
    """What one area reads: its own works apart from those around, promises by how they ended, and more."""

    here: tuple[Work, ...]
    around: tuple[Work, ...]
    promised: tuple[Promise, ...]
    done: tuple[Promise, ...]
    could_not: tuple[Promise, ...]
    left_out: tuple[LeftOut, ...]
    learned: tuple[Message, ...]
    told: tuple[Message, ...]

    @property
    def first_year(self) -> int | None:
        """The year in which the first work begins here."""
        years = (work.begins.year if work.begins else work.first for work in self.here)
        return min((year for year in years if year), default=None)


def near(
    area: str, places: Places, plan: PublicPlan | None, promises: Iterable[Promise], told: Iterable[Message]
) -> Near:
    """Choose what concerns one area from what is public at a table."""
    works = plan.works if plan else ()
    kept = [one for one in promises if _concerns(places, one.place, area)]
    heard = [one for one in told if _concerns(places, one.area, area)]
    return Near(
        here=_at(works, lambda one: places.nearness(one.place, area) == Nearness.HERE),
        around=_at(works, lambda one: places.nearness(one.place, area) == Nearness.AROUND),
        promised=_at(kept, lambda one: one.kind == "promised"),
        done=_at(kept, lambda one: one.kind == "done"),
        could_not=_at(kept, lambda one: one.kind == "could_not"),
        left_out=_at(plan.left_out if plan else (), lambda one: _concerns(places, one.place, area)),
        learned=_at(heard, lambda one: one.learned),
        told=_at(heard, lambda one: not one.learned),
    )


def lines_of(found: Near) -> dict[str, str]:
    """Return all of it as sentences by a name that stays the same, to see what changed since a letter."""
    lines = {f"work/{one.key}": work_line(one) for one in (*found.here, *found.around)}
    for one in (*found.promised, *found.done, *found.could_not):
        lines[f"promise/{one.key}"] = promise_line(one)
    lines |= {one.name: one.words for one in (*found.learned, *found.told)}
    return lines


def work_line(work: Work) -> str:
    """Return a work and its years as one sentence."""
    return f"{work.title}: {years_of(work)}"


def years_of(work: Work) -> str:
    """Return in which years a work runs, in words; in which quarters where its days are known."""
    if work.begins and work.ends:
        first, last = _quarter(work.begins), _quarter(work.ends)
        if first == last:
            return first
        return _("{first} tot en met {last}").format(first=first, last=last)
    if work.first is None:
        return _("het jaar is nog niet openbaar")
    if work.last is None or work.last == work.first:
        return str(work.first)
    return _("{first} tot en met {last}").format(first=work.first, last=work.last)


def _quarter(day: date) -> str:
    return _("{quarter}e kwartaal {year}").format(quarter=quarter_of(day), year=day.year)


def promise_line(promise: Promise) -> str:
    """Return a promise and where it stands as one line."""
    until = _("uiterlijk {day}").format(day=day(promise.due)) if promise.due else ""
    told = ", ".join(filter(None, [promise.state, until if promise.kind == "promised" else ""]))
    return f"{promise.words} ({told})" + (f" {promise.why}" if promise.kind == "could_not" else "")


def _concerns(places: Places, place: str, area: str) -> bool:
    return places.nearness(place, area) != Nearness.ELSEWHERE


def _at(things: Iterable[Thing], fits: Callable[[Thing], bool]) -> tuple[Thing, ...]:
    return tuple(one for one in things if fits(one))
