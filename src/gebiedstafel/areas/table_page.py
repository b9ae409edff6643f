"""What the Gebied page of a table says from the figures in the table's own file."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.areas.map_drawing import draw_sketch, letters_of_sketch
from gebiedstafel.areas.marks import Ground
from gebiedstafel.areas.page import Group, choices_of, key_of
from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacked import (
    DOMAINS_TOGETHER,
    answer_of_stacks,
    comparisons_to_choose,
    layer_of,
    layers_to_choose,
    said_on_map,
    stacked_page,
)
from gebiedstafel.areas.steps import scale_of, scale_of_layer, step_words
from gebiedstafel.areas.words import (
    areas_among,
    decimals_of,
    domain_word,
    figure_alone,
    figure_words,
    short_name,
    unit_beside,
)
from gebiedstafel.exchange.among import Among


@dataclass(frozen=True, slots=True)
class Cell:
    """One figure of one part of a table's area."""

    name: str
    value: str
    missing: bool = False
    hot: bool = False
    visitors: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One figure with what each part and each wider area has."""

    name: str
    unit: str
    note: str
    source: str
    year: int | None
    cells: Sequence[Cell]
    wider: Sequence[Cell]


def answer_of_table(picture: AreaPicture) -> SafeString:
    """Say where most figures are less favourable than in the widest area the table knows."""
    known = [part for part in picture.parts if picture.enough(part)]
    if not known or picture.yardstick is None:
        return format_html(_("Over {area} zijn nog te weinig cijfers."), area=picture.here.name)
    most = max(known, key=lambda part: (len(picture.less_favourable(part)), part.code))
    count = len(picture.less_favourable(most))
    words = ngettext(
        "In {area} is {count} van de {all} cijfers minder gunstig dan in {wide}.",
        "In {area} zijn {count} van de {all} cijfers minder gunstig dan in {wide}.",
        count,
    )
    return format_html(
        words,
        area=format_html("<b>{}</b>", most.name),
        count=count,
        all=len(picture.comparable(most)),
        wide=picture.yardstick.name,
    )


def _line(picture: AreaPicture, kind: Kind) -> Line:
    places = [*picture.parts, *picture.wider]
    decimals = decimals_of(place.reading(kind).value for place in places)

    def cell(place: Place, *, part: bool) -> Cell:
        reading = place.reading(kind)
        worse = picture.worse_by(place, kind) if part else None
        return Cell(
            name=place.name,
            value=figure_words(reading, kind, decimals),
            missing=reading.value is None,
            hot=worse is not None and worse >= 0.5,
            visitors=part and place.counts_visitors(kind),
        )

    first = next(
        (place.reading(kind) for place in places if place.reading(kind).value is not None), Reading(None)
    )
    return Line(
        name=kind.name,
        unit=unit_beside(kind),
        note=kind.note,
        source=first.source,
        year=first.year,
        cells=[cell(place, part=True) for place in picture.parts],
        wider=[cell(place, part=False) for place in picture.wider],
    )


def _lines(picture: AreaPicture) -> list[Group]:
    """Return the figures by what they are about: what asks most attention first, background last."""
    kinds = sorted(picture.kinds, key=_subject)
    groups = []
    for domain, members in groupby(kinds, key=_subject):
        lines = [_line(picture, kind) for kind in members]
        hot = sum(cell.hot for line in lines for cell in line.cells)
        groups.append(Group(domain_word(domain), lines, hot))
    return sorted(groups, key=lambda group: (group.name == domain_word("context"), -group.hot, group.name))


def _subject(kind: Kind) -> str:
    return kind.domain if kind.direction else "context"


def _strong(picture: AreaPicture) -> list[dict[str, str]]:
    """Return on which figures a part does better than the widest area, the clearest first."""
    found = []
    for kind in picture.ranked:
        worse = [(by, part) for part in picture.parts if (by := picture.worse_by(part, kind)) is not None]
        by, part = min(worse, key=lambda one: (one[0], one[1].code), default=(0, None))
        if part and by < 0:
            found.append((by, kind.code, part, kind))
    found.sort(key=lambda one: one[:2])
    return [_against(picture, part, kind) for _by, _code, part, kind in found[:3]]


def _piled(picture: AreaPicture) -> list[dict[str, str]]:
    """Return the part with most figures less favourable, and its three clearest."""
    known = [part for part in picture.parts if picture.enough(part)]
    if not known:
        return []
    most = max(known, key=lambda part: (len(picture.less_favourable(part)), part.code))
    return [_against(picture, most, kind) for kind in picture.less_favourable(most)[:3]]


def _against(picture: AreaPicture, part: Place, kind: Kind) -> dict[str, str]:
    """Say a part's figure beside that of the wider areas."""
    decimals = decimals_of(place.reading(kind).value for place in (part, *picture.wider))
    wider = [
        f"{place.name} {figure_words(place.reading(kind), kind, decimals)}"
        for place in picture.wider
        if place.reading(kind).value is not None
    ]
    return {
        "name": part.name,
        "figure": short_name(kind),
        "value": figure_alone(part.reading(kind), kind, decimals),
        "wider": ", ".join(wider),
    }


