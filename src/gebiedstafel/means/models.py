"""What parties can do: measures with what they cost, ask and give, and bundles of works."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gebiedstafel.challenges.models import Challenge
from gebiedstafel.tables.models import AreaTable, Keyed, Party, Seat, Shared
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.tables.written_numbers import WrittenNumber

from .deliveries import Delivery
from .drafts import Draft
from .history import ChangeSet, RowChange
from .money import COST_TYPES, CostType, FlowCondition, FlowOffer, FlowYear, MoneyFlow
from .own_schemes import OwnScheme

__all__ = [
    "ChangeSet",
    "Delivery",
    "Draft",
    "FlowCondition",
    "FlowOffer",
    "FlowYear",
    "MoneyFlow",
    "OwnScheme",
    "RowChange",
]


class Measure(Versioned, Keyed, Shared):
    """A concrete action: what it costs, asks and gives, and when it may start.

    `leads` are the parties that offered to lead, by their ids at the table.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="measures")
    title = models.TextField()
    short = models.TextField(null=True)
    themes = models.JSONField(null=True)
    area = models.CharField(max_length=64, null=True)
    owner = models.CharField(max_length=64, null=True)
    leads = models.JSONField(null=True)
    earliest = models.PositiveSmallIntegerField(null=True)
    latest = models.PositiveSmallIntegerField(null=True)
    planned = models.PositiveSmallIntegerField(null=True)
    alternative = models.CharField(max_length=64, null=True)
    street = models.CharField(max_length=64, null=True)
    opens_street = models.BooleanField(null=True)
    kinds = models.JSONField(null=True)
    target_groups = models.JSONField(null=True)
    units = models.JSONField(null=True)
    nature = models.CharField(max_length=12, null=True)
    resident_led = models.BooleanField(null=True)
    funded_beyond = models.BooleanField(null=True)
    note = models.TextField(null=True)
    known_empty = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_measure_has_one_place_in_its_table"),
            models.CheckConstraint(
                condition=Q(latest__gte=F("earliest")), name="a_measure_starts_no_later_than_its_latest_year"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class MeasureCost(models.Model):
    """What a measure costs, or earns itself, in one year counted from its start."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="costs")
    is_revenue = models.BooleanField(default=False)
    cost_type = models.CharField(max_length=12, choices=CostType)
    offset = models.PositiveSmallIntegerField()
    cents = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "is_revenue", "cost_type", "offset"], name="a_cost_is_named_once_a_year"
            ),
            models.CheckConstraint(
                condition=Q(cost_type__in=COST_TYPES), name="a_cost_is_of_a_known_cost_type"
            ),
            models.CheckConstraint(condition=Q(cents__gte=0), name="a_measure_never_costs_less_than_nothing"),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.cost_type} +{self.offset}: {self.cents}"


class MeasureHours(models.Model):
    """Hours a measure asks or gives back, in one year counted from its start.

    One `need` is one line of the file: hours of a party, of a skill, or of both.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="hours")
    is_freed = models.BooleanField(default=False)
    need = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="asked_hours", null=True)
    skill = models.TextField(null=True)
    offset = models.PositiveSmallIntegerField()
    hours = models.PositiveIntegerField()

    class Meta:
        ordering = ["need", "offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "is_freed", "need", "offset"], name="hours_are_named_once_a_year"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="a_measure_never_asks_negative_hours"),
            models.CheckConstraint(
                condition=Q(party__isnull=False) | Q(skill__isnull=False),
                name="hours_are_of_a_party_or_a_skill",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} {self.skill or self.party_id} +{self.offset}: {self.hours}"


class Effect(models.Model):
    """How much a measure does for a challenge: veel, wat, weinig, weten we niet, or points."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="effects")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="effects")
    size = WrittenNumber()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "challenge"], name="an_effect_is_judged_once_per_challenge"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} → {self.challenge_id}: {self.size}"


class Judgement(models.Model):
    """What one party thinks a measure does for a challenge; the table's own decision is `Effect`."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="judgements")
    challenge = models.ForeignKey(Challenge, on_delete=models.CASCADE, related_name="judgements")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="judgements")
    size = models.CharField(max_length=14)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(size__in=["veel", "wat", "weinig", "weten we niet"]),
                name="a_party_judges_in_one_of_four_words",
            )
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.measure_id} → {self.challenge_id}: {self.size}"


