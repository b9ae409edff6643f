"""The public page of a demo table, open, with what its table told the wijk."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gebiedstafel.tables.models import AreaTable

from .models import StreetPage, Told


@transaction.atomic
def open_demo_street(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> None:
    """Open the page of a demo table with these messages on it."""
    StreetPage.objects.create(table=table, ask=made["ask"], opened_at=at)
    for one in made["told"]:
        day = table.as_of - timedelta(days=one["days"])
        moment = make_aware(datetime.combine(day, time(12)))
        Told.objects.create(
            table=table,
            area=one.get("area", ""),
            words=one["words"],
            learned=one.get("learned", False),
            at=moment,
        )
