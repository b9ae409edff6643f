"""What is written down while talking; none goes over what another wrote unseen."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Party, Seat
from gebiedstafel.ui.refusals import Refused

from .models import Action, AgendaItem, Decision, Meeting, Presence
from .typed import LONGEST_LINE, day_typed, line, number, typed

MOST_LINES = 60
Answer = dict[str, Any]


class Overtaken(Refused):
    """Someone wrote in between; carries what stands now, so that both texts can be shown."""

    def __init__(self, theirs: Mapping[str, Any], version: int) -> None:
        super().__init__(
            _("Iemand was u voor. Er staat nu: {theirs}. Wat u typte staat er nog. Kies wat blijft.").format(
                theirs=theirs["tekst"] or _("niets")
            )
        )
        self.theirs, self.version = theirs, version


@dataclass(frozen=True, slots=True)
class Write:
    """One write as its device sent it. `key` names the write, `row` the line, `seen` the version known."""

    key: str
    kind: str
    item: AgendaItem | None = None
    row: str = ""
    seen: int | None = None
    text: str = ""
    more: Mapping[str, str] = field(default_factory=dict)


def _notes(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    item = item_of(meeting, write)
    text = typed(write.text)
    if text != item.notes:
        _check_seen(item.notes_version, write.seen, {"tekst": item.notes})
        item.notes, item.notes_version = text, item.notes_version + 1
        item.save(update_fields=["notes", "notes_version"])
    return {"versie": item.notes_version, "tekst": item.notes}


def _told(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    item = item_of(meeting, write)
    text, chosen = typed(write.text, LONGEST_LINE), write.more.get("aan") == "1"
    if (text, chosen) != (item.told, item.is_told):
        _check_seen(item.told_version, write.seen, {"tekst": item.told, "aan": item.is_told})
        item.told, item.is_told, item.told_version = text, chosen and bool(text), item.told_version + 1
        item.save(update_fields=["told", "is_told", "told_version"])
    return {"versie": item.told_version, "tekst": item.told, "aan": item.is_told}


def _decision(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    row = _row(Decision, meeting, write, by, at)
    text = typed(write.text, LONGEST_LINE)
    if text != row.text:
        _check_seen(row.version, write.seen, {"tekst": row.text})
        row.text, row.version = text, row.version + 1
        row.save()
    return {"versie": row.version, "tekst": row.text}


def _action(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    row = _row(Action, meeting, write, by, at)
    text, who = typed(write.text, LONGEST_LINE), _party(meeting, write.more.get("wie", ""))
    day = day_typed(write.more.get("wanneer", ""))
    if (text, who, day) != (row.text, row.who, row.by_when):
        _check_seen(row.version, write.seen, said_of(row))
        row.text, row.who, row.by_when, row.version = text, who, day, row.version + 1
        row.save()
    return {"versie": row.version, **said_of(row)}


def said_of(row: Action) -> Answer:
    """Return an action as a device shows it."""
    return {
        "tekst": row.text,
        "wie": row.who.key if row.who else "",
        "wanneer": row.by_when.isoformat() if row.by_when else "",
    }


def _present(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    seat = Seat.objects.filter(table=meeting.table_id, pk=number(write.row)).first()
    if seat is None:
        raise Refused(_("Deze stoel is niet van deze tafel."))
    there = write.more.get("aan") == "1"
    Presence.objects.update_or_create(meeting=meeting, seat=seat, defaults={"is_there": there, "at": at})
    return {"versie": 1, "aan": there}


def _finished(meeting: Meeting, write: Write, by: Seat, at: datetime) -> Answer:
    """Tick off an action of this meeting or an earlier one; a second time changes nothing."""
    rows = Action.objects.select_for_update(no_key=True).filter(item__meeting__table=meeting.table_id)
    action = rows.filter(pk=number(write.row)).first()
    if action is None:
        raise Refused(_("Deze actie is niet van deze tafel."))
    if action.done_at is None:
        action.done_at = at
        action.save(update_fields=["done_at"])
    return {"versie": action.version, "tekst": action.text}


def _row(model: Any, meeting: Meeting, write: Write, by: Seat, at: datetime) -> Any:
    """Return the line this write is about, a new one where it was not kept yet."""
    item = item_of(meeting, write)
    if not write.row:
        raise Refused(_("Dit kwam niet goed aan. Laad de pagina opnieuw; wat u typte blijft hier staan."))
    found = model.objects.select_for_update(no_key=True).filter(item__meeting=meeting, key=write.row).first()
    if found is not None:
        return found
    if model.objects.filter(item=item).count() >= MOST_LINES:
        raise Refused(_("Bij dit punt staan al {n} regels.").format(n=MOST_LINES))
    return model.objects.create(item=item, key=write.row, version=0, made_at=at, made_by=by)


def item_of(meeting: Meeting, write: Write) -> AgendaItem:
    """Return the thing on the agenda a write is about; refuse that of another meeting."""
    if write.item is None or write.item.meeting_id != meeting.pk:
        raise Refused(_("Dit punt staat niet op deze agenda."))
    return AgendaItem.objects.select_for_update(no_key=True).get(pk=write.item.pk)


def _check_seen(now: int, seen: int | None, theirs: Answer) -> None:
    if seen is not None and seen != now:
        raise Overtaken(theirs, now)


def _party(meeting: Meeting, key: str) -> Party | None:
    if not key:
        return None
    party = Party.objects.filter(table=meeting.table_id, key=line(key, 64)).first()
    if party is None:
        raise Refused(_("Deze partij is niet van deze tafel. Kies een partij uit de lijst."))
    return party


Deed = Callable[[Meeting, Write, Seat, datetime], Answer]
RECORDING: dict[str, Deed] = {
    "notities": _notes,
    "vertellen": _told,
    "besluit": _decision,
    "actie": _action,
    "aanwezig": _present,
    "gedaan": _finished,
}
