"""What made-up residents of a demo table brought, and what the table answered."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import AreaTable

from .models import ANSWERED_WITHIN, Idea, IdeaBox


@transaction.atomic
def bring_demo_ideas(table: AreaTable, made: Sequence[Mapping[str, Any]], *, at: datetime) -> None:
    """Open the box of a demo table with these ideas in it; `days` is how long ago each was brought."""
    IdeaBox.objects.create(table=table, opened_at=at)
    for one in made:
        brought = table.as_of - timedelta(days=one["days"])
        Idea.objects.create(
            table=table,
            kind=one["kind"],
            text=one["text"],
            area=one.get("area", ""),
            digest=digest_of(new_token()),
            brought_at=_noon(brought),
            answer_by=brought + ANSWERED_WITHIN,
            answer=one.get("answer", ""),
            answered_at=_noon(brought + timedelta(days=9)) if "answer" in one else None,
        )


def _noon(day: date) -> datetime:
    return make_aware(datetime.combine(day, time(12)))
