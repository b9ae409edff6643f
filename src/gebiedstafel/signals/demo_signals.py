"""What made-up parties of a demo table reported, through the same door as everyone, and what was answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gebiedstafel.tables.models import AreaTable

from .actions import Sent, count_refusals, keep_signal, stopped
from .models import Answerer, Batch, BatchAnswer, BatchReview, OpenFigures, WaitingAnswer
from .quarters import quarter_of
from .releasing import show_alone, show_what_may

#: The quarter ended seven weeks before the demo's day; its parties counted in the week after.
SENT = timedelta(weeks=6)


@transaction.atomic
def report_demo_signals(table: AreaTable, made: Mapping[str, Any]) -> None:
    """Let the demo's parties report; what the guard stops is counted and stays outside."""
    sent, today = _noon(table.as_of - SENT), _noon(table.as_of)
    parties = {party.key: party for party in table.parties.all()}
    for one in [*made["signals"], *made["refused"]]:
        if reasons := stopped(table, one["text"]):
            count_refusals(table, reasons, at=sent)
            continue
        signal = keep_signal(parties[one["party"]], _sent(one).tidied(table), at=sent)
        show_alone(signal, at=sent)
    show_what_may(table, at=today)
    for group, party in made.get("answerers", {}).items():
        Answerer.objects.create(table=table, group=group, party=parties[party])
    for one in made.get("answers", ()):
        batch = Batch.objects.filter(table=table, theme=one["theme"], place=one["area"]).first()
        if batch is not None:
            BatchAnswer.objects.create(
                batch=batch, text=one["text"], role=one["role"], answered_at=_noon(table.as_of - timedelta(9))
            )
    for one in made.get("to_waiting", ()):
        for group in one["groups"]:
            WaitingAnswer.objects.create(
                table=table,
                group=group,
                quarter=quarter_of(table.as_of),
                text=one["text"],
                role=one["role"],
                answered_at=_noon(table.as_of - timedelta(30)),
            )
    for batch in Batch.objects.filter(table=table, for_public=True):
        BatchReview.objects.create(batch=batch, reviewed_at=today)
    OpenFigures.objects.create(table=table, opened_at=today)


def _sent(one: Mapping[str, Any]) -> Sent:
    return Sent(**{field.name: one[field.name] for field in fields(Sent)})


def _noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)))
