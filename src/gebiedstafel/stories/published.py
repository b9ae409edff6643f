"""What other layers may know of stories: those that are shown, to whom they were told, and no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.timezone import localdate
from django.utils.translation import get_language

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.themes import GROUPS, THEMES
from gebiedstafel.tables.models import AreaTable

from .models import Story, StoryPhoto

#: How many stories stand on one page.
ON_A_PAGE = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A story as it is shown: its words as they were told, where, and what it is about.

    `subject` names it elsewhere, `number` stands in the addresses of its page and photo. `area` and
    `challenge` are keys of the table, `themes` are codes; `place` is the name of the area, or empty for
    the whole wijk. `photo_words` tell what is on the photo where there is one.
    """

    subject: str
    number: int
    text: str
    area: str
    place: str
    themes: tuple[str, ...]
    challenge: str
    told_on: date
    for_everyone: bool
    has_photo: bool
    photo_words: str

    @property
    def theme_names(self) -> tuple[str, ...]:
        """What people call its themes, in the language of who reads."""
        return tuple(theme_name(theme) for theme in self.themes)


def stories_for(
    table: AreaTable, circle: Circle, *, theme: str | None = None, area: str | None = None
) -> list[Shown]:
    """Return what this circle may read, the newest first; of one theme or one area where asked."""
    stories = Story.objects.of(table)
    rows = stories.for_everyone() if circle == Circle.OPENBAAR else stories.shown()
    if area is not None:
        rows = rows.filter(area=area)
    return list(_shown(table, (row for row in rows if theme is None or theme in row.themes)))


def story_for(table: AreaTable, circle: Circle, number: int) -> Shown | None:
    """Return one story, or None where this circle may not read it."""
    stories = Story.objects.of(table)
    rows = stories.for_everyone() if circle == Circle.OPENBAAR else stories.shown()
    return next(_shown(table, rows.filter(pk=number)), None)


def theme_name(code: str) -> str:
    """Return what people call a theme, or a group of themes, in the language of who reads."""
    dutch, english = THEMES.get(code) or GROUPS.get(code) or (code, code)
    return english if get_language() == "en" else dutch


def _shown(table: AreaTable, rows: Iterable[Story]) -> Iterator[Shown]:
    found = list(rows)
    places = dict(table.areas.values_list("key", "name"))
    seen = StoryPhoto.objects.filter(story__in=found, is_hidden=False)
    photos = dict(seen.values_list("story_id", "words"))
    for row in found:
        yield Shown(
            subject=row.subject,
            number=row.pk,
            text=row.text,
            area=row.area,
            place=places.get(row.area, ""),
            themes=tuple(row.themes),
            challenge=row.challenge,
            told_on=localdate(row.told_at),
            for_everyone=row.circle == Story.Circle.EVERYONE,
            has_photo=row.pk in photos,
            photo_words=photos.get(row.pk, ""),
        )
