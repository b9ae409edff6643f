"""What is done with stories: someone tells one, and its teller takes it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.tokens import digest_of, new_token, token_of_seed
from gebiedstafel.exchange.photos import Photo
from gebiedstafel.exchange.themes import THEMES
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Level, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.way_in import close_way_in, locked_way_in, open_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import plain, written
from gebiedstafel.ui.refusals import Refused

from .models import LONGEST_PHOTO_WORDS, MOST_THEMES, Story, StoryBox, StoryPhoto, StoryReader
from .permissions import check_can_erase, check_can_open

#: So many may wait for a reader at once: more cannot be read in good order.
MOST_WAITING = 300
#: A story is about a place no finer than a street, and no wider than the wijk.
PLACES = (Level.STREET, Level.NEIGHBOURHOOD, Level.DISTRICT)
#: What a page keeps so that a story that is sent twice is told once has at least so many signs.
SHORTEST_ONCE = 20


@transaction.atomic
def open_box(table: AreaTable, *, by: Seat, at: datetime) -> StoryBox:
    """Let anyone with the address tell a story."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    return open_way_in(StoryBox, table, action="open_story_box", by=by, at=at)


@transaction.atomic
def close_box(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Take in nothing more; what was told stays, and its tellers can still take it back."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    close_way_in(StoryBox, table, action="close_story_box", by=by, at=at)


@transaction.atomic
def ask_readers(table: AreaTable, seats: Sequence[int], *, by: Seat, at: datetime) -> int:
    """Let exactly these seats read along before anyone sees a story; return how many they are."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    locked_table(table.pk)  # Two presses at once ask each seat once.
    able = table.seats.filter(pk__in=seats, role__in=(Seat.Role.MEMBER, Seat.Role.FINANCE))
    StoryReader.objects.filter(table=table).exclude(seat__in=able).delete()
    there = set(StoryReader.objects.filter(table=table).values_list("seat_id", flat=True))
    StoryReader.objects.bulk_create(
        StoryReader(table=table, seat=seat, asked_at=at) for seat in able if seat.pk not in there
    )
    record_deed(table.chain, action="ask_story_readers", subject=f"{len(able)} seats", actor=by.actor, at=at)
    return len(able)


@transaction.atomic
def tell_story(
    box: StoryBox,
    *,
    text: str,
    circle: str,
    area: str = "",
    themes: Sequence[str] = (),
    photo: Photo | None = None,
    photo_words: str = "",
    once: str = "",
    at: datetime,
) -> tuple[Story, str]:
    """Tell a story; return it with the link by which its teller follows it and takes it back.

    The same `once` gives the same link: what a bad line makes someone send twice is told once. What was
    changed before it was sent again is not dropped: it takes the place of the first while that still waits,
    and is another story after that.
    """
    box = locked_way_in(box)
    sent = as_sent(box.table, text, circle, area, themes)
    link, told, replaces = new_token(), None, False
    if len(once) >= SHORTEST_ONCE:
        link, told, replaces = _told_before(box, once, sent, photo)
    if told is not None and not replaces:
        return told, link
    if not box.is_open:
        raise Refused(
            _("U kunt hier nu geen verhaal vertellen. Wat u eerder vertelde, kunt u nog terugnemen.")
        )
    if told is not None:
        # What its teller changed before anyone read it takes the place of what they sent first.
        _remove(told, "take_back_story", actor="someone", at=at)
    story = new_story(box.table, sent, link, photo, photo_words, on_paper=False, at=at)
    record_deed(box.table.chain, action="tell_story", subject=story.subject, actor="someone", at=at)
    return story, link


def as_sent(table: AreaTable, text: str, circle: str, area: str, themes: Sequence[str]) -> dict[str, Any]:
    """Return what was sent as the row keeps it."""
    return {
        "text": written(text),
        "area": area if table.areas.filter(key=area, level__in=PLACES).exists() else "",
        "themes": known_themes(themes),
        "circle": Story.Circle.EVERYONE if circle == Story.Circle.EVERYONE else Story.Circle.TABLE,
    }


def _told_before(
    box: StoryBox, once: str, sent: Mapping[str, Any], photo: Photo | None
) -> tuple[str, Story | None, bool]:
    """Return the link of this sending, the story that came by it before, and whether this takes its place."""
    link = token_of_seed(f"story/{box.pk}/{once}")
    # Held, so that nobody reads it while another takes its place.
    told = (
        Story.objects.select_for_update(no_key=True).filter(table=box.table, digest=digest_of(link)).first()
    )
    if told is None or _is_same(told, sent, photo):
        return link, told, False
    if told.state == Story.State.WAITING and told.first_at is None:
        return link, told, True
    # Somebody read the first already: what differs is another story, told once by its own words.
    link = token_of_seed(f"story/{box.pk}/{once}/{sent}")
    return link, Story.objects.filter(table=box.table, digest=digest_of(link)).first(), False


def _is_same(told: Story, sent: Mapping[str, Any], photo: Photo | None) -> bool:
    kept = StoryPhoto.objects.filter(story=told).values_list("content", flat=True).first()
    same_photo = photo is None if kept is None else photo is not None and bytes(kept) == photo.content
    return same_photo and all(getattr(told, name) == value for name, value in sent.items())


def new_story(
    table: AreaTable,
    sent: Mapping[str, Any],
    link: str,
    photo: Photo | None,
    photo_words: str,
    *,
    on_paper: bool,
    at: datetime,
) -> Story:
    """Keep a story that waits for a reader; `link` is what its teller comes back by."""
    if Story.objects.of(table).waiting().count() >= MOST_WAITING:
        raise Refused(_("Er wachten nu zo veel verhalen dat niemand ze gelezen krijgt. Probeer het later."))
    story = Story.objects.create(
        table=table,
        **sent,
        digest=digest_of(link),
        on_paper=on_paper,
        told_at=at,
    )
    if photo is not None:
        StoryPhoto.objects.create(
            story=story,
            content=photo.content,
            width=photo.width,
            height=photo.height,
            words=plain(photo_words)[:LONGEST_PHOTO_WORDS],
        )
    return story


def known_themes(themes: Sequence[str]) -> list[str]:
    """Return the themes that exist, each once, at most as many as a story may have."""
    return list(dict.fromkeys(theme for theme in themes if theme in THEMES))[:MOST_THEMES]


@transaction.atomic
def take_back_story(story: Story, *, at: datetime) -> None:
    """Remove a story and its photo, everywhere at once: it was its teller's. Once more changes nothing."""
    _remove(story, "take_back_story", actor="someone", at=at)


@transaction.atomic
def erase_story(story: Story, *, by: Seat, at: datetime) -> None:
    """Remove a story and its photo for whoever lost their link, or who turns out to be in it."""
    stay_at_table(by, story.table_id)
    check_can_erase(by)
    _remove(story, "erase_story", actor=by.actor, at=at)


def _remove(story: Story, action: str, *, actor: str, at: datetime) -> None:
    rows = Story.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    found = rows.filter(pk=story.pk).first()
    if found is not None:
        subject = found.subject
        found.delete()
        record_deed(found.table.chain, action=action, subject=subject, actor=actor, at=at)
