"""The second step of signing in: a code from an app (RFC 6238), or one from paper when the phone is lost."""

from __future__ import annotations

import secrets
from base64 import b32encode, urlsafe_b64encode
from datetime import datetime, timedelta
from hashlib import sha256

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import NotAllowed, Refused

from .models import CodeApp, Person, RecoveryCode
from .network import nameless

SECONDS = 30
#: A phone's clock may be one step early or late.
DRIFT = (-1, 0, 1)
HOW_MANY_CODES = 10
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_secret() -> bytes:
    """Return a secret for an app; 160 bits, as RFC 4226 asks."""
    return secrets.token_bytes(20)


def words_of(secret: bytes) -> str:
    """Return the secret for who types it over, in groups of four."""
    text = b32encode(secret).decode()
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def address_of(secret: bytes, person: Person) -> str:
    """Return what the QR code says to the app."""
    return _totp(secret).get_provisioning_uri(person.email or person.username, "Gebiedstafel")


def step_of(secret: bytes, code: str, *, after: int, at: datetime) -> int | None:
    """Return the step this code is of; nothing when it is wrong or was used before."""
    digits = "".join(code.split())
    if len(digits) != 6 or not (digits.isascii() and digits.isdecimal()):
        return None
    now = int(at.timestamp()) // SECONDS
    made = _totp(secret)
    fits = [
        now + drift
        for drift in DRIFT
        if secrets.compare_digest(made.generate((now + drift) * SECONDS), digits.encode())
    ]
    return next((step for step in fits if step > after), None)


@transaction.atomic
def begin_second_step(person: Person, secret: bytes, code: str, *, at: datetime) -> list[str]:
    """Turn the second step on once the app proves that it works; return the codes for on paper, once."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    if CodeApp.objects.filter(person=person).exists():
        raise Refused(_("Uw tweede stap staat al aan."))
    step = step_of(secret, code, after=0, at=at)
    if step is None:
        raise Refused(_("Deze code klopt niet. Wacht tot de app een nieuwe code toont en vul die in."))
    CodeApp.objects.create(person=person, sealed_secret=_seal(secret), confirmed_at=at, last_step=step)
    record_deed("site", action="begin_second_step", subject="", actor=f"person/{person.pk}", at=at)
    return _new_codes(person)


@transaction.atomic
def renew_recovery_codes(person: Person, *, at: datetime) -> list[str]:
    """Return ten new codes for on paper; those before work no longer."""
    Person.objects.select_for_update(no_key=True).get(pk=person.pk)
    record_deed("site", action="renew_recovery_codes", subject="", actor=f"person/{person.pk}", at=at)
    return _new_codes(person)


@transaction.atomic
def takes_code(person: Person, code: str, *, at: datetime) -> bool:
    """Whether this is the code of the app now, or an unused one from paper; each works once."""
    app = CodeApp.objects.select_for_update(no_key=True).filter(person=person).first()
    if app is None:
        return False
    step = step_of(_open(app.sealed_secret), code, after=app.last_step, at=at)
    if step is not None:
        app.last_step = step
        app.save(update_fields=["last_step"])
        return True
    spent = RecoveryCode.objects.filter(person=person, digest=_digest(person, code), used_at=None)
    if spent.update(used_at=at):
        record_deed("site", action="use_recovery_code", subject="", actor=f"person/{person.pk}", at=at)
        return True
    return False


@transaction.atomic
def end_second_step(person: Person, code: str, *, at: datetime) -> None:
    """Turn one's own second step off, with a last code."""
    if not takes_code(person, code, at=at):
        raise Refused(_("Deze code klopt niet, of is al gebruikt."))
    _forget(person)
    record_deed("site", action="end_second_step", subject="", actor=f"person/{person.pk}", at=at)


@transaction.atomic
def reset_second_step(person: Person, *, by: Person | None, at: datetime) -> None:
    """Let someone who lost phone and paper begin anew: done by another administrator, and written down."""
    if by is not None and (not by.is_staff or by.pk == person.pk):
        raise NotAllowed(_("Alleen een andere beheerder zet de tweede stap van iemand terug."))
    if not CodeApp.objects.filter(person=person).exists():
        raise Refused(_("Deze persoon heeft geen tweede stap."))
    _forget(person)
    Person.objects.filter(pk=person.pk).update(second_step_by=at + grace())
    record_deed(
        "site",
        action="reset_second_step",
        subject=f"person/{person.pk}",
        actor=f"person/{by.pk}" if by else "installation",
        origin="web" if by else "command",
        at=at,
    )


def codes_left(person: Person) -> int:
    """Return how many codes on paper still work."""
    return RecoveryCode.objects.filter(person=person, used_at=None).count()


def has_second_step(person: Person) -> bool:
    """Whether signing in with a password asks this person for a code."""
    return CodeApp.objects.filter(person=person).exists()


def must_have_by(person: Person, *, at: datetime) -> datetime | None:
    """Return from when this person cannot do without a second step; nothing when they can, or have one."""
    if settings.DEMO or not settings.SECOND_STEP or has_second_step(person):
        return None
    if not person.is_staff and not import_string(settings.CHAIRS_A_TABLE)(person):
        return None
    if person.second_step_by is None:
        person.second_step_by = at + grace()
        person.save(update_fields=["second_step_by"])
    return person.second_step_by


def grace() -> timedelta:
    """Return how long someone who needs a second step may wait with it."""
    return timedelta(days=settings.SECOND_STEP_GRACE_DAYS)


def _totp(secret: bytes) -> TOTP:
    return TOTP(secret, 6, SHA1(), SECONDS)  # noqa: S303


def _new_codes(person: Person) -> list[str]:
    RecoveryCode.objects.filter(person=person).delete()
    codes = [
        "-".join("".join(secrets.choice(LETTERS) for _n in range(5)) for _m in range(3))
        for _c in range(HOW_MANY_CODES)
    ]
    RecoveryCode.objects.bulk_create(
        RecoveryCode(person=person, digest=_digest(person, code)) for code in codes
    )
    return codes


def _digest(person: Person, code: str) -> str:
    letters = "".join(sign for sign in code.lower() if sign.isalnum())
    return nameless(f"recovery/{person.pk}", letters)


def _forget(person: Person) -> None:
    CodeApp.objects.filter(person=person).delete()
    RecoveryCode.objects.filter(person=person).delete()


def _fernet() -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"code-app/" + settings.SECRET_KEY.encode()).digest()))


def _seal(secret: bytes) -> str:
    return _fernet().encrypt(secret).decode()


def _open(sealed: str) -> bytes:
    try:
        return _fernet().decrypt(sealed.encode())
    except InvalidToken:
        # The secret key of the site changed: no code fits any more, an administrator resets.
        return new_secret()
