"""What is done in a round of choosing a way of working: begin, answer, lay open, answer together, keep."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits
from gebiedstafel.ui.refusals import Refused

from .methods import Question, current_methods, words_of
from .models import LONGEST_WHY, Choice, Outcome, OwnAnswer, SharedAnswer
from .permissions import check_can_answer, check_can_lead

LONGEST_OUTCOME = 2000


@transaction.atomic
def begin_choice(table: AreaTable, *, by: Seat, at: datetime) -> Choice:
    """Begin a round with the table of ways of working that counts now; an outcome ends the one before."""
    stay_at_table(by, table.pk)
    check_can_lead(by)
    table = locked_table(table.pk)
    running = Choice.objects.filter(table=table, ended_at=None).first()
    if running is not None:
        if not running.outcomes.exists():
            raise Refused(_("Er loopt al een ronde. Maak die eerst af, of stop de ronde."))
        _end(running, at)
    choice = Choice.objects.create(table=table, methods=current_methods(table, at), begun_at=at, begun_by=by)
    _record("begin_choice", choice, by=by, at=at)
    return choice


@transaction.atomic
def stop_choice(choice: Choice, *, by: Seat, at: datetime) -> None:
    """End a round without an outcome; what was answered stays with who answered it."""
    choice = _led(choice, by)
    _end(choice, at)
    _record("stop_choice", choice, by=by, at=at)


def _end(choice: Choice, at: datetime) -> None:
    Choice.objects.filter(pk=choice.pk).update(ended_at=at)


@transaction.atomic
def answer_alone(
    choice: Choice,
    criterion: str,
    answer: int | None,
    why: str,
    *,
    by: Seat,
    at: datetime,
    seen: int | None = None,
) -> OwnAnswer:
    """Keep one's own answer to one question; it may be changed until the answers lie open."""
    stay_at_table(by, choice.table_id)
    check_can_answer(by)
    choice = _running(choice)
    if choice.opened_at:
        raise Refused(_("De antwoorden liggen al naast elkaar. Praat mee over het antwoord van de tafel."))
    question = _question(choice, criterion)
    row = OwnAnswer.objects.filter(choice=choice, seat=by, criterion=criterion).first()
    row = row or OwnAnswer(choice=choice, seat=by, criterion=criterion, version=0)
    if _write_down(row, answer, why, question=question, seen=seen):
        _record("answer_alone", choice, by=by, at=at)
    return row


@transaction.atomic
def lay_open(choice: Choice, *, by: Seat, at: datetime) -> None:
    """Lay the answers beside each other: from now on the table sees who answered what."""
    choice = _led(choice, by)
    if choice.opened_at:
        raise Refused(_("De antwoorden liggen al open."))
    if not OwnAnswer.objects.filter(choice=choice, answer__isnull=False).exists():
        raise Refused(_("Nog niemand heeft iets geantwoord. Vraag eerst ieder om alleen te antwoorden."))
    Choice.objects.filter(pk=choice.pk).update(opened_at=at)
    _record("lay_open", choice, by=by, at=at)


@transaction.atomic
def close_again(choice: Choice, *, by: Seat, at: datetime) -> None:
    """Let people answer alone again; possible as long as nothing was answered together."""
    choice = _led(choice, by)
    if choice.shared.exists():
        raise Refused(_("De tafel gaf al samen een antwoord. Begin anders een nieuwe ronde."))
    Choice.objects.filter(pk=choice.pk).update(opened_at=None)
    _record("close_again", choice, by=by, at=at)


@transaction.atomic
def answer_together(
    choice: Choice,
    criterion: str,
    answer: int | None,
    why: str,
    *,
    by: Seat,
    at: datetime,
    seen: int | None = None,
) -> SharedAnswer:
    """Write down what the table answers together; who looked at an older answer is refused."""
    choice = _led(choice, by)
    _check_open(choice)
    question = _question(choice, criterion)
    row = SharedAnswer.objects.filter(choice=choice, criterion=criterion).first()
    row = row or SharedAnswer(choice=choice, criterion=criterion, version=0)
    if _write_down(row, answer, why, question=question, seen=seen):
        _record("answer_together", choice, by=by, at=at, about=f" {criterion}")
    return row


