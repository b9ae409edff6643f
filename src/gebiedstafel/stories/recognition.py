"""What is done around *Herkent u dit?*: the chair asks, parties and residents answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.accounts.paper_codes import new_code
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.exchange.free_text_guard import refusals
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.tables.way_in import close_way_in, locked_way_in, open_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import plain
from gebiedstafel.ui.refusals import Refused

from .actions import PLACES
from .askable import Askable, askable_things
from .permissions import check_can_ask_recognition, check_can_read_first, check_can_recognise
from .recognition_models import (
    LONGEST_SENTENCE,
    LONGEST_WORDS,
    MOST_ASKED,
    Asked,
    LetterCode,
    PartyView,
    RecognitionPage,
    ResidentView,
    Says,
)

MOST_LETTERS = 500
#: What stands in place of the words of a strength: they belong to who brought it, and go with it.
GONE = "Iets wat hier sterk is. Hoe het er stond, is intussen veranderd of weggehaald."
#: What someone answers: one of the three, and a sentence or nothing.
Answer = tuple[str, str]


@transaction.atomic
def ask_about(table: AreaTable, things: Sequence[Askable], *, by: Seat, at: datetime) -> int:
    """Ask about exactly these things of the picture; what was asked and is not here ends, and stays readable.

    Return how many are asked about now.
    """
    stay_at_table(by, table.pk)
    check_can_ask_recognition(by)
    if len(things) > MOST_ASKED:
        raise Refused(_("Kies er hooguit {most}. Meer vragen beantwoordt niemand.").format(most=MOST_ASKED))
    locked_table(table.pk)  # Two presses at once ask about each thing once.
    open_now = Asked.objects.filter(table=table, ended_at=None)
    wanted = {one.subject: one for one in things}
    open_now.exclude(subject__in=wanted).update(ended_at=at)
    there = set(open_now.values_list("subject", flat=True))
    Asked.objects.bulk_create(
        Asked(
            table=table,
            subject=one.subject[:200],
            area=one.area,
            words=words,
            source=source,
            asked_at=at,
            asked_by=by,
        )
        for one in wanted.values()
        if one.subject not in there
        for words, source in (_as_kept(one),)
    )
    _record(table, "ask_recognition", f"{len(wanted)} questions", by=by, at=at)
    return len(wanted)


@transaction.atomic
def open_page(table: AreaTable, *, by: Seat, at: datetime) -> RecognitionPage:
    """Let residents answer."""
    stay_at_table(by, table.pk)
    check_can_ask_recognition(by)
    return open_way_in(RecognitionPage, table, action="open_recognition", by=by, at=at)


@transaction.atomic
def close_page(table: AreaTable, *, by: Seat, at: datetime) -> None:
    """Take in no more answers; what was answered stays."""
    stay_at_table(by, table.pk)
    check_can_ask_recognition(by)
    close_way_in(RecognitionPage, table, action="close_recognition", by=by, at=at)


@transaction.atomic
def make_letters(table: AreaTable, area: str, count: int, *, by: Seat, at: datetime) -> list[str]:
    """Make codes for letters to one area. They are shown once: only their digests are kept."""
    stay_at_table(by, table.pk)
    check_can_ask_recognition(by)
    page = RecognitionPage.objects.filter(table=table).first()
    if page is None:
        raise Refused(_("Zet eerst de pagina voor bewoners open."))
    if not 1 <= count <= MOST_LETTERS:
        raise Refused(_("Maak er 1 tot en met {most} tegelijk.").format(most=MOST_LETTERS))
    if "\x00" in area or not table.areas.filter(key=area, level__in=PLACES).exists():
        raise Refused(_("Dit gebied kent de tafel niet."))
    codes = [new_code() for _number in range(count)]
    LetterCode.objects.bulk_create(
        LetterCode(table=table, area=area, digest=digest_of(f"{page.address}/{code}"), made_at=at)
        for code in codes
    )
    _record(table, "make_recognition_letters", f"{count} {area}", by=by, at=at)
    return codes


@transaction.atomic
def answer_as_party(table: AreaTable, answers: Mapping[int, Answer], *, by: Seat, at: datetime) -> int:
    """Answer for one's party; a later answer takes the place of an earlier one. Return how many changed.

    All are kept or none, and what already stands so is left as it is.
    """
    stay_at_table(by, table.pk)
    check_can_recognise(by)
    places = place_names(table).values()
    checked = {number: _checked(answer, places) for number, answer in answers.items()}
    found = list(Asked.objects.filter(table=table, ended_at=None, pk__in=checked))
    if len(found) < len(checked):
        raise Refused(_("Hier vraagt de tafel nu niet meer naar."))
    views = PartyView.objects.filter(party=by.party, asked__in=found)
    stands = {one.asked_id: (one.says, one.words) for one in views}
    changed = [asked for asked in found if stands.get(asked.pk) != checked[asked.pk]]
    for asked in changed:
        says, words = checked[asked.pk]
        PartyView.objects.update_or_create(
            asked=asked, party=by.party, defaults={"says": says, "words": words, "by": by, "at": at}
        )
    if changed:
        subject = " ".join(f"asked/{asked.pk}" for asked in changed)
        _record(table, "answer_recognition", subject, by=by, at=at)
    return len(changed)


@transaction.atomic
def press_answer(table: AreaTable, number: int, says: str, *, by: Seat, at: datetime) -> None:
    """Answer one question for one's party by one press; a sentence that stands with it is left as it is."""
    stay_at_table(by, table.pk)
    check_can_recognise(by)
    asked = _asked_now(table, number)
    says, no_words = _checked((says, ""), ())
    fresh = {"says": says, "words": no_words, "by": by, "at": at}
    # Held while it changes, and its sentence is not written: a colleague may just have said it better.
    held_views = PartyView.objects.select_for_update(no_key=True, of=("self",))
    view, new = held_views.get_or_create(asked=asked, party=by.party, defaults=fresh)
    if not new and view.says == says:
        return
    if not new:
        view.says, view.by, view.at = says, by, at
        view.save(update_fields=["says", "by", "at"])
    _record(table, "answer_recognition", f"asked/{asked.pk}", by=by, at=at)


