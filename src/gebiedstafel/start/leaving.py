"""What hangs on a party before it leaves the table: its people, what it promised, and what it brought in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from gebiedstafel.agreements.models import Agreement
from gebiedstafel.means.money import FlowOffer
from gebiedstafel.tables.models import Invitation, Party, Seat


@dataclass(frozen=True, slots=True)
class Hangs:
    """An agreement that still goes on with this party, and what the party is in it."""

    key: str
    words: str
    part: str


@dataclass(frozen=True, slots=True)
class Leaving:
    """What a party leaves behind, what ends when it goes, and what stays."""

    led: int
    agreements: tuple[Hangs, ...]
    ends: tuple[str, ...]
    stays: tuple[str, ...]


def leaving(party: Party) -> Leaving:
    """Return what hangs on this party now."""
    going = Agreement.objects.of(party.table).going().prefetch_related("parts")
    hanging = tuple(_hanging(going, party))
    led = sum(one.lead_id == party.pk for one in going)
    return Leaving(led, hanging, tuple(_ends(party)), tuple(_stays(party)))


def _hanging(going: Iterable[Agreement], party: Party) -> Iterator[Hangs]:
    for one in going:
        own = next((part for part in one.parts.all() if part.party_id == party.pk), None)
        if one.lead_id == party.pk:
            yield Hangs(one.key, one.words, _("trekt deze afspraak"))
        elif own is not None and own.confirmed_at:
            yield Hangs(one.key, one.words, _("bevestigde haar deel"))
        elif own is not None and own.declined_at:
            yield Hangs(one.key, one.words, _("liet weten dat het zo niet kan"))
        elif own is not None:
            yield Hangs(one.key, one.words, _("moest haar deel nog bevestigen"))


def _ends(party: Party) -> Iterator[str]:
    people = Seat.objects.filter(party=party, person__isnull=False).count()
    if people:
        yield ngettext(
            "Eén persoon raakt de stoel kwijt en kan niet meer meekijken.",
            "{n} mensen raken hun stoel kwijt en kunnen niet meer meekijken.",
            people,
        ).format(n=people)
        yield _("Hun links in mails en hun agenda-adres van deze tafel openen niets meer.")
    invited = Invitation.objects.filter(party=party, used_at=None, withdrawn_at=None).count()
    if invited:
        yield ngettext("Eén uitnodiging vervalt.", "{n} uitnodigingen vervallen.", invited).format(n=invited)


def _stays(party: Party) -> Iterator[str]:
    yield _("Wat zij zei, beloofde en bevestigde, blijft staan onder haar naam. Ook de geschiedenis.")
    flows = FlowOffer.objects.filter(table=party.table_id, holder=party).count()
    if flows:
        yield ngettext(
            "Eén geldstroom blijft op haar naam. Vraag of het geld er nog is.",
            "{n} geldstromen blijven op haar naam. Vraag of het geld er nog is.",
            flows,
        ).format(n=flows)
    yield _("Komt zij terug, dan begint zij weer waar zij stopte. Mensen nodigt u dan opnieuw uit.")
