"""What each party says about a measure, as rows: its judgement, and the hours of its volunteers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.tables.models import Party

from .models import Judgement, Measure, VolunteerHours


def store_voices(
    given: list[tuple[Measure, dict[str, Any]]],
    parties: Mapping[str, Party],
    challenges: Mapping[str, Challenge],
) -> None:
    """Store what parties judged and offered for these measures."""
    Judgement.objects.bulk_create(
        Judgement(
            measure=measure,
            challenge=challenges[one["challenge"]],
            party=parties[one["party"]],
            size=one["size"],
            position=place,
        )
        for measure, entry in given
        for place, one in enumerate(entry.get("judgements", ()))
    )
    VolunteerHours.objects.bulk_create(
        VolunteerHours(measure=measure, offer=number, party=parties[offer["party"]], offset=year, hours=hours)
        for measure, entry in given
        for number, offer in enumerate(entry.get("offered_hours", ()))
        for year, hours in enumerate(offer["per_year"])
    )
