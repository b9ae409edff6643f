"""Bringing a workbook, and saving what was chosen of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.exchange.entry_differences import Fate, RowDifference
from gebiedstafel.tables.models import Seat
from gebiedstafel.ui.refusals import NotAllowed, Refused

from ..deliveries import Delivery
from ..entry_changes import Change, change_entries
from ..entry_rows import row_versions
from ..history import ChangeSet

KEPT = timedelta(days=1)
#: A row that nobody saw yet, because it is new.
NEW = 0


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a person chose on the page of differences; each address is kind/id, of a field kind/id/field."""

    skipped: Collection[str] = ()
    removed: Collection[str] = ()
    taken: Collection[str] = ()


def check_can_bring(seat: Seat) -> None:
    """Refuse who may change no row at all."""
    if seat.role == Seat.Role.VISITOR:
        raise NotAllowed(_("Een bezoeker kijkt mee en verandert niets."))


@transaction.atomic
def bring(
    content: bytes, *, origin: str, name: str, by: Seat, at: datetime, with_results: bool = False
) -> Delivery:
    """Keep what someone brought for a day, beside what stands in the table; nothing is changed yet."""
    check_can_bring(by)
    Delivery.objects.filter(expires__lt=at).delete()
    Delivery.objects.filter(seat=by, origin=origin, name=name).delete()
    return Delivery.objects.create(
        table=by.table,
        seat=by,
        origin=origin,
        name=name[:200],
        content=content,
        with_results=with_results,
        at=at,
        expires=at + KEPT,
    )


@transaction.atomic
def take_over(
    delivery: Delivery, differing: Collection[RowDifference], chosen: Chosen, *, by: Seat, at: datetime
) -> ChangeSet | None:
    """Save the chosen rows of a delivery, all of them or none; the delivery has then done its work."""
    check_can_bring(by)
    versions = {kind: row_versions(by.table, kind) for kind in {each.kind for each in differing}}
    changes = []
    for each in differing:
        values = _values(each, chosen)
        if values is None and each.address not in chosen.removed:
            continue
        if each.address in chosen.skipped or values == {}:
            continue
        seen, _place = versions[each.kind].get(each.key, (NEW, 0))
        changes.append(Change(each.kind, each.key, values, seen))
    if not changes:
        raise Refused(_("Er is niets gekozen om op te slaan. Kies minstens één rij."))
    saved = change_entries(by.table, changes, by=by, at=at, origin=delivery.origin)
    delivery.delete()
    return saved


def _values(each: RowDifference, chosen: Chosen) -> dict[str, object] | None:
    if each.fate is Fate.GONE_HERE and each.address not in chosen.taken:
        return {}
    prefix = f"{each.address}/"
    return each.values({one.removeprefix(prefix) for one in chosen.taken if one.startswith(prefix)})
