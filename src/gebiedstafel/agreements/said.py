"""What somebody says of an agreement, as values: typed, compared, and told in words."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from gebiedstafel.ui.templatetags.dates import day
from gebiedstafel.ui.templatetags.money import euros

from .models import Agreement, Publicity


@dataclass(frozen=True, slots=True, order=True)
class PartSaid:
    """What a party does; `is_counter` when it does so in return."""

    party: str
    does: str = ""
    is_counter: bool = False


@dataclass(frozen=True, slots=True, order=True)
class MoneySaid:
    """Money of a flow in a year."""

    flow: str
    year: int
    cents: int


@dataclass(frozen=True, slots=True, order=True)
class HoursSaid:
    """Hours of a party in a year."""

    party: str
    year: int
    hours: int


@dataclass(frozen=True, slots=True)
class Said:
    """An agreement as somebody writes it down; parties, challenges and areas by their ids at the table.

    A sentence, a lead and a date are enough to begin.
    """

    words: str
    lead: str = ""
    due: date | None = None
    role: str = ""
    challenge: str = ""
    measure: str = ""
    area: str = ""
    need: str = ""
    counter: str = ""
    parts: tuple[PartSaid, ...] = ()
    first_step: str = ""
    first_step_on: date | None = None
    proof: str = ""
    money: tuple[MoneySaid, ...] = ()
    hours: tuple[HoursSaid, ...] = ()
    mandate: str = ""
    reservation: str = ""
    reservation_body: str = ""
    reservation_by: date | None = None
    escalate_to: str = ""
    publicity: str = "table"
    told: str = ""
    waits_for: tuple[str, ...] = ()


#: The fields in the order in which they are asked and told.
FIELDS: tuple[str, ...] = tuple(one.name for one in fields(Said))
LABELS: dict[str, str | Promise] = {
    "words": gettext_lazy("de afspraak"),
    "lead": gettext_lazy("trekker"),
    "due": gettext_lazy("klaar op"),
    "role": gettext_lazy("rol van de trekker"),
    "challenge": gettext_lazy("opgave"),
    "measure": gettext_lazy("maatregel"),
    "area": gettext_lazy("plek"),
    "need": gettext_lazy("behoefte"),
    "counter": gettext_lazy("tegenprestatie"),
    "parts": gettext_lazy("wie doet mee"),
    "first_step": gettext_lazy("eerste zichtbare stap"),
    "first_step_on": gettext_lazy("eerste stap op"),
    "proof": gettext_lazy("bewijs"),
    "money": gettext_lazy("geld"),
    "hours": gettext_lazy("uren"),
    "mandate": gettext_lazy("mandaat"),
    "reservation": gettext_lazy("voorbehoud"),
    "reservation_body": gettext_lazy("wie over het voorbehoud besluit"),
    "reservation_by": gettext_lazy("besluit over het voorbehoud op"),
    "escalate_to": gettext_lazy("naar wie als het vastloopt"),
    "publicity": gettext_lazy("wie dit leest"),
    "told": gettext_lazy("wat we de wijk vertellen"),
    "waits_for": gettext_lazy("wacht op"),
}
DATES = ("due", "first_step_on", "reservation_by")
#: Kept in rows of their own.
LISTS = ("parts", "money", "hours", "waits_for")
PLAIN: tuple[str, ...] = tuple(name for name in FIELDS if name not in {*LISTS, "lead"})


def said_of(agreement: Agreement) -> Said:
    """Return what an agreement says now."""
    values: dict[str, Any] = {name: getattr(agreement, name) for name in PLAIN}
    return Said(
        **values,
        lead=agreement.lead.key if agreement.lead else "",
        parts=tuple(sorted(PartSaid(p.party.key, p.does, p.is_counter) for p in agreement.parts.all())),
        money=tuple(sorted(MoneySaid(m.flow, m.year, m.cents) for m in agreement.money.all())),
        hours=tuple(sorted(HoursSaid(h.party.key, h.year, h.hours) for h in agreement.hours.all())),
        waits_for=tuple(sorted(agreement.waits_for.values_list("key", flat=True))),
    )


Names = Callable[[str, str], str]
"""From a list of the table's file and an id to how people call it."""


def differences(before: Said, after: Said) -> tuple[str, ...]:
    """Return the fields in which two ways of saying it differ."""
    return tuple(name for name in FIELDS if getattr(before, name) != getattr(after, name))


def value_in_words(said: Said, name: str, names: Names) -> str:
    """Return one field as people read it; empty when it says nothing."""
    value = getattr(said, name)
    if name in LISTS:
        return "; ".join(_lines(name, value, names))
    if isinstance(value, date):
        return day(value)
    if name in ("lead", "challenge", "measure", "area"):
        kind = {"lead": "parties", "challenge": "challenges", "measure": "measures", "area": "areas"}[name]
        return names(kind, value) if value else ""
    if name == "publicity":
        return str(Publicity(value).label)
    return str(value or "")


def _lines(name: str, value: Any, names: Names) -> Iterator[str]:
    for one in value:
        if name == "parts":
            does = one.does or _("doet mee")
            yield f"{names('parties', one.party)}: {does}" + (_(" (in ruil)") if one.is_counter else "")
        elif name == "money":
            yield f"{names('money_flows', one.flow)}, {one.year}: {euros(one.cents)}"
        elif name == "hours":
            yield _("{party}, {year}: {hours} uur").format(
                party=names("parties", one.party), year=one.year, hours=one.hours
            )
        else:
            yield str(one)


def told_difference(said: Said, other: Said, names: Names) -> str:
    """Return in one line what this says where the other says something else."""
    return "; ".join(
        f"{LABELS[name]}: “{value_in_words(said, name, names) or _('niets')}”"
        for name in differences(said, other)
    )
