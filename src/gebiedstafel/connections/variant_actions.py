"""What a table does with its variants: make, change, copy, remove, put back, and take over as its choice."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.engines.connect.levers import Lever
from gebiedstafel.exchange.lever_file import lever_to_json
from gebiedstafel.means.models import ForcedChoice, Measure
from gebiedstafel.means.table_document import forced_choices
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.tables.versions import check_version
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .actions import check_choice, in_words
from .amounts import moment
from .forced_choices import same_choices
from .models import Plan, Variant
from .permissions import (
    check_can_change_variant,
    check_can_take_over,
    check_can_try_out,
)
from .solving import current_hash
from .tried_out import ASSUMED, LEVERS

MOST = 20
LONGEST = 80


@transaction.atomic
def make_variant(
    table: AreaTable, name: str, *, by: Seat, at: datetime, start_from: Plan | None = None
) -> Variant:
    """Try something out under a name, starting from the table's choices or from those of an earlier plan."""
    stay_at_table(by, table.pk)
    check_can_try_out(by)
    table = locked_table(table.pk)
    choices, assumed = forced_choices(table), {}
    if start_from is not None:
        stay_at_table(by, start_from.table_id)
        choices, assumed = start_from.choices, start_from.assumptions
    return _added(table, _free_name(table, name), choices, assumed, "", by=by, at=at)


@transaction.atomic
def try_lever(plan: Plan, lever: Lever, sentence: str, *, by: Seat, at: datetime) -> tuple[Variant, bool]:
    """Try out a lever of a plan as a variant named after it, and say whether it is new.

    It begins with what the plan chose and assumed. A variant that asks just that is not made twice.
    """
    stay_at_table(by, plan.table_id)
    check_can_try_out(by)
    table = locked_table(plan.table_id)
    levers = [*plan.assumptions.get(LEVERS, ()), lever_to_json(lever)]
    assumed = dict(plan.assumptions) | {LEVERS: levers}
    choices = without_choice(plan.choices, "")
    for there in Variant.objects.of(table):
        if there.assumptions == assumed and same_choices(there.choices, choices):
            return there, False
    name = _unused_name(table, "{name}", " ".join(sentence.rstrip(".").split()))
    return _added(table, name, choices, assumed, "", by=by, at=at), True


@transaction.atomic
def copy_variant(variant: Variant, *, by: Seat, at: datetime) -> Variant:
    """Make another variant like this one, to go on from."""
    stay_at_table(by, variant.table_id)
    check_can_try_out(by)
    table = locked_table(variant.table_id)
    variant = _still_there(variant)
    name = _unused_name(table, _("{name} (kopie)"), variant.name)
    return _added(table, name, variant.choices, variant.assumptions, variant.notes, by=by, at=at)


@transaction.atomic
def rename_variant(
    variant: Variant, name: str, *, by: Seat, at: datetime, seen: int | None = None
) -> Variant:
    """Give a variant another name."""
    variant = _to_change(variant, by)
    wanted = _free_name(variant.table, name, but=variant)
    check_version(variant.version, seen, theirs=variant.name, yours=wanted)
    variant.name = wanted
    return _changed(variant, "rename_variant", ["name"], by=by, at=at)


@transaction.atomic
def note_variant(variant: Variant, notes: str, *, by: Seat, at: datetime, seen: int | None = None) -> Variant:
    """Keep what the table thought of a variant."""
    variant = _to_change(variant, by)
    check_version(variant.version, seen, theirs=variant.notes, yours=notes)
    variant.notes = notes.replace("\0", "").strip()
    return _changed(variant, "note_variant", ["notes"], by=by, at=at)


@transaction.atomic
def choose_in_variant(
    variant: Variant,
    measure: Measure,
    side: str,
    *,
    by: Seat,
    at: datetime,
    seen: int | None = None,
    start: int | None = None,
) -> Variant:
    """Force a measure in or out within a variant, or let it go; the table's own choices stay."""
    stay_at_table(by, measure.table_id)
    variant = _to_change(variant, by)
    check_choice(measure, side, start)
    key = measure.key
    now = _side_of(variant, key)
    check_version(variant.version, seen, theirs=in_words(measure, now), yours=in_words(measure, side))
    choices = without_choice(variant.choices, key)
    if side in ("in", "out"):
        choices[side] = [*choices[side], key]
    if start is not None and side == "in":
        choices["start"] = choices["start"] | {key: start}
    variant.choices = choices
    subject = f" measure/{key}" + (f" {start}" if start else "")
    return _changed(variant, f"try_{side}", ["choices"], by=by, at=at, subject=subject)


