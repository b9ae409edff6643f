"""The frame of a meeting: which things, in which order, for how many minutes."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _

from .models import AgendaItem, Meeting

Line = tuple[str, str, int]
Kind = AgendaItem.Kind


def frame_of(kind: str, minutes: int) -> list[Line]:
    """Return the agenda of a meeting of this kind, its minutes divided over its things."""
    frame = _core() if kind == Meeting.Kind.CORE else _quarter()
    return stretched(frame, minutes)


def stretched(frame: Sequence[Line], minutes: int) -> list[Line]:
    """Return the frame with as many minutes in all; each thing keeps its share, and at least one minute.

    What rounding leaves goes to the longest thing.
    """
    whole = sum(line[2] for line in frame)
    shares = [max(1, line[2] * minutes // whole) for line in frame]
    longest = max(range(len(frame)), key=lambda place: frame[place][2])
    shares[longest] = max(1, shares[longest] + minutes - sum(shares))
    return [(kind, title, share) for (kind, title, _old), share in zip(frame, shares, strict=True)]


def _quarter() -> list[Line]:
    return [
        (Kind.OPENING, _("Wie is er, en het verslag van vorige keer"), 5),
        (Kind.AGREEMENTS, _("Afspraken die niet lopen"), 10),
        (Kind.PICTURE, _("Wat er veranderde, en vragen aan de tafel"), 15),
        (Kind.CHALLENGE, _("Eén opgave in de diepte"), 25),
        (Kind.CONNECT, _("Verbinden: wat past, en wat opent meer"), 20),
        (Kind.NEW, _("Nieuwe afspraken, hardop gelezen"), 10),
        (Kind.TELL, _("Wat vertellen we de wijk"), 5),
    ]


def _core() -> list[Line]:
    return [
        (Kind.OPENING, _("Wie is er"), 5),
        (Kind.AGREEMENTS, _("Alleen wat vastloopt"), 35),
        (Kind.TELL, _("Wat vertellen we de wijk"), 5),
    ]
