"""What the picture of the area asks: signals that wait for an answer, stories and strengths for a reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.signals.published import unanswered
from gebiedstafel.stories.published import stories_waiting
from gebiedstafel.strengths.published import strengths_waiting
from gebiedstafel.tables.models import AreaTable

from .one_task import Task
from .today import until


def picture_tasks(table: AreaTable, today: date) -> Iterator[Task]:
    """Yield one thing per kind: what someone told waits for the table.

    Signals ask the party that was chosen to answer them; the chair is asked for the rest.
    """
    days: defaultdict[str, list[date]] = defaultdict(list)
    for one in unanswered(table, before=date.max):
        days[one.party].append(one.answer_by)
    for party, due in sorted(days.items()):
        yield _signals(table, party, min(due), len(due), today)
    stories, strengths = stories_waiting(table), strengths_waiting(table)
    if stories:
        yield _to_read(
            title=ngettext("Lees een verhaal van een bewoner", "Lees {n} verhalen van bewoners", stories),
            text=_("Niemand ziet een verhaal voordat iemand van de tafel het las."),
            label=_("Naar de verhalen"),
            url=reverse("stories:queue", args=[table.pk]),
            count=stories,
        )
    if strengths:
        yield _to_read(
            title=ngettext(
                "Bekijk wat een bewoner inbracht", "Bekijk {n} keer wat een bewoner inbracht", strengths
            ),
            text=_("Wat sterk is, staat in het beeld zodra iemand van de tafel het bekeek."),
            label=_("Naar wat sterk is"),
            url=reverse("strengths:queue", args=[table.pk]),
            count=strengths,
        )


def _signals(table: AreaTable, party: str, first: date, count: int, today: date) -> Task:
    late = first < today
    return Task(
        kind="signals",
        date=first,
        until=until(today, first),
        chip=_("te laat") if late else _("een antwoord"),
        chip_kind="vast" if late else "let",
        sign="clock",
        title=ngettext("Beantwoord een signaal", "Beantwoord {n} signalen", count).format(n=count),
        text=_("Wie iets meldde, leest binnen vier weken wat de tafel ermee doet."),
        label=_("Naar de signalen"),
        url=reverse("signals:overview", args=[table.pk]),
        parties=frozenset({party} if party else ()),
        by_chair=not party,
    )


def _to_read(*, title: str, text: str, label: str, url: str, count: int) -> Task:
    return Task(
        kind="read",
        date=None,
        until=_("zodra u tijd hebt"),
        chip=_("wacht op lezen"),
        chip_kind="let",
        sign="dot",
        title=title.format(n=count),
        text=text,
        label=label,
        url=url,
    )
