"""What the worker does for accounts."""

from __future__ import annotations

from django.db import transaction
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from .actions import make_password_link
from .letters import write_letter
from .models import OutgoingLetter, Person
from .outbox import mark, post
from .tokens import new_token

#: Stands in an address where the secret comes; no secret looks like it.
PLACE = "GEHEIM"


@task()
def send_password_link(email: str, site: str, asked: str) -> None:
    """Post the way back in to every account with this address; `asked` names the asking, done once."""
    for person in Person.objects.filter(email__iexact=email, is_active=True).order_by("pk"):
        _post(person, email, site, f"password/{person.pk}/{asked}")


@transaction.atomic
def _post(person: Person, email: str, site: str, key: str) -> None:
    # A worker that died after this goes on with the others.
    if OutgoingLetter.objects.filter(key=key).exists():
        return
    seed = f"password/{new_token()}"
    if make_password_link(person, at=now(), seed=seed) is None:
        return
    letter = write_letter(
        "accounts/letters/password.txt",
        to=email,
        language=person.language,
        person=person,
        url=site + reverse("accounts:choose_password", args=[PLACE]).replace(PLACE, mark(seed)),
    )
    post(letter, key=key, at=now(), person=person, seeds=[seed])
