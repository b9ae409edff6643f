"""What is strong in the neighbourhood of a demo table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from gebiedstafel.accounts.tokens import digest_of, new_token
from gebiedstafel.tables.models import AreaTable

from .actions import new_strength
from .models import Strength, StrengthBox, StrengthUse
from .said import Said

NAMES = {field.name for field in fields(Said)}


@transaction.atomic
def know_demo_strengths(table: AreaTable, made: Mapping[str, Any], *, at: datetime) -> None:
    """Let a demo table know these strengths; those under `waiting` were brought so many days ago."""
    StrengthBox.objects.create(table=table, opened_at=at)
    for one in made["strengths"]:
        strength = new_strength(table, _said(one), at=at)
        strength.save()
        StrengthUse.objects.bulk_create(
            StrengthUse(strength=strength, since=at, **use) for use in one.get("used", ())
        )
    for one in made["waiting"]:
        said = _said({**one, "circle": Strength.Circle.EVERYONE})
        strength = new_strength(table, said, at=at - timedelta(days=one["days"]))
        strength.state, strength.digest = Strength.State.WAITING, digest_of(new_token())
        strength.save()


def _said(one: Mapping[str, Any]) -> Said:
    given = {name: value for name, value in one.items() if name in NAMES}
    return Said(**{**given, "themes": tuple(one.get("themes", ()))})
