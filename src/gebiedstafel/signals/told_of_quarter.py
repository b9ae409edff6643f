"""What was told of the signals of one quarter, round by round: what an attacker could have seen."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from gebiedstafel.engines.disclosure import SIZE_CLASSES, Report, Rules
from gebiedstafel.engines.disclosure import Batch as Shown
from gebiedstafel.engines.disclosure.history import History, Round
from gebiedstafel.tables.models import AreaTable

from .models import Batch, Signal
from .places import Places
from .quarters import closes_on, midnight
from .releasing import monday, report_of
from .rules import RULES

#: What must be together of a theme that was dropped since: the least, which tells the attacker most.
LEAST = min(RULES.k.values())


@dataclass(frozen=True, slots=True)
class ToldOfQuarter:
    """The rounds of a quarter, and each batch as the engine knows it, by its number."""

    history: History
    batches: dict[int, Shown]


def told_of_quarter(table: AreaTable, quarter: str, places: Places) -> ToldOfQuarter:
    """Return what came in and what was shown of a quarter, in the order in which it was shown."""
    signals = list(Signal.objects.filter(table=table, quarter=quarter).select_related("party", "batch"))
    rows = list(Batch.objects.filter(table=table, quarter=quarter))
    above = dict(table.parties.values_list("key", "parent"))
    reports = {one.pk: report_of(one, places, above) for one in signals}
    inside: defaultdict[int | None, list[Report]] = defaultdict(list)
    for one in signals:
        inside[one.batch_id].append(reports[one.pk])
    batches = {row.pk: _shown(row, inside[row.pk]) for row in rows}
    themes = {one.theme for one in signals} | {row.theme for row in rows}
    history = History(
        places.geography,
        Rules({theme: RULES.k.get(theme, LEAST) for theme in themes}, RULES.two_reporters & themes),
        _rounds(quarter, signals, rows, reports, batches),
        tuple(inside[None]),
    )
    return ToldOfQuarter(history, batches)


def _shown(row: Batch, reports: Sequence[Report]) -> Shown:
    return Shown(
        place=row.place,
        theme=row.theme,
        quarter=row.quarter,
        reports=tuple(sorted(one.id for one in reports)),
        total=row.total,
        size_class=next(size for size in SIZE_CLASSES if size == row.size_class),
        alone=reports[0].reporter if reports and row.reporters == 1 else "",
    )


def _rounds(
    quarter: str,
    signals: Sequence[Signal],
    rows: Sequence[Batch],
    reports: dict[int, Report],
    batches: dict[int, Shown],
) -> tuple[Round, ...]:
    """Return a round for each moment on which something was shown, and one when the quarter closed.

    Where a round showed nothing, nobody saw it. After a quarter closed nothing comes in any more.
    """
    closed = midnight(closes_on(quarter))
    at_once = {one.batch_id for one in signals if _came_out_at_once(one)}
    mondays = sorted({row.shown_at for row in rows if row.pk not in at_once and row.shown_at < closed})
    came: defaultdict[datetime, list[Report]] = defaultdict(list)
    shown: defaultdict[datetime, list[Shown]] = defaultdict(list)
    for row in rows:
        shown[min(row.shown_at, closed)].append(batches[row.pk])
    for one in signals:
        weighed = next((moment for moment in mondays if one.sent_at < monday(moment)), closed)
        came[min(one.sent_at, closed) if one.batch_id in at_once else weighed].append(reports[one.pk])
    moments = sorted({*came, *shown} - {closed})
    return tuple(Round(quarter, at == closed, tuple(came[at]), tuple(shown[at])) for at in (*moments, closed))


def _came_out_at_once(one: Signal) -> bool:
    return one.batch is not None and one.batch.reporters == 1 and one.batch.shown_at == one.sent_at
