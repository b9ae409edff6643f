"""What letters of follow-up say: plain text, what it is about first, one link to answer by."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from gebiedstafel.accounts.letters import Letter, site_address, write_letter
from gebiedstafel.accounts.models import Person
from gebiedstafel.tables.models import AreaTable, Seat

from .links import report_address, stop_address
from .models import Kind, MailChoice, ReportLink
from .overview import Overview
from .planned import Planned


@dataclass(frozen=True, slots=True)
class Written:
    """A letter, the seeds of the secrets in it, and its headers."""

    letter: Letter
    seeds: tuple[str, ...]
    headers: dict[str, str]


def reminder_letter(one: Planned, seat: Seat, link: ReportLink | None, choice: MailChoice) -> Written:
    """Return the letter that reminds one seat of an agreement."""
    person = seat.person
    assert person
    letter = write_letter(
        "followup/letters/reminder.txt",
        to=person.email,
        language=person.language,
        agreement=one.agreement,
        table=one.agreement.table,
        kind=one.kind.value,
        day=one.for_day,
        is_lead=seat.party_id == one.agreement.lead_id,
        is_chair=seat.role == Seat.Role.CHAIR,
        link=report_address(link) if link else "",
        page=table_address(one.agreement.table),
        stop=stop_address(choice),
    )
    return _written(letter, choice, [link] if link else [])


def digest_letter(person: Person, overview: Overview, choice: MailChoice) -> Written:
    """Return the overview of what someone owes, is owed, and has to confirm."""
    links = overview.links
    letter = write_letter(
        "followup/letters/digest.txt",
        to=person.email,
        language=person.language,
        person=person,
        overview=overview,
        site_link=site_address(),
        stop=stop_address(choice),
    )
    return _written(letter, choice, links)


def _written(letter: Letter, choice: MailChoice, links: list[ReportLink]) -> Written:
    headers = {
        "List-Unsubscribe": f"<{stop_address(choice)}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    return Written(letter, (choice.seed, *(one.seed for one in links)), headers)


def table_address(table: AreaTable) -> str:
    """Return where the follow-up of a table is read, after signing in."""
    return site_address() + reverse("followup:mine", args=[table.pk])


def asks_for_report(kind: Kind) -> bool:
    """Whether a letter of this kind asks how it goes."""
    return kind not in (Kind.UP, Kind.NEXT)
