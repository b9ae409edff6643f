"""People, the links they get by mail, and the organisations they work for."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from .tokens import digest_of, new_token, token_of_seed


class Person(AbstractUser):
    """Someone who can sign in. What they may do follows from their seats, not from here."""

    class Language(models.TextChoices):
        DUTCH = "nl", "Nederlands"
        ENGLISH = "en", "English"

    language = models.CharField(max_length=2, choices=Language.choices, default=Language.DUTCH)
    second_step_by = models.DateTimeField(null=True, blank=True)

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

    def renew(self, *, at: datetime, lasts: timedelta, seed: str = "") -> str:
        """Make a new link, of a seed where one is given, which ends the one before; return it, once."""
        token = token_of_seed(seed) if seed else new_token()
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

    def free(self) -> OutgoingLetterQuerySet:
        """Waiting letters that no worker is just sending, also those that were tried and will be again."""
        return self.waiting().filter(held_until=None)

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


class ProviderLogin(models.Model):
    """That someone at a provider is this person. The pair of issuer and subject never changes hands."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="provider_logins")
    provider = models.CharField(max_length=40)
    issuer = models.CharField(max_length=500)
    subject = models.CharField(max_length=255)
    joined_at = models.DateTimeField()
    used_at = models.DateTimeField()
    gives_administration = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["issuer", "subject"], name="who_someone_is_at_a_provider_is_one_person_here"
            ),
            models.CheckConstraint(condition=~models.Q(subject=""), name="a_provider_login_has_a_subject"),
        ]

    def __str__(self) -> str:
        return self.provider


class CodeApp(models.Model):
    """The app that gives someone codes for a second step; its secret is kept sealed."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="code_app")
    sealed_secret = models.TextField(editable=False)
    confirmed_at = models.DateTimeField()
    last_step = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(sealed_secret=""), name="an_app_for_codes_has_a_secret"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class RecoveryCode(models.Model):
    """A code on paper for who lost the phone; works once, and only its hash is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "digest"], name="a_recovery_code_is_given_once")
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Visit(models.Model):
    """One place where someone is signed in, so that they can see it and end it."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="visits")
    session = models.CharField(max_length=40, unique=True, editable=False)
    device = models.CharField(max_length=80, blank=True)
    way = models.CharField(max_length=100, blank=True)
    began_at = models.DateTimeField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["-seen_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~models.Q(session=""), name="a_visit_has_a_session")]

    def __str__(self) -> str:
        return self.device


class Try(models.Model):
    """One attempt at a secret, under names that say nothing; kept for a quarter of an hour."""

    what = models.CharField(max_length=40)
    account = models.CharField(max_length=64, blank=True)
    network = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["account", "at"], name="tries_by_account"),
            models.Index(fields=["network", "at"], name="tries_by_network"),
        ]
        constraints = [
            models.CheckConstraint(condition=~models.Q(network=""), name="a_try_comes_from_somewhere")
        ]

    def __str__(self) -> str:
        return self.what
