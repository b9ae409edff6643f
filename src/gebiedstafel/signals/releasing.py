"""What comes out of the signals that wait: at once where a count is enough by itself, else on Mondays.

Out of a rhythm, somebody who sees a batch appear right after the own signal would know that this one
tipped it, and so how many the others are. A count that is enough alone tells nothing about others.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.timezone import localdate, localtime

from gebiedstafel.engines.disclosure import Batch as Shown
from gebiedstafel.engines.disclosure import Report, release
from gebiedstafel.exchange.organisations import line_above
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.trail.deeds import record_deed

from .models import Batch, QuarterTable, Signal, Trend
from .places import Places, places_of
from .quarters import last_closed, midnight
from .rules import RULES, SAFETY, stays_wide

logger = logging.getLogger(__name__)

#: Who reported reads an answer within so long after the batch was shown.
ANSWERED_WITHIN = timedelta(weeks=4)


def monday(at: datetime) -> datetime:
    """Return when the week of this moment began: what was sent before is weighed together."""
    today = localtime(at).date()
    return midnight(today - timedelta(days=today.weekday()))


def show_alone(signal: Signal, *, at: datetime) -> list[Batch]:
    """Show this signal at once when it is a count that is enough by itself; call it inside the deed."""
    if signal.how != Signal.How.COUNTED:
        return []
    return _show(signal.table, [signal], closing=None, at=at)


@transaction.atomic
def show_what_may(table: AreaTable, *, at: datetime) -> list[Batch]:
    """Show what of the waiting signals sent before this week may be shown, and lift what a quarter left."""
    table = locked_table(table.pk)
    waiting = _waiting(at).filter(table=table)
    batches = _show(table, list(waiting), closing=last_closed(table.today_at(localdate(at))), at=at)
    waiting.update(weighed_at=at)
    return batches


def show_all_due(at: datetime) -> int:
    """Show what may be shown at every table that was not weighed this week; return of how many batches.

    What goes wrong at one table is logged and tried again at the next tick; the others go on.
    """
    due = _waiting(at).filter(Q(weighed_at=None) | Q(weighed_at__lt=monday(at)))
    tables = AreaTable.objects.filter(pk__in=due.values_list("table", flat=True))
    shown = 0
    for table in tables.order_by("pk"):
        try:
            shown += len(show_what_may(table, at=at))
        except Exception:
            logger.exception("Signals of table %s were not weighed.", table.pk)
    return shown


def still_waiting() -> QuerySet[Signal]:
    """Return what may still be shown: of a quarter whose figures are made nothing more comes out."""
    frozen = QuarterTable.objects.filter(table=OuterRef("table"), quarter=OuterRef("quarter"))
    return Signal.objects.filter(~Exists(frozen), batch=None)


def _waiting(at: datetime) -> QuerySet[Signal]:
    """Return what may be shown now: what waits and was sent before this week."""
    return still_waiting().filter(sent_at__lt=monday(at)).select_related("party")


def _show(table: AreaTable, signals: list[Signal], *, closing: str | None, at: datetime) -> list[Batch]:
    places = places_of(table)
    above = dict(table.parties.values_list("key", "parent"))
    reports = [report_of(one, places, above) for one in signals]
    found = release(reports, (), places.geography, RULES, closing=closing)
    by_id = {str(one.pk): one for one in signals}
    made = [_kept(table, batch, [by_id[name] for name in batch.reports], at) for batch in found.batches]
    if made:
        record_deed(
            table.chain,
            action="show_signals",
            subject=" ".join(one.subject for one in made),
            actor="system",
            origin="worker",
            at=at,
        )
    return made


def report_of(one: Signal, places: Places, above: dict[str, str | None]) -> Report:
    """Return a signal as the engine weighs it; `above` says of which party each party is a part."""
    return Report(
        id=str(one.pk),
        reporter=line_above(one.party.key, above)[-1],
        area=places.lifted(one.area),
        theme=one.theme,
        quarter=one.quarter,
        count=one.count,
        pattern=one.how == Signal.How.COUNTED,
        only_wijk_or_wider=stays_wide(one.party, one.theme),
    )


def _kept(table: AreaTable, shown: Shown, signals: list[Signal], at: datetime) -> Batch:
    parties = {one.party_id: one.party for one in signals}
    several = not shown.alone
    wide = any(stays_wide(one.party, one.theme) for one in signals)
    batch = Batch.objects.create(
        table=table,
        place=shown.place,
        theme=shown.theme,
        quarter=shown.quarter,
        total=shown.total,
        size_class=shown.size_class,
        reporters=max(2, len(parties)) if several else 1,
        alone=_alone(table, shown, parties.values()),
        trend=_trend(signals),
        for_public=several and shown.total >= 10 and shown.theme not in SAFETY and not wide,
        shown_at=at,
        answer_by=table.today_at(localdate(at)) + ANSWERED_WITHIN,
    )
    Signal.objects.filter(pk__in=[one.pk for one in signals]).update(batch=batch)
    return batch


def _alone(table: AreaTable, shown: Shown, parties: Iterable[Party]) -> Party | None:
    own = list(parties)
    if not shown.alone:
        return None
    return own[0] if len(own) == 1 else table.parties.filter(key=shown.alone).first()


def _trend(signals: list[Signal]) -> str:
    """Return the trend when all who know say the same; else nothing."""
    said = {one.trend for one in signals} - {Trend.UNKNOWN}
    if not said:
        return Trend.UNKNOWN
    return said.pop() if len(said) == 1 else ""
