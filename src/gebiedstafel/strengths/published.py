"""What strengths tell other parts of the site: values, never rows; what waits or was refused is not there."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.place_names import place_names

from .models import Strength, StrengthUse

Circle = Strength.Circle


@dataclass(frozen=True, slots=True)
class PublishedStrength:
    """A strength as others show it; `area` is a key of the table's areas, and empty for the whole of it."""

    id: int
    kind_name: str
    name: str
    sentence: str
    area: str
    place: str
    holder: str
    themes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UsedStrength:
    """A strength that a measure or a challenge builds on, and what for."""

    strength: PublishedStrength
    words: str


def circle_for(seat: Seat) -> Circle:
    """Return the circle from which this seat reads: a visitor reads what anyone reads."""
    return Circle.EVERYONE if seat.role == Seat.Role.VISITOR else Circle.TABLE


def strengths_for(table: AreaTable, circle: str) -> list[PublishedStrength]:
    """Return the strengths that this circle may see."""
    return _told(table, _seen_in(table, circle))


def strengths_used_by(table: AreaTable, kind: str, key: str, circle: str) -> list[UsedStrength]:
    """Return what a measure or a challenge builds on; `kind` is the list it stands in, in the file."""
    uses = StrengthUse.objects.filter(strength__in=_seen_in(table, circle), kind=kind, key=key)
    words = dict(uses.values_list("strength", "words"))
    rows = Strength.objects.of(table).filter(pk__in=words)
    return [UsedStrength(one, words[one.id]) for one in _told(table, rows)] if words else []


def strengths_waiting(table: AreaTable) -> int:
    """Return how many strengths that residents brought wait for someone to look at them."""
    return Strength.objects.of(table).waiting().count()


@dataclass(frozen=True, slots=True)
class AskedToLend:
    """That others build on a strength of which its party said: to be discussed.

    `by` are the measures and challenges that do, each as the list it stands in and its key.
    """

    id: int
    name: str
    party: str
    by: tuple[tuple[str, str], ...]


def asked_to_lend(table: AreaTable) -> list[AskedToLend]:
    """Return the strengths of which a party should say whether they can be used, for another wants to."""
    uses = StrengthUse.objects.filter(
        strength__in=Strength.objects.filter(table=table).shown(),
        strength__in_kind=Strength.InKind.ASK,
        strength__party__isnull=False,
    )
    # What a party builds on its own strength, it agreed with itself.
    uses = uses.exclude(by__party=F("strength__party")).select_related("strength__party")
    by: dict[Strength, list[tuple[str, str]]] = {}
    for use in uses:
        by.setdefault(use.strength, []).append((use.kind, use.key))
    return [
        AskedToLend(one.pk, one.name, one.party.key, tuple(found)) for one, found in by.items() if one.party
    ]


def _seen_in(table: AreaTable, circle: str) -> Iterable[Strength]:
    rows = Strength.objects.of(table)
    return rows.public() if circle == Circle.EVERYONE else rows.shown()


def _told(table: AreaTable, rows: Iterable[Strength]) -> list[PublishedStrength]:
    places = place_names(table)
    return [
        PublishedStrength(
            id=one.pk,
            kind_name=str(one.get_kind_display()),
            name=one.name,
            sentence=one.sentence,
            area=one.area,
            place=places.get(one.area, ""),
            holder=one.holder,
            themes=tuple(one.themes),
        )
        for one in rows
    ]
