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
from django.utils.translation import ngettext

from gebiedstafel.signals.sealed import sealed_chain
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.trail.check import check_chain
from gebiedstafel.trail.models import Chain, Deed, Pseudonym
from gebiedstafel.ui.templatetags.numbers import number

from .deed_words import DEEDS, KINDS, actions_of, kind_of, words_of

A_PAGE = 50
#: A longer chain is checked by the command, so that the page stays quick.
MOST_CHECKED = 5_000
REFUSED = ("refused", "not allowed")
#: Written in the chain of the table before sending had a sealed chain apart: a seat, a moment and a signal.
LEFT_OUT = ("send_signal", "take_back_signal", "say_nothing_counted")


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


def readable_deeds(table: AreaTable) -> QuerySet[Deed]:
    """Return the deeds of a table that are read at all, in no order; the chain holds and proves all."""
    return Deed.objects.filter(chain=table.chain).exclude(action__in=LEFT_OUT)


def left_out_of(table: AreaTable) -> int:
    """Return how many deeds of a table nobody reads, since they tell who sent a signal and when."""
    return Deed.objects.filter(chain=table.chain, action__in=LEFT_OUT).count()


def deeds_of(table: AreaTable, asked: Asked) -> QuerySet[Deed]:
    """Return the deeds someone looks for, the newest first."""
    deeds = readable_deeds(table).order_by("-number")
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
    rows = readable_deeds(table).order_by()
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
    sealed = Chain.objects.filter(name=sealed_chain(table), count__lte=MOST_CHECKED).first()
    if sealed and any(True for _fault in check_chain(sealed.name)):
        # Which deed is missing, or how many there are, would tell what is sealed.
        faults += (_("De verzegelde ketting van signalen is niet heel."),)
    if faults:
        words = ngettext(
            "De ketting is niet heel: {n} fout. Bel de beheerder, en verander niets.",
            "De ketting is niet heel: {n} fouten. Bel de beheerder, en verander niets.",
            len(faults),
        )
        return State(words.format(n=len(faults)), faults[:20])
    whole = ngettext("Ketting heel, {n} daad.", "Ketting heel, {n} daden.", count)
    return State(whole.format(n=number(count)))


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
