"""What is done with a strength: someone brings it, changes it, takes it away, and puts it back."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .asked_about import let_go
from .models import Strength
from .permissions import check_can_bring, check_can_change
from .said import Said, as_kept, cleaned, faults_of, from_kept, in_words, said_of

#: More than anyone reads; a table that has so many takes something away first.
MOST_STRENGTHS = 1000


@transaction.atomic
def bring_strength(table: AreaTable, said: Said, *, by: Seat, at: datetime) -> Strength:
    """Say what is strong, from a seat at the table."""
    stay_at_table(by, table.pk)
    check_can_bring(by)
    _check_offers(by, said.party, "")
    strength = new_strength(table, said, at=at)
    strength.brought_by = by
    strength.save()
    record_deed(table.chain, action="bring_strength", subject=strength.subject, actor=by.actor, at=at)
    return strength


@transaction.atomic
def change_strength(
    strength: Strength, said: Said, *, by: Seat, at: datetime, seen: int | None = None
) -> Strength:
    """Say it better; who looked at an older one is refused with both texts."""
    strength = _to_change(strength, by)
    now, said = said_of(strength), cleaned(said)
    check_version(strength.version, seen, theirs=in_words(now), yours=in_words(said))
    if said == now:
        return strength
    _check_offers(by, said.party, now.party)
    _check_faults(said, strength.table)
    _write(strength, said, at=at)
    strength.before, strength.version = as_kept(now), strength.version + 1
    strength.save()
    let_go(strength.table, strength.subject, at=at)
    record_deed(
        strength.table.chain, action="change_strength", subject=strength.subject, actor=by.actor, at=at
    )
    return strength


@transaction.atomic
def undo_change(strength: Strength, *, by: Seat, at: datetime, seen: int | None = None) -> Strength:
    """Put back what it said before its last change; once more puts the change itself back."""
    strength = _to_change(strength, by)
    if strength.before is None:
        raise Refused(_("Er is niets gewijzigd om terug te zetten."))
    now, then = said_of(strength), from_kept(strength.before)
    check_version(strength.version, seen, theirs=in_words(now), yours=in_words(then))
    _check_offers(by, then.party, now.party)
    _check_faults(then, strength.table)
    _write(strength, then, at=at)
    strength.before, strength.version = as_kept(now), strength.version + 1
    strength.save()
    let_go(strength.table, strength.subject, at=at)
    record_deed(
        strength.table.chain, action="undo_strength_change", subject=strength.subject, actor=by.actor, at=at
    )
    return strength


@transaction.atomic
def take_away(strength: Strength, *, by: Seat, at: datetime) -> None:
    """Take a strength off the list and the map; it can be put back."""
    _set_gone(strength, at, "take_strength_away", by=by, at=at)


@transaction.atomic
def put_back(strength: Strength, *, by: Seat, at: datetime) -> None:
    """Put a strength back that was taken away."""
    _set_gone(strength, None, "put_strength_back", by=by, at=at)


def _set_gone(strength: Strength, gone: datetime | None, action: str, *, by: Seat, at: datetime) -> None:
    strength = _to_change(strength, by, gone_too=True)
    if (strength.gone_at is None) == (gone is None):
        return
    strength.gone_at, strength.version = gone, strength.version + 1
    strength.save(update_fields=["gone_at", "version"])
    let_go(strength.table, strength.subject, at=at)
    record_deed(strength.table.chain, action=action, subject=strength.subject, actor=by.actor, at=at)


def new_strength(table: AreaTable, said: Said, *, at: datetime) -> Strength:
    """Return a strength that says this, not kept yet; refuse what does not fit, all faults at once."""
    locked_table(table.pk)
    if Strength.objects.filter(table=table, gone_at=None).count() >= MOST_STRENGTHS:
        raise Refused(_("Er staan al {n} krachten. Haal er eerst een weg.").format(n=MOST_STRENGTHS))
    said = cleaned(said)
    _check_faults(said, table)
    strength = Strength(table=table, brought_at=at)
    _write(strength, said, at=at)
    return strength


def locked(strength: Strength) -> Strength:
    """Return the strength as it is now; nobody else changes it until this deed stands."""
    rows = Strength.objects.select_for_update(no_key=True, of=("self",)).select_related("table", "party")
    found = rows.filter(pk=strength.pk).first()
    if found is None:
        raise Refused(_("Wie dit bracht, nam het terug. Het is overal weg."))
    return found


def _to_change(strength: Strength, by: Seat, *, gone_too: bool = False) -> Strength:
    stay_at_table(by, strength.table_id)
    strength = locked(strength)
    check_can_change(by, strength)
    if strength.state != Strength.State.SHOWN:
        raise Refused(_("Hier kijkt de voorzitter eerst naar."))
    if strength.gone_at and not gone_too:
        raise Refused(_("Deze kracht is weggehaald. Zet die eerst terug."))
    return strength


def _check_offers(by: Seat, party: str, before: str) -> None:
    """Nobody offers something in the name of another party; the chair writes down what was said aloud."""
    own = by.party.key if by.party else ""
    if party and party not in (before, own) and by.role != Seat.Role.CHAIR:
        raise NotAllowed(_("Alleen die partij zelf, of de voorzitter, zegt dat zij dit aanbiedt."))


def _check_faults(said: Said, table: AreaTable) -> None:
    faults = faults_of(said, table)
    if faults:
        raise Refused(" ".join(faults.values()))


def _write(strength: Strength, said: Said, *, at: datetime) -> None:
    for name in ("kind", "name", "sentence", "area", "holder", "available", "capacity", "in_kind", "circle"):
        setattr(strength, name, getattr(said, name))
    strength.themes, strength.changed_at = list(said.themes), at
    strength.party = Party.objects.get(table=strength.table_id, key=said.party) if said.party else None