class VolunteerHours(models.Model):
    """Hours of volunteers that a party offers for one measure, in one year counted from its start."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="offered_hours")
    offer = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="volunteer_hours")
    offset = models.PositiveSmallIntegerField()
    hours = models.PositiveIntegerField()

    class Meta:
        ordering = ["offer", "offset"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "offer", "offset"], name="volunteer_hours_are_named_once_a_year"
            ),
            models.CheckConstraint(condition=Q(hours__gte=0), name="volunteers_never_offer_negative_hours"),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.measure_id} +{self.offset}: {self.hours}"


class Benefit(models.Model):
    """What a party gains each year once a measure is delivered, how sure that is, and what it says of it.

    Below zero it loses: the measure costs that party something beyond payment.
    """

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="benefits")
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="benefits")
    cents_per_year = models.BigIntegerField()
    until = models.PositiveSmallIntegerField(null=True)
    quality = models.CharField(max_length=12, null=True)
    reply_says = models.CharField(max_length=12, null=True)
    reply_words = models.TextField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=Q(reply_says__isnull=True, reply_words__isnull=True)
                | Q(reply_says__in=["bevestigd", "betwist"]),
                name="who_replies_to_a_benefit_confirms_or_disputes_it",
            ),
            models.CheckConstraint(
                condition=Q(quality__isnull=True) | Q(quality__in=["geschat", "bevestigd", "betwist"]),
                name="a_benefit_is_estimated_confirmed_or_disputed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.cents_per_year}"


class Predecessor(models.Model):
    """Another measure that must be in the plan too, and start at least `lag` years earlier."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="predecessors")
    needs = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="followers")
    lag = models.PositiveSmallIntegerField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(measure=F("needs")), name="a_measure_does_not_wait_for_itself"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id} < {self.needs_id}"


class MeasureCondition(models.Model):
    """Something that must be settled before this measure goes on, and who checks it."""

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="conditions")
    text = models.TextField()
    checked_by = models.TextField(null=True)
    by = models.DateField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.text


class Bundle(Versioned, Keyed, Shared):
    """Works that cost less together, such as a street that opens once.

    `measures` and `saving_on` are measures by their ids at the table.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="bundles")
    title = models.TextField()
    owner = models.CharField(max_length=64, null=True)
    measures = models.JSONField(null=True)
    saving_per_extra = models.PositiveBigIntegerField(null=True)
    saving_on = models.JSONField(null=True)
    same_street = models.BooleanField(null=True)
    nuisance_weeks = models.PositiveIntegerField(null=True)
    note = models.TextField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_bundle_has_one_place_in_its_table"),
            models.CheckConstraint(condition=Q(saving_per_extra__gte=0), name="a_bundle_never_costs_extra"),
        ]

    def __str__(self) -> str:
        return self.title


class ForcedChoice(Versioned):
    """What the table decided about a measure before the engine looks, by whom and when."""

    class Side(models.TextChoices):
        IN = "in"
        OUT = "out"
        FREE = "free"

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="choices")
    measure = models.OneToOneField(Measure, on_delete=models.CASCADE, related_name="choice")
    side = models.CharField(max_length=4, choices=Side, default=Side.FREE)
    start = models.PositiveSmallIntegerField(null=True)
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="choices", null=True)
    at = models.DateTimeField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(side__in=["in", "out", "free"]), name="a_choice_is_in_out_or_free"
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure_id}: {self.side}"
