"""What is done with a municipality's table of ways of working: change it, take in a file, go back."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.methods_file import (
    BadMethods,
    checked_methods,
    digest_of_methods,
    methods_text,
    read_methods,
)
from gebiedstafel.tables.locking import locked_table
from gebiedstafel.tables.models import AreaTable, Municipality, Seat
from gebiedstafel.tables.permissions import stay_at_table
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .methods import came_along, current_methods, document_of, versions_of
from .models import MethodsVersion
from .permissions import check_can_change_methods


class FaultyMethods(Refused):
    """A table of ways of working that cannot be kept, with every fault as a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults


class ChangedMeanwhile(Refused):
    """Someone else changed the table of ways of working since this page was made."""


@transaction.atomic
def keep_methods(
    table: AreaTable, methods: dict[str, Any], what: str, *, seen: str, by: Seat, at: datetime
) -> MethodsVersion:
    """Keep a changed table as a new version; `seen` is the digest of the one that was looked at."""
    _check_may(table, by)
    _lock(table)
    newest = current_methods(table, at)
    if seen != newest.digest:
        raise ChangedMeanwhile(
            _(
                "Iemand was u voor: er is intussen {version}. Wat u typte, staat hieronder nog. "
                "Vergelijk het, en bewaar opnieuw."
            ).format(version=newest)
        )
    try:
        checked_methods(methods)
    except BadMethods as bad:
        raise FaultyMethods([fault.sentence(_language()) for fault in bad.faults]) from bad
    return _new_version(table, methods, what, newest, by=by, at=at)


def take_in_methods(table: AreaTable, text: str, *, seen: str, by: Seat, at: datetime) -> MethodsVersion:
    """Take a whole table in from a file; with a fault nothing is kept, and every fault is told."""
    _check_may(table, by)
    try:
        methods = read_methods(text)
    except BadMethods as bad:
        raise FaultyMethods([fault.sentence(_language()) for fault in bad.faults]) from bad
    return keep_methods(table, methods, "file", seen=seen, by=by, at=at)


@transaction.atomic
def go_back_to(
    table: AreaTable, version_id: int | None, *, seen: str, by: Seat, at: datetime
) -> MethodsVersion:
    """Let an older version count again, as a new one; without a number the table that came along."""
    _check_may(table, by)
    found = came_along(at) if version_id is None else versions_of(table).filter(pk=version_id).first()
    if found is None:
        raise Refused(_("Deze versie is er niet. Kies er een uit de lijst."))
    return keep_methods(table, document_of(found), f"back:{found.number}", seen=seen, by=by, at=at)


def _new_version(
    table: AreaTable,
    methods: dict[str, Any],
    what: str,
    newest: MethodsVersion,
    *,
    by: Seat,
    at: datetime,
) -> MethodsVersion:
    digest = digest_of_methods(methods)
    if digest == newest.digest:
        return newest
    last = versions_of(table).first()
    version = MethodsVersion.objects.create(
        municipality_id=table.municipality_id,
        table=None if table.municipality_id else table,
        number=(last.number if last else 0) + 1,
        text=methods_text(methods),
        digest=digest,
        what=what,
        made_by=by,
        made_at=at,
    )
    record_deed(table.chain, action="change_methods", subject=f"methods/{version.pk}", actor=by.actor, at=at)
    return version


def _check_may(table: AreaTable, by: Seat) -> None:
    stay_at_table(by, table.pk)
    check_can_change_methods(by)


def _lock(table: AreaTable) -> None:
    """Let two changes of one municipality's table come one after another."""
    if table.municipality_id:
        Municipality.objects.select_for_update(no_key=True).get(pk=table.municipality_id)
    else:
        locked_table(table.pk)


def _language() -> str:
    return (get_language() or "nl")[:2]
