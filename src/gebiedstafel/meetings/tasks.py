"""What the worker does for meetings."""

from __future__ import annotations

from django_tasks import task

from .letters import carry


@task()
def carry_agenda(meeting_id: int, seat_id: int, site: str, language: str) -> None:
    """Carry the agenda to one person at the table."""
    carry(meeting_id, seat_id, site=site, language=language)