@transaction.atomic
def assume_in_variant(
    variant: Variant,
    assumptions: Mapping[str, Collection[str]],
    *,
    by: Seat,
    at: datetime,
    seen: int | None = None,
) -> Variant:
    """Set which money counts or not, which chairs are taken and which levers stay, in this variant alone."""
    variant = _to_change(variant, by)
    table = variant.table
    there = {
        "money_flows": set(table.flow_offers.values_list("key", flat=True)),
        "parties": set(table.parties.values_list("key", flat=True)),
    }
    wanted = {kind: sorted(set(assumptions.get(kind, ())) & there[part]) for kind, part in ASSUMED.items()}
    wanted = {kind: ids for kind, ids in wanted.items() if ids}
    pulled = [row for row in variant.assumptions.get(LEVERS, ()) if row["id"] in assumptions.get(LEVERS, ())]
    if pulled:
        wanted[LEVERS] = pulled
    check_version(variant.version, seen, theirs=_listed(variant.assumptions), yours=_listed(wanted))
    variant.assumptions = wanted
    return _changed(variant, "assume_variant", ["assumptions"], by=by, at=at)


@transaction.atomic
def remove_variant(variant: Variant, *, by: Seat, at: datetime) -> Variant:
    """Take a variant off the list; its plans stay, and it can be put back."""
    variant = _to_change(variant, by)
    variant.removed_at = at
    return _changed(variant, "remove_variant", ["removed_at"], by=by, at=at)


@transaction.atomic
def restore_variant(variant: Variant, *, by: Seat, at: datetime) -> Variant:
    """Put a removed variant back, under its own name or one like it."""
    stay_at_table(by, variant.table_id)
    table = locked_table(variant.table_id)
    variant = Variant.objects.select_for_update(no_key=True).get(pk=variant.pk)
    check_can_change_variant(by, variant)
    if variant.removed_at is None:
        raise Refused(_("Deze variant staat er al."))
    _check_room(table)
    variant.name = _unused_name(table, "{name}", variant.name)
    variant.removed_at = None
    return _changed(variant, "restore_variant", ["removed_at", "name"], by=by, at=at)


@transaction.atomic
def take_over_variant(variant: Variant, *, by: Seat, at: datetime) -> Variant | None:
    """Make the choices of a variant those of the table; what the table chose before becomes a variant.

    Assumptions stay behind: whether money counts is for its owner to say. Returns the variant with
    the table's former choices, where there were any. A plan made of these choices counts at once.
    """
    stay_at_table(by, variant.table_id)
    check_can_take_over(by)
    table = locked_table(variant.table_id)
    variant = _still_there(variant)
    before = forced_choices(table)
    kept = None
    if any(before.values()) and not same_choices(before, variant.choices):
        name = _unused_name(table, _("Keuze van de tafel tot {moment}"), moment(at))
        kept = _added(table, name, before, {}, "", by=by, at=at, always=True)
    _choose_as(table, variant.choices, by=by, at=at)
    table.count_change()
    subject = f"variant/{variant.pk}"
    record_deed(table.chain, action="take_over_variant", subject=subject, actor=by.actor, at=at)
    _bring_plan_along(table, variant, at=at)
    return kept


def without_choice(choices: Mapping[str, Any], key: str) -> dict[str, Any]:
    """Return these choices without anything about one measure."""
    return {
        "in": [id_ for id_ in choices.get("in", ()) if id_ != key],
        "out": [id_ for id_ in choices.get("out", ()) if id_ != key],
        "start": {id_: year for id_, year in choices.get("start", {}).items() if id_ != key},
    }


def _side_of(variant: Variant, key: str) -> str:
    return next((side for side in ("in", "out") if key in variant.choices.get(side, ())), "free")


def _still_there(variant: Variant) -> Variant:
    found = Variant.objects.select_related("table").get(pk=variant.pk)
    if found.removed_at is not None:
        raise Refused(_("Deze variant is weggehaald. Zet hem eerst terug."))
    return found


