"""A challenge as a card: the need in residents' words, where the key lies, and who takes it on."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.words import between
from gebiedstafel.tables.models import Level, Party, TableArea
from gebiedstafel.tables.written_numbers import exact

from .coverage import Coverage
from .models import Challenge

#: So many cards lie open; the rest wait folded.
OPEN = 5
#: From this urgency on a challenge presses.
PRESSING = 4


@dataclass(frozen=True, slots=True)
class Rung:
    """One step of the scale ladder, from the street to the state."""

    name: str
    arises: bool
    key: bool


@dataclass(frozen=True, slots=True)
class Name:
    """A party that takes a challenge on; an empty chair is shown as one."""

    name: str
    sits: bool


@dataclass(frozen=True, slots=True)
class Card:
    """What the page shows of one challenge."""

    key: str
    title: str
    need: str
    urgency: str
    presses: bool
    places: tuple[str, ...]
    rungs: tuple[Rung, ...]
    ladder: str
    owners: tuple[Name, ...]
    joining: tuple[Name, ...]
    share: float | None
    here: float
    elsewhere: float | None
    own: bool = False


def cards(
    challenges: Sequence[Challenge],
    parties: Sequence[Party],
    areas: Sequence[TableArea],
    coverage: Coverage,
    own: Collection[str] = (),
    chosen: Collection[str] = (),
) -> tuple[Card, ...]:
    """Return the cards: chosen ones, then the most pressing; `own` are the parties of whoever looks."""
    seats = {party.key: Name(party.name, party.sits) for party in parties}
    places = {area.key: area.name for area in areas}
    ranked = sorted(challenges, key=lambda one: (one.key not in chosen, *_pressing(one)))
    return tuple(_card(one, seats, places, coverage, own) for one in ranked)


def _pressing(one: Challenge) -> tuple[float, float, str]:
    return -_weight(one.urgency), -_weight(one.resident_priority), one.key


def _weight(number: int | float | str | None) -> float:
    return -1.0 if number is None else float(exact(number))


def _card(
    challenge: Challenge,
    seats: Mapping[str, Name],
    places: Mapping[str, str],
    coverage: Coverage,
    own: Collection[str],
) -> Card:
    elsewhere = None if challenge.key_higher is None else float(exact(challenge.key_higher))
    share = coverage.shares.get(challenge.key)
    return Card(
        key=challenge.key,
        title=challenge.title,
        need=challenge.need_words or "",
        urgency=challenge.urgency_in_words,
        presses=_weight(challenge.urgency) >= PRESSING,
        places=tuple(places.get(key, key) for key in challenge.areas or ()),
        rungs=_rungs(challenge),
        ladder=_ladder(challenge),
        owners=_names(challenge.owners, seats),
        joining=_names(challenge.joining, seats),
        share=share,
        here=(share or 0.0) * (1 - (elsewhere or 0.0)),
        elsewhere=elsewhere,
        own=next(iter(challenge.owners or ()), None) in own,
    )


def _names(keys: Sequence[str] | None, seats: Mapping[str, Name]) -> tuple[Name, ...]:
    return tuple(seats[key] for key in keys or () if key in seats)


def _rungs(challenge: Challenge) -> tuple[Rung, ...]:
    keys = set(challenge.solved_at or ())
    return tuple(
        Rung(str(level.label), arises=level.value == challenge.arises, key=level.value in keys)
        for level in Level
    )


def _ladder(challenge: Challenge) -> str:
    """Return the ladder as a sentence, for who does not see the drawing."""
    arises = str(Level(challenge.arises).label) if challenge.arises else ""
    solved = [str(level.label) for level in Level if level.value in (challenge.solved_at or ())]
    if not arises and not solved:
        return _("Waar dit ontstaat en waar de sleutel ligt, is nog niet ingevuld.")
    words = []
    if arises:
        words.append(_("Ontstaat op het niveau van: {level}.").format(level=arises))
    if solved:
        words.append(_("De sleutel ligt bij: {levels}.").format(levels=listed(solved)))
    return " ".join(words)


def listed(words: Sequence[str]) -> str:
    """Return words as a person sums them up: a, b en c; semicolons set words apart that hold a comma."""
    if len(words) < 2:
        return "".join(words)
    return _("{first} en {last}").format(first=between(words).join(words[:-1]), last=words[-1])
