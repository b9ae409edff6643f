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


class OutgoingLetterQuerySet(models.QuerySet["OutgoingLetter"]):
    """Letters by how far they are."""

    def waiting(self) -> OutgoingLetterQuerySet:
        """Letters that nobody sent, refused or stopped yet."""
        return self.filter(sent_at=None, refused_at=None, stopped_at=None)

    def due(self, at: datetime) -> OutgoingLetterQuerySet:
        """Waiting letters whose moment came and that no worker holds."""
        free = models.Q(held_until=None) | models.Q(held_until__lte=at)
        return self.waiting().filter(free, not_before__lte=at)


class OutgoingLetter(models.Model):
    """One letter that waits, went, was refused or was stopped. Whoever writes `key` again writes nothing.

    Its message id never changes, so a copy that is sent after a crash is the same letter to whoever gets
    it. Secrets of links are not in the text: `seeds` names the places where they are put when it goes.
    `answer` is the code with which the mail server refused it last, 0 when it said nothing. A letter
    that went keeps no text.
    """

    key = models.CharField(max_length=200, unique=True)
    message_id = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, related_name="+", null=True)
    to = models.CharField(max_length=254, blank=True)
    about = models.CharField(max_length=200, blank=True, default="")
    subject = models.TextField()
    text = models.TextField(blank=True)
    seeds = models.JSONField(default=list)
    headers = models.JSONField(default=dict)
    made_at = models.DateTimeField()
    not_before = models.DateTimeField()
    first_tried_at = models.DateTimeField(null=True)
    held_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    stopped_at = models.DateTimeField(null=True)
    answer = models.PositiveSmallIntegerField(null=True)

    objects = OutgoingLetterQuerySet.as_manager()

    class Meta:
        ordering = ["not_before", "pk"]
        indexes = [
            models.Index(
                fields=["not_before"],
                condition=models.Q(sent_at=None, refused_at=None, stopped_at=None),
                name="letters_that_wait",
            ),
            models.Index(fields=["about"], name="letters_about_something"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(sent_at=None, refused_at=None)
                | models.Q(sent_at=None, stopped_at=None)
                | models.Q(refused_at=None, stopped_at=None),
                name="a_letter_ends_in_one_way",
            ),
            models.CheckConstraint(
                condition=models.Q(sent_at=None) | models.Q(text=""), name="a_letter_that_went_keeps_no_text"
            ),
        ]

    def __str__(self) -> str:
        return self.subject


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