@transaction.atomic
def take_back_answer(table: AreaTable, number: int, *, by: Seat, at: datetime) -> None:
    """Take back what one's party answered, sentence and all, while it is asked; again changes nothing."""
    stay_at_table(by, table.pk)
    check_can_recognise(by)
    asked = _asked_now(table, number)
    gone, _each = PartyView.objects.filter(asked=asked, party=by.party).delete()
    if gone:
        _record(table, "take_back_recognition", f"asked/{asked.pk}", by=by, at=at)


@transaction.atomic
def answer_as_resident(
    page: RecognitionPage, answers: Mapping[int, Answer], *, token: str, at: datetime
) -> int:
    """Keep what one browser or one letter answers, in place of what it answered before; return how many.

    All are kept or none. A sentence that changed waits for a reader again.
    """
    page = locked_way_in(page)
    if not page.is_open:
        raise Refused(_("U kunt hier nu niet meer antwoorden. Dank u wel."))
    digest = digest_of(f"{page.address}/{token}")
    found = {one.pk: one for one in Asked.objects.filter(table=page.table, ended_at=None, pk__in=answers)}
    places = place_names(page.table).values()
    for number, asked in found.items():
        says, words = _checked(answers[number], places)
        view, new = ResidentView.objects.get_or_create(
            asked=asked, digest=digest, defaults={"says": says, "words": words, "at": at}
        )
        if not new:
            view.words_shown = view.words_shown and view.words == words
            view.words_refused = view.words_refused and view.words == words
            view.says, view.words, view.at = says, words, at
            view.save()
    if found:
        subject = f"{len(found)} answers"
        record_deed(page.table.chain, action="resident_recognises", subject=subject, actor="someone", at=at)
    return len(found)


@transaction.atomic
def let_go_of_what_changed(table: AreaTable, subject: str, *, at: datetime) -> None:
    """End what is asked about this strength if it changed or is gone, and forget its words; the counts stay.

    What is asked about other strengths is left: it may read otherwise by now, but nobody touched it.
    """
    asked = Asked.objects.filter(table=table, subject=subject).exclude(words=GONE)
    rows = list(asked.select_for_update(no_key=True))
    there = {one.subject: _as_kept(one) for one in askable_things(table)} if rows else {}
    for one in rows:
        if there.get(one.subject) != (one.words, one.source):
            one.words, one.source, one.ended_at = GONE, "", one.ended_at or at
            one.save(update_fields=["words", "source", "ended_at"])


@transaction.atomic
def show_sentence(view: ResidentView, shown: bool, *, seen: str, by: Seat, at: datetime) -> None:
    """Let the table read the sentence of a resident, or not; `seen` is what the reader read.

    A resident changes a sentence at any time: words that nobody read are never shown.
    """
    table = view.asked.table
    stay_at_table(by, table.pk)
    check_can_read_first(by)
    rows = ResidentView.objects.filter(pk=view.pk, words=seen).exclude(words="")
    if not rows.select_for_update(no_key=True).exists():
        raise Refused(_("Deze zin is intussen veranderd. Kijk opnieuw en beslis dan."))
    if rows.exclude(words_shown=shown, words_refused=not shown).update(
        words_shown=shown, words_refused=not shown
    ):
        action = "show_sentence" if shown else "hide_sentence"
        _record(table, action, f"asked/{view.asked_id}", by=by, at=at)


def _asked_now(table: AreaTable, number: int) -> Asked:
    asked = Asked.objects.filter(table=table, pk=number, ended_at=None).first()
    if asked is None:
        raise Refused(_("Hier vraagt de tafel nu niet meer naar."))
    return asked


def _as_kept(one: Askable) -> tuple[str, str]:
    """Return the words and the source as they are kept; a source may name who keeps a strength."""
    return one.words[:LONGEST_WORDS], one.source[:LONGEST_WORDS]


def _checked(answer: Answer, places: Iterable[str]) -> Answer:
    says, words = answer[0], plain(answer[1])
    if says not in Says.values:
        raise Refused(_("Kies eerst: herken ik, herken ik niet, of het zit anders."))
    if len(words) > LONGEST_SENTENCE:
        raise Refused(_("Zeg het in één zin van hooguit {most} tekens.").format(most=LONGEST_SENTENCE))
    if refusals(words, places=places):
        raise Refused(
            _("In uw zin kan iemand herkenbaar zijn. Schrijf zonder namen, nummers, leeftijden en familie.")
        )
    return says, words


def _record(table: AreaTable, action: str, subject: str, *, by: Seat, at: datetime) -> None:
    record_deed(table.chain, action=action, subject=subject, actor=by.actor, at=at)
