"""Reading statements: many at once, each shown, turned down with a reason, or put into another language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import one_line
from gebiedstafel.ui.refusals import Refused

from .asked import original_of
from .ballots import Vote
from .locking import locked_round
from .permissions import check_not_closed
from .rounds import Round, RoundStatement, RoundText, StatementText
from .similar import doubles, nearest, pieces
from .statement_text import LONGEST, MOST_IN_A_ROUND, fault_in, faults_in, lines_of
from .taking_part import next_number

State = RoundStatement.State
#: Twice what the table's own words may take: other languages need more.
LONGEST_QUESTION, LONGEST_INTRO = 400, 2000


@transaction.atomic
def seed_statements(
    round: Round, pasted: str, *, language: str, by: Seat, at: datetime
) -> tuple[int, list[str]]:
    """Put in the table's own statements, one a line; return how many, and those that were there already.

    All go in or none, and every fault is told at once.
    """
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    lines = lines_of(pasted)
    if faults := faults_in(lines):
        raise Refused(" ".join(faults[:10]))
    there = list(round.statements.values_list("text", flat=True))
    again = doubles([*there, *lines])
    new = [line for line in dict.fromkeys(lines) if line not in again]
    if len(there) + len(new) > MOST_IN_A_ROUND:
        raise Refused(
            _("Zo worden het meer dan {most} stellingen. Niemand leest die allemaal.").format(
                most=MOST_IN_A_ROUND
            )
        )
    first = next_number(round)
    RoundStatement.objects.bulk_create(
        RoundStatement(
            round=round,
            number=number,
            text=text,
            language=language,
            is_seed=True,
            state=State.SHOWN,
            added_at=at,
            moderated_at=at,
            moderated_by=by,
        )
        for number, text in enumerate(new, first)
    )
    _record(round, "seed_statements", f"{len(new)} statements", by=by, at=at)
    return len(new), again


@transaction.atomic
def show_statements(
    round: Round, numbers: Sequence[int], *, is_meta: bool = False, by: Seat, at: datetime
) -> int:
    """Let these statements take part; return how many that changed."""
    round, found = _asked(round, numbers, by=by, at=at)
    changed = found.exclude(state=State.SHOWN, is_meta=is_meta).update(
        state=State.SHOWN, is_meta=is_meta, reason="", duplicate_of=None, moderated_at=at, moderated_by=by
    )
    _record(round, "show_statements", _listed(numbers), by=by, at=at)
    return changed


@transaction.atomic
def reject_statements(
    round: Round, numbers: Sequence[int], reason: str, *, by: Seat, at: datetime, same_as: int | None = None
) -> int:
    """Leave these out, with a reason that their writers read; return how many."""
    round, found = _asked(round, numbers, by=by, at=at)
    reason = one_line(reason)
    if not reason or len(reason) > 500:
        raise Refused(_("Schrijf waarom, in hooguit 500 tekens. Wie de stelling bracht, leest het."))
    first = round.statements.filter(number=same_as).first() if same_as is not None else None
    changed = found.update(
        state=State.REJECTED, reason=reason, duplicate_of=first, moderated_at=at, moderated_by=by
    )
    _record(round, "reject_statements", _listed(numbers), by=by, at=at)
    return changed


@transaction.atomic
def take_back_statement(round: Round, number: int, reason: str, *, by: Seat, at: datetime) -> None:
    """Take back what the table itself put in, as long as nobody had a say about it."""
    round = Round.objects.select_for_update(no_key=True).get(pk=round.pk)
    if Vote.objects.filter(round=round, statement__number=number).exists():
        raise Refused(_("Over deze stelling is al gestemd. Die blijft in het gesprek."))
    reject_statements(round, [number], reason, by=by, at=at)


@transaction.atomic
def bring_back_statement(round: Round, text: str, reason: str, *, by: Seat, at: datetime) -> int | None:
    """Show again what was taken back for this reason; None when nothing alike was taken back so."""
    alike = [pieces(line) for line in lines_of(text)]
    gone = round.statements.filter(is_seed=True, state=State.REJECTED, reason=reason)
    number = next((one.number for one in gone if pieces(one.text) in alike), None)
    if number is not None:
        show_statements(round, [number], by=by, at=at)
    return number


@transaction.atomic
def translate_statements(
    round: Round, language: str, texts: Mapping[int, str], *, by: Seat, at: datetime
) -> int:
    """Keep the table's own translations into one language; an emptied box takes a translation away."""
    numbers = sorted(texts)
    round, found = _asked(round, numbers, by=by, at=at)
    if language not in round.languages:
        raise Refused(_("Deze taal hoort niet bij de ronde."))
    put = {number: one_line(text) for number, text in texts.items()}
    faults = [
        _("Stelling {number}: {fault}").format(number=number, fault=fault_in(text))
        for number, text in put.items()
        if text and len(text) > 2 * LONGEST
    ]
    if faults:
        raise Refused(" ".join(faults))
    changed = 0
    for statement in found:
        text = put[statement.number]
        if not text:
            changed += StatementText.objects.filter(statement=statement, language=language).delete()[0]
            continue
        known = StatementText.objects.filter(statement=statement, language=language).first()
        if known is None or known.text != text:
            StatementText.objects.update_or_create(
                statement=statement, language=language, defaults={"text": text}
            )
            changed += 1
    _record(round, "translate_statements", f"{language}: {changed}", by=by, at=at)
    return changed


