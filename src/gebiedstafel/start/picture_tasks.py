"""What the picture asks: signals an answer, stories and strengths a reader, a party its yes to a use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.means.visible import shared_document
from gebiedstafel.signals.published import WaitingDuty, unanswered, waiting_duties
from gebiedstafel.stories.published import stories_waiting
from gebiedstafel.strengths.published import AskedToLend, asked_to_lend, strengths_waiting
from gebiedstafel.tables.models import AreaTable

from .one_task import Task
from .today import until

#: So long before an answer to whoever waits is due it is asked for.
TELL_AHEAD = timedelta(weeks=2)


def picture_tasks(table: AreaTable, today: date) -> Iterator[Task]:
    """Yield one thing per kind: what someone told waits for the table.

    Signals ask the party that was chosen to answer them, stories who can decide on them, and a strength that
    is to be discussed the party that offers it; the chair is asked for the rest.
    """
    days: defaultdict[str, list[date]] = defaultdict(list)
    for one in unanswered(table, before=date.max):
        days[one.party].append(one.answer_by)
    for party, due in sorted(days.items()):
        yield _signals(table, party, min(due), len(due), today)
    for duty in waiting_duties(table, today=today, before=today + TELL_AHEAD):
        yield _waiting(table, duty, today)
    yield from _stories(table)
    strengths = strengths_waiting(table)
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
    yield from _to_lend(table)


def _stories(table: AreaTable) -> Iterator[Task]:
    """Yield that stories wait: for each who can decide on them as many as they can, and what is left.

    That the chair is asked about, to ask a second reader.
    """
    waiting = stories_waiting(table)
    queue = reverse("stories:queue", args=[table.pk])
    for count in sorted({*waiting.by_seat.values()}):
        yield _to_read(
            title=ngettext("Lees een verhaal van een bewoner", "Lees {n} verhalen van bewoners", count),
            text=_("Niemand ziet een verhaal voordat iemand van de tafel het las."),
            label=_("Naar de verhalen"),
            url=queue,
            count=count,
            seats=frozenset(seat for seat, can in waiting.by_seat.items() if can == count),
            by_chair=False,
        )
    if waiting.by_nobody:
        yield _to_read(
            title=_("Vraag iemand om verhalen mee te lezen"),
            text=_("Wat u al las, moet nog iemand anders lezen voordat het te zien is."),
            label=_("Kies een meelezer"),
            url=f"{queue}#meelezers",
            count=waiting.by_nobody,
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


def _waiting(table: AreaTable, duty: WaitingDuty, today: date) -> Task:
    late = duty.answer_by < today
    return Task(
        kind="waiting",
        date=duty.answer_by,
        until=until(today, duty.answer_by),
        chip=_("te laat") if late else _("een antwoord"),
        chip_kind="vast" if late else "let",
        sign="clock",
        title=_("Schrijf aan wie op antwoord wacht"),
        text=_("Wie iets stuurde dat niet te tonen is, leest uw antwoord. Of er iets wacht, ziet niemand."),
        label=_("Schrijf het antwoord"),
        url=reverse("signals:overview", args=[table.pk]) + "#wacht",
        parties=frozenset({duty.party} if duty.party else ()),
        by_chair=not duty.party,
    )


def _to_lend(table: AreaTable) -> Iterator[Task]:
    """Yield, per party, what others want to build on and it did not say yes or no to."""
    asked = asked_to_lend(table)
    if not asked:
        return
    # What a party keeps to itself is told by no task either.
    document = shared_document(table, ("challenges", "measures"))
    known = {(kind, row["id"]) for kind in ("challenges", "measures") for row in document.get(kind, ())}
    found: defaultdict[str, list[AskedToLend]] = defaultdict(list)
    for one in asked:
        if known & set(one.by):
            found[one.party].append(one)
    for party, some in sorted(found.items()):
        first = some[0]
        yield Task(
            kind="lend",
            date=None,
            until=_("voor de volgende tafel"),
            chip=_("wacht op uw ja"),
            chip_kind="let",
            sign="empty",
            title=ngettext(
                "Zeg of de wijk dit mag gebruiken: {name}",
                "Zeg van {n} krachten of de wijk ze mag gebruiken",
                len(some),
            ).format(name=first.name, n=len(some)),
            text=_("Een maatregel of opgave wil hierop bouwen. U schreef: in overleg. Zeg ja of nee."),
            label=_("Naar {name}").format(name=first.name),
            url=reverse("strengths:strength", args=[table.pk, first.id]),
            parties=frozenset({party}),
            by_chair=False,
        )


def _to_read(
    *,
    title: str,
    text: str,
    label: str,
    url: str,
    count: int,
    seats: frozenset[int] = frozenset(),
    by_chair: bool = True,
) -> Task:
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
        seats=seats,
        by_chair=by_chair,
    )
