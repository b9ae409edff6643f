"""What a round of asking asks of a seat: to answer, to wait for others, or to take answers over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.asking.board import open_requests
from gebiedstafel.asking.models import AskedParty, Request
from gebiedstafel.tables.models import AreaTable

from .one_task import Task
from .today import until


def asking_tasks(table: AreaTable, *, today: date, at: datetime) -> Iterator[Task]:
    """Yield, per open round, what it asks of each party and of the chair."""
    for one in open_requests(table.pk, at):
        asked = [each for each in one.asked.select_related("party") if each.party.sits]
        to_answer = [each for each in asked if each.answered_at is None]
        if to_answer:
            yield _chair(table, one, to_answer, today)
        for each in to_answer:
            yield _party(table, one, each, today)


def _chair(table: AreaTable, one: Request, to_answer: list[AskedParty], today: date) -> Task:
    title = ngettext(
        "Nog {n} partij moet antwoorden", "Nog {n} partijen moeten antwoorden", len(to_answer)
    ).format(n=len(to_answer))
    return _task(
        one,
        today,
        title=title,
        text=_("Gevraagd: {subjects}. Op het bord ziet u wie, en kunt u hen herinneren.").format(
            subjects=str(one)
        ),
        label=_("Naar het bord"),
        url=reverse("asking:board", args=[table.pk, one.pk]),
        parties=frozenset(),
        by_chair=True,
    )


def _party(table: AreaTable, one: Request, asked: AskedParty, today: date) -> Task:
    return _task(
        one,
        today,
        title=_("Vul aan wat uw organisatie inbrengt"),
        text=_("Gevraagd: {subjects}. Het kost ongeveer tien minuten.").format(subjects=str(one)),
        label=_("Naar de uitvraag"),
        url=reverse("asking:overview", args=[table.pk]),
        parties=frozenset({asked.party.key}),
        by_chair=False,
    )


def _task(
    one: Request,
    today: date,
    *,
    title: str,
    text: str,
    label: str,
    url: str,
    parties: frozenset[str],
    by_chair: bool,
) -> Task:
    return Task(
        kind="asking",
        date=one.answer_by,
        until=until(today, one.answer_by),
        chip=_("een uitvraag"),
        chip_kind="let",
        sign="clock",
        title=title,
        text=text,
        label=label,
        url=url,
        parties=parties,
        by_chair=by_chair,
    )
