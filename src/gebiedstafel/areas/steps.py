"""In which of four steps a place is painted, and what each step means."""

import itertools
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacked import DOMAINS_TOGETHER, FEWEST_DOMAINS, ONE_DOMAIN
from gebiedstafel.areas.stacks import Stacks
from gebiedstafel.areas.words import decimals_of, figure_words
from gebiedstafel.engines.stacking.stacking import WORST_FIFTH

RANKS = (40, 60, WORST_FIFTH)
DOMAINS = (2, 4, 5)
QUARTERS = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Scale:
    """Four steps of one hue with their meaning, and for each place its step; none is hatched."""

    hue: str
    meanings: tuple[str, ...]
    hatched: str
    steps: dict[str, int | None]


def _by_place(places: Mapping[str, float | None], hatched: str) -> Scale:
    """Return the steps by the place of each area among comparable ones."""
    meanings = (
        _("plaats onder 40"),
        _("40 tot 60"),
        _("60 tot 80"),
        _("80 of hoger"),
    )
    steps = {code: None if place is None else bisect_right(RANKS, place) for code, place in places.items()}
    return Scale("k", meanings, hatched, steps)


def _by_yardstick(picture: AreaPicture, kind: Kind) -> Scale:
    steps: dict[str, int | None] = {}
    for part in picture.parts:
        worse = picture.worse_by(part, kind)
        steps[part.code] = (
            None if worse is None else 0 if worse <= 0 else 1 + bisect_right((0.25, 0.5), worse)
        )
    wide = picture.yardstick.name if picture.yardstick else ""
    meanings = (
        _("gelijk aan %(area)s of gunstiger") % {"area": wide},
        _("tot een kwart minder gunstig"),
        _("tot de helft minder gunstig"),
        _("nog minder gunstig"),
    )
    return Scale("k", meanings, _("te weinig cijfers"), steps)


def scale_of_all(picture: AreaPicture) -> Scale:
    """Return the steps by how many of its figures are less favourable than the yardstick's."""
    steps: dict[str, int | None] = {}
    for part in picture.parts:
        count, of = len(picture.less_favourable(part)), len(picture.comparable(part))
        steps[part.code] = bisect_right(QUARTERS, count / of) if of and picture.enough(part) else None
    meanings = (
        _("minder dan een kwart van de cijfers"),
        _("een kwart tot de helft"),
        _("de helft tot driekwart"),
        _("driekwart of meer"),
    )
    return Scale("k", meanings, _("te weinig cijfers"), steps)


def _by_value(picture: AreaPicture, kind: Kind) -> Scale:
    """Return the steps of a figure that is only context: quarters of the places, in another hue."""
    held = sorted(value for part in picture.parts if (value := part.reading(kind).value) is not None)
    edges = sorted({held[len(held) * quarter // 4] for quarter in (1, 2, 3)}) if held else []
    steps: dict[str, int | None] = {}
    for part in picture.parts:
        value = part.reading(kind).value
        steps[part.code] = None if value is None else bisect_right(edges, value)
    decimals = decimals_of(held)
    said = [figure_words(Reading(edge), kind, decimals) for edge in edges]
    return Scale("w", _edges_in_words(said), _("geen cijfer"), steps)


def _edges_in_words(said: Sequence[str]) -> tuple[str, ...]:
    if not said:
        return ()
    between = [_("%(low)s tot %(high)s") % {"low": a, "high": b} for a, b in itertools.pairwise(said)]
    return (
        _("lager dan %(edge)s") % {"edge": said[0]},
        *between,
        _("%(edge)s of hoger") % {"edge": said[-1]},
    )


def scale_of(picture: AreaPicture, kind: Kind | None) -> Scale:
    """Return the steps for a figure, or for all figures together."""
    if kind is None:
        return scale_of_all(picture)
    if not kind.direction:
        return _by_value(picture, kind)
    if not picture.shared:
        return _by_yardstick(picture, kind)
    places = {part.code: part.reading(kind).place for part in picture.parts}
    return _by_place(places, _("geen cijfer of geen plaats"))


def scale_of_layer(stacks: Stacks, layer: str) -> Scale:
    """Return the steps for a layer of domains: how many of them, or the place on one."""
    if layer == DOMAINS_TOGETHER:
        return _by_count(stacks)
    found = {code: stacks.domain(code, layer.removeprefix(ONE_DOMAIN)) for code in stacks.by_code}
    return _by_place(
        {code: one.place if one else None for code, one in found.items()}, _("te weinig cijfers")
    )


def _by_count(stacks: Stacks) -> Scale:
    """Return the steps by on how many domains each area is among the fifth."""
    steps = {
        code: bisect_right(DOMAINS, stack.piled) if stack.known >= FEWEST_DOMAINS else None
        for code, stack in stacks.by_code.items()
    }
    meanings = (_("0 of 1 domein"), _("2 of 3"), _("4"), _("5 of 6"))
    return Scale("k", meanings, _("te weinig cijfers"), steps)


def step_words(picture: AreaPicture, place: Place) -> str:
    """Say on how many of its figures a place is less favourable than the yardstick."""
    if not picture.enough(place):
        return _("te weinig cijfers")
    return _("%(n)d van de %(of)d cijfers") % {
        "n": len(picture.less_favourable(place)),
        "of": len(picture.comparable(place)),
    }
