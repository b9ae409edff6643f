"""Holding the row of a round, so that what changes in it goes one at a time."""

from __future__ import annotations

from .models import Round


def locked_round(pk: int) -> Round:
    """Return the round anew with its table, held until this transaction ends; the table is not held."""
    return Round.objects.select_for_update(no_key=True, of=("self",)).select_related("table").get(pk=pk)
