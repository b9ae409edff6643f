"""Saying that a measure or a challenge builds on a strength: a contribution in kind."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.place_names import place_names
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.plain_words import check_fits, one_line
from gebiedstafel.ui.refusals import Refused

from .actions import locked
from .guard_words import guarded
from .models import Strength, StrengthUse
from .permissions import check_can_use
from .subjects import Subject, subjects_seen_by

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Use:
    """What uses a strength, and what for."""

    id: int
    subject: Subject
    words: str


@transaction.atomic
def use_strength(strength: Strength, name: str, words: str, *, by: Seat, at: datetime) -> StrengthUse:
    """Let a measure or a challenge use a strength; said again, the words are said anew."""
    strength = _usable(strength, by)
    if strength.in_kind == Strength.InKind.NO:
        raise Refused(_("Hiervan staat dat het niet te gebruiken is. Vraag het wie het aanbiedt."))
    subject = next((one for one in subjects_seen_by(by) if one.name == name), None)
    if subject is None:
        raise Refused(_("Kies een maatregel of opgave uit de lijst."))
    words = one_line(words)
    check_fits(words, LONGEST)
    if why := guarded("words", words, place_names(strength.table).values()):
        raise Refused(why)
    use, _new = StrengthUse.objects.update_or_create(
        strength=strength,
        kind=subject.kind,
        key=subject.key,
        defaults={"words": words, "since": at, "by": by},
    )
    about = f"{strength.subject} {subject.key}"
    record_deed(strength.table.chain, action="use_strength", subject=about, actor=by.actor, at=at)
    return use


@transaction.atomic
def stop_using(strength: Strength, use_id: int, *, by: Seat, at: datetime) -> None:
    """Say that it is used no longer."""
    strength = _usable(strength, by)
    use = StrengthUse.objects.filter(strength=strength, pk=use_id).first()
    if use is None:
        return
    about = f"{strength.subject} {use.key}"
    use.delete()
    record_deed(strength.table.chain, action="stop_using_strength", subject=about, actor=by.actor, at=at)


def uses_of(strength: Strength, seat: Seat) -> list[Use]:
    """Return what uses a strength, as far as this seat may see it."""
    uses = list(StrengthUse.objects.filter(strength=strength))
    by_name = {one.name: one for one in subjects_seen_by(seat)} if uses else {}
    found = ((use, by_name.get(f"{use.kind}/{use.key}")) for use in uses)
    return [Use(use.pk, subject, use.words) for use, subject in found if subject]


def _usable(strength: Strength, by: Seat) -> Strength:
    stay_at_table(by, strength.table_id)
    check_can_use(by)
    strength = locked(strength)
    if strength.gone_at or strength.state != Strength.State.SHOWN:
        raise Refused(_("Deze kracht staat er niet meer."))
    return strength
