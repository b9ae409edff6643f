"""What the worker does for accounts."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from .actions import make_password_link
from .letters import send_letter, write_letter
from .models import Person


@task()
def send_password_link(email: str, site: str) -> None:
    """Send the way back in to every account with this address; the link is made here and kept nowhere."""
    for person in Person.objects.filter(email__iexact=email, is_active=True).order_by("pk"):
        token = make_password_link(person, at=now())
        if token is None:
            continue
        url = site + reverse("accounts:choose_password", args=[token])
        letter = write_letter(
            "accounts/letters/password.txt", to=email, language=person.language, person=person, url=url
        )
        send_letter(letter)
