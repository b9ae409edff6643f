"""A party says what it may decide: a line is written, changed or ended, and every edition stays."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .locking import locked_table
from .mandates import limit_words
from .models import Mandate, Party, Seat
from .permissions import check_can_set_mandate
from .versions import check_version

MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class MandateSaid:
    """What a line of a mandate should say."""

    decides: str
    limit_cents: int | None
    unlimited: bool
    subjects: tuple[str, ...]
    until: date | None


@transaction.atomic
def add_mandate(party: Party, said: MandateSaid, *, by: Seat, at: datetime) -> Mandate:
    """Write down one more thing that a party may decide by itself."""
    check_can_set_mandate(by, party)
    locked_table(party.table_id)
    lines = list(Mandate.objects.filter(party=party))
    if sum(one.ended_at is None for one in lines) >= MOST_LINES:
        raise Refused(
            _("Er staan al {n} regels. Haal er eerst een weg, of zet er twee samen.").format(n=MOST_LINES)
        )
    line = max((one.line for one in lines), default=0) + 1
    return _write(party, line, said, "add_mandate", by, at)


@transaction.atomic
def change_mandate(
    mandate: Mandate, said: MandateSaid, *, by: Seat, at: datetime, seen: int | None
) -> Mandate:
    """Say a line anew; the edition before stays in the history."""
    check_can_set_mandate(by, mandate.party)
    held = _holding(mandate)
    check_version(held.pk, seen, theirs=_told(held), yours=said.decides)
    _end(held, at)
    return _write(held.party, held.line, said, "change_mandate", by, at)


@transaction.atomic
def end_mandate(mandate: Mandate, *, by: Seat, at: datetime) -> None:
    """End a line: the party may no longer decide this by itself."""
    check_can_set_mandate(by, mandate.party)
    held = _holding(mandate)
    _end(held, at)
    _record("end_mandate", held, by, at)


def _holding(mandate: Mandate) -> Mandate:
    """Return the edition of this line that holds now, with its table held."""
    locked_table(mandate.party.table_id)
    rows = Mandate.objects.select_related("party__table")
    held = rows.filter(party=mandate.party_id, line=mandate.line, ended_at=None).first()
    if held is None:
        raise Refused(_("Deze regel geldt al niet meer. Kijk opnieuw wat er nu staat."))
    return held


def _end(held: Mandate, at: datetime) -> None:
    held.ended_at = at
    held.save(update_fields=["ended_at"])


def _write(party: Party, line: int, said: MandateSaid, action: str, by: Seat, at: datetime) -> Mandate:
    made = Mandate.objects.create(
        party=party,
        line=line,
        decides=said.decides,
        limit_cents=said.limit_cents,
        unlimited=said.unlimited,
        subjects=list(said.subjects),
        until=said.until,
        made_at=at,
        made_by=by,
    )
    _record(action, made, by, at)
    return made


def _record(action: str, mandate: Mandate, by: Seat, at: datetime) -> None:
    record_deed(
        by.table.chain,
        action=action,
        subject=f"mandate/{mandate.party.key}/{mandate.line}",
        actor=by.actor,
        at=at,
    )


def _told(mandate: Mandate) -> str:
    return f"{mandate.decides} ({limit_words(mandate)})"
