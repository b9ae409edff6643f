"""What is done with agreements: make, change, confirm, report, drop; each deed writes its history."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import override

from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.ui.plain_words import check_fits, plain, written
from gebiedstafel.ui.refusals import Refused
from gebiedstafel.ui.templatetags.dates import day

from .drafting import drafts_from_plan
from .faults import Faulty, faults_in, tidied
from .keeping import at_table, known_at, locked, locked_part, next_key, put_rows
from .mandates import beyond_mandate
from .models import LONGEST_TEXT, Agreement, Blockage, Part, Status
from .permissions import (
    check_can_change,
    check_can_confirm,
    check_can_drop,
    check_can_make,
    check_can_report,
)
from .said import PartSaid, Said, differences, said_of, told_difference, value_in_words
from .seen_names import names_at
from .waiting import circle_in_words, circle_through, waits_at
from .writing import DUTCH, Happened, write_down

__all__ = [
    "change_agreement",
    "confirm_part",
    "decline_part",
    "drafts_from_plan",
    "drop_agreement",
    "lift_reservation",
    "make_agreement",
    "report_progress",
    "take_back",
    "take_first_step",
]

#: What all parties confirmed; when one of these changes, everyone looks again.
OF_ALL = frozenset(
    {"words", "lead", "due", "counter", "money", "reservation", "reservation_body", "reservation_by"}
)


@transaction.atomic
def make_agreement(
    table: AreaTable, said: Said, *, by: Seat, at: datetime, made_on: date | None = None, origin: str = "web"
) -> Agreement:
    """Write an agreement down; a sentence, a lead and a date are enough. The lead gets a part to confirm."""
    stay_at_table(by, table.pk)
    check_can_make(by)
    table = locked_table(table.pk)
    made_on = made_on or localdate(at)
    said = _checked(table, said, made_on=made_on)
    agreement = Agreement(table=table, key=next_key(table), made_on=made_on, version=1)
    put_rows(agreement, said, said_before=None)
    with override(DUTCH):
        write_down(
            agreement, "make_agreement", [Happened("made", after=said.words)], by=by, at=at, origin=origin
        )
    return at_table(agreement)


@transaction.atomic
def change_agreement(
    agreement: Agreement, said: Said, *, by: Seat, at: datetime, seen: int | None = None, why: str = ""
) -> Agreement:
    """Change what an agreement says; who looked at an older one is refused with both texts.

    A party whose part changed confirms it again. A draft that gets a lead and a date becomes an agreement.
    """
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_change(by, agreement)
    before, names = said_of(agreement), names_at(agreement.table)
    said = tidied(said)
    if said == before and not agreement.drafted:
        return agreement
    check_version(
        agreement.version,
        seen,
        theirs=told_difference(before, said, names) or _("hetzelfde"),
        yours=told_difference(said, before, names) or _("hetzelfde"),
    )
    if agreement.status == Status.DROPPED:
        raise Refused(_("Deze afspraak is vervallen. Haal haar eerst terug."))
    said = _checked(agreement.table, said, made_on=agreement.made_on, key=agreement.key)
    _check_not_promised_again(agreement, said.measure)
    changed = differences(before, said)
    with override(DUTCH):
        rows = [
            Happened(
                "changed", one, value_in_words(before, one, names), value_in_words(said, one, names), why
            )
            for one in changed
        ]
        rows += _again(agreement, changed, said)
    agreement.drafted = False
    agreement.version += 1
    put_rows(agreement, said, said_before=before)
    write_down(agreement, "change_agreement", rows or [Happened("changed")], by=by, at=at)
    return at_table(agreement)


def _again(agreement: Agreement, changed: Sequence[str], said: Said) -> list[Happened]:
    """Take away what was confirmed or declined of what changed, and return what to write down of it."""
    own = {one.party: one for one in said.parts}
    hours = {(one.party, one.year, one.hours) for one in said.hours}
    rows = []
    for part in agreement.parts.all():
        if part.waits:
            continue
        key = part.party.key
        before = {
            (key, one.year, one.hours) for one in agreement.hours.all() if one.party_id == part.party_id
        }
        now = own.get(key)
        touched = (
            bool(OF_ALL & set(changed))
            or (now is not None and (now.does, now.is_counter) != (part.does, part.is_counter))
            or before != {one for one in hours if one[0] == key}
        )
        if touched:
            part.confirmed_at = part.confirmed_by = part.declined_at = None
            part.declined_why = ""
            part.save()
            rows.append(Happened("again", after=str(part.party)))
    return rows


@transaction.atomic
def confirm_part(part: Part, *, by: Seat, at: datetime, seen: int | None = None) -> Part:
    """Say yes to what one's own party does. `seen` is the version of the agreement that was read.

    Beyond the amount in the party's mandate this needs a reservation with a body and a date.
    """
    agreement, part = _own_part(part, by=by, seen=seen)
    if part.confirmed_at:
        raise Refused(_("Dit deel is al bevestigd."))
    _check_mandate(agreement, part, localdate(at))
    part.confirmed_at, part.confirmed_by = at, by
    part.declined_at, part.declined_why = None, ""
    part.save()
    with override(DUTCH):
        row = Happened("confirmed", after=part.does or agreement.words, before=str(part.party))
    write_down(agreement, "confirm_part", [row], by=by, at=at)
    return part


@transaction.atomic
def decline_part(part: Part, why: str, *, by: Seat, at: datetime, seen: int | None = None) -> Part:
    """Say no to what is asked of one's own party, with the reason; the agreement is then disputed."""
    agreement, part = _own_part(part, by=by, seen=seen)
    missing = _("Schrijf in een zin waarom dit zo niet kan. Dan kan de tafel iets anders vragen.")
    why = written(why, LONGEST_TEXT, missing=missing)
    part.confirmed_at = part.confirmed_by = None
    part.declined_at, part.declined_why = at, why
    part.save()
    row = Happened("declined", before=str(part.party), after=part.does, why=why)
    write_down(agreement, "decline_part", [row], by=by, at=at)
    return part


