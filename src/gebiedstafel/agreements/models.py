"""What a table keeps of an agreement: who promises what, what was confirmed, and its whole history."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.connections.models import Plan
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.versions import Versioned

from .history import Change
from .raised import Raised

__all__ = ["Agreement", "Change", "Part", "PromisedHours", "PromisedMoney", "Raised"]

LONGEST_WORDS, LONGEST_TEXT = 300, 600


class Status(models.TextChoices):
    """Where an agreement stands."""

    NEW = "nieuw", _("nieuw")
    ON_TRACK = "op_schema", _("op schema")
    LATE = "loopt_achter", _("loopt achter")
    BLOCKED = "geblokkeerd", _("geblokkeerd")
    DISPUTED = "betwist", _("betwist")
    DONE = "gereed", _("gereed")
    DROPPED = "vervallen", _("vervallen")


#: What is over: nobody owes anything any more.
OVER = (Status.DONE, Status.DROPPED)


class Blockage(models.TextChoices):
    """What keeps an agreement from going on."""

    MONEY = "geld", _("geld")
    MANDATE = "mandaat", _("mandaat")
    RULE = "regel", _("regel")
    CAPACITY = "capaciteit", _("capaciteit")
    SUPPORT = "draagvlak", _("draagvlak")
    DEPENDENCE = "afhankelijkheid", _("afhankelijkheid")


class Publicity(models.TextChoices):
    """Who may read an agreement."""

    TABLE = "table", _("de tafel")
    PUBLIC = "public", _("iedereen")


class AgreementQuerySet(models.QuerySet["Agreement"]):
    """Agreements of a table; drafts only where they are worked on."""

    def of(self, table: AreaTable) -> AgreementQuerySet:
        """Agreements a table made, drafts left out."""
        return self.filter(table=table, drafted=False)

    def drafts(self, table: AreaTable) -> AgreementQuerySet:
        """Drafts of a table that somebody may still promise; those that were dropped are not among them."""
        return self.filter(table=table, drafted=True).exclude(status__in=OVER)

    def going(self) -> AgreementQuerySet:
        """Agreements of which something is still owed."""
        return self.filter(drafted=False).exclude(status__in=OVER)


class Agreement(Versioned):
    """A mutual, dated promise of parties at a table, in one sentence.

    A sentence, a lead and a date are enough. `drafted` says it was made from a plan or a card and nobody
    promised it yet; only what was drafted from a plan names its `plan`. `challenge` and `measure` are ids
    in the table's file.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="agreements")
    key = models.CharField(max_length=12)
    words = models.CharField(max_length=LONGEST_WORDS)
    challenge = models.CharField(max_length=64, blank=True, default="")
    measure = models.CharField(max_length=64, blank=True, default="")
    plan = models.ForeignKey(Plan, on_delete=models.SET_NULL, related_name="agreements", null=True)
    need = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    lead = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="led_agreements", null=True)
    role = models.CharField(max_length=120, blank=True, default="")
    counter = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    due = models.DateField(null=True)
    first_step = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    first_step_on = models.DateField(null=True)
    first_step_done_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    proof = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    publicity = models.CharField(max_length=8, choices=Publicity, default=Publicity.TABLE)
    status = models.CharField(max_length=14, choices=Status, default=Status.NEW)
    status_why = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    status_before = models.CharField(max_length=14, blank=True, default="")
    blockage = models.CharField(max_length=16, choices=Blockage, blank=True, default="")
    escalate_to = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    mandate = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    reservation = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    reservation_by = models.DateField(null=True)
    reservation_body = models.CharField(max_length=120, blank=True, default="")
    reservation_lifted_on = models.DateField(null=True)
    told = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    area = models.CharField(max_length=64, blank=True, default="")
    made_on = models.DateField()
    drafted = models.BooleanField(default=False)
    waits_for = models.ManyToManyField("self", symmetrical=False, related_name="awaited_by")

    objects = AgreementQuerySet.as_manager()

    class Meta:
        ordering = [F("due").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["table", "status", "due"], name="agreements_by_when_they_bite")]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="an_agreement_has_one_number_at_a_table"),
            models.CheckConstraint(condition=~Q(words=""), name="an_agreement_says_something"),
            models.CheckConstraint(
                condition=Q(drafted=True) | Q(lead__isnull=False, due__isnull=False),
                name="an_agreement_has_a_lead_and_a_date",
            ),
            models.CheckConstraint(
                condition=Q(due__isnull=True) | Q(due__gte=F("made_on")),
                name="an_agreement_is_due_after_it_was_made",
            ),
            models.CheckConstraint(
                condition=Q(status__in=Status.values), name="an_agreement_stands_in_one_of_seven_ways"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.BLOCKED) | ~Q(blockage=""), name="a_blockage_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=~Q(status=Status.DROPPED) | ~Q(status_why=""), name="what_is_dropped_says_why"
            ),
            models.UniqueConstraint(
                fields=["plan", "measure"],
                condition=~Q(measure="") & Q(plan__isnull=False) & ~Q(status=Status.DROPPED),
                name="a_measure_of_a_plan_is_promised_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.words}"

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"agreement/{self.key}"

    @property
    def is_over(self) -> bool:
        """Whether nothing is owed any more."""
        return self.status in OVER

    @property
    def hangs(self) -> bool:
        """Whether it still hangs on a decision of somebody else."""
        return bool(self.reservation) and self.reservation_lifted_on is None


class PartQuerySet(models.QuerySet["Part"]):
    """What parties do for agreements."""

    def waiting(self) -> PartQuerySet:
        """Parts that a party neither confirmed nor declined."""
        return self.filter(confirmed_at=None, declined_at=None)


class Part(models.Model):
    """What one party does for an agreement; only that party confirms or declines it.

    `is_counter` says that it is what the party does in return. A change of what was confirmed takes the
    confirmation away; the history keeps it.
    """

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="parts")
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="parts")
    does = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")
    is_counter = models.BooleanField(default=False)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    declined_at = models.DateTimeField(null=True)
    declined_why = models.CharField(max_length=LONGEST_TEXT, blank=True, default="")

    objects = PartQuerySet.as_manager()

    class Meta:
        ordering = ["is_counter", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party"], name="a_party_has_one_part_in_an_agreement"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True),
                name="a_part_is_never_both_confirmed_and_declined",
            ),
            models.CheckConstraint(
                condition=Q(declined_at__isnull=True, declined_why="")
                | Q(declined_at__isnull=False) & ~Q(declined_why=""),
                name="who_declines_a_part_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.does}"

    @property
    def waits(self) -> bool:
        """Whether its party neither confirmed nor declined it."""
        return self.confirmed_at is None and self.declined_at is None


class PromisedMoney(models.Model):
    """Money of one flow in one year that an agreement rests on; `flow` is an id in the table's file."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="money")
    flow = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["year", "flow"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "flow", "year"], name="money_of_a_flow_is_promised_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.flow} {self.year}: {self.cents}"


class PromisedHours(models.Model):
    """Hours of one party in one year that an agreement rests on."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="hours")
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="promised_hours")
    year = models.PositiveSmallIntegerField()
    hours = models.PositiveIntegerField()

    class Meta:
        ordering = ["year", "party_id"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "party", "year"], name="hours_of_a_party_are_promised_once_a_year"
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.year}: {self.hours}"
