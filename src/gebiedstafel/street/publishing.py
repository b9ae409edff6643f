"""Making an agreement public, where all who promised something in it agreed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from gebiedstafel.agreements.actions import change_agreement
from gebiedstafel.agreements.models import Agreement, Part, Publicity
from gebiedstafel.agreements.said import said_of
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.ui.refusals import Refused


@transaction.atomic
def publish(table: AreaTable, key: str, *, public: bool, by: Seat, at: datetime) -> None:
    """Show an agreement to everyone, or to the table alone."""
    agreement = get_object_or_404(Agreement.objects.of(table).prefetch_related("parts__party"), key=key)
    if public:
        why = why_not_public(agreement.parts.all())
        if why:
            raise Refused(why)
    wider = Publicity.PUBLIC if public else Publicity.TABLE
    said = replace(said_of(agreement), publicity=wider)
    # Who confirmed or changed something meanwhile may want otherwise.
    change_agreement(agreement, said, by=by, at=at, seen=agreement.version)


def why_not_public(parts: Iterable[Part]) -> str:
    """Return what keeps an agreement from being public; nothing where its parties confirmed their part."""
    waiting = sorted(part.party.name for part in parts if part.confirmed_at is None)
    if not waiting:
        return ""
    return _("Nog niet bevestigd door: {parties}.").format(parties=", ".join(waiting))
