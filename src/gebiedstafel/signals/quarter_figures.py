"""The figures of a quarter: made once when it is over, by the worker, and frozen.

They are sums of the classes that were shown live (see the engine's README), so live, figures and files are
one chain: together they tell nothing that was not shown. What the public may see are sums of what the chair
let the public see by then. Where the attacker at the gate finds something, none are given, and that stays.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from datetime import datetime

from django.db import transaction

from gebiedstafel.engines.disclosure.quarter_table import quarter_table
from gebiedstafel.engines.disclosure.quarterly import Span, scopes, spans
from gebiedstafel.engines.disclosure.rounding import NotGiven
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.trail.deeds import record_deed

from .models import BatchReview, QuarterTable
from .places import WITHIN, Places, places_of
from .told_of_quarter import told_of_quarter

logger = logging.getLogger(__name__)

Cell = list[str | int | None]


def freeze_quarter(
    table: AreaTable, quarter: str, *, at: datetime, tell: Callable[[float], object] = lambda share: None
) -> QuarterTable:
    """Make the figures of a quarter and keep them; those that are there stay as they are.

    The attacker is asked before anything is held: it may take a minute, and nobody waits for it.
    """
    made = QuarterTable.objects.filter(table=table, quarter=quarter).first()
    if made is not None:
        return made
    places = places_of(table)
    told = told_of_quarter(table, quarter, places)
    lost = {batch.place for batch in told.batches.values()} - set(places.geography.level)
    table_cells = NotGiven() if lost else quarter_table(told.history, tell=tell)
    if isinstance(table_cells, NotGiven):
        logger.warning("Figures of table %s over %s are not given.", table.pk, quarter)
        return _kept(table, quarter, None, (), places, at)
    reviewed = BatchReview.objects.filter(batch__in=told.batches, batch__for_public=True)
    public = [told.batches[pk] for pk in reviewed.values_list("batch", flat=True)]
    public_cells = [span for span in spans(public, places.geography) if span.quarter]
    return _kept(
        table, quarter, _of_own_area(table_cells, places), _of_own_area(public_cells, places), places, at
    )


def _of_own_area(told: Iterable[Span], places: Places) -> list[Span]:
    """Return what is told of the table's area and places in it; of a wider one only what was shown there.

    Else the sum of one table would stand under the name of its whole municipality.
    """
    within = scopes(places.geography, {})[places.own]
    return [
        span
        for span in told
        if span.place in within or any(batch.place not in within for batch in span.batches)
    ]


@transaction.atomic
def _kept(
    table: AreaTable,
    quarter: str,
    given: Iterable[Span] | None,
    public: Iterable[Span],
    places: Places,
    at: datetime,
) -> QuarterTable:
    locked_table(table.pk)
    row, new = QuarterTable.objects.get_or_create(
        table=table,
        quarter=quarter,
        defaults={
            "is_given": given is not None,
            "places": _rows_of(places),
            "cells": [_cell(span) for span in given or ()],
            "public_cells": [_cell(span) for span in public],
            "made_at": at,
        },
    )
    if new:
        action = "freeze_quarter" if row.is_given else "refuse_quarter"
        record_deed(table.chain, action=action, subject=row.subject, actor="system", origin="worker", at=at)
    return row


def _cell(span: Span) -> Cell:
    return [span.place, span.theme, span.at_least, span.at_most]


def _rows_of(places: Places) -> list[list[str]]:
    """Return the places as they are called now, from wide to fine."""
    geography, order = places.geography, [str(level) for level in reversed(WITHIN)]
    keys = sorted(geography.level, key=lambda key: (order.index(geography.level[key]), places.names[key]))
    return [[key, places.names[key], geography.level[key], geography.parent.get(key, "")] for key in keys]