@transaction.atomic
def translate_round(round: Round, language: str, *, question: str, intro: str, by: Seat, at: datetime) -> int:
    """Keep the table's own translation of what a round asks; emptied boxes take it away."""
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    if language not in round.languages or language == original_of(round):
        raise Refused(_("Deze taal hoort niet bij de ronde."))
    put = {"question": one_line(question), "intro": one_line(intro)}
    if len(put["question"]) > LONGEST_QUESTION or len(put["intro"]) > LONGEST_INTRO:
        raise Refused(
            _("De vraag is hooguit {question} tekens en de inleiding {intro}. Maak ze korter.").format(
                question=LONGEST_QUESTION, intro=LONGEST_INTRO
            )
        )
    known = RoundText.objects.filter(round=round, language=language).first()
    before = {"question": known.question, "intro": known.intro} if known else {"question": "", "intro": ""}
    if put == before:
        return 0
    if any(put.values()):
        RoundText.objects.update_or_create(round=round, language=language, defaults=put)
    elif known:
        known.delete()
    _record(round, "translate_round", language, by=by, at=at)
    return sum(put[part] != before[part] for part in put)


def lookalikes(round: Round) -> dict[int, tuple[int, float]]:
    """Return for each statement that waits the earlier one it looks most like, and how much."""
    rows = list(round.statements.exclude(state=State.REJECTED).values_list("number", "text", "state"))
    waiting = {number: text for number, text, state in rows if state == State.WAITING}
    return nearest(waiting, {number: text for number, text, _state in rows}) if waiting else {}


def _asked(
    round: Round, numbers: Sequence[int], *, by: Seat, at: datetime
) -> tuple[Round, QuerySet[RoundStatement]]:
    round = locked_round(round.pk)
    check_not_closed(by, round, at)
    found = round.statements.filter(number__in=numbers)
    if not numbers or found.count() != len(set(numbers)):
        raise Refused(_("Kies eerst één of meer stellingen uit de lijst."))
    return round, found


def _listed(numbers: Sequence[int]) -> str:
    shown = ",".join(map(str, sorted(numbers)[:60]))
    return f"statements {shown}" + (f" and {len(numbers) - 60} more" if len(numbers) > 60 else "")


def _record(round: Round, action: str, about: str, *, by: Seat, at: datetime) -> None:
    subject = f"round/{round.pk} {about}"
    record_deed(round.table.chain, action=action, subject=subject, actor=by.actor, at=at)
