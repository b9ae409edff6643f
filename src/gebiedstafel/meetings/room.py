"""The screen for the meeting itself: every thing with what was written at it, and what stands now as data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.ideas.models import AgendaQuestion

from .models import Action, AgendaItem, AgreementMoment, Decision, Meeting
from .points import OF_AGREEMENTS, why_words, words_of
from .recording import said_of
from .seats_there import SeatThere, seats_there


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """Something an item is about, with its agreement or question as it stands now."""

    why: str
    why_words: str
    words: str
    who: str
    key: str
    agreement: Agreement | None
    question: AgendaQuestion | None


@dataclass(frozen=True, slots=True)
class ShownItem:
    """One thing of the agenda with what was written at it."""

    item: AgendaItem
    number: int
    points: tuple[ShownPoint, ...]
    decisions: tuple[Decision, ...]
    actions: tuple[Action, ...]
    moments: tuple[AgreementMoment, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """A meeting that is going on."""

    meeting: Meeting
    items: tuple[ShownItem, ...]
    seats: tuple[SeatThere, ...]

    @property
    def there(self) -> int:
        """How many are there."""
        return sum(one.is_there is True for one in self.seats)


def room_of(meeting: Meeting) -> Room:
    """Return everything the screen shows, in a fixed number of queries."""
    items = list(
        meeting.items.filter(gone_at=None).prefetch_related(
            "decisions", "actions__who", "moments__agreement__lead"
        )
    )
    shown = shown_points(meeting, {item.pk: item.points for item in items})
    return Room(
        meeting,
        tuple(
            ShownItem(
                item,
                number,
                shown[item.pk],
                tuple(one for one in item.decisions.all() if one.text),
                tuple(one for one in item.actions.all() if one.text),
                tuple(item.moments.all()),
            )
            for number, item in enumerate(items, start=1)
        ),
        tuple(seats_there(meeting)),
    )


def shown_points(
    meeting: Meeting, points: Mapping[Any, list[dict[str, Any]]]
) -> dict[Any, tuple[ShownPoint, ...]]:
    """Return the points of each thing with the rows they are about, in two queries for all of them."""
    flat = [point for some in points.values() for point in some]
    keys = {point["key"] for point in flat if point["why"] in OF_AGREEMENTS}
    asked = {point["id"] for point in flat if point["why"] == "question"}
    agreements = {
        one.key: one
        for one in Agreement.objects.of(meeting.table).filter(key__in=keys).select_related("lead")
    }
    questions = AgendaQuestion.objects.filter(table=meeting.table_id).in_bulk(asked) if asked else {}
    return {
        place: tuple(
            ShownPoint(
                point["why"],
                why_words(point),
                words_of(point),
                point.get("who", ""),
                str(point.get("key", point.get("id", ""))),
                agreements.get(point.get("key", "")) if point["why"] in OF_AGREEMENTS else None,
                questions.get(point.get("id")) if point["why"] == "question" else None,
            )
            for point in some
        )
        for place, some in points.items()
    }


def stand_of(room: Room, at: datetime) -> dict[str, Any]:
    """Return what stands now, for devices that ask whether another wrote something."""
    meeting = room.meeting
    return {
        "nu": meeting.current_id,
        "sinds": int((at - meeting.current_since).total_seconds()) if meeting.current_since else 0,
        "afgesloten": meeting.ended_at is not None,
        "rijen": [row for one in room.items for row in _rows(one.item)],
        "aanwezig": {str(seat.pk): seat.is_there for seat in room.seats},
        "afspraken": {
            point.agreement.key: {
                "versie": point.agreement.version,
                "stand": point.agreement.status,
                "woord": str(point.agreement.get_status_display()),
            }
            for one in room.items
            for point in one.points
            if point.agreement
        },
    }


def _rows(item: AgendaItem) -> list[dict[str, Any]]:
    """Return every line of a thing; one that was emptied too, or it would stay on other devices."""
    return [
        {"soort": "notities", "punt": item.pk, "rij": "", "versie": item.notes_version, "tekst": item.notes},
        {
            "soort": "vertellen",
            "punt": item.pk,
            "rij": "",
            "versie": item.told_version,
            "tekst": item.told,
            "aan": item.is_told,
        },
        *(
            {"soort": "besluit", "punt": item.pk, "rij": one.key, "versie": one.version, "tekst": one.text}
            for one in item.decisions.all()
        ),
        *(
            {"soort": "actie", "punt": item.pk, "rij": one.key, "versie": one.version, **said_of(one)}
            for one in item.actions.all()
        ),
    ]
