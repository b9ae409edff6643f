"""From words to work: a shared statement becomes a need, a priority or a question; an idea becomes a measure.

Whoever began it hears what became of it through the trail, and needs no account for that.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.dialogue.shared_words import SharedWords, keep_priority
from gebiedstafel.ideas.actions import idea_became_measure
from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion, Idea
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.outcomes import tell_outcome
from gebiedstafel.ui.refusals import Refused

from .entry_changes import Change, change_entries
from .permissions import check_can_make_work

RESIDENTS = "bewoners"
LONGEST_TITLE = 90


@transaction.atomic
def need_from_words(challenge: Challenge, words: SharedWords, *, by: Seat, at: datetime) -> None:
    """Put a statement in residents' own words under a challenge, beside what already stands there."""
    stay_at_table(by, challenge.table_id)
    check_can_make_work(by)
    quoted = f"‘{words.text}’"
    if quoted in (challenge.need_words or ""):
        raise Refused(_("Deze woorden staan al bij deze opgave."))
    said = " ".join(part for part in (challenge.need_words, quoted) if part)
    change = Change("challenges", challenge.key, {"need_words": said}, seen=challenge.version)
    change_entries(challenge.table, [change], by=by, at=at)
    title = challenge.title
    tell_outcome(
        challenge.table.chain,
        words.subject,
        lambda: _("Dit staat als behoefte bij de opgave: {title}.").format(title=title),
        at=at,
    )


@transaction.atomic
def priority_from_words(
    table: AreaTable, words: SharedWords, served_by: Collection[str], *, by: Seat, at: datetime
) -> None:
    """Let a shared statement weigh in every plan; `served_by` are the measures that would meet it."""
    stay_at_table(by, table.pk)
    check_can_make_work(by)
    table = locked_table(table.pk)
    known = table.measures.filter(key__in=list(served_by)[:200]).values_list("key", flat=True)
    keep_priority(table, words, sorted(known))
    record_deed(table.chain, action="prioritise_statement", subject=words.subject, actor=by.actor, at=at)
    tell_outcome(
        table.chain, words.subject, lambda: _("Dit telt mee als wens van bewoners in elk plan."), at=at
    )


def question_from_words(table: AreaTable, words: SharedWords, *, by: Seat, at: datetime) -> AgendaQuestion:
    """Put the statement on the agenda of the table as a question."""
    text = _("Wat doen wij met: ‘{text}’?").format(text=words.text)
    return put_on_agenda(table, text, by=by, at=at, subject=words.subject)


@transaction.atomic
def measure_from_idea(idea: Idea, title: str, leader: Party, *, by: Seat, at: datetime) -> str:
    """Make a measure of what someone brought, led by residents; return its id at the table."""
    stay_at_table(by, idea.table_id)
    if leader.table_id != idea.table_id or leader.owner_class != RESIDENTS:
        raise Refused(_("Kies wie van de bewoners dit trekt."))
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise Refused(_("Geef de maatregel een naam van hooguit {most} tekens.").format(most=LONGEST_TITLE))
    values = {"title": title, "owner": leader.key, "leads": [leader.key], "note": idea.text}
    made = change_entries(idea.table, [Change("measures", None, values)], by=by, at=at)
    assert made is not None
    key = made.rows.get().key
    idea_became_measure(idea, measure=key, title=title, by=by, at=at)
    return key
