"""What an agenda is about: it makes itself from what is late, blocked, new, stuck or waits for an answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.agreements.due import blocked, disputed, late, new, stuck_challenges
from gebiedstafel.agreements.models import AgreementQuerySet
from gebiedstafel.ideas.models import AgendaQuestion, Idea
from gebiedstafel.signals.published import unanswered, waiting_duties
from gebiedstafel.ui.templatetags.dates import day_and_month

from .connect_points import connect_points
from .models import Action, AgendaItem, Meeting

Point = dict[str, Any]
Kind = AgendaItem.Kind
#: A page with more points than this is no agenda; what is left over is counted.
MOST = 12
#: Points with an agreement behind them, whose state can be told at the point itself.
OF_AGREEMENTS = frozenset(("blocked", "disputed", "late", "new", "reservation"))


def points_by_kind(meeting: Meeting, today: date) -> dict[str, list[Point]]:
    """Return what each kind of thing is about today, in a fixed number of queries."""
    if meeting.kind == Meeting.Kind.CORE:
        return {Kind.AGREEMENTS: _cut(_agreements(blocked(meeting.table), "blocked"))}
    return {
        Kind.OPENING: _cut(_to_confirm(meeting)),
        Kind.AGREEMENTS: _cut(_not_going(meeting, today)),
        Kind.PICTURE: _cut([*_questions(meeting), *_unanswered(meeting, today)]),
        Kind.CHALLENGE: _cut(_stuck(meeting, today)),
        Kind.CONNECT: _cut(connect_points(meeting)),
        Kind.NEW: _cut(_agreements(new(meeting.table), "new")),
    }


def points_of(meeting: Meeting, items: Iterable[AgendaItem], today: date) -> dict[int, list[Point]]:
    """Return what each thing of the agenda is about today."""
    found = points_by_kind(meeting, today)
    return {item.pk: found.get(item.kind, []) for item in items}


def count_of(points: Iterable[Point]) -> int:
    """Return how many points these are, with those that were only counted."""
    return sum(point.get("n", 1) for point in points)


def _cut(points: Iterable[Point]) -> list[Point]:
    """Keep what an agenda can bear, and say how many are left over."""
    found = list(points)
    more = len(found) - MOST
    return [*found[:MOST], {"why": "more", "n": more, "words": ""}] if more > 0 else found


def _not_going(meeting: Meeting, today: date) -> Iterator[Point]:
    """Yield each agreement once, by the heaviest that is wrong with it, and actions past their day."""
    found: dict[str, Point] = {}
    for rows, why in (
        (blocked(meeting.table), "blocked"),
        (disputed(meeting.table), "disputed"),
        (late(meeting.table, today), "late"),
    ):
        for point in _agreements(rows, why):
            found.setdefault(point["key"], point)
    yield from found.values()
    open_actions = Action.objects.filter(
        item__meeting__table=meeting.table_id,
        done_at=None,
        by_when__lt=today,
        item__meeting__ended_at__isnull=False,
    ).exclude(text="")
    for action in open_actions.select_related("who"):
        yield {
            "why": "action",
            "id": action.pk,
            "words": action.text,
            "who": str(action.who or ""),
            "day": action.by_when.isoformat() if action.by_when else "",
        }


def _agreements(rows: AgreementQuerySet, why: str) -> Iterator[Point]:
    for one in rows.select_related("lead"):
        yield {
            "why": why,
            "key": one.key,
            "words": one.words,
            "who": str(one.lead or ""),
            "day": one.due.isoformat() if one.due else "",
        }


def _questions(meeting: Meeting) -> Iterator[Point]:
    for one in AgendaQuestion.objects.filter(table=meeting.table_id, answered_at=None):
        yield {"why": "question", "id": one.pk, "words": one.text}


def _unanswered(meeting: Meeting, today: date) -> Iterator[Point]:
    """Yield what people brought and had no answer to in time."""
    week = today + timedelta(days=7)
    for one in Idea.objects.filter(table=meeting.table_id, answered_at=None, answer_by__lt=week):
        yield {"why": "idea", "id": one.pk, "words": one.text[:200], "day": one.answer_by.isoformat()}
    for signals in unanswered(meeting.table, before=week):
        yield {
            "why": "signals",
            "id": signals.id,
            "words": _("Signalen over {theme}").format(theme=signals.theme_name.lower()),
            "day": signals.answer_by.isoformat(),
        }
    for duty in waiting_duties(meeting.table, today=today, before=week):
        yield {
            "why": "waiting",
            "id": duty.party,
            "words": _("Antwoord aan wie een signaal stuurde dat niet te tonen is"),
            "day": duty.answer_by.isoformat(),
        }


def _stuck(meeting: Meeting, today: date) -> Iterator[Point]:
    for one in stuck_challenges(meeting.table, today):
        yield {"why": "stuck", "key": one.challenge.key, "words": one.challenge.title, "days": one.days}


def _to_confirm(meeting: Meeting) -> Iterator[Point]:
    waiting = Meeting.objects.filter(
        table=meeting.table_id, ended_at__isnull=False, confirmed_at=None, held_on__lte=meeting.held_on
    ).exclude(pk=meeting.pk)
    for one in waiting:
        yield {
            "why": "minutes",
            "id": one.pk,
            "words": _("Verslag: {kind}").format(kind=one),
            "day": one.held_on.isoformat(),
        }


def words_of(point: Mapping[str, Any]) -> str:
    """Return what a point says."""
    return _("en nog {n}").format(n=point["n"]) if point["why"] == "more" else str(point["words"])


def why_words(point: Mapping[str, Any]) -> str:
    """Return why something stands on the agenda."""
    on = day_and_month(date.fromisoformat(point["day"])) if point.get("day") else ""
    words = {
        "blocked": _("geblokkeerd"),
        "disputed": _("betwist"),
        "late": _("loopt achter, klaar zou zijn {day}").format(day=on) if on else _("loopt achter"),
        "new": _("nieuw"),
        "possible": _("past nu in het plan, vorige keer nog niet"),
        "reservation": _("wacht op een besluit, uiterlijk {day}").format(day=on)
        if on
        else _("wacht op een besluit"),
        "draft": _("concept: nog niemand heeft dit beloofd"),
        "action": _("actie, zou klaar zijn {day}").format(day=on),
        "question": _("een vraag aan de tafel"),
        "idea": _("een bewoner wacht op antwoord tot {day}").format(day=on),
        "signals": _("een partij wacht op antwoord tot {day}").format(day=on),
        "waiting": _("hoort er uiterlijk {day} te staan, ook als er niets wacht").format(day=on),
        "stuck": _("{n} dagen geen zichtbare stap").format(n=point.get("days", 0)),
        "minutes": _("verslag van {day} vaststellen").format(day=on),
    }
    return words.get(str(point.get("why")), "")
