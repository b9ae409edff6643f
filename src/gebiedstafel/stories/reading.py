"""Reading a story before anyone sees it: show it, refuse it, or hide its photo; never rewrite it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import plain
from gebiedstafel.ui.refusals import Refused

from .actions import known_themes
from .models import LONGEST_REASON, Story, StoryPhoto
from .permissions import check_can_read_first

State = Story.State


def stand_of(story: Story) -> str:
    """Return how it stands, as a word that a page keeps: another one after each decision."""
    return f"{story.state}{'+' if story.first_at else ''}"


@transaction.atomic
def show_story(
    story: Story,
    *,
    recognisable: bool = False,
    themes: Sequence[str] = (),
    challenge: str = "",
    seen: str | None = None,
    by: Seat,
    at: datetime,
) -> Story:
    """Let it be seen; what is about a place that people know waits for another reader first.

    What one reader marked as recognisable stays so for the next.
    """
    story = _held(story, seen, by=by)
    if story.state != State.WAITING:
        raise Refused(_("Over dit verhaal is al beslist."))
    story.themes, story.challenge = known_themes(themes), challenge[:64]
    story.recognisable = story.recognisable or recognisable
    first = story.recognisable and story.first_at is None
    if first:
        story.first_by, story.first_at = by, at
    elif story.recognisable and story.first_by_id == by.pk:
        raise Refused(_("U las dit verhaal al. Over een herkenbare plek of zaak beslist ook een ander."))
    else:
        story.state, story.read_by, story.read_at = State.SHOWN, by, at
    story.save()
    _record(story, "read_story_first" if first else "show_story", by=by, at=at)
    return story


@transaction.atomic
def refuse_story(story: Story, reason: str, *, seen: str | None = None, by: Seat, at: datetime) -> Story:
    """Show it not, or no longer, with a reason that its teller reads."""
    story = _held(story, seen, by=by)
    if story.state == State.REFUSED:
        raise Refused(_("Over dit verhaal is al beslist."))
    reason = plain(reason)
    if not any(sign.isalpha() for sign in reason) or len(reason) > LONGEST_REASON:
        raise Refused(
            _("Schrijf waarom, in hooguit {most} tekens. De verteller leest het.").format(most=LONGEST_REASON)
        )
    story.state, story.reason, story.read_by, story.read_at = State.REFUSED, reason, by, at
    story.save()
    _record(story, "refuse_story", by=by, at=at)
    return story


@transaction.atomic
def hide_photo(story: Story, hidden: bool, *, by: Seat, at: datetime) -> None:
    """Leave the photo out, or show it again; the words stay as they are."""
    story = _held(story, None, by=by)
    changed = StoryPhoto.objects.filter(story=story).exclude(is_hidden=hidden).update(is_hidden=hidden)
    if changed:
        _record(story, "hide_story_photo" if hidden else "show_story_photo", by=by, at=at)


@transaction.atomic
def link_story(story: Story, *, themes: Sequence[str], challenge: str, by: Seat, at: datetime) -> Story:
    """Say what a shown story is about: themes, and the challenge of the table it belongs to."""
    story = _held(story, None, by=by)
    story.themes, story.challenge = known_themes(themes), challenge[:64]
    story.save(update_fields=["themes", "challenge"])
    _record(story, "link_story", by=by, at=at)
    return story


def _held(story: Story, seen: str | None, *, by: Seat) -> Story:
    """Return the story as it stands now, held for this deed; its teller may just have taken it back."""
    stay_at_table(by, story.table_id)
    check_can_read_first(by)
    rows = Story.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    found = rows.filter(pk=story.pk).first()
    if found is None:
        raise Refused(_("Dit verhaal is er niet meer: de verteller nam het terug."))
    if seen is not None and seen != stand_of(found):
        raise Refused(_("Een andere lezer was u voor. Kijk opnieuw en beslis dan."))
    return found


def _record(story: Story, action: str, *, by: Seat, at: datetime) -> None:
    record_deed(story.table.chain, action=action, subject=story.subject, actor=by.actor, at=at)
