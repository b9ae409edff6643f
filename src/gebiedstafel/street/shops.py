"""Asking shop owners about works near their door, and taking in what they answer in one tap."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.accounts.outbox import stop_letter
from gebiedstafel.accounts.tokens import digest_of
from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.trail.outcomes import tell_outcome
from gebiedstafel.ui.plain_words import check_fits, plain
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .letters import post_question
from .models import CALL_BACK, AskedShop, Follower, WorksQuestion
from .permissions import check_can_ask_shops
from .places import Nearness, Places, places_of

LONGEST_WHY = 300
#: A question goes on the agenda when at least one in so many of who were asked says that it does not suit.
ONE_IN = 3


@transaction.atomic
def make_question(
    table: AreaTable,
    *,
    measure: str,
    area: str,
    words: str,
    begins_on: date,
    ends_on: date,
    answer_by: date,
    by: Seat,
    at: datetime,
) -> WorksQuestion:
    """Prepare a question about works; nothing is sent yet."""
    stay_at_table(by, table.pk)
    check_can_ask_shops(by)
    if not table.areas.filter(key=area).exists():
        raise Refused(_("Deze tafel kent deze straat niet. Kies er een uit de lijst."))
    found = plain(words)
    if not found:
        raise Refused(_("Schrijf in een of twee zinnen wat er gebeurt."))
    question = WorksQuestion.objects.create(
        table=table, measure=measure, area=area, words=found, begins_on=begins_on, ends_on=ends_on,
        answer_by=answer_by, made_at=at, made_by=by,
    )  # fmt: skip
    _record(question, "make_works_question", by, at)
    return question


@transaction.atomic
def send_question(question: WorksQuestion, *, site: str, by: Seat, at: datetime) -> int:
    """Let the letters leave in ten minutes; return to how many shops."""
    question = _locked(question, by)
    if question.leaves_at is not None:
        raise Refused(_("Deze vraag is al verstuurd."))
    if localdate(at) > question.answer_by:
        raise Refused(_("De laatste dag om te antwoorden is voorbij. Maak een nieuwe vraag."))
    shops = shops_near(question, places_of(question.table))
    if not shops:
        raise Refused(
            _("Hier volgt nog geen ondernemer Mijn straat. Hang de poster op, of vraag het aan de deur.")
        )
    question.leaves_at = at + CALL_BACK
    question.save(update_fields=["leaves_at"])
    for one in shops:
        post_question(question, AskedShop.objects.create(question=question, follower=one), site=site, at=at)
    _record(question, "send_works_question", by, at)
    return len(shops)


@transaction.atomic
def call_back(question: WorksQuestion, *, by: Seat, at: datetime) -> None:
    """Keep the letters here, as long as none left."""
    question = _locked(question, by)
    if question.leaves_at is None or at >= question.leaves_at:
        raise Refused(_("Terughalen kan niet meer: de brieven zijn weg."))
    letters = OutgoingLetter.objects.filter(about=question.subject, stopped_at=None)
    stopped = [stop_letter(letter, at=at) for letter in letters]
    if not all(stopped):
        raise Refused(_("Terughalen kan niet meer: de brieven zijn weg."))
    question.asked.all().delete()
    question.leaves_at = None
    question.save(update_fields=["leaves_at"])
    _record(question, "call_back_works_question", by, at)


@transaction.atomic
def discard_question(question: WorksQuestion, *, by: Seat, at: datetime) -> None:
    """Throw a question away that was not sent."""
    question = _locked(question, by)
    if question.leaves_at is not None:
        raise Refused(_("Deze vraag is al verstuurd. Weggooien kan dan niet meer."))
    WorksQuestion.objects.filter(pk=question.pk).delete()
    _record(question, "discard_works_question", by, at)


@transaction.atomic
def answer_question(asked: AskedShop, answer: str, *, why: str, at: datetime) -> AskedShop:
    """Take in an answer, or another one until the last day; no name is kept with it."""
    # The question too: of two answers at once the second counts the first before it goes on the agenda.
    rows = AskedShop.objects.select_for_update(no_key=True, of=("self", "question"))
    asked = rows.select_related("question__table").get(pk=asked.pk)
    question = asked.question
    if not question.is_open(localdate(at)):
        told = _("Antwoorden kon tot en met {day}. Wat u eerder antwoordde, blijft staan.")
        raise Refused(told.format(day=day(question.answer_by)))
    if answer not in AskedShop.Answer.values:
        raise Refused(_("Kies “past” of “past niet”."))
    reason = plain(why) if answer == AskedShop.Answer.NOT else ""
    check_fits(reason, LONGEST_WHY)
    asked.answer, asked.why, asked.answered_at = answer, reason, at
    asked.save(update_fields=["answer", "why", "answered_at"])
    record_deed(
        question.table.chain, action="answer_works_question", subject=question.subject, actor="someone", at=at
    )
    _put_on_agenda(question, at=at)
    return asked


@transaction.atomic
def tell_shops(question: WorksQuestion, words: str, *, by: Seat, at: datetime) -> None:
    """Tell who answered what became of it; they read it behind their own link."""
    question = _locked(question, by)
    found = plain(words)
    if not found:
        raise Refused(_("Er staat nog niets. Schrijf wat de tafel met de antwoorden deed."))
    tell_outcome(question.table.chain, question.subject, lambda: found[:500], at=at)
    _record(question, "tell_shops", by, at)


def shops_near(question: WorksQuestion, places: Places) -> list[Follower]:
    """Return the shops that follow the street of the works, or what it lies in or holds."""
    shops = Follower.objects.filter(table=question.table_id, has_shop=True, used_at__isnull=False)
    near: dict[str, Follower] = {}
    for one in shops.order_by("pk"):
        if places.nearness(question.area, one.area) != Nearness.ELSEWHERE:
            near.setdefault(one.email, one)
    return list(near.values())


def asked_by(token: str) -> AskedShop | None:
    """Return whose answer this link gives."""
    rows = AskedShop.objects.select_related("question__table", "follower")
    return rows.filter(digest=digest_of(token)).first()


def _put_on_agenda(question: WorksQuestion, *, at: datetime) -> None:
    """Put a question before the table, once, when it does not suit too many."""
    asked = question.asked.count()
    against = question.asked.filter(answer=AskedShop.Answer.NOT).count()
    known = AgendaQuestion.objects.filter(table=question.table, subject=question.subject).exists()
    chair = question.table.seats.filter(role=Seat.Role.CHAIR).first()
    if known or chair is None or against * ONE_IN < asked or not against:
        return
    # The table reads it, in its own language and not in that of whoever answers.
    with override("nl"):
        text = ngettext(
            "Eén ondernemer zegt: past niet. Het gaat over: {words}",
            "{count} ondernemers zeggen: past niet. Het gaat over: {words}",
            against,
        ).format(count=against, words=question.words)
    put_on_agenda(question.table, text, by=chair, at=at, subject=question.subject)


def _locked(question: WorksQuestion, by: Seat) -> WorksQuestion:
    stay_at_table(by, question.table_id)
    check_can_ask_shops(by)
    return (
        WorksQuestion.objects.select_for_update(no_key=True, of=("self",))
        .select_related("table")
        .get(pk=question.pk)
    )


def _record(question: WorksQuestion, action: str, by: Seat, at: datetime) -> None:
    record_deed(question.table.chain, action=action, subject=question.subject, actor=by.actor, at=at)
