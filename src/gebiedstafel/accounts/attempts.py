"""What is kept of someone's signing in: from where they tried, under which name."""

from __future__ import annotations

from axes.models import AccessAttempt, AccessFailureLog, AccessLog

from .models import Person


def forget_attempts(person: Person) -> None:
    """Forget from where someone signed in, or tried to, under their name or their address."""
    names = {person.username, person.email} - {""}
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username__in=names).delete()
