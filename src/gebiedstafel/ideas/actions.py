"""What is done with ideas and offers: the box opens, someone brings one, the table answers."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.way_in import close_way_in, locked_way_in, open_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.outcomes import tell_outcome
from gebiedstafel.ui.plain_words import written
from gebiedstafel.ui.refusals import Refused

from .models import ANSWERED_WITHIN, Idea, IdeaBox
from .permissions import check_can_answer, check_can_open

#: So many may wait for an answer at once: more cannot be answered within four weeks.
MOST_WAITING = 500


@transaction.atomic
def open_box(table: AreaTable, *, by: Seat, at: datetime) -> IdeaBox:
    """Let anyone with the address bring an idea or an offer."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    return open_way_in(IdeaBox, table, action="open_idea_box", by=by, at=at)


@transaction.atomic
def close_box(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Take in nothing more; what was brought is still answered and followed."""
    stay_at_table(by, table.pk)
    check_can_open(by)
    close_way_in(IdeaBox, table, action="close_idea_box", by=by, at=at)


@transaction.atomic
def bring_idea(box: IdeaBox, *, kind: str, text: str, area: str, at: datetime) -> tuple[Idea, str]:
    """Bring an idea or an offer; return it with the link by which its writer follows it."""
    box = locked_way_in(box)
    if not box.is_open:
        raise Refused(_("De ideeënbus is dicht. Wat u eerder bracht, wordt nog beantwoord."))
    if Idea.objects.filter(table=box.table, answered_at=None).count() >= MOST_WAITING:
        raise Refused(_("Er ligt nu meer dan de tafel in vier weken kan beantwoorden. Probeer het later."))
    link = new_token()
    idea = Idea.objects.create(
        table=box.table,
        kind=kind if kind in Idea.Kind.values else Idea.Kind.IDEA,
        text=written(text),
        area=area if box.table.areas.filter(key=area).exists() else "",
        digest=digest_of(link),
        brought_at=at,
        answer_by=localdate(at + ANSWERED_WITHIN),
    )
    record_deed(box.table.chain, action="bring_idea", subject=idea.subject, actor="someone", at=at)
    return idea, link


@transaction.atomic
def answer_idea(idea: Idea, answer: str, *, by: Seat, at: datetime) -> Idea:
    """Answer in writing, in the name of the table."""
    idea = _answered_by(idea, by)
    if idea.answered_at:
        raise Refused(_("Dit is al beantwoord. De schrijver las misschien al wat er staat."))
    idea.answer, idea.answered_at, idea.answered_by = written(answer), at, by
    idea.save(update_fields=["answer", "answered_at", "answered_by"])
    record_deed(idea.table.chain, action="answer_idea", subject=idea.subject, actor=by.actor, at=at)
    return idea


@transaction.atomic
def take_back_idea(idea: Idea, *, at: datetime) -> None:
    """Remove what someone brought: it was theirs."""
    Idea.objects.filter(pk=idea.pk).delete()
    record_deed(idea.table.chain, action="take_back_idea", subject=idea.subject, actor="someone", at=at)


@transaction.atomic
def idea_became_measure(idea: Idea, *, measure: str, title: str, by: Seat, at: datetime) -> Idea:
    """Keep which measure came of it, and tell its writer."""
    idea = _answered_by(idea, by)
    if idea.measure:
        raise Refused(_("Hier is al een maatregel van gemaakt."))
    idea.measure = measure
    idea.save(update_fields=["measure"])
    tell_outcome(
        idea.table.chain,
        idea.subject,
        lambda: _("Dit werd een maatregel op tafel, getrokken door bewoners: {title}.").format(title=title),
        at=at,
    )
    record_deed(idea.table.chain, action="idea_became_measure", subject=idea.subject, actor=by.actor, at=at)
    return idea


def _answered_by(idea: Idea, by: Seat) -> Idea:
    """Return the idea anew, held until this transaction ends, where this seat may answer it."""
    stay_at_table(by, idea.table_id)
    check_can_answer(by)
    return Idea.objects.select_for_update(no_key=True, of=("self",)).select_related("table").get(pk=idea.pk)
