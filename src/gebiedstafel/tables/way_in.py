"""A way in for who has no account: a short address that the chair opens and closes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TypeVar

from django.db import models, transaction
from django.db.models import Value

from gebiedstafel.accounts.tokens import new_address
from gebiedstafel.trail.deeds import record_deed

from .models import AreaTable, Seat


class WayIn(models.Model):
    """Where anyone comes in at a table by its address; without one nobody learns that the table exists."""

    table = models.OneToOneField(AreaTable, on_delete=models.CASCADE, related_name="+")
    address = models.SlugField(max_length=12, unique=True, default=new_address)
    is_open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.address


Way = TypeVar("Way", bound=WayIn)


@transaction.atomic
def open_way_in(kind: type[Way], table: AreaTable, *, action: str, by: Seat, at: datetime) -> Way:
    """Open it, at the address it had; who may do so was checked before."""
    way, _new = kind._default_manager.update_or_create(
        table=table, defaults={"is_open": True}, create_defaults={"opened_at": at}
    )
    record_deed(table.chain, action=action, subject=way.address, actor=by.actor, at=at)
    return way


@transaction.atomic
def close_way_in(kind: type[WayIn], table: AreaTable, *, action: str, by: Seat, at: datetime) -> None:
    """Close it; the address stays, so that posters work again when it opens."""
    kind._default_manager.filter(table=table).update(is_open=False)
    record_deed(table.chain, action=action, subject=table.pk, actor=by.actor, at=at)


def open_addresses(kinds: Mapping[str, type[WayIn]], table: AreaTable) -> dict[str, str]:
    """Return the address of each way in that is open now, by its name: one query for all."""
    first, *more = (
        kind._default_manager.filter(table=table, is_open=True)
        .annotate(way=Value(name, models.CharField()))
        .values_list("way", "address")
        for name, kind in kinds.items()
    )
    return dict(first.union(*more))


def locked_way_in(way: Way) -> Way:
    """Return it as it is now with its table; nobody else opens, closes or comes in until this deed stands."""
    rows = type(way)._default_manager.select_for_update(no_key=True, of=("self",)).select_related("table")
    return rows.get(pk=way.pk)
