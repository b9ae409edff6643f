"""Reading along between tables of one municipality: a table opens a try, another writes what it notices."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import hold_chains, record_deed
from gebiedstafel.ui.plain_words import plain, written
from gebiedstafel.ui.refusals import Refused

from .learning_models import LONGEST_NOTE, TableNote, Trying
from .permissions import check_can_note, check_can_open_try

#: So many tries of one table are open at a time, so that others can still read them all.
MOST_OPENED = 20


@transaction.atomic
def open_to_tables(trying: Trying, *, by: Seat, at: datetime) -> None:
    """Let the other tables of the municipality read this try along."""
    trying = _own(trying, by)
    if trying.opened_at is not None:
        return
    table = trying.sitting.table
    if table.municipality_id is None:
        raise Refused(_("Deze tafel is van geen gemeente. Kies eerst het gebied."))
    if Trying.objects.filter(sitting__table=table, opened_at__isnull=False).count() >= MOST_OPENED:
        raise Refused(
            _("Andere tafels lezen al met {n} proeven mee. Haal er eerst een terug.").format(n=MOST_OPENED)
        )
    Trying.objects.filter(pk=trying.pk).update(opened_at=at)
    record_deed(table.chain, action="open_try", subject=trying.subject, actor=by.actor, at=at)


@transaction.atomic
def close_to_tables(trying: Trying, *, by: Seat, at: datetime) -> None:
    """Let the others read along no longer; what they noted stays with this table."""
    trying = _own(trying, by)
    if trying.opened_at is None:
        return
    Trying.objects.filter(pk=trying.pk).update(opened_at=None)
    chain = trying.sitting.table.chain
    record_deed(chain, action="close_try", subject=trying.subject, actor=by.actor, at=at)


@transaction.atomic
def note_on_try(trying_id: int, text: str, *, by: Seat, at: datetime, seen: int | None) -> TableNote:
    """Write what this table notices about a try of another, or change it; each table has one note."""
    check_can_note(by)
    trying = _opened(trying_id, text, by)
    words = written(text, LONGEST_NOTE)
    note = TableNote.objects.filter(trying=trying, table=by.table_id).first()
    if note is None:
        note = TableNote(trying=trying, table=by.table, version=0)
    elif note.text == words:
        return note
    else:
        # Who saw no note yet must not write over what a colleague wrote in the meantime.
        check_version(note.version, seen or 0, theirs=note.text, yours=words)
    note.text, note.written_at, note.written_by, note.version = words, at, by, note.version + 1
    note.save()
    hold_chains(by.table.chain, trying.sitting.table.chain)
    _tell_own(trying, "note_on_try", by, at)
    _tell_theirs(trying, "get_note", by, at)
    return note


@transaction.atomic
def take_note_away(trying_id: int, *, by: Seat, at: datetime) -> None:
    """Take the note of this table away, also when the try is no longer open."""
    check_can_note(by)
    rows = TableNote.objects.select_for_update(no_key=True, of=("self",)).select_related(
        "trying__sitting__table"
    )
    # By pk: a number too large for the database is then not found, instead of a fault.
    note = rows.filter(trying__pk=trying_id, table=by.table_id).first()
    if note is not None:
        trying = note.trying
        note.delete()
        hold_chains(by.table.chain, trying.sitting.table.chain)
        _tell_own(trying, "take_note_away", by, at)
        _tell_theirs(trying, "lose_note", by, at)


def _own(trying: Trying, by: Seat) -> Trying:
    stay_at_table(by, trying.sitting.table_id)
    check_can_open_try(by)
    return _rows().get(pk=trying.pk)


def _opened(trying_id: int, text: str, by: Seat) -> Trying:
    """Return a try that this table may read; of one that is closed or elsewhere nothing is told."""
    found = _rows().filter(pk=trying_id).first()
    # Asked again once the row is held: it may have been closed while this waited for it.
    if found is None or not Trying.objects.open_to(by.table).filter(pk=found.pk).exists():
        raise Refused(
            _("Deze proef is niet meer open voor andere tafels. U schreef: {text}").format(
                text=plain(text)[:LONGEST_NOTE]
            )
        )
    return found


def _rows() -> QuerySet[Trying]:
    return Trying.objects.select_for_update(no_key=True, of=("self",)).select_related("sitting__table")


def _tell_theirs(trying: Trying, action: str, by: Seat, at: datetime) -> None:
    """Write a deed in the trail of the table whose try it is: that another table did it, not who there."""
    actor = f"table/{by.table_id}"
    record_deed(trying.sitting.table.chain, action=action, subject=trying.subject, actor=actor, at=at)


def _tell_own(trying: Trying, action: str, by: Seat, at: datetime) -> None:
    record_deed(by.table.chain, action=action, subject=trying.subject, actor=by.actor, at=at)
