"""What the public page of an area says: the answer first, then the map and the same as tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.areas.map_drawing import draw_map
from gebiedstafel.areas.picture import AreaPicture, Kind, Place, Reading
from gebiedstafel.areas.stacked import (
    FEWEST_DOMAINS,
    answer_of_stack,
    answer_of_stacks,
    comparisons_to_choose,
    layer_of,
    layers_to_choose,
    said_on_map,
    stacked_page,
)
from gebiedstafel.areas.steps import Scale, scale_of, scale_of_layer
from gebiedstafel.areas.words import (
    areas_among,
    count_of,
    decimals_of,
    domain_word,
    figure_alone,
    figure_words,
    in_worst_fifth,
    level_plural,
    missing_words,
    place_words,
    short_name,
    years_words,
)
from gebiedstafel.exchange.among import Among
from gebiedstafel.ui.templatetags.numbers import number

SHOWN_AT_ONCE = 15
# Beside the area itself: more columns than these no page holds.
SHOWN_BESIDE = 3


@dataclass(frozen=True, slots=True)
class Row:
    """One figure of one place, as a row of a table."""

    code: str
    name: str
    value: str
    url: str = ""
    missing: bool = False
    place: float | None = None
    words: str = ""
    hot: bool = False
    year: int | None = None
    since: int | None = None
    source: str = ""
    note: str = ""
    others: int = 0
    here: bool = False

    @property
    def origin(self) -> str:
        """The source, and the year where the source does not name it; of an average all its years."""
        if self.year is None or (self.since is None and str(self.year) in self.source):
            return self.source
        return f"{self.source}, {years_words(self.since, self.year)}"


@dataclass(frozen=True, slots=True)
class Group:
    """Figures about one thing."""

    name: str
    rows: Sequence[Any] = field(default_factory=tuple)
    hot: int = 0


def _row(place: Place, kind: Kind, reading: Reading, *, name: str, decimals: int, here: bool = False) -> Row:
    return Row(
        code=place.code,
        name=name,
        url=place.url,
        value=figure_words(reading, kind, decimals),
        missing=reading.value is None,
        place=reading.place,
        words=place_words(place, reading, kind),
        hot=in_worst_fifth(reading),
        year=reading.year,
        since=reading.since,
        source=reading.source,
        note=kind.note_at(place.level, [reading.value]),
        others=reading.others,
        here=here,
    )


def rows_of_parts(picture: AreaPicture, kind: Kind) -> list[Row]:
    """Return the areas around with the chosen figure: least favourable first, missing last."""
    readings = [(part, part.reading(kind)) for part in picture.parts]
    decimals = decimals_of(reading.value for _part, reading in readings)

    def order(pair: tuple[Place, Reading]) -> tuple[bool, float, str]:
        value = pair[1].value
        return value is None, -(kind.direction or 1) * (value or 0.0), pair[0].name

    return [
        _row(part, kind, reading, name=part.name, decimals=decimals, here=part.code == picture.here.code)
        for part, reading in sorted(readings, key=order)
    ]


def groups_of_figures(picture: AreaPicture) -> list[Group]:
    """Return the area's own figures by what they are about; background last."""
    if not picture.here.readings:
        return []
    kinds = sorted(picture.kinds, key=lambda kind: (kind.domain in ("", "context"), kind.domain))
    groups = []
    for domain, members in groupby(kinds, key=lambda kind: kind.domain):
        rows = []
        for kind in members:
            reading = picture.here.reading(kind)
            decimals = decimals_of([reading.value])
            rows.append(_row(picture.here, kind, reading, name=kind.name, decimals=decimals))
        groups.append(Group(domain_word(domain), rows))
    return groups


def _bold(sentence: str, **bold: str) -> SafeString:
    """Return a sentence in which these parts stand out."""
    parts = {name: format_html("<b>{}</b>", text) for name, text in bold.items()}
    return format_html(sentence, **parts)