def _own_part(part: Part, *, by: Seat, seen: int | None) -> tuple[Agreement, Part]:
    stay_at_table(by, part.agreement.table_id)
    check_can_confirm(by, part)
    agreement, part = locked_part(part)
    if agreement.drafted:
        raise Refused(_("Dit is nog een concept. Maak er eerst een afspraak van."))
    if agreement.is_over:
        raise Refused(_("Deze afspraak is al klaar of vervallen. Er is niets meer te bevestigen."))
    if seen is not None and seen != agreement.version:
        raise Refused(
            _("De afspraak veranderde terwijl u las. Er staat nu: {words}. Lees opnieuw en kies dan.").format(
                words=agreement.words
            )
        )
    return agreement, part


def _check_mandate(agreement: Agreement, part: Part, on: date) -> None:
    if agreement.reservation and agreement.reservation_body and agreement.reservation_by:
        return
    why = beyond_mandate(agreement, part.party, on)
    if why:
        raise Refused(
            _("{why} Schrijf eerst bij het voorbehoud wie daarover besluit en wanneer.").format(why=why)
        )


@transaction.atomic
def report_progress(
    agreement: Agreement,
    status: str,
    words: str,
    *,
    by: Seat,
    at: datetime,
    blockage: str = "",
    seen: int | None = None,
    origin: str = "web",
) -> Agreement:
    """Tell how it goes: one of the ways an agreement stands, and a sentence. A blockage names its kind."""
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_report(by, agreement)
    words = plain(words)
    _check_report(agreement, status, words, blockage)
    check_version(agreement.version, seen, theirs=_as_it_stands(agreement), yours=_stands(status, words))
    with override(DUTCH):
        row = Happened("progress", "status", _as_it_stands(agreement), str(Status(status).label), words)
        if status == Status.BLOCKED:
            row = replace(row, after=f"{row.after} ({Blockage(blockage).label})")
    agreement.status, agreement.status_why = status, words
    agreement.blockage = blockage if status == Status.BLOCKED else ""
    agreement.done_on = localdate(at) if status == Status.DONE else None
    agreement.version += 1
    agreement.save()
    write_down(agreement, "report_progress", [row], by=by, at=at, origin=origin)
    return agreement


def _check_report(agreement: Agreement, status: str, words: str, blockage: str) -> None:
    if agreement.drafted:
        raise Refused(_("Dit is nog een concept. Er is nog niets beloofd."))
    if agreement.status == Status.DROPPED:
        raise Refused(_("Deze afspraak is vervallen. Haal haar eerst terug."))
    if status not in Status.values or status == Status.DROPPED:
        raise Refused(_("Kies hoe het gaat: op schema, achter, geblokkeerd, betwist of gereed."))
    if status == Status.BLOCKED and blockage not in Blockage.values:
        raise Refused(_("Kies wat het tegenhoudt, bijvoorbeeld geld of een regel."))
    if status in (Status.BLOCKED, Status.DISPUTED) and not words:
        raise Refused(_("Schrijf in een zin wat er speelt. Dan weet de tafel waarover het gaat."))
    check_fits(words, LONGEST_TEXT)


def _as_it_stands(agreement: Agreement) -> str:
    return _stands(agreement.status, agreement.status_why)


def _stands(status: str, why: str) -> str:
    label = str(Status(status).label)
    return f"{label}: {why}" if why else label


