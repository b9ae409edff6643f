"""A story on paper: whoever sits at the table types it over, once, and prints a code for its teller."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.paper_codes import code_of_seed, new_code
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.exchange.photos import Photo
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.way_in import locked_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .actions import SHORTEST_ONCE, as_sent, new_story
from .models import Story, StoryBox
from .permissions import check_can_type_over

#: Two texts that share so much of their words are one sheet of paper, typed by two hands.
SAME_PAPER = 0.8


class TypedBefore(Refused):
    """This looks like a sheet that was typed over before: whoever types says whether it is another."""


@transaction.atomic
def type_over(
    table: AreaTable,
    *,
    text: str,
    circle: str,
    area: str = "",
    themes: Sequence[str] = (),
    photo: Photo | None = None,
    photo_words: str = "",
    once: str = "",
    other: bool = False,
    by: Seat,
    at: datetime,
) -> tuple[Story, str]:
    """Type over what someone wrote on paper; return it with the code for its teller, shown this once.

    The same `once` with the same words gives the same code: a button that is pressed twice types one story.
    What looks like an earlier sheet is another one only when `other` says so; else raises `TypedBefore`.
    """
    stay_at_table(by, table.pk)
    check_can_type_over(by)
    box = StoryBox.objects.filter(table=table).first()
    if box is None:
        raise Refused(
            _("Open eerst de verhalenbus. Zonder adres kan de verteller het verhaal niet terugnemen.")
        )
    locked_way_in(box)
    sent = as_sent(table, text, circle, area, themes)
    code = new_code()
    if len(once) >= SHORTEST_ONCE:
        drawn = sha256(photo.content).hexdigest() if photo else ""
        code = code_of_seed(f"paper/{table.pk}/{once}/{sent}/{drawn}")
        typed = Story.objects.of(table).filter(digest=digest_of(code)).first()
        if typed is not None:
            return typed, code
    if not other:
        _check_other_paper(table, sent["text"])
    story = new_story(table, sent, code, photo, photo_words, on_paper=True, at=at)
    record_deed(table.chain, action="type_over_story", subject=story.subject, actor=by.actor, at=at)
    return story, code


def _check_other_paper(table: AreaTable, text: str) -> None:
    words = _words(text)
    earlier = Story.objects.of(table).filter(on_paper=True).order_by("-told_at")
    for before, told_at in earlier.values_list("text", "told_at"):
        known = _words(before)
        if len(words & known) >= SAME_PAPER * len(words | known):
            raise TypedBefore(
                _(
                    "Dit lijkt op een verhaal dat op {day} is overgetypt. Is het hetzelfde vel? Dan hoeft het"
                    " niet nog een keer. Is de strook kwijt, vraag de voorzitter dan het eerste verhaal te"
                    " wissen."
                ).format(day=day(told_at))
            )


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.casefold()))
