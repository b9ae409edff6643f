"""What strengths tell other parts of the site: values, never rows; what waits or was refused is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from gebiedstafel.tables.models import AreaTable, Seat

from .models import Strength, StrengthUse
from .places import place_names

Circle = Strength.Circle


@dataclass(frozen=True, slots=True)
class PublishedStrength:
    """A strength as others show it; `area` is a key of the table's areas, and empty for the whole of it."""

    id: int
    kind: str
    kind_name: str
    name: str
    sentence: str
    area: str
    place: str
    holder: str
    available: str
    capacity: str
    in_kind: str
    themes: tuple[str, ...]
    party: str
    is_public: bool


@dataclass(frozen=True, slots=True)
class UsedStrength:
    """A strength that a measure or a challenge builds on, and what for."""

    strength: PublishedStrength
    words: str


def circle_for(seat: Seat) -> Circle:
    """Return the circle from which this seat reads: a visitor reads what anyone reads."""
    return Circle.EVERYONE if seat.role == Seat.Role.VISITOR else Circle.TABLE


def strengths_for(table: AreaTable, circle: str, theme: str | None = None) -> list[PublishedStrength]:
    """Return the strengths that this circle may see, those of one theme where one is named."""
    found = _told(table, _seen_in(table, circle))
    return [one for one in found if theme is None or theme in one.themes]


def strengths_used_by(table: AreaTable, kind: str, key: str, circle: str) -> list[UsedStrength]:
    """Return what a measure or a challenge builds on; `kind` is the list it stands in, in the file."""
    uses = StrengthUse.objects.filter(strength__in=_seen_in(table, circle), kind=kind, key=key)
    words = dict(uses.values_list("strength", "words"))
    rows = Strength.objects.of(table).filter(pk__in=words)
    return [UsedStrength(one, words[one.id]) for one in _told(table, rows)] if words else []


def strengths_waiting(table: AreaTable) -> int:
    """Return how many strengths that residents brought wait for someone to look at them."""
    return Strength.objects.of(table).waiting().count()


def _seen_in(table: AreaTable, circle: str) -> Iterable[Strength]:
    rows = Strength.objects.of(table)
    return rows.public() if circle == Circle.EVERYONE else rows.shown()


def _told(table: AreaTable, rows: Iterable[Strength]) -> list[PublishedStrength]:
    places = place_names(table)
    return [
        PublishedStrength(
            id=one.pk,
            kind=one.kind,
            kind_name=str(one.get_kind_display()),
            name=one.name,
            sentence=one.sentence,
            area=one.area,
            place=places.get(one.area, ""),
            holder=one.holder,
            available=one.available,
            capacity=one.capacity,
            in_kind=one.in_kind,
            themes=tuple(one.themes),
            party=one.party.key if one.party else "",
            is_public=one.circle == Circle.EVERYONE,
        )
        for one in rows
    ]
