"""The meetings of a demo table and its year, as its file tells them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils.timezone import make_aware

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.tables.models import AreaTable, Party
from gebiedstafel.trail.deeds import record_deed

from .minutes import content_of
from .models import Action, AgendaItem, AgreementMoment, Correction, Decision, Meeting, Minutes, YearStep
from .planning import Plan, plan_meeting
from .year import take_over

Row = Mapping[str, Any]


@transaction.atomic
def hold_demo_meetings(table: AreaTable, made: Row, *, at: datetime) -> None:
    """Hold, plan and lay out what the file tells; minutes stand as if the meetings had been."""
    parties = {party.key: party for party in table.parties.all()}
    agreements = {one.key: one for one in Agreement.objects.filter(table=table)}
    meetings = {one["key"]: _planned(table, one, parties, at) for one in made["meetings"]}
    for one in made["meetings"]:
        if "items" in one:
            _held(meetings[one["key"]], one, parties, agreements)
    for year in made["years"]:
        take_over(table, year, by=None, at=at)
    step = made["planned"]
    YearStep.objects.filter(table=table, begins=date.fromisoformat(step["begins"]), kind="tafel").update(
        meeting=meetings[step["meeting"]]
    )
    record_deed(
        table.chain, action="load_demo_meetings", subject=table.pk, actor="installation", origin="file", at=at
    )


def _planned(table: AreaTable, one: Row, parties: Mapping[str, Party], at: datetime) -> Meeting:
    plan = Plan(
        held_on=date.fromisoformat(one["held_on"]),
        begins_at=time.fromisoformat(one["begins_at"]),
        place=one["place"],
        chair=parties.get(one["chair"]),
    )
    return plan_meeting(table, plan, by=None, at=at, key=one["key"])


def _held(
    meeting: Meeting, one: Row, parties: Mapping[str, Party], agreements: Mapping[str, Agreement]
) -> None:
    meeting.items.all().delete()
    for position, row in enumerate(one["items"]):
        _item(meeting, position, row, parties, agreements)
    names = {key: [str(parties[party]) for party in one.get(key, ())] for key in ("there", "absent")}
    meeting.begun_at, meeting.ended_at = meeting.starts, meeting.ends
    Minutes.objects.create(meeting=meeting, content={**content_of(meeting), **names}, made_at=meeting.ends)
    for row in one.get("corrections", ()):
        Correction.objects.create(meeting=meeting, text=row["text"], at=_evening(row["day"]))
    if "confirmed_on" in one:
        meeting.confirmed_at = _evening(one["confirmed_on"])
    if one.get("is_told"):
        meeting.told_at = meeting.ends + timedelta(days=1)
    meeting.save()


def _item(
    meeting: Meeting,
    position: int,
    row: Row,
    parties: Mapping[str, Party],
    agreements: Mapping[str, Agreement],
) -> None:
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=position,
        kind=row["kind"],
        title=row["title"],
        minutes=row["minutes"],
        notes=row.get("notes", ""),
        told=row.get("told", ""),
        is_told="told" in row,
    )
    at = meeting.starts + timedelta(minutes=10 * position)
    for number, text in enumerate(row.get("decisions", ())):
        Decision.objects.create(item=item, key=f"d{number}", text=text, made_at=at)
    for number, act in enumerate(row.get("actions", ())):
        Action.objects.create(
            item=item,
            key=f"a{number}",
            text=act["text"],
            who=parties.get(act["who"]),
            by_when=date.fromisoformat(act["day"]),
            made_at=at,
        )
    for key in row.get("made", ()):
        if key in agreements:
            AgreementMoment.objects.create(
                item=item, agreement=agreements[key], kind="made", status="nieuw", at=at
            )
    for told in row.get("state", ()):
        if told["key"] in agreements:
            AgreementMoment.objects.create(
                item=item,
                agreement=agreements[told["key"]],
                kind="state",
                status=told["status"],
                words=told["words"],
                at=at,
            )


def _evening(day: str) -> datetime:
    return make_aware(datetime.combine(date.fromisoformat(day), time(19, 35)))
