"""What somebody chose at a table and finds there again: a seat of a demo, a filter, a figure, two plans."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest


def kept_choice(request: HttpRequest, about: str, table_id: str) -> Any:
    """Return what was chosen last at this table, or None."""
    return request.session.get(about, {}).get(table_id)


def keep_choice(request: HttpRequest, about: str, table_id: str, chosen: object) -> None:
    """Keep what was chosen at this table, beside what was chosen at others."""
    kept = request.session.get(about, {})
    if kept.get(table_id) != chosen:
        request.session[about] = {**kept, table_id: chosen}