def answer_of_parts(picture: AreaPicture, kind: Kind) -> SafeString:
    """Say in one sentence how many of the areas within are among the fifth where most is going on."""
    ranked = [part for part in picture.parts if part.reading(kind).place is not None]
    level = picture.parts[0].level
    if not ranked:
        values = [value for part in picture.parts if (value := part.reading(kind).value) is not None]
        if not values:
            return _bold(_("Over {area} is dit cijfer niet bekend."), area=picture.here.name)
        decimals = decimals_of(values)
        low = figure_words(Reading(min(values)), kind, decimals)
        high = figure_alone(Reading(max(values)), kind, decimals)
        words = _("{what}: van {low} tot {high} per {level} in {area}.")
        return format_html(
            words, what=short_name(kind), low=low, high=high, level=level, area=picture.here.name
        )
    hot = sum(in_worst_fifth(part.reading(kind)) for part in ranked)
    count = _("{hot} van de {all}").format(hot=number(hot), all=count_of(len(ranked), level))
    words = ngettext(
        "{what}: {count} in {area} hoort bij de 20% {areas} waar dit het meest speelt.",
        "{what}: {count} in {area} horen bij de 20% {areas} waar dit het meest speelt.",
        hot,
    )
    if kind.direction < 0:
        words = ngettext(
            "{what}: {count} in {area} hoort bij de 20% {areas} met het minst gunstige cijfer.",
            "{what}: {count} in {area} horen bij de 20% {areas} met het minst gunstige cijfer.",
            hot,
        )
    return format_html(
        words,
        what=short_name(kind),
        count=format_html("<b>{}</b>", count),
        area=picture.here.name,
        areas=areas_among(level_plural(level), picture.parts[0].among),
    )


def answer_of_place(picture: AreaPicture) -> SafeString:
    """Say in one sentence on how many of its figures a place is among the fifth where most is going on."""
    readings = [picture.here.reading(kind) for kind in picture.ranked]
    ranked = [reading for reading in readings if reading.place is not None]
    if not ranked:
        return _bold(_("Over {area} zijn te weinig cijfers om te vergelijken."), area=picture.here.name)
    hot = sum(in_worst_fifth(reading) for reading in ranked)
    areas = areas_among(level_plural(picture.here.level), picture.here.among)
    if not hot:
        words = ngettext(
            "Er is één cijfer. Daarop hoort {area} niet bij de 20% {areas} waar het meest speelt.",
            "{area} hoort op geen van de {all} cijfers bij de 20% {areas} waar het meest speelt.",
            len(ranked),
        )
        return format_html(words, area=_name(picture), all=len(ranked), areas=areas)
    words = ngettext(
        "Er is één cijfer. Daarop hoort {area} bij de 20% {areas} waar het meest speelt.",
        "{area} hoort op {hot} van de {all} cijfers bij de 20% {areas} waar het meest speelt.",
        len(ranked),
    )
    return format_html(words, area=_name(picture), hot=hot, all=len(ranked), areas=areas)


def _name(picture: AreaPicture) -> SafeString:
    return format_html("<b>{}</b>", picture.here.name)


def choices_of(picture: AreaPicture, chosen: str) -> list[dict[str, Any]]:
    """Return the figures to choose from, by what they are about."""
    kinds = sorted(picture.kinds, key=lambda kind: (kind.domain in ("", "context"), kind.domain))
    return [
        {
            "name": domain_word(domain),
            "options": [{"code": k.code, "name": k.name, "chosen": k.code == chosen} for k in members],
        }
        for domain, members in groupby(kinds, key=lambda kind: kind.domain)
    ]


def key_of(scale: Scale) -> list[dict[str, str]]:
    """Return what each paint on the map means."""
    return [{"paint": f"{scale.hue}{step}", "words": words} for step, words in enumerate(scale.meanings)]