def _warnings(picture: AreaPicture) -> list[dict[str, Any]]:
    """Return for which places figures say more about visitors than about the few who live there."""
    said = []
    for place, found in groupby(picture.visitors(), key=lambda pair: pair[0]):
        kind = next(kind for _place, kind in found)
        said.append(
            {
                "name": place.name,
                "residents": place.residents,
                "value": figure_words(place.reading(kind), kind),
                "figure": short_name(kind),
                "note": kind.note,
            }
        )
    return said


def table_page(picture: AreaPicture, chosen: str) -> dict[str, Any]:
    """Return what the Gebied page of a table shows when its figures come with the table's own file."""
    kind = next((kind for kind in picture.kinds if kind.code == chosen), None)
    stacks = picture.stacks
    layer = layer_of(chosen or DOMAINS_TOGETHER, stacks)
    scale = scale_of_layer(stacks, layer) if stacks and layer else scale_of(picture, kind)

    def said(place: Place) -> str:
        if stacks and layer:
            return said_on_map(layer, stacks, place.code)
        return figure_words(place.reading(kind), kind) if kind else step_words(picture, place)

    names = {part.code: part.name for part in picture.parts}
    piles = stacks is not None and (stacks.known or stacks.lacks_others)
    among = stacks.among if stacks else Among.URBAN

    title = _("Schets van %(area)s") % {"area": picture.here.name}
    return {
        "picture": picture,
        "kind": kind,
        "answer": (answer_of_stacks(stacks, names) if stacks else None) or answer_of_table(picture),
        "stacked": stacked_page(stacks, names, {}) if stacks and piles else None,
        "layer": layer,
        "comparisons": comparisons_to_choose(stacks.offered if stacks else (), among),
        "among_areas": areas_among(_("gebieden"), among),
        "drawing": draw_sketch(title, picture.parts, scale, said) if picture.parts else "",
        "ground": Ground(scale, {part.code: said(part) for part in picture.parts}),
        "places_said": _places_said(picture, said),
        "key": key_of(scale),
        "hatched": scale.hatched,
        "strong": _strong(picture),
        "piled": _piled(picture),
        "thin": [part for part in picture.parts if not picture.enough(part)],
        "warnings": _warnings(picture),
        "groups": _lines(picture),
        "choices": [
            *([layers_to_choose(stacks, layer)] if stacks and piles else []),
            *choices_of(picture, chosen),
        ],
    }


def _places_said(picture: AreaPicture, said: Callable[[Place], str]) -> list[dict[str, str]]:
    """Return in words what each place on the map says; its letter where a phone shows that for its name."""
    letters = letters_of_sketch(picture.parts)
    return [
        {
            "code": part.code,
            "letter": letters.get(part.code, ""),
            "name": part.name,
            "said": said(part),
            "url": part.url,
        }
        for part in picture.parts
    ]
