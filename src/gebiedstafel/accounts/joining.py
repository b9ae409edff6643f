"""Which account someone at a provider has here: joined once, and never taken over in silence."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.exchange.openid.provider import Identity, Provider
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .addresses import mail_address
from .models import Person, ProviderLogin
from .provider_list import provider_called


def person_of(identity: Identity) -> Person | None:
    """Return the account this identity was joined to."""
    rows = ProviderLogin.objects.select_related("person")
    found = rows.filter(issuer=identity.issuer, subject=identity.subject).first()
    return found.person if found else None


def account_with(email: str) -> Person | None:
    """Return an account, open or closed, that has this address already."""
    return (
        Person.objects.filter(Q(email__iexact=email) | Q(username__iexact=email)).first() if email else None
    )


def may_begin(provider: Provider, identity: Identity) -> bool:
    """Whether a new account is made for them: a proven address, and an invitation or a trusted domain."""
    if not identity.email_verified or _is_no_address(identity.email):
        return False
    return provider.trusts(identity.email) or bool(import_string(settings.IS_INVITED)(identity.email))


@transaction.atomic
def begin_account(provider: Provider, identity: Identity, *, at: datetime) -> Person:
    """Make an account without a password, joined to this identity."""
    if not may_begin(provider, identity) or account_with(identity.email):
        raise Refused(_("Voor u is hier nog geen account."))
    language = get_language() or "nl"
    person = Person(
        username=identity.email[:150],
        email=identity.email,
        first_name=identity.name or identity.email.partition("@")[0],
        language=language if language in Person.Language.values else "nl",
    )
    person.set_unusable_password()
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise Refused(_("Er is al een account met dit e-mailadres. Log daarmee in.")) from None
    join(person, identity, at=at)
    return person


@transaction.atomic
def join(person: Person, identity: Identity, *, at: datetime) -> None:
    """Let someone at a provider come in as this person from now on."""
    taken = person_of(identity)
    if taken is not None and taken.pk != person.pk:
        raise Refused(_("Deze inlog van uw organisatie hoort al bij een ander account."))
    try:
        with transaction.atomic():
            ProviderLogin.objects.get_or_create(
                issuer=identity.issuer,
                subject=identity.subject,
                defaults={"person": person, "provider": identity.provider, "joined_at": at, "used_at": at},
            )
    except IntegrityError:
        raise Refused(_("Deze inlog van uw organisatie hoort al bij een ander account.")) from None
    record_deed("site", action="join_provider", subject=identity.provider, actor=f"person/{person.pk}", at=at)


@transaction.atomic
def come_in(person: Person, provider: Provider, identity: Identity, *, at: datetime) -> None:
    """Bring what the groups of this person give up to date: the right to keep the site, and seats."""
    login = ProviderLogin.objects.select_for_update(no_key=True).get(
        issuer=identity.issuer, subject=identity.subject, person=person
    )
    login.used_at = at
    _set_administration(person, login, bool(set(provider.administrators) & set(identity.groups)), at)
    login.save(update_fields=["used_at", "gives_administration"])
    import_string(settings.SEATS_BY_GROUP)(person, provider, identity.groups, at=at)


def _set_administration(person: Person, login: ProviderLogin, given: bool, at: datetime) -> None:
    """Give or withdraw the right to keep the site; one that was given by hand is left alone."""
    if given == login.gives_administration or (given and person.is_staff):
        return
    login.gives_administration = given
    person.is_staff = given
    person.save(update_fields=["is_staff"])
    action = "give_administration" if given else "withdraw_administration"
    record_deed(
        "site", action=action, subject=f"person/{person.pk}", actor=f"provider/{login.provider}", at=at
    )


@transaction.atomic
def part_from(login: ProviderLogin, *, by: Person, at: datetime) -> None:
    """End the joining, with what its groups gave; who has no other way in keeps it."""
    others = by.provider_logins.exclude(pk=login.pk)
    if not by.has_usable_password() and not others.exists():
        raise Refused(
            _("Dit is uw enige manier om in te loggen. Vraag eerst een wachtwoord aan, bij Inloggen.")
        )
    record_deed("site", action="part_from_provider", subject=login.provider, actor=f"person/{by.pk}", at=at)
    _set_administration(by, login, False, at)
    provider = provider_called(login.provider)
    if provider is not None:
        import_string(settings.SEATS_BY_GROUP)(by, provider, (), at=at)
    login.delete()


def kept(identity: Identity, at: datetime) -> dict[str, Any]:
    """Return an identity as a session keeps it while someone chooses what to do."""
    return {**asdict(identity), "at": at.timestamp()}


def taken_up(held: Any, at: datetime) -> Identity | None:
    """Return an identity that a session kept; after a quarter of an hour it is over."""
    if not isinstance(held, dict) or not held or at.timestamp() - held.get("at", 0) > 900:
        return None
    parts = {name: value for name, value in held.items() if name not in ("at", "where")}
    return Identity(**{**parts, "groups": tuple(parts["groups"])})


def _is_no_address(email: str) -> bool:
    try:
        return len(mail_address(email)) > 150
    except ValidationError:
        return True
