"""The trail of a table as people read it: who did what when, and whether the chain is whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.utils.timezone import make_aware
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.check import check_chain
from gebiedstafel.trail.models import Chain, Deed, Pseudonym
from gebiedstafel.ui.templatetags.numbers import number

from .deed_words import DEEDS, KINDS, actions_of, kind_of, words_of

A_PAGE = 50
#: A longer chain is checked by the command, so that the page stays quick.
MOST_CHECKED = 5_000
REFUSED = ("refused", "not allowed")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the reader looks for: a month as 2026-11, a kind, and words about what was done to what."""

    month: str = ""
    kind: str = ""
    words: str = ""

    @property
    def query(self) -> str:
        """The same as part of an address."""
        said = {"maand": self.month, "soort": self.kind, "zoek": self.words}
        filled = {name: text for name, text in said.items() if text}
        return urlencode(filled) + "&" if filled else ""


@dataclass(frozen=True, slots=True)
class Told:
    """One deed in words."""

    number: int
    at: datetime
    who: str
    did: str
    subject: str
    kind: str
    refusal: str
    origin: str


@dataclass(frozen=True, slots=True)
class State:
    """Whether the chain is whole, in a sentence, with the faults where it is not."""

    words: str
    faults: tuple[str, ...] = ()


def asked_for(sent: Any) -> Asked:
    """Return what is looked for; what cannot be read is not looked for."""
    month, kind = sent.get("maand", ""), sent.get("soort", "")
    words = " ".join(sent.get("zoek", "").replace("\x00", "").split())[:100]
    return Asked(month if _month(month) else "", kind if kind in KINDS else "", words)


def deeds_of(table: AreaTable, asked: Asked) -> QuerySet[Deed]:
    """Return the deeds someone looks for, the newest first."""
    deeds = Deed.objects.filter(chain=table.chain).order_by("-number")
    span = _month(asked.month)
    if span:
        deeds = deeds.filter(at__gte=span[0], at__lt=span[1])
    if asked.words:
        deeds = deeds.filter(subject__icontains=asked.words)
    return _of_kind(deeds, asked.kind) if asked.kind else deeds


def _of_kind(deeds: QuerySet[Deed], kind: str) -> QuerySet[Deed]:
    if kind == "refused":
        return deeds.filter(result__startswith=REFUSED[0]) | deeds.filter(result__startswith=REFUSED[1])
    kept = deeds.exclude(result__startswith=REFUSED[0]).exclude(result__startswith=REFUSED[1])
    return (
        kept.exclude(action__in=list(DEEDS)) if kind == "other" else kept.filter(action__in=actions_of(kind))
    )


def page_of(table: AreaTable, asked: Asked, number: str | None) -> tuple[Page[Deed], list[Told]]:
    """Return one page of what is looked for, and its deeds in words."""
    page = Paginator(deeds_of(table, asked), A_PAGE).get_page(number)
    return page, told(table, list(page.object_list))


def told(table: AreaTable, deeds: Sequence[Deed]) -> list[Told]:
    """Return deeds in words; who did them is read at once for all."""
    names = _names(table, {deed.actor for deed in deeds})
    return [
        Told(
            number=deed.number,
            at=deed.at,
            who=names.get(deed.actor, _("iemand die niet meer bekend is")),
            did=words_of(deed.action),
            subject=deed.subject,
            kind=str(KINDS[kind_of(deed.action, deed.result)]),
            refusal=deed.result.partition(": ")[2] if deed.result.startswith(REFUSED) else "",
            origin=deed.origin,
        )
        for deed in deeds
    ]


def _names(table: AreaTable, tokens: set[str]) -> dict[str, str]:
    """Return what each actor is called here: by their seat, never by their name."""
    actors = dict(Pseudonym.objects.filter(token__in=tokens).values_list("token", "actor"))
    seats: dict[str, Seat] = {}
    for seat in Seat.objects.filter(table=table).select_related("party"):
        seats[f"seat/{seat.pk}"] = seat
        if seat.person_id:
            seats[f"person/{seat.person_id}"] = seat
    return {token: _called(actor, seats.get(actor)) for token, actor in actors.items()}


def _called(actor: str, seat: Seat | None) -> str:
    if seat is not None:
        party = seat.party.name if seat.party else _("geen partij")
        return f"{seat.get_role_display()}, {party}"
    if actor.startswith("table/"):
        return _("een andere tafel van de gemeente")
    known = {
        "installation": _("de beheerder van de installatie"),
        "system": _("Gebiedstafel zelf"),
        "worker": _("Gebiedstafel zelf"),
        "someone": _("een bewoner"),
        "guest": _("iemand zonder account"),
    }
    return known.get(actor, _("iemand zonder stoel aan deze tafel"))


def months_of(table: AreaTable) -> list[str]:
    """Return the months in which something was done, the newest first."""
    rows = Deed.objects.filter(chain=table.chain).order_by()
    found = rows.annotate(month=TruncMonth("at")).values_list("month", flat=True).distinct()
    return sorted({f"{month:%Y-%m}" for month in found}, reverse=True)


def state_of(table: AreaTable) -> State:
    """Return whether the chain of this table is whole."""
    chain = Chain.objects.filter(name=table.chain).first()
    count = chain.count if chain else 0
    if count > MOST_CHECKED:
        words = _(
            "De ketting telt {n} daden. Dat is te veel om hier na te kijken. "
            "Vraag de beheerder om dat te doen."
        )
        return State(words.format(n=number(count)))
    faults = tuple(check_chain(table.chain)) if count else ()
    if faults:
        words = _("De ketting is niet heel: {n} fouten. Bel de beheerder, en verander niets.")
        return State(words.format(n=len(faults)), faults[:20])
    return State(_("Ketting heel, {n} daden.").format(n=number(count)))


def _month(text: str) -> tuple[datetime, datetime] | None:
    """Return the first moment of a month and of the next."""
    year, _dash, month = text.partition("-")
    if not (year.isascii() and month.isascii() and year.isdigit() and month.isdigit() and len(text) == 7):
        return None
    if not (1900 <= int(year) <= 9000 and 1 <= int(month) <= 12):
        return None
    first = datetime(int(year), int(month), 1)
    last = datetime(first.year + (first.month == 12), first.month % 12 + 1, 1)
    return make_aware(first), make_aware(last)
