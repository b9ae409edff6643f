"""The demo with its picture alone: its meetings, rounds and agreements take most of its time."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.exchange.demo import demo_signals, demo_stories, demo_strengths, demo_table
from gebiedstafel.means.table_import import load_demo_table
from gebiedstafel.signals.demo_signals import report_demo_signals
from gebiedstafel.stories.demo_stories import tell_demo_stories
from gebiedstafel.strengths.demo_strengths import know_demo_strengths
from gebiedstafel.tables.models import AreaTable


def demo_with_picture(at: datetime) -> AreaTable:
    """Return the demo with figures, statements, signals, stories and strengths."""
    table = load_demo_table(demo_table(), at=at)
    report_demo_signals(table, demo_signals())
    know_demo_strengths(table, demo_strengths(), at=at)
    tell_demo_stories(table, demo_stories(), at=at)
    return table
