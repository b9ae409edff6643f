"""People, the links they get by mail, and the organisations they work for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .tokens import digest_of, new_token


class Person(AbstractUser):
    """Someone who can sign in. What they may do follows from their seats, not from here."""

    class Language(models.TextChoices):
        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__in=["nl", "en"]), name="a_person_reads_a_language_we_write"
            )
        ]

    @property
    def called(self) -> str:
        """How this person is called on the pages."""
        return self.get_full_name() or self.username


class MailLink(models.Model):
    """What a link in a mail opens: one thing, once, until a day. Only the hash of the link is kept."""

    digest = models.CharField(max_length=64, unique=True, null=True, editable=False)
    sent_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def renew(self, *, at: datetime, lasts: timedelta) -> str:
        """Make a new link, which ends the one before; return it, for this is the only time it is known."""
        token = new_token()
        self.digest, self.expires_at = digest_of(token), at + lasts
        return token

    def is_open(self, at: datetime) -> bool:
        """Whether the link still opens something."""
        return self.used_at is None and self.expires_at is not None and at < self.expires_at


class PasswordLink(MailLink):
    """The way back in for someone who forgot their password."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="password_links")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("made_at")),
                name="a_password_link_ends_after_it_began",
            )
        ]


class OwnerClass(models.TextChoices):
    """What kind of owner an organisation is; rules of money ask for it."""

    GEMEENTE = "gemeente", _("gemeente")
    RIJK = "rijk", _("rijk")
    EU = "eu", _("Europese Unie")
    PROVINCIE = "provincie", _("provincie")
    WATERSCHAP = "waterschap", _("waterschap")
    CORPORATIE = "corporatie", _("woningcorporatie")
    ZORG = "zorg", _("zorg en welzijn")
    ONDERWIJS = "onderwijs", _("onderwijs")
    VEILIGHEID = "veiligheid", _("veiligheid")
    NUTS = "nuts", _("nutsbedrijf")
    MARKT = "markt", _("ondernemers")
    BEWONERS = "bewoners", _("bewoners")
    FONDS = "fonds", _("fonds")


class Organisation(models.Model):
    """An organisation, shared by all tables; its place at one table is a party there."""

    name = models.CharField(_("naam"), max_length=200, unique=True)
    owner_class = models.CharField(_("soort"), max_length=20, choices=OwnerClass.choices, null=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="an_organisation_has_a_name"),
            models.CheckConstraint(
                condition=models.Q(owner_class__in=OwnerClass.values),
                name="an_organisation_is_of_a_known_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.name