@transaction.atomic
def take_over_agreed(choice: Choice, agreed: Iterable[tuple[str, int]], *, by: Seat, at: datetime) -> int:
    """Take what everyone answered alike over as the table's answer, where it has none; say how many."""
    choice = _led(choice, by)
    _check_open(choice)
    there = {one.criterion: one for one in choice.shared.all()}
    new = 0
    for name, answer in agreed:
        row = there.get(name) or SharedAnswer(choice=choice, criterion=name, version=0)
        if row.answer is None:
            new += _write_down(row, answer, row.why, question=_question(choice, name))
    if new:
        _record("take_over_agreed", choice, by=by, at=at)
    return new


@transaction.atomic
def keep_outcome(choice: Choice, chosen: Iterable[str], why: str, *, by: Seat, at: datetime) -> Outcome:
    """Keep which ways of working the table goes on with, and the answers this rests on."""
    choice = _led(choice, by)
    _check_open(choice)
    ways = words_of(choice.methods).ways
    names = [name for name in ways if name in set(chosen)]
    if not names:
        raise Refused(_("Kies minstens één manier van werken waarmee de tafel verder gaat."))
    answers = choice.answers_together()
    if not answers:
        raise Refused(_("De tafel gaf nog geen antwoord samen. Doe dat eerst."))
    outcome = Outcome.objects.create(
        choice=choice,
        answers=answers,
        chosen=names,
        why=why.replace("\x00", "").strip()[:LONGEST_OUTCOME],
        kept_at=at,
        kept_by=by,
    )
    _record("keep_outcome", choice, by=by, at=at)
    return outcome


def _led(choice: Choice, by: Seat) -> Choice:
    stay_at_table(by, choice.table_id)
    check_can_lead(by)
    return _running(choice)


def _running(choice: Choice) -> Choice:
    """Return the round anew, held until this transaction ends; one that is over is refused."""
    rows = Choice.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "methods")
    choice = rows.get(pk=choice.pk)
    if choice.ended_at:
        raise Refused(_("Deze ronde is voorbij. Kijk bij de werkplaats welke ronde nu loopt."))
    return choice


def _check_open(choice: Choice) -> None:
    if not choice.opened_at:
        raise Refused(_("Leg eerst de antwoorden naast elkaar."))


def _question(choice: Choice, criterion: str) -> Question:
    found = next((one for one in words_of(choice.methods).questions if one.id == criterion), None)
    if found is None:
        raise Refused(_("Deze vraag hoort niet bij deze ronde."))
    return found


def _step(answer: int | None) -> int | None:
    if answer is not None and answer not in range(5):
        raise Refused(_("Kies een van de vijf antwoorden."))
    return answer


def _written(why: str) -> str:
    words = " ".join(why.replace("\x00", "").split())
    check_fits(words, LONGEST_WHY)
    return words


def _write_down(
    row: OwnAnswer | SharedAnswer,
    answer: int | None,
    why: str,
    *,
    question: Question,
    seen: int | None = None,
) -> bool:
    """Keep an answer, unless a newer one than was seen stands there; False when it says so already."""
    said = (_step(answer), _written(why))
    if row.version and said == (row.answer, row.why):
        return False
    theirs = in_words(question, row.answer, row.why)
    check_version(row.version, seen, theirs=theirs, yours=in_words(question, *said))
    row.answer, row.why = said
    row.version += 1
    row.save()
    return True


def in_words(question: Question, answer: int | None, why: str) -> str:
    """Return an answer in words, with the reason behind it."""
    words = _("weet ik niet") if answer is None else question.scale[answer]
    return f"{words} ({why})" if why else words


def _record(action: str, choice: Choice, *, by: Seat, at: datetime, about: str = "") -> None:
    record_deed(choice.table.chain, action=action, subject=choice.subject + about, actor=by.actor, at=at)
