"""What a table asks its parties, by which links, and what they answered."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.db import models
from django.db.models import Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.models import ChangeSet
from gebiedstafel.tables.models import AreaTable, Party, Seat


class Subject(models.TextChoices):
    """What a party can be asked for."""

    HOURS = "uren", _("uren")
    MEASURES = "maatregelen", _("maatregelen")
    MONEY = "geldstromen", _("geldstromen")
    INTERESTS = "belangen", _("belangen")


class Circle(models.TextChoices):
    """Who may see an answer, the narrowest first."""

    OWN = "eigen", _("Alleen onze eigen organisatie")
    TABLE = "tafel", _("Iedereen aan tafel")
    PUBLIC = "openbaar", _("Iedereen, ook buiten de tafel")


class Request(models.Model):
    """One round of asking (*uitvraag*): what, by when, with a word of the chair.

    `address` is where the site was when it was started: the worker, which sends the mail, has no page
    that tells it. It is a draft until it is sent.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="requests")
    subjects = models.JSONField()
    answer_by = models.DateField()
    word = models.TextField(blank=True, default="")
    address = models.TextField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    reminded_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | Q(sent_at__isnull=False),
                name="only_a_request_that_was_sent_is_closed",
            )
        ]

    def __str__(self) -> str:
        return ", ".join(str(Subject(one).label) for one in self.subjects)

    @property
    def ends(self) -> datetime:
        """The moment after which nothing can be answered: the end of the last day."""
        return make_aware(datetime.combine(self.answer_by + timedelta(days=1), time.min))

    def is_open(self, at: datetime) -> bool:
        """Whether parties can answer now."""
        return self.sent_at is not None and self.closed_at is None and at < self.ends

    @property
    def remind_on(self) -> date:
        """The day on which whoever has not answered is reminded by itself."""
        return self.answer_by - timedelta(days=3)


class AskedParty(models.Model):
    """One party in a round: where its link goes, how far it is, and who may see its answer.

    `own_rows` are rows that it keeps within its organisation whatever it chose for the rest, and
    `seen_rows` those of which it said that they are right as they stand; both as `kind/row`.
    """

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="asked")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    email = models.EmailField(blank=True, default="")
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.OWN)
    own_rows = models.JSONField(default=list)
    seen_rows = models.JSONField(default=list)
    mailed_at = models.DateTimeField(null=True)
    mail_failed_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["party__position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["request", "party"], name="a_party_is_asked_once_in_a_request"),
            models.CheckConstraint(
                condition=Q(circle__in=Circle.values), name="an_asked_party_chose_a_known_circle"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(opened_at__isnull=False),
                name="nobody_answers_without_opening",
            ),
        ]

    def __str__(self) -> str:
        return str(self.party)


class AnswerLink(models.Model):
    """A link with which a party answers; only its hash is kept, so that nobody can read it here."""

    asked = models.ForeignKey(AskedParty, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.asked_id} {self.made_at:%Y-%m-%d %H:%M}"


class Answer(models.Model):
    """What a party says about one field of one row, laid beside what stood there (`stood`).

    A value of nothing is an answer too: *weten we niet*. A row that the party adds is called
    `nieuw-1`, `nieuw-2` … until it is taken over and gets its own id.
    """

    class Decision(models.TextChoices):
        TAKEN = "taken", _("overgenomen")
        KEPT = "kept", _("gelaten zoals het stond")

    class Quality(models.TextChoices):
        ESTIMATED = "geschat", _("schat ik")
        CONFIRMED = "bevestigd", _("weet ik zeker")

    asked = models.ForeignKey(AskedParty, on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(max_length=20)
    row = models.CharField(max_length=64)
    field = models.CharField(max_length=40)
    value = models.JSONField(null=True)
    stood = models.JSONField(null=True)
    quality = models.CharField(max_length=10, choices=Quality, null=True)
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    decision = models.CharField(max_length=10, choices=Decision, null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    change = models.ForeignKey(ChangeSet, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["asked", "kind", "row", "field"], name="a_field_has_one_answer_of_a_party"
            ),
            models.CheckConstraint(
                condition=Q(quality__isnull=True) | Q(quality__in=["geschat", "bevestigd"]),
                name="an_answer_is_estimated_or_known",
            ),
            models.CheckConstraint(
                condition=Q(decision__isnull=True, decided_at__isnull=True)
                | Q(decision__in=["taken", "kept"], decided_at__isnull=False),
                name="an_answer_is_decided_with_a_day_or_not_at_all",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.row}/{self.field}"