def _to_change(variant: Variant, by: Seat) -> Variant:
    stay_at_table(by, variant.table_id)
    locked_table(variant.table_id)
    variant = _still_there(variant)
    check_can_change_variant(by, variant)
    return variant


def _changed(
    variant: Variant, action: str, fields: list[str], *, by: Seat, at: datetime, subject: str = ""
) -> Variant:
    variant.version += 1
    variant.save(update_fields=[*fields, "version"])
    about = f"variant/{variant.pk}{subject}"
    record_deed(variant.table.chain, action=action, subject=about, actor=by.actor, at=at)
    return variant


def _added(
    table: AreaTable,
    name: str,
    choices: Mapping[str, Any],
    assumptions: Mapping[str, Any],
    notes: str,
    *,
    by: Seat,
    at: datetime,
    always: bool = False,
) -> Variant:
    if not always:
        _check_room(table)
    variant = Variant.objects.create(
        table=table,
        name=name,
        choices=without_choice(choices, ""),
        assumptions=dict(assumptions),
        notes=notes,
        made_by=by,
        made_at=at,
    )
    subject = f"variant/{variant.pk}"
    record_deed(table.chain, action="make_variant", subject=subject, actor=by.actor, at=at)
    return variant


def _check_room(table: AreaTable) -> None:
    if Variant.objects.of(table).count() >= MOST:
        raise Refused(
            _("Er zijn al {most} varianten. Haal er eerst een weg die u niet meer gebruikt.").format(
                most=MOST
            )
        )


def _free_name(table: AreaTable, name: str, but: Variant | None = None) -> str:
    """Return a name without blanks around it; refuse an empty, endless or taken one."""
    name = " ".join(name.replace("\0", "").split())
    if not name:
        raise Refused(_("Geef de variant een naam, zoals ‘Met de verzekeraar’."))
    if len(name) > LONGEST:
        raise Refused(_("Houd de naam korter: hoogstens {longest} tekens.").format(longest=LONGEST))
    others = Variant.objects.of(table)
    others = others.exclude(pk=but.pk) if but else others
    taken = {other.casefold() for other in others.values_list("name", flat=True)}
    if name.casefold() in taken | {_("Basis").casefold()}:
        raise Refused(_("Er is al een variant die {name} heet. Kies een andere naam.").format(name=name))
    return name


def _unused_name(table: AreaTable, pattern: str, name: str) -> str:
    """Return a name made of another, with a number behind it where that is needed."""
    taken = {other.casefold() for other in Variant.objects.of(table).values_list("name", flat=True)}
    room = LONGEST - len(pattern) - 4
    wished = pattern.format(name=name[:room].strip(), moment=name)
    numbered = (wished if not number else f"{wished} {number}" for number in (0, *range(2, MOST + 3)))
    return next(one for one in numbered if one.casefold() not in taken)


def _listed(assumptions: Mapping[str, Any]) -> str:
    ids = [id_ for kind in ASSUMED for id_ in assumptions.get(kind, ())]
    ids += [row["id"] for row in assumptions.get(LEVERS, ())]
    return ", ".join(ids) or _("geen aannames")


def _choose_as(table: AreaTable, choices: Mapping[str, Any], *, by: Seat, at: datetime) -> None:
    """Give every measure of the table the side and year it has in these choices."""
    rows = {row.measure_id: row for row in ForcedChoice.objects.filter(table=table)}
    start = choices.get("start", {})
    for place, measure in enumerate(table.measures.all()):
        side = next((side for side in ("in", "out") if measure.key in choices.get(side, ())), "free")
        year = start.get(measure.key) if side == "in" else None
        row = rows.get(measure.pk)
        if row is None and side == "free":
            continue
        row = row or ForcedChoice(table=table, measure=measure, version=0, position=len(rows) + place)
        if (row.side, row.start) != (side, year):
            row.side, row.start, row.by, row.at = ForcedChoice.Side(side), year, by, at
            row.version += 1
            row.save()


def _bring_plan_along(table: AreaTable, variant: Variant, *, at: datetime) -> None:
    """Keep the newest plan of the variant as one of the table, where it was made of the very same input."""
    plan = Plan.objects.of(table).tried(variant).with_answer().first()
    if plan is None or plan.input_hash != current_hash(table):
        return
    plan.pk, plan.variant, plan.created_at = None, None, at
    plan.adopted_at = plan.adopted_by = None
    plan._state.adding = True
    plan.save(force_insert=True)
