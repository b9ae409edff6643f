"""What other layers may know of stories: those that are shown, to whom they were told, and no more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import get_language

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.themes import GROUPS, THEMES
from gebiedstafel.tables.models import AreaTable, Seat, TableArea
from gebiedstafel.ui.refusals import why_not

from .models import Story, StoryPhoto, StoryQuerySet
from .permissions import check_can_hear

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


def circle_of(seat: Seat) -> Circle:
    """Return which stories this seat may read: a visitor those for everyone."""
    return Circle.OPENBAAR if why_not(check_can_hear, seat) else Circle.TAFEL


def stories_for(
    table: AreaTable, circle: Circle, *, theme: str | None = None, area: str | None = None
) -> list[Shown]:
    """Return what this circle may read, the newest first; of one theme or one area where asked."""
    stories = Story.objects.of(table)
    rows = stories.for_everyone() if circle == Circle.OPENBAAR else stories.shown()
    if area is not None:
        rows = rows.filter(area=area)
    return list(_shown(rows, theme))


def story_for(table: AreaTable, circle: Circle, number: int) -> Shown | None:
    """Return one story, or None where this circle may not read it."""
    stories = Story.objects.of(table)
    rows = stories.for_everyone() if circle == Circle.OPENBAAR else stories.shown()
    return next(_shown(rows.filter(pk=number), None), None)


def theme_name(code: str) -> str:
    """Return what people call a theme, or a group of themes, in the language of who reads."""
    dutch, english = THEMES.get(code) or GROUPS.get(code) or (code, code)
    return english if get_language() == "en" else dutch


def stories_waiting(table: AreaTable) -> int:
    """Return how many stories wait for a reader."""
    return Story.objects.of(table).waiting().count()


def _shown(rows: StoryQuerySet, theme: str | None) -> Iterator[Shown]:
    """Yield the stories of these rows, of one theme where asked: one query, however many there are."""
    areas = TableArea.objects.filter(table=OuterRef("table"), key=OuterRef("area"))
    photos = StoryPhoto.objects.filter(story=OuterRef("pk"), is_hidden=False)
    found: QuerySet[Any] = rows.annotate(
        place=Subquery(areas.values("name")[:1]), photo_words=Subquery(photos.values("words")[:1])
    )
    for row in found:
        if theme is not None and theme not in row.themes:
            continue
        yield Shown(
            subject=row.subject,
            number=row.pk,
            text=row.text,
            area=row.area,
            place=row.place or "",
            themes=tuple(row.themes),
            challenge=row.challenge,
            told_on=localdate(row.told_at),
            for_everyone=row.circle == Story.Circle.EVERYONE,
            has_photo=row.photo_words is not None,
            photo_words=row.photo_words or "",
        )
