"""A werkplaats over months: begin it, its trios and their cases, gatherings, steps to the agenda, end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from gebiedstafel.ideas.agenda import put_on_agenda
from gebiedstafel.ideas.models import AgendaQuestion
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, one_line
from gebiedstafel.ui.refusals import Refused

from .learning_models import Trying
from .permissions import check_can_facilitate
from .sitting_models import Sitting, Trio, Workshop
from .sittings import make_sitting

MOST_WORKSHOPS, MOST_TRIOS, MOST_GATHERINGS = 60, 12, 20
LONGEST_NAME, LONGEST_ISSUE = 120, 300


@dataclass(frozen=True, slots=True)
class TrioSaid:
    """A trio as somebody writes it down: its name, the wijk it works in, and the issue there."""

    name: str
    area: str = ""
    issue: str = ""


@transaction.atomic
def begin_workshop(
    table: AreaTable, name: str, trios: Iterable[TrioSaid] = (), *, by: Seat, at: datetime
) -> Workshop:
    """Begin a werkplaats with its trios; more may join later."""
    stay_at_table(by, table.pk)
    check_can_facilitate(by)
    table = locked_table(table.pk)
    if table.workshops.count() >= MOST_WORKSHOPS:
        raise Refused(_("Deze tafel heeft al {n} werkplaatsen.").format(n=MOST_WORKSHOPS))
    words = _line(name, LONGEST_NAME)
    if not words:
        raise Refused(_("Geef de werkplaats een naam."))
    workshop = Workshop.objects.create(table=table, name=words, begun_at=at, begun_by=by)
    _record("begin_workshop", workshop, by=by, at=at)
    for said in trios:
        add_trio(workshop, said, by=by, at=at)
    return workshop


@transaction.atomic
def add_trio(workshop: Workshop, said: TrioSaid, *, by: Seat, at: datetime) -> Trio:
    """Add a trio with its own case."""
    workshop = _going_on(workshop, by)
    last = workshop.trios.aggregate(last=Max("number"))["last"] or 0
    if workshop.trios.count() >= MOST_TRIOS:
        raise Refused(_("Er zijn al {n} trio’s. Met meer wordt meelezen te veel.").format(n=MOST_TRIOS))
    trio = Trio(workshop=workshop, number=last + 1)
    _write(trio, said)
    _record("change_workshop", workshop, by=by, at=at)
    return trio


@transaction.atomic
def change_trio(trio: Trio, said: TrioSaid, *, by: Seat, at: datetime) -> Trio:
    """Change a trio's name, wijk or issue."""
    workshop = _going_on(trio.workshop, by)
    trio = Trio.objects.select_for_update(no_key=True).get(pk=trio.pk)
    _write(trio, said)
    _record("change_workshop", workshop, by=by, at=at)
    return trio


def _write(trio: Trio, said: TrioSaid) -> None:
    trio.name, trio.area = _line(said.name, LONGEST_NAME), said.area
    trio.issue = _line(said.issue, LONGEST_ISSUE)
    if not trio.name:
        raise Refused(_("Geef het trio een naam, bijvoorbeeld die van de wijk."))
    trio.save()


@transaction.atomic
def plan_sitting(
    workshop: Workshop, format_id: str, planned_on: date | None, *, by: Seat, at: datetime
) -> Sitting:
    """Plan one more gathering of the werkplaats."""
    workshop = _going_on(workshop, by)
    if workshop.sittings.count() >= MOST_GATHERINGS:
        raise Refused(
            _("Deze werkplaats heeft al {n} bijeenkomsten. Begin een nieuwe reeks.").format(n=MOST_GATHERINGS)
        )
    return make_sitting(workshop.table, format_id, by=by, at=at, workshop=workshop, planned_on=planned_on)


@transaction.atomic
def put_steps_on_agenda(workshop: Workshop, *, by: Seat, at: datetime) -> int:
    """Put everything the trios try on the agenda of the next meeting, each once; return how many."""
    workshop = _locked(workshop, by)
    tryings = Trying.objects.filter(sitting__workshop=workshop).select_related("trio")
    subjects = [one.subject for one in tryings]
    there = set(
        AgendaQuestion.objects.filter(table=workshop.table, subject__in=subjects).values_list(
            "subject", flat=True
        )
    )
    new = [one for one in tryings if one.subject not in there]
    for one in new:
        who = f"{one.trio}: " if one.trio else ""
        put_on_agenda(workshop.table, f"{who}{one.tried}", by=by, at=at, subject=one.subject)
    return len(new)


@transaction.atomic
def end_workshop(workshop: Workshop, *, by: Seat, at: datetime) -> None:
    """End the werkplaats; everything stays to read."""
    workshop = _locked(workshop, by)
    if workshop.ended_at is None:
        Workshop.objects.filter(pk=workshop.pk).update(ended_at=at)
        _record("end_workshop", workshop, by=by, at=at)


@transaction.atomic
def open_workshop(workshop: Workshop, *, by: Seat, at: datetime) -> None:
    """Go on with a werkplaats that was ended too soon."""
    workshop = _locked(workshop, by)
    Workshop.objects.filter(pk=workshop.pk).update(ended_at=None)
    _record("change_workshop", workshop, by=by, at=at)


def _going_on(workshop: Workshop, by: Seat) -> Workshop:
    workshop = _locked(workshop, by)
    if workshop.ended_at is not None:
        raise Refused(_("Deze werkplaats is afgesloten. Open haar weer als u verder wilt."))
    return workshop


def _locked(workshop: Workshop, by: Seat) -> Workshop:
    stay_at_table(by, workshop.table_id)
    check_can_facilitate(by)
    rows = Workshop.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    return rows.get(pk=workshop.pk)


def _line(text: str, most: int) -> str:
    words = one_line(text)
    check_fits(words, most)
    return words


def _record(action: str, workshop: Workshop, *, by: Seat, at: datetime) -> None:
    record_deed(workshop.table.chain, action=action, subject=workshop.subject, actor=by.actor, at=at)
