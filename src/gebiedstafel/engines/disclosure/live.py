"""Live release (*optillen*): what reports may be shown now, and where.

A report is shown once, in a batch, at the finest place where enough is together. When its quarter closes
what is left goes up: to the wijk, to the gemeente, or it is held. All that is ever shown is the size class
of disjoint batches of at least k, so no difference in time, area or theme is about fewer than k.

Append-only: `release` never looks into a batch that was shown, and no report is in two. A report that its
sender took back before release simply is not in `waiting`; once its batch was shown the batch stays.

Call it on a rhythm (each Monday night, say), not after each report: who sees a batch appear right after the
own report knows that this one tipped it, and so how many the others are. Show a batch by its quarter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from .classes import class_of, highest_in, lowest_in
from .gate import Tree, gives_away
from .problem import (
    LEVELS,
    QUARTER,
    Batch,
    Geography,
    InvalidDisclosure,
    Pile,
    Release,
    Report,
    Rules,
    only_once,
)

#: With any one reporter's own records known, at least so many of others are in a batch of several.
LEAST_OF_OTHERS = 3
#: And the number of others, for who knows their own and the class, is within a range at least so wide.
NARROWEST_FOR_INSIDER = 2


def release(
    waiting: Iterable[Report],
    released_so_far: Iterable[Batch],
    geography: Geography,
    rules: Rules,
    *,
    closing: str | None = None,
) -> Release:
    """Return the new batches of what waits, and what is left.

    `closing` names the last quarter that is over: left-overs of it and earlier ones go up. It may be asked
    again; what was held then joins what came late. The same input in any order gives the same answer.
    """
    reports = sorted(waiting, key=lambda one: one.id)
    _check(reports, released_so_far, geography, rules, closing)
    by_subject: defaultdict[tuple[str, str], list[Report]] = defaultdict(list)
    for report in reports:
        by_subject[report.quarter, report.theme].append(report)
    batches: list[Batch] = []
    for (quarter, theme), subject in sorted(by_subject.items()):
        closed = closing is not None and quarter <= closing
        batches += _of_subject(subject, geography, rules.k[theme], theme in rules.two_reporters, closed)
    shown = {name for batch in batches for name in batch.reports}
    left = [report for report in reports if report.id not in shown]
    held = [report.id for report in left if closing is not None and report.quarter <= closing]
    return Release(
        tuple(sorted(batches, key=lambda one: (one.place, one.theme, one.quarter, one.reports))),
        tuple(report.id for report in left if closing is None or report.quarter > closing),
        tuple(held),
    )


def _check(
    reports: list[Report], shown: Iterable[Batch], geography: Geography, rules: Rules, closing: str | None
) -> None:
    only_once((report.id for report in reports), "a report waits once; these came twice")
    before = [name for batch in shown for name in batch.reports]
    only_once(before, "no report is in two batches; these are")
    if again := sorted(set(before) & {report.id for report in reports}):
        raise InvalidDisclosure(f"these were shown already and cannot wait again: {again}")
    if unknown := sorted({report.theme for report in reports} - set(rules.k)):
        raise InvalidDisclosure(f"the rules say no k for {unknown}")
    if closing is not None and not QUARTER.fullmatch(closing):
        raise InvalidDisclosure(f"a quarter reads as 2026-Q3, not {closing!r}")


def _of_subject(
    reports: list[Report], geography: Geography, k: int, two_reporters: bool, closed: bool
) -> Iterator[Batch]:
    """Yield the batches of one theme in one quarter: first where reports belong, then what goes up."""
    at_place: defaultdict[str, list[Report]] = defaultdict(list)
    for report in reports:
        place = geography.finest(report)
        if place is not None:
            at_place[place].append(report)
    left: dict[str, list[Report]] = {}
    emptied = set()
    for place in sorted(at_place):
        batches, left[place] = _together(Pile(tuple(at_place[place])), place, k, two_reporters)
        emptied |= _emptied(batches)
        yield from batches
    if closed:
        yield from _go_up(left, emptied, geography, k, two_reporters)


def _emptied(batches: list[Batch]) -> set[str]:
    """Return the places where everybody sees that nothing is left: a batch of several takes all."""
    return {batch.place for batch in batches if not batch.alone}


def _go_up(
    own: dict[str, list[Report]],
    emptied: set[str],
    geography: Geography,
    k: int,
    two_reporters: bool,
) -> Iterator[Batch]:
    """Yield the batches of left-overs, from fine to wide; what gives a small part away goes on up."""
    tree = Tree(geography.children, k, emptied)
    risen: defaultdict[str, list[Report]] = defaultdict(list)
    for place in sorted(geography.level, key=lambda one: (LEVELS.index(geography.level[one]), one)):
        direct, below = own.get(place, []), risen.pop(place, [])
        left = direct + below
        if below:
            batches, rest = _together(Pile(tuple(left)), place, k, two_reporters)
            shown = {name for one in batches for name in one.reports}
            told = sum(batch.total for batch in batches)
            of_direct = Pile(tuple(report for report in direct if report.id in shown)).counts
            if batches and not gives_away(told, of_direct, place, tree):
                yield from batches
                left, direct = rest, [report for report in direct if report.id not in shown]
                tree.emptied |= _emptied(batches)
        tree.direct[place] = Pile(tuple(direct)).counts
        tree.up[place] = Pile(tuple(left)).counts
        if left and place in geography.parent:
            risen[geography.parent[place]] += left


def _together(pile: Pile, place: str, k: int, two_reporters: bool) -> tuple[list[Batch], list[Report]]:
    """Return the batches of one pile, and what is left of it.

    A pattern that reaches k is a batch by itself; then all others together; else whoever alone has k.
    """
    batches = [_batch(Pile((one,)), place) for one in pile.reports if one.pattern and one.count >= k]
    rest = Pile(tuple(one for one in pile.reports if not (one.pattern and one.count >= k)))
    if _may_be_shown(rest, k):
        return [*batches, _batch(rest, place)], []
    if two_reporters:
        return batches, list(rest.reports)
    alone = {name for name, count in rest.counts.items() if count >= k}
    for name in sorted(alone):
        own = tuple(one for one in rest.reports if one.reporter == name)
        batches.append(_batch(Pile(own), place))
    return batches, [one for one in rest.reports if one.reporter not in alone]


def _may_be_shown(pile: Pile, k: int) -> bool:
    """Whether several have enough together, with none of them near to knowing what the rest have."""
    total, shown = pile.total, class_of(pile.total)
    if total < k or shown is None or len(pile.counts) < 2:
        return False
    low, high = lowest_in(shown), highest_in(shown)
    for own in pile.counts.values():
        if total - own < LEAST_OF_OTHERS:
            return False
        if high is not None and high - own - max(LEAST_OF_OTHERS, low - own) < NARROWEST_FOR_INSIDER:
            return False
    return True


def _batch(pile: Pile, place: str) -> Batch:
    first, shown = pile.reports[0], class_of(pile.total)
    if shown is None:
        raise InvalidDisclosure(f"{pile.total} is too few to show")
    return Batch(
        place=place,
        theme=first.theme,
        quarter=first.quarter,
        reports=tuple(one.id for one in pile.reports),
        total=pile.total,
        size_class=shown,
        alone=first.reporter if len(pile.counts) == 1 else "",
    )
