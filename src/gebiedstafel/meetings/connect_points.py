"""What there is to connect: what became possible in the plan, what hangs on a decision, and drafts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from gebiedstafel.agreements.due import hanging
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.connections.models import Plan
from gebiedstafel.exchange.table_problem import names_of

from .models import Meeting

Point = dict[str, Any]


def connect_points(meeting: Meeting) -> Iterator[Point]:
    """Yield what the table can connect, what is new first."""
    yield from _possible(meeting)
    for one in hanging(meeting.table).select_related("lead"):
        yield _agreement(one, "reservation", one.reservation_by.isoformat() if one.reservation_by else "")
    for one in Agreement.objects.drafts(meeting.table).select_related("lead"):
        yield _agreement(one, "draft", one.due.isoformat() if one.due else "")


def _agreement(one: Agreement, why: str, day: str) -> Point:
    return {"why": why, "key": one.key, "words": one.words, "who": str(one.lead or ""), "day": day}


def _possible(meeting: Meeting) -> Iterator[Point]:
    """Yield the measures that the newest plan has and the plan of the meeting before had not."""
    plans = Plan.objects.of(meeting.table).tried(None).with_answer().defer("input")
    newest, before = plans.first(), _plan_before(meeting, plans)
    if newest is None or before is None:
        return
    came = [id_ for id_ in _chosen(newest) if id_ not in set(_chosen(before))]
    names = names_of(newest.input) if came else {}
    for id_ in came:
        yield {"why": "possible", "id": id_, "words": names.get(id_, id_)}


def _plan_before(meeting: Meeting, plans: Any) -> Plan | None:
    """Return the plan that the last meeting had before it; without a meeting, the one before the newest."""
    ended = Meeting.objects.filter(table=meeting.table_id, ended_at__isnull=False).exclude(pk=meeting.pk)
    last = ended.order_by("-ended_at").first()
    found: Plan | None = plans.filter(created_at__lte=last.ended_at).first() if last else plans[1:2].first()
    return found


def _chosen(plan: Plan) -> list[str]:
    return [one["id"] for one in plan.result.get("measures", ())]
