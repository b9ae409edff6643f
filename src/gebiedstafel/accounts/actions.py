"""What people do with their own account."""

from __future__ import annotations

from datetime import datetime, timedelta

from axes.utils import reset as end_the_pause
from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.trail.deeds import forget_actor, record_deed
from gebiedstafel.ui.refusals import Refused

from .attempts import forget_attempts
from .models import CodeApp, PasswordLink, Person
from .outbox import forget_letters
from .slowing import forget_account
from .tokens import digest_of
from .visits import end_visits

#: A forgotten password must be chosen soon, and not more often than someone would ask for it.
LASTS = timedelta(hours=2)
AN_HOUR = timedelta(hours=1)
MOST_IN_AN_HOUR = 3


def make_account(name: str, email: str, password: str, *, language: str) -> Person:
    """Return a new account whose user name is its e-mail address."""
    person = Person(username=email, email=email, first_name=name, language=language)
    person.set_password(password)
    person.save()
    return person


@transaction.atomic
def make_password_link(person: Person, *, at: datetime, seed: str = "") -> str | None:
    """Return a new link for a person who forgot their password, or nothing when they asked too often.

    With a seed the letter gets its secret from the outbox, when it goes.
    """
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if person.password_links.filter(made_at__gt=at - AN_HOUR).count() >= MOST_IN_AN_HOUR:
        return None
    link = PasswordLink(person=person, made_at=at, sent_at=at)
    token = link.renew(at=at, lasts=LASTS, seed=seed)
    link.save()
    return token


def password_link(token: str, *, at: datetime) -> PasswordLink | None:
    """Return the link with this secret while it is open."""
    links = PasswordLink.objects.select_related("person").filter(person__is_active=True)
    link = links.filter(digest=digest_of(token)).first()
    return link if link and link.is_open(at) else None


@transaction.atomic
def choose_password(link: PasswordLink, password: str, *, at: datetime) -> Person:
    """Set the password a link was asked for; with it every link of this person is spent."""
    person = Person.objects.select_for_update(no_key=True).get(pk=link.person_id)
    if not PasswordLink.objects.get(pk=link.pk).is_open(at):
        raise Refused(_("Deze link is al gebruikt. Vraag een nieuwe aan bij “Wachtwoord vergeten”."))
    person.set_password(password)
    person.save(update_fields=["password"])
    person.password_links.filter(used_at=None).update(used_at=at)
    forget_account(person.username, person.email)
    end_visits(person, but=None, at=at)
    end_the_pause(username=person.username)
    end_the_pause(username=person.email)
    record_deed("site", action="choose_password", subject="", actor=f"person/{person.pk}", at=at)
    return person


def change_person(person: Person, *, name: str, language: str) -> None:
    """Change how a person is called and what they read."""
    person.first_name, person.last_name, person.language = name, "", language
    person.save(update_fields=["first_name", "last_name", "language"])


@transaction.atomic
def erase_person(person: Person, *, at: datetime) -> None:
    """Erase who someone was: name, address, password, visits, and who they are in the trail."""
    forget_attempts(person)
    end_visits(person, but=None, at=at)
    person.username, person.email, person.first_name, person.last_name = f"weg-{person.pk}", "", "", ""
    person.is_active = False
    person.set_unusable_password()
    person.save()
    for rows in (person.password_links, person.provider_logins, person.recovery_codes, person.visits):
        rows.all().delete()
    CodeApp.objects.filter(person=person).delete()
    forget_letters(person, at=at)
    record_deed("site", action="erase_person", subject="", actor=f"person/{person.pk}", at=at)
    forget_actor(f"person/{person.pk}")
