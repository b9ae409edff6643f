"""The demo table: loaded once, kept as people changed it, put back when asked."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction

from gebiedstafel.agreements.demo_agreements import make_demo_agreements
from gebiedstafel.connections.models import Plan
from gebiedstafel.connections.solving import Clock, make_plan
from gebiedstafel.dialogue.demo_round import hold_demo_rounds
from gebiedstafel.exchange.demo import (
    demo_agreements,
    demo_dialogue,
    demo_mandates,
    demo_meetings,
    demo_signals,
    demo_stories,
    demo_street,
    demo_strengths,
    demo_table,
)
from gebiedstafel.ideas.demo_ideas import bring_demo_ideas
from gebiedstafel.means.table_import import load_demo_table, remove_demo_table
from gebiedstafel.meetings.demo_meetings import hold_demo_meetings
from gebiedstafel.signals.demo_signals import report_demo_signals
from gebiedstafel.stories.demo_stories import tell_demo_stories
from gebiedstafel.street.demo_street import open_demo_street
from gebiedstafel.strengths.demo_strengths import know_demo_strengths
from gebiedstafel.tables.demo_mandates import make_demo_mandates
from gebiedstafel.tables.models import AreaTable
from gebiedstafel.ui.refusals import Refused


@transaction.atomic
def load_demo(*, at: datetime) -> tuple[AreaTable, bool]:
    """Return the demo table and whether it is new; a demo that is here stays as people left it."""
    document = demo_table()
    table = AreaTable.objects.filter(pk=document["table"]["id"]).first()
    if table is not None:
        return _only_demo(table), False
    return _loaded(document, at=at), True


@transaction.atomic
def reset_demo(*, at: datetime) -> AreaTable:
    """Put the demo back as it was made; no row of another table is touched."""
    document = demo_table()
    table = AreaTable.objects.filter(pk=document["table"]["id"]).first()
    if table is not None:
        remove_demo_table(_only_demo(table), at=at)
    return _loaded(document, at=at)


def _loaded(document: dict[str, Any], *, at: datetime) -> AreaTable:
    table = load_demo_table(document, at=at)
    make_demo_mandates(table, demo_mandates()["mandates"], at=at)
    made = demo_dialogue()
    hold_demo_rounds(table, made, at=at)
    bring_demo_ideas(table, made["ideas"], at=at)
    tell_demo_stories(table, demo_stories(), at=at)
    know_demo_strengths(table, demo_strengths(), at=at)
    report_demo_signals(table, demo_signals())
    make_demo_agreements(table, demo_agreements(), at=at)
    hold_demo_meetings(table, demo_meetings(), at=at)
    open_demo_street(table, demo_street(), at=at)
    return table


def first_plan(table: AreaTable, *, clock: Clock) -> Plan | None:
    """Work out a plan where there is none yet, so that the page is full at once."""
    if Plan.objects.of(table).exists():
        return None
    return make_plan(table, by=None, clock=clock)


def _only_demo(table: AreaTable) -> AreaTable:
    if not table.is_demo:
        raise Refused(f"{table.pk}: this id is taken by a table of your own.")
    return table