def _answer(picture: AreaPicture, kind: Kind | None, layer: str) -> SafeString:
    """Say the answer: what piles up where enough is known, else about the chosen figure."""
    stacks, here = picture.stacks, picture.here
    if picture.parts and here.level != "buurt" and kind:
        names = {part.code: part.name for part in picture.parts}
        piled = answer_of_stacks(stacks, names) if stacks and layer else None
        return piled or answer_of_parts(picture, kind)
    own = stacks.by_code.get(here.code) if stacks else None
    if own and own.known >= FEWEST_DOMAINS:
        return answer_of_stack(own, here.name, here.level, here.among)
    return answer_of_place(picture)


def _stacked(picture: AreaPicture) -> dict[str, Any] | None:
    """Return what piles up here and in the areas around that have most; nothing when nobody knows."""
    stacks = picture.stacks
    if stacks is None or not stacks.by_code:
        return None
    beside = [
        part for part in picture.parts if part.code != picture.here.code and part.code in stacks.by_code
    ]
    beside.sort(
        key=lambda part: (-stacks.by_code[part.code].piled, -stacks.by_code[part.code].known, part.code)
    )
    shown = [picture.here, *beside[:SHOWN_BESIDE]]
    return stacked_page(
        stacks, {one.code: one.name for one in shown}, {one.code: one.url for one in shown[1:]}
    )


def public_page(
    picture: AreaPicture, chosen: str, query: str, wanted: str = "", among: Among = Among.URBAN
) -> dict[str, Any]:
    """Return what the public page of an area shows; `wanted` may name a layer of domains."""
    kind = next((kind for kind in picture.kinds if kind.code == chosen), None)
    shows_parts = bool(picture.parts) and picture.here.level != "buurt"
    stacks = picture.stacks
    layer = layer_of(wanted, stacks)
    part_level = picture.parts[0].level if picture.parts else picture.here.level
    # Where nothing within has a shape, the area's own says at least where it is.
    on_map = picture.parts if any(part.rings for part in picture.parts) else (picture.here,)
    scale = (
        scale_of_layer(stacks, layer)
        if stacks and layer
        else scale_of(replace(picture, parts=on_map), kind)
        if kind
        else None
    )
    rows = rows_of_parts(picture, kind) if kind and picture.parts else []

    def said(place: Place) -> str:
        if stacks and layer:
            return said_on_map(layer, stacks, place.code)
        reading = place.reading(kind) if kind else Reading(None)
        words = figure_alone(reading, kind) if kind else missing_words("")
        return (
            f"{words}, {place_words(place, reading, kind)}" if kind and reading.place is not None else words
        )

    title = _("Kaart van %(area)s: %(figure)s") % {
        "area": picture.here.name,
        "figure": kind.name if kind else "",
    }
    return {
        "picture": picture,
        "kind": kind,
        "shows_parts": shows_parts,
        "answer": _answer(picture, kind, layer),
        "stacked": _stacked(picture),
        "layer": layer,
        "drawing": draw_map(title, on_map, scale, said, query=query, here=picture.here.code) if scale else "",
        "key": key_of(scale) if scale else [],
        "hatched": scale.hatched if scale else "",
        "rows": rows,
        "rows_first": rows[:SHOWN_AT_ONCE],
        "rows_more": rows[SHOWN_AT_ONCE:],
        "most": [row for row in rows if not row.missing][:5],
        "missing": sum(row.missing for row in rows),
        "kind_note": kind.note_at(part_level, [part.reading(kind).value for part in picture.parts])
        if kind
        else "",
        "undrawn": [part.name for part in picture.parts if not part.rings],
        "groups": groups_of_figures(picture),
        "choices": [
            *([layers_to_choose(stacks, layer)] if stacks and stacks.known else []),
            *choices_of(picture, "" if layer else chosen),
        ],
        "level_plural": level_plural(picture.parts[0].level) if picture.parts else "",
        "comparisons": comparisons_to_choose(Among, among),
        "among_areas": areas_among(_("gebieden"), (picture.parts or [picture.here])[0].among),
        "among_here": areas_among(_("gebieden"), picture.here.among),
    }