@transaction.atomic
def take_first_step(
    agreement: Agreement, on: date, *, by: Seat, at: datetime, seen: int | None = None, origin: str = "web"
) -> Agreement:
    """Write down that the first step was seen, and when."""
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_report(by, agreement)
    if not agreement.made_on <= on <= localdate(at):
        raise Refused(_("De eerste stap was na de afspraak en uiterlijk vandaag. Kies een andere dag."))
    if agreement.drafted or agreement.status == Status.DROPPED:
        raise Refused(_("Dit is nog geen afspraak, of niet meer. Maak er eerst een afspraak van."))
    check_version(agreement.version, seen, theirs=_first_step(agreement), yours=day(on))
    with override(DUTCH):
        row = Happened("step", "first_step_done_on", after=day(on), why=agreement.first_step)
    agreement.first_step_done_on = on
    agreement.version += 1
    agreement.save()
    write_down(agreement, "take_first_step", [row], by=by, at=at, origin=origin)
    return agreement


def _first_step(agreement: Agreement) -> str:
    done = agreement.first_step_done_on
    return day(done) if done else _("nog niet gezet")


@transaction.atomic
def lift_reservation(
    agreement: Agreement, words: str, *, by: Seat, at: datetime, seen: int | None = None
) -> Agreement:
    """Write down that the body decided yes, so that nothing hangs on it any more."""
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_report(by, agreement)
    if not agreement.hangs:
        raise Refused(_("Er staat geen voorbehoud open bij deze afspraak."))
    check_version(agreement.version, seen, theirs=agreement.reservation, yours=words)
    why = written(words, LONGEST_TEXT, missing=_("Schrijf in een zin wat er besloten is."))
    row = Happened("lifted", "reservation", before=agreement.reservation, why=why)
    agreement.reservation_lifted_on = localdate(at)
    agreement.version += 1
    agreement.save()
    write_down(agreement, "lift_reservation", [row], by=by, at=at)
    return agreement


@transaction.atomic
def drop_agreement(
    agreement: Agreement, why: str, *, by: Seat, at: datetime, seen: int | None = None
) -> Agreement:
    """Let an agreement be off, with the reason; it stays readable and can be taken back."""
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_drop(by, agreement)
    if agreement.status == Status.DROPPED:
        raise Refused(_("Deze afspraak was al vervallen."))
    check_version(
        agreement.version,
        seen,
        theirs=_as_it_stands(agreement),
        yours=_stands(Status.DROPPED, why),
    )
    missing = _("Schrijf in een zin waarom dit niet doorgaat. De wijk mag dat weten.")
    why = written(why, LONGEST_TEXT, missing=missing)
    with override(DUTCH):
        row = Happened("dropped", "status", _as_it_stands(agreement), why=why)
    agreement.status_before = agreement.status
    agreement.status, agreement.status_why = Status.DROPPED, why
    agreement.version += 1
    agreement.save()
    write_down(agreement, "drop_agreement", [row], by=by, at=at)
    return agreement


@transaction.atomic
def take_back(agreement: Agreement, *, by: Seat, at: datetime) -> Agreement:
    """Bring back what was dropped, as it stood before."""
    stay_at_table(by, agreement.table_id)
    agreement = locked(agreement)
    check_can_drop(by, agreement)
    if agreement.status != Status.DROPPED:
        raise Refused(_("Deze afspraak is niet vervallen."))
    _check_not_promised_again(agreement, agreement.measure)
    with override(DUTCH):
        row = Happened("back", "status", before=_as_it_stands(agreement))
    agreement.status = agreement.status_before or Status.NEW
    if agreement.status == Status.BLOCKED and not agreement.blockage:
        agreement.status = Status.LATE
    agreement.status_why, agreement.status_before = "", ""
    agreement.version += 1
    agreement.save()
    write_down(agreement, "take_back", [row], by=by, at=at)
    return agreement


def _check_not_promised_again(agreement: Agreement, measure: str) -> None:
    if not agreement.plan_id or not measure:
        return
    others = Agreement.objects.filter(plan=agreement.plan_id, measure=measure)
    other = others.exclude(pk=agreement.pk).exclude(status=Status.DROPPED).first()
    if other:
        raise Refused(
            _("Voor deze maatregel is er al een afspraak: {key}. Ga daarmee verder.").format(key=other.key)
        )


def _checked(table: AreaTable, said: Said, *, made_on: date, key: str = "") -> Said:
    said = tidied(said)
    if said.lead and said.lead not in {one.party for one in said.parts}:
        said = replace(said, parts=tuple(sorted((*said.parts, PartSaid(said.lead)))))
    said = replace(
        said,
        parts=tuple(sorted(said.parts)),
        money=tuple(sorted(said.money)),
        hours=tuple(sorted(said.hours)),
        waits_for=tuple(sorted(set(said.waits_for))),
    )
    faults = faults_in(said, known_at(table), made_on=made_on)
    if key and said.waits_for and "waits_for" not in faults:
        circle = circle_through(key, {**waits_at(table), key: said.waits_for})
        if circle:
            faults["waits_for"] = circle_in_words(circle)
    if faults:
        raise Faulty(faults)
    return said
