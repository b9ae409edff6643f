"""What one person owes, is owed and has to confirm, over all tables where they sit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from gebiedstafel.agreements.models import Agreement, AgreementQuerySet, Status
from gebiedstafel.tables.models import AreaTable, Seat

from .links import make_report_link, report_address
from .models import ReportLink
from .readers import WHO_ANSWER

#: What is due within so many days is told as coming.
SOON = timedelta(days=28)


@dataclass(slots=True)
class Line:
    """One agreement in an overview: what it says, how late it is, and the link to tell how it goes."""

    agreement: Agreement
    late_days: int = 0
    link: ReportLink | None = None

    @property
    def address(self) -> str:
        """Where to tell how it goes, without signing in."""
        return report_address(self.link) if self.link else ""


@dataclass(slots=True)
class AtTable:
    """What one seat owes, is owed, and has to confirm."""

    seat: Seat
    owes: list[Line] = field(default_factory=list)
    is_owed: list[Line] = field(default_factory=list)
    to_confirm: list[Line] = field(default_factory=list)

    @property
    def table(self) -> AreaTable:
        """The table."""
        return self.seat.table

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say."""
        return not (self.owes or self.is_owed or self.to_confirm)


@dataclass(slots=True)
class Overview:
    """What somebody has to know, table by table."""

    tables: list[AtTable]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to say at any table."""
        return all(one.is_empty for one in self.tables)

    @property
    def owed(self) -> int:
        """How much somebody owes or has to confirm."""
        return sum(len(one.owes) + len(one.to_confirm) for one in self.tables)

    @property
    def late(self) -> int:
        """How much of that is late."""
        return sum(line.late_days > 0 for one in self.tables for line in one.owes)

    @property
    def links(self) -> list[ReportLink]:
        """The links in it."""
        return [line.link for one in self.tables for line in one.owes if line.link]


def overview_of(seats: Iterable[Seat], today: date) -> Overview:
    """Return what these seats owe and are owed, in two queries however many they are."""
    at = [one for one in seats if one.party_id and one.role in WHO_ANSWER]
    parties = {one.party_id for one in at}
    rows = list(_of_parties(parties)) if at else []
    return Overview([told for one in at if not (told := _at_table(one, rows, today)).is_empty])


def _of_parties(parties: set[int | None]) -> AgreementQuerySet:
    theirs = Q(lead__in=parties) | Q(parts__party__in=parties)
    going = Agreement.objects.going().filter(theirs).distinct()
    return going.select_related("table", "lead").prefetch_related("parts")


def _at_table(seat: Seat, rows: Iterable[Agreement], today: date) -> AtTable:
    told = AtTable(seat)
    for one in rows:
        if one.table_id != seat.table_id:
            continue
        own = [part for part in one.parts.all() if part.party_id == seat.party_id]
        line = Line(one, late_days=max((today - one.due).days, 0) if one.due else 0)
        if any(part.waits for part in own):
            told.to_confirm.append(line)
        if _bites(one, today):
            if one.lead_id == seat.party_id:
                told.owes.append(line)
            elif own:
                told.is_owed.append(line)
    return told


def _bites(one: Agreement, today: date) -> bool:
    """Whether it is near, late or stuck; what is far off and goes well is left out."""
    stuck = one.status in (Status.LATE, Status.BLOCKED, Status.DISPUTED)
    step_near = bool(one.first_step_on and not one.first_step_done_on and one.first_step_on <= today + SOON)
    return stuck or step_near or bool(one.due and one.due <= today + SOON)


def add_links(overview: Overview, *, at: datetime) -> None:
    """Give everything that is owed a link to tell how it goes."""
    for table in overview.tables:
        for line in table.owes:
            line.link = make_report_link(line.agreement, table.seat, at=at)
