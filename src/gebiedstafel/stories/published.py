"""What other layers may know of stories: those that are shown, to whom they were told, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.utils.timezone import localdate
from django.utils.translation import get_language

from gebiedstafel.exchange.circles import Circle
from gebiedstafel.exchange.themes import theme_name
from gebiedstafel.tables.models import AreaTable, Seat, TableArea
from gebiedstafel.tables.seats import taken_seats
from gebiedstafel.ui.refusals import why_not

from .models import Story, StoryPhoto, StoryQuerySet, StoryReader
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
        language = get_language() or "nl"
        return tuple(theme_name(theme, language) for theme in self.themes)


def circle_of(seat: Seat) -> Circle:
    """Return which stories this seat may read: a visitor those for everyone."""
    return Circle.OPENBAAR if why_not(check_can_hear, seat) else Circle.TAFEL


def stories_for(table: AreaTable, circle: Circle) -> list[Shown]:
    """Return what this circle may read, the newest first: one query, however many there are."""
    return [_as_shown(row) for row in _with_place_and_photo(_read_in(table, circle))]


def story_for(table: AreaTable, circle: Circle, number: int) -> Shown | None:
    """Return one story, or None where this circle may not read it."""
    row = _with_place_and_photo(_read_in(table, circle).filter(pk=number)).first()
    return _as_shown(row) if row else None


def page_for_everyone(table: AreaTable, asked: str | None) -> Page[Shown]:
    """Return one page of what anyone may read, the newest first; `asked` is its number, as it was sent."""
    rows = _with_place_and_photo(_read_in(table, Circle.OPENBAAR))
    page = Paginator(rows, ON_A_PAGE).get_page(asked)
    page.object_list = [_as_shown(row) for row in page.object_list]
    return page


def count_for_everyone(table: AreaTable) -> int:
    """Return how many stories anyone may read."""
    return _read_in(table, Circle.OPENBAAR).count()


@dataclass(frozen=True, slots=True)
class Waiting:
    """The stories that wait: how many each seat can decide on, by its number, and how many nobody can."""

    by_seat: Mapping[int, int]
    by_nobody: int


def stories_waiting(table: AreaTable) -> Waiting:
    """Return for whom stories wait; nobody is their own second reader.

    For what nobody who sits here can decide on, a second reader has to be asked.
    """
    firsts = list(Story.objects.of(table).waiting().values_list("first_by", flat=True))
    if not firsts:
        return Waiting({}, 0)
    asked = StoryReader.objects.filter(table=table).values("seat")
    may = Q(role=Seat.Role.CHAIR) | Q(role__in=(Seat.Role.MEMBER, Seat.Role.FINANCE), pk__in=asked)
    seats = set(taken_seats(table).filter(may).values_list("pk", flat=True))
    return Waiting(
        {seat: count for seat in seats if (count := sum(first != seat for first in firsts))},
        sum(seats <= {first} for first in firsts),
    )


def _read_in(table: AreaTable, circle: Circle) -> StoryQuerySet:
    stories = Story.objects.of(table)
    return stories.for_everyone() if circle == Circle.OPENBAAR else stories.shown()


def _with_place_and_photo(rows: StoryQuerySet) -> QuerySet[Any]:
    """Return the same rows, each with the name of its place and what is on the photo that is shown."""
    areas = TableArea.objects.filter(table=OuterRef("table"), key=OuterRef("area"))
    photos = StoryPhoto.objects.filter(story=OuterRef("pk"), is_hidden=False)
    return rows.annotate(
        place=Subquery(areas.values("name")[:1]), photo_words=Subquery(photos.values("words")[:1])
    )


def _as_shown(row: Any) -> Shown:
    return Shown(
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
