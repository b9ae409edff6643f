"""What made-up residents of a demo table told, and what parties and residents say of some of its figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import AreaTable, Seat

from .askable import askable_things
from .models import Story, StoryBox
from .recognition_models import Asked, PartyView, RecognitionPage, ResidentView


@transaction.atomic
def tell_demo_stories(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> None:
    """Open the box of a demo table with these stories in it, and ask about these figures."""
    StoryBox.objects.create(table=table, opened_at=at)
    for one in made["stories"]:
        _told(table, one, shown=True)
    for one in made["waiting"]:
        _told(table, one, shown=False)
    RecognitionPage.objects.create(table=table, opened_at=at)
    known = {one.subject: one for one in askable_things(table)}
    for one in made["asked"]:
        figure = known[one["subject"]]
        asked = Asked.objects.create(
            table=table,
            subject=figure.subject,
            area=figure.area,
            words=figure.words,
            source=figure.source,
            asked_at=at,
        )
        _answered(asked, one, at=at)


def _told(table: AreaTable, one: Mapping[str, Any], *, shown: bool) -> None:
    told = make_aware(datetime.combine(table.as_of - timedelta(days=one["days"]), time(12)))
    read = told + timedelta(days=2)
    is_recognisable = one.get("recognisable", False)
    chair = table.seats.filter(role=Seat.Role.CHAIR).first()
    Story.objects.create(
        table=table,
        text=one["text"],
        area=one["area"],
        themes=[one["theme"]],
        challenge=one.get("challenge", ""),
        circle=one["circle"],
        digest=digest_of(new_token()),
        told_at=told,
        on_paper=one.get("on_paper", False),
        recognisable=is_recognisable,
        first_by=chair if is_recognisable else None,
        first_at=read if is_recognisable else None,
        state=Story.State.SHOWN if shown else Story.State.WAITING,
        read_at=read + timedelta(days=1) if shown else None,
    )


def _answered(asked: Asked, one: Mapping[str, Any], *, at: datetime) -> None:
    parties = {party.key: party for party in asked.table.parties.all()}
    PartyView.objects.bulk_create(
        PartyView(asked=asked, party=parties[key], says=says, words=one["sentences"].get(key, ""), at=at)
        for says, keys in one["parties"].items()
        for key in keys
    )
    ResidentView.objects.bulk_create(
        ResidentView(asked=asked, says=says, digest=digest_of(new_token()), at=at)
        for says, count in one["residents"].items()
        for _number in range(count)
    )
