"""What is told of a table's area: residents first, then what is strong, then what professionals see."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.signals.published import (
    PublicBatch,
    SeenBatch,
    batches_for_public,
    batches_for_table,
    ranked,
    size_signs,
)
from gebiedstafel.stories.published import stories_for
from gebiedstafel.stories.recognised import recognised_for
from gebiedstafel.strengths.published import circle_for, strengths_for
from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.remembered import remembered
from gebiedstafel.trail.deeds import newest_seal

from .ways_to_tell import addresses_of

#: So many of each stand on the page of the area; the rest is a click away.
STORIES, STRENGTHS, SIGNALS = 3, 4, 6


def told_of(seat: Seat) -> dict[str, Any]:
    """Return what this seat may read: a visitor what everyone may, who sits here what the table may."""
    table, visits = seat.table, seat.role == Seat.Role.VISITOR
    circle = "public" if visits else "table"
    # Whatever is told, shown or taken back writes a deed: until then it is as it was.
    about = f"area/told/{circle}/{newest_seal(table.chain)}"
    return remembered(table, about, lambda: _told(seat, visits=visits))


def _told(seat: Seat, *, visits: bool) -> dict[str, Any]:
    table = seat.table
    stories = stories_for(table, Circle.OPENBAAR if visits else Circle.TAFEL)
    strengths = strengths_for(table, circle_for(seat))
    batches: Sequence[SeenBatch | PublicBatch]
    batches = ranked(batches_for_public(table)) if visits else ranked(batches_for_table(table))
    signals = [_line(one) for one in batches]
    return {
        "stories": stories[:STORIES],
        "stories_more": max(len(stories) - STORIES, 0),
        "strong_here": strengths[:STRENGTHS],
        "strong_more": max(len(strengths) - STRENGTHS, 0),
        "signals": signals[:SIGNALS],
        "signals_more": max(len(signals) - SIGNALS, 0),
        "recognised": [] if visits else recognised_for(table),
        "at_table": not visits,
        "addresses": addresses_of(table),
    }


def _line(batch: SeenBatch | PublicBatch) -> dict[str, str]:
    """Return a batch as one line: how many, what was written, and where, by whom and which way it goes."""
    words, about = batch.theme_name, [batch.place_name]
    if isinstance(batch, SeenBatch):
        words = " ".join(one.text for one in batch.said) or words
        about = [batch.alone or _("meer melders"), batch.place_name, batch.trend_words]
    return {
        "size": size_signs(batch.size_class),
        "size_words": batch.size_words,
        "words": words,
        "about": ", ".join(part for part in about if part),
        "quarter": batch.quarter_words,
    }
