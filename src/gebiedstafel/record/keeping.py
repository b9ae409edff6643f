"""How long each kind of data stays, what is too old by now, and clearing that: first looked at, then done."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import OutgoingLetter
from gebiedstafel.dialogue.forgetting import forget_voters
from gebiedstafel.dialogue.rounds import WITHDRAWAL_LIVES, Round
from gebiedstafel.signals.forgetting import forget_signals, old_signals
from gebiedstafel.signals.sealed import sealed_chain
from gebiedstafel.stories.forgetting import (
    forget,
    forget_recognition,
    old_recognition,
    old_refused,
    old_stories,
)
from gebiedstafel.strengths.forgetting import count_old, forget_strengths
from gebiedstafel.tables.models import AreaTable, Invitation
from gebiedstafel.trail.segments import close_segment, old_deeds
from gebiedstafel.workshop.forgetting import forget_gatherings, old_cards, old_guests

from .making import remove_file
from .models import KeepingTime, RecordFile

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Keeping:
    """One kind of data: how long it stays, why, what becomes of it, how many are too old, and clearing them.

    A kind with `least` equal to `days` has a time that nobody changes. `writes_down` tells that clearing it
    writes in the trail itself.
    """

    kind: str
    name: Words
    days: int
    least: int
    why: Words
    becomes: Words
    count: Callable[[AreaTable, datetime], int]
    clear: Callable[[AreaTable, datetime, datetime], int]
    writes_down: bool = False

    @property
    def is_fixed(self) -> bool:
        """Whether nobody may choose another time."""
        return self.least == self.days


@dataclass(frozen=True, slots=True)
class Due:
    """What of one kind is too old now."""

    keeping: Keeping
    days: int
    before: datetime
    count: int


def _rounds(table: AreaTable, before: datetime) -> int:
    return Round.objects.filter(table=table, forgotten_at=None, closes_at__lte=before).count()


def _forget_rounds(table: AreaTable, before: datetime, at: datetime) -> int:
    return forget_voters(at=at, origin="retention", table=table)


def _invitations(table: AreaTable, before: datetime) -> Q:
    return Q(table=table, used_at=None, withdrawn_at=None, made_at__lte=before)


def _withdraw_invitations(table: AreaTable, before: datetime, at: datetime) -> int:
    rows = Invitation.objects.filter(_invitations(table, before))
    return rows.update(withdrawn_at=at, email="", digest=None)


def _files(table: AreaTable, before: datetime) -> list[RecordFile]:
    return list(RecordFile.objects.filter(table=table, gone_at=None, asked_at__lte=before).exclude(name=""))


def _remove_files(table: AreaTable, before: datetime, at: datetime) -> int:
    files = _files(table, before)
    for file in files:
        remove_file(file, at=at)
    return len(files)


def _close_trail(table: AreaTable, before: datetime, at: datetime) -> int:
    # How much was sent nobody counts: this part goes along, and is told nowhere.
    close_segment(sealed_chain(table), before=before, at=at)
    segment = close_segment(table.chain, before=before, at=at)
    return segment.last - segment.first + 1 if segment else 0


#: Every kind that a table keeps and that goes by itself; agreements and plans never do.
KINDS: Mapping[str, Keeping] = {
    one.kind: one
    for one in (
        Keeping(
            "rounds",
            _("hoe deelnemers van een ronde te herkennen zijn"),
            WITHDRAWAL_LIVES.days,
            WITHDRAWAL_LIVES.days,
            _("Zo lang kan iemand de eigen stemmen terugnemen."),
            _("Links, codes en tekens gaan weg. De stemmen blijven, zonder wie."),
            _rounds,
            _forget_rounds,
            writes_down=True,
        ),
        Keeping(
            "invitations",
            _("uitnodigingen zonder antwoord"),
            60,
            14,
            _("Een adres van wie niet kwam, hoeft niet te blijven."),
            _("De uitnodiging wordt ingetrokken en het adres gewist."),
            lambda table, before: Invitation.objects.filter(_invitations(table, before)).count(),
            _withdraw_invitations,
        ),
        Keeping(
            "gatherings",
            _("telefoons en losse kaarten van een bijeenkomst van de werkplaats"),
            183,
            30,
            _("In een half jaar komen kaarten op tafel en vertellen trio’s wat er van een proef kwam."),
            _("Telefoons zijn dan niet meer te herkennen. Kaarten die niet op tafel kwamen, gaan weg."),
            lambda table, before: old_guests(table, before).count() + old_cards(table, before).count(),
            lambda table, before, at: forget_gatherings(table, before),
        ),
        Keeping(
            "signals",
            _("kwartalen met signalen: aantallen en zinnen van partijen"),
            730,
            365,
            _("Na twee jaar zegt een kwartaal van toen alleen nog iets als geheel."),
            _("Per kwartaal gaan aantal en zin weg. Wat getoond is, blijft: plek, thema, hoeveel ongeveer."),
            old_signals,
            lambda table, before, at: forget_signals(table, before),
        ),
        Keeping(
            "refused_stories",
            _("verhalen die niet getoond zijn"),
            90,
            30,
            _("Zo lang kan de verteller lezen waarom."),
            _("Het verhaal gaat weg, met de foto."),
            lambda table, before: old_refused(table, before).count(),
            lambda table, before, at: forget(old_refused(table, before)),
        ),
        Keeping(
            "stories",
            _("verhalen van bewoners"),
            731,
            183,
            _("Een verhaal is van zijn tijd; na twee jaar is de wijk anders."),
            _("Het verhaal gaat weg, met de foto."),
            lambda table, before: old_stories(table, before).count(),
            lambda table, before, at: forget(old_stories(table, before)),
        ),
        Keeping(
            "strengths",
            _("krachten van de wijk die zijn weggehaald of geweigerd"),
            30,
            7,
            _("Zo lang kan iemand ze terugzetten, en leest een bewoner waarom iets er niet bij kwam."),
            _("Ze gaan weg. Van wat blijft, gaat weg hoe het er eerder stond."),
            count_old,
            lambda table, before, at: forget_strengths(table, before),
        ),
        Keeping(
            "recognition",
            _("hoe te herkennen is wie op ‘herkent u dit?’ antwoordde"),
            30,
            30,
            _("Zo lang is na te gaan of iemand twee keer antwoordde."),
            _("De tekens, oude brieven en ongelezen zinnen gaan weg. De antwoorden blijven, zonder wie."),
            old_recognition,
            lambda table, before, at: forget_recognition(table, before),
        ),
        Keeping(
            "record_files",
            _("klaargezette dossiers"),
            7,
            1,
            _("Wie er een nodig heeft, laat er een klaarzetten."),
            _("Het bestand gaat weg. Dat het gemaakt is, blijft in het logboek."),
            lambda table, before: len(_files(table, before)),
            _remove_files,
        ),
        Keeping(
            "trail",
            _("het logboek"),
            365,
            183,
            _("Een jaar is genoeg om iets na te gaan; een half jaar moet het zeker zijn."),
            _("Het oude deel gaat naar een bestand, en dan uit de database. De ketting blijft na te kijken."),
            lambda table, before: len(old_deeds(table.chain, before)),
            _close_trail,
            writes_down=True,
        ),
    )
}


def days_of(table: AreaTable) -> dict[str, int]:
    """Return for each kind how many days it stays at the tables of this municipality."""
    usual = {kind: one.days for kind, one in KINDS.items()}
    own = KeepingTime.objects.filter(municipality=table.municipality_id) if table.municipality_id else ()
    return usual | {
        one.kind: max(one.days, KINDS[one.kind].least)
        for one in own
        if one.kind in KINDS and not KINDS[one.kind].is_fixed
    }


def due_at(table: AreaTable, *, at: datetime) -> list[Due]:
    """Return what is too old at this table now; nothing is done with it."""
    days = days_of(table)
    found = []
    for kind, one in KINDS.items():
        before = at - timedelta(days=days[kind])
        found.append(Due(one, days[kind], before, one.count(table, before)))
    return found


def clear_site(*, before: datetime, really: bool) -> int:
    """Count, and if asked remove, what the site keeps of letters that no longer wait and of signing in."""
    logs = (AccessAttempt, AccessFailureLog, AccessLog)
    rows = [model.objects.filter(attempt_time__lte=before) for model in logs]
    ended = Q(sent_at__lte=before) | Q(refused_at__lte=before) | Q(stopped_at__lte=before)
    rows.append(OutgoingLetter.objects.filter(ended))
    count: int = sum(one.count() for one in rows)
    if really:
        for one in rows:
            one.delete()
    return count
