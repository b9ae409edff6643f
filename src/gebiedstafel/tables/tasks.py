"""What the worker does for tables."""

from __future__ import annotations

from django.utils.timezone import now
from django_tasks import task

from .invitation_letters import carry


@task()
def send_invitation(invitation_id: int, site: str, language: str) -> None:
    """Carry an invitation to its address; the link is made here, and only its hash is kept."""
    carry(invitation_id, site=site, language=language, at=now())
