"""The picture of an area on one sheet of paper: so much of each as fits, and where the figures come from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.areas.picture import AreaPicture
from gebiedstafel.dialogue.models import Statement
from gebiedstafel.exchange.circles import Circle
from gebiedstafel.signals.published import batches_for_public, batches_for_table, ranked
from gebiedstafel.stories.published import stories_for
from gebiedstafel.strengths.published import strengths_for
from gebiedstafel.tables.models import AreaTable

#: So many of each fit one sheet, and so many signs of a text.
VOICES, STORIES, STRENGTHS, SIGNALS, FIGURES, SOURCES = 3, 3, 5, 5, 3, 6
LONG_TEXT, SHORT_TEXT, NAME = 190, 110, 60


@dataclass(frozen=True, slots=True)
class Line:
    """One thing on the sheet, and what stands small beneath it."""

    words: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """What one kind of eyes see, what does not fit in words, and what is left out of this sheet."""

    lines: Sequence[Line]
    more: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The four parts in the order of the page, and the sources with their years."""

    residents: Part
    strong: Part
    workers: Part
    piled: Part
    where: str
    sources: Sequence[str]
    more_sources: int


def sheet_of(table: AreaTable, circle: Circle, picture: AreaPicture | None, page: Mapping[str, Any]) -> Sheet:
    """Return the sheet as this circle may see it; `page` is what the Gebied page tells of the figures."""
    piled = page.get("piled", ())
    sources = sources_of(picture) if picture else []
    return Sheet(
        residents=_residents(table, circle),
        strong=_strong(table, circle),
        workers=_workers(table, circle),
        piled=Part([_figure(one) for one in piled[:FIGURES]]),
        where=piled[0]["name"] if piled else "",
        sources=sources[:SOURCES],
        more_sources=max(0, len(sources) - SOURCES),
    )


def _residents(table: AreaTable, circle: Circle) -> Part:
    agreed = _("Uit het gesprek: in elke groep is minstens 70 van de 100 het eens.")
    shared = [
        Line(_short(f"‘{one}’", SHORT_TEXT), agreed) for one in Statement.objects.filter(table=table).shared()
    ]
    told = [
        Line(_short(f"‘{one.text}’", LONG_TEXT), _teller(one.place)) for one in stories_for(table, circle)
    ]
    unsaid, untold = len(shared[VOICES:]), len(told[STORIES:])
    more = (
        _more(
            ngettext(
                "En nog {n} uitspraak uit het gesprek.", "En nog {n} uitspraken uit het gesprek.", unsaid
            ),
            unsaid,
        ),
        _more(ngettext("En nog {n} verhaal.", "En nog {n} verhalen.", untold), untold),
    )
    return Part([*shared[:VOICES], *told[:STORIES]], " ".join(filter(None, more)))


def _more(words: str, count: int) -> str:
    """Return in words how many of what do not fit; nothing where all do."""
    return words.format(n=count) if count else ""


def _teller(place: str) -> str:
    return _("Bewoner, {place}").format(place=place) if place else _("Bewoner")


def _strong(table: AreaTable, circle: Circle) -> Part:
    found = [
        Line(_short(one.name, NAME), _short(one.sentence, SHORT_TEXT))
        for one in strengths_for(table, circle.name.lower())
    ]
    more = len(found[STRENGTHS:])
    words = ngettext("En nog {n} kracht.", "En nog {n} krachten.", more)
    return Part(found[:STRENGTHS], _more(words, more))


def _workers(table: AreaTable, circle: Circle) -> Part:
    """Return what people who work here see: classes only, and their texts to the table alone."""
    note = ""
    if circle == Circle.OPENBAAR:
        found = [
            Line(_seen(one.theme_name, one.place_name), f"{one.size_words}, {one.quarter_words}")
            for one in ranked(batches_for_public(table))
        ]
        # The same words whatever waits at the table: how much that is, is not told.
        note = _("Hier staat alleen wat voor iedereen is vrijgegeven. De tafel zelf kan meer zien.")
    else:
        found = [
            Line(
                _short(one.said[0].text if one.said else one.theme_name, SHORT_TEXT),
                f"{_seen(one.theme_name, one.place_name)}, {one.size_words}, {one.quarter_words}",
            )
            for one in ranked(batches_for_table(table))
        ]
    more = len(found[SIGNALS:])
    words = ngettext("En nog {n} signaal.", "En nog {n} signalen.", more)
    return Part(found[:SIGNALS], _more(words, more), note)


def _seen(theme: str, place: str) -> str:
    return _("{theme} in {place}").format(theme=theme, place=place)


def _figure(one: Mapping[str, str]) -> Line:
    return Line(f"{one['figure']}: {one['value']}", one["wider"])


def sources_of(picture: AreaPicture) -> list[str]:
    """Return each source of the figures with its years: one line a source, in order of the alphabet."""
    years: defaultdict[str, set[int]] = defaultdict(set)
    for place in (*picture.parts, *picture.wider, picture.here):
        for reading in place.readings.values():
            if reading.value is not None:
                years[reading.source or _("bestand van deze tafel")] |= (
                    {reading.year} if reading.year else set()
                )
    return [
        f"{_short(source, NAME)} ({', '.join(map(str, sorted(known))) or _('jaar onbekend')})"
        for source, known in sorted(years.items())
    ]


def _short(text: str, most: int) -> str:
    return Truncator(" ".join(text.split())).chars(most)
