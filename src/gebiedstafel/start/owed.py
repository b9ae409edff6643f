"""What the table owes people who spoke: answers to what they brought, and questions on its agenda."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.ideas.models import AgendaQuestion, Idea
from gebiedstafel.tables.models import AreaTable

from .one_task import Task
from .today import until

#: An answer that is due within so long comes before what opens more money.
PRESSES = timedelta(weeks=2)


def with_owed(found: Iterable[Task], table: AreaTable, today: date) -> tuple[Task, ...]:
    """Return what is asked together with what is owed; an answer that presses comes first."""
    own = list(owed(table, today))
    first = [one for one in own if one.date and one.date <= today + PRESSES]
    return (*first, *found, *(one for one in own if one not in first))


def owed(table: AreaTable, today: date) -> Iterator[Task]:
    """Yield the answers that are due, by the first of them, and the questions that wait."""
    days = list(
        Idea.objects.filter(table=table, answered_at=None)
        .order_by("answer_by")
        .values_list("answer_by", flat=True)
    )
    if days:
        yield _answers(table, days, today)
    waiting = AgendaQuestion.objects.filter(table=table, answered_at=None).count()
    if waiting:
        yield _questions(table, waiting)


def _answers(table: AreaTable, days: list[date], today: date) -> Task:
    late = days[0] < today
    return Task(
        kind="answer",
        date=days[0],
        until=until(today, days[0]),
        chip=_("te laat") if late else _("een antwoord"),
        chip_kind="vast" if late else "let",
        sign="clock",
        title=ngettext("Beantwoord een bewoner", "Beantwoord {n} bewoners", len(days)).format(n=len(days)),
        text=_("Wie een idee of hulp bracht, leest binnen vier weken een geschreven antwoord."),
        label=_("Naar de ideeën"),
        url=reverse("ideas:due", args=[table.pk]),
    )


def _questions(table: AreaTable, waiting: int) -> Task:
    return Task(
        kind="question",
        date=None,
        until=_("bij de volgende tafel"),
        chip=_("agenda"),
        chip_kind="let",
        sign="dot",
        title=ngettext(
            "Bespreek een vraag uit het gesprek", "Bespreek {n} vragen uit het gesprek", waiting
        ).format(n=waiting),
        text=_("Wie de vraag begon, leest daarna wat de tafel zei."),
        label=_("Naar de agenda"),
        url=reverse("ideas:agenda", args=[table.pk]),
    )
