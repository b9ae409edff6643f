"""Variants, what a table tries out; plans, what the engine answered; and studies, what is asked about one."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.trail.models import Run
from gebiedstafel.ui.refusals import Refused

#: Adopting is the only change a stored plan knows.
ADOPTION = ("adopted_at", "adopted_by")


class VariantQuerySet(models.QuerySet["Variant"]):
    """Variants of a table, the oldest first; removed ones only where they are put back."""

    def of(self, table: AreaTable) -> VariantQuerySet:
        """Variants a table has now."""
        return self.filter(table=table, removed_at=None).order_by("made_at", "pk")


class Variant(Versioned):
    """What the table tries out under a name, beside its own choices: other choices, and what it assumes.

    `choices` are those of a table's file, by the ids of its measures. `assumptions` are `counts` and
    `without`, money by its id, `seated`, parties by theirs, and `levers` of *Wat opent
    meer*. A removed variant can be put back.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="variants")
    name = models.CharField(max_length=80)
    choices = models.JSONField(default=dict)
    assumptions = models.JSONField(default=dict)
    notes = models.TextField(blank=True)
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField()
    removed_at = models.DateTimeField(null=True)

    objects = VariantQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "name"],
                condition=Q(removed_at__isnull=True),
                name="a_table_has_one_variant_of_a_name",
            ),
            models.CheckConstraint(condition=~Q(name=""), name="a_variant_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanQuerySet(models.QuerySet["Plan"]):
    """Plans of a table: the newest, the one before it, the adopted one."""

    def of(self, table: AreaTable) -> PlanQuerySet:
        """Plans of one table, newest first."""
        return self.filter(table=table).order_by("-created_at", "-pk")

    def tried(self, variant: Variant | None) -> PlanQuerySet:
        """Plans of one variant; without a variant, those of the table's own choices."""
        return self.filter(variant=variant)

    def with_answer(self) -> PlanQuerySet:
        """Plans that hold measures; an impossible set of choices has none."""
        return self.exclude(status=Plan.INFEASIBLE)

    def seen_by(self, seat: Seat) -> PlanQuerySet:
        """Plans this seat may read: a visitor those that rest on public figures alone."""
        return self.filter(is_public=True) if seat.role == Seat.Role.VISITOR else self

    def adopted(self) -> PlanQuerySet:
        """The plan the table adopted."""
        return self.filter(adopted_at__isnull=False)

    def update(self, **changes: Any) -> int:
        """Refuse every change but withdrawing or giving adoption."""
        if not set(changes) <= set(ADOPTION):
            raise Refused(_("Een plan blijft zoals het berekend is. Laat een nieuw plan maken."))
        return super().update(**changes)


class Plan(models.Model):
    """A plan with its frozen input. It never changes; only adoption is added to it.

    `input` is the table's file at that moment, `input_hash` its fingerprint. A plan whose choices
    clashed has status `infeasible` and holds the sentences that say why in its result. A plan of a
    variant names it, and what it assumed; without one it is of the table's own choices. `is_public`
    says that all it was made from was for everyone, so that visitors may read it.
    """

    INFEASIBLE = "infeasible"
    STOPPED = "stopped"

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="plans")
    variant = models.ForeignKey(Variant, on_delete=models.RESTRICT, related_name="plans", null=True)
    assumptions = models.JSONField(default=dict)
    input = models.JSONField()
    input_hash = models.CharField(max_length=64)
    is_public = models.BooleanField(default=False)
    engine_version = models.CharField(max_length=40)
    catalogue_version = models.CharField(max_length=40, blank=True)
    choices = models.JSONField(default=dict)
    status = models.CharField(max_length=12)
    objective = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    gap = models.FloatField(null=True)
    result = models.JSONField()
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(adopted_at__isnull=False),
                name="at_most_one_plan_of_a_table_is_adopted",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["optimal", "within_gap", "stopped", "infeasible"]),
                name="a_plan_says_how_it_ended",
            ),
            models.CheckConstraint(
                condition=Q(adopted_at__isnull=True) | ~Q(status="infeasible"),
                name="an_impossible_plan_is_never_adopted",
            ),
        ]
        indexes = [models.Index(fields=["table", "variant", "-created_at"])]

    def __str__(self) -> str:
        return f"{self.table_id} {self.created_at:%Y-%m-%d %H:%M}"

    def save(self, **options: Any) -> None:
        """Store once; after that only adoption may be added."""
        fields = options.get("update_fields")
        if self.pk and not self._state.adding and (fields is None or not set(fields) <= set(ADOPTION)):
            raise Refused(_("Een plan blijft zoals het berekend is. Laat een nieuw plan maken."))
        super().save(**options)

    @property
    def is_adopted(self) -> bool:
        """Whether the table made this plan its own."""
        return self.adopted_at is not None

    def is_outdated(self, current_hash: str) -> bool:
        """Whether the table's input changed since this plan was made (*verouderd*)."""
        return self.input_hash != current_hash

    @property
    def proven(self) -> bool:
        """Whether no plan can be better than this one by more than the gap asked for."""
        return self.status in ("optimal", "within_gap")


class Study(models.Model):
    """One question asked about one stored plan, and what has been answered so far.

    `kind` is one of `study_kinds`, `parameters` what it is about, `fingerprint` theirs. `answers` grow
    while the run works; a study that was done is answered from here. A new run goes on where a stopped
    or failed one ended. It is read by whoever may read its plan.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="studies")
    kind = models.CharField(max_length=20)
    parameters = models.JSONField(default=dict)
    fingerprint = models.CharField(max_length=64)
    answers = models.JSONField(default=list)
    run = models.ForeignKey(Run, on_delete=models.SET_NULL, related_name="+", null=True)
    asked_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    asked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kind", "fingerprint"], name="a_question_about_a_plan_is_kept_once"
            ),
            models.CheckConstraint(condition=~Q(kind=""), name="a_study_has_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.kind} {self.parameters}"

    @property
    def is_busy(self) -> bool:
        """Whether someone works on it, or will."""
        return self.run is not None and not self.run.is_over

    @property
    def is_done(self) -> bool:
        """Whether all there is to answer is answered."""
        return self.run is not None and self.run.state == Run.State.DONE


class ShareReply(models.Model):
    """What a party says itself beside its figures on who pays and who gains; one sentence or a few."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="share_replies")
    party = models.OneToOneField(Party, on_delete=models.CASCADE, related_name="share_reply")
    words = models.TextField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_reply_says_something")]

    def __str__(self) -> str:
        return f"{self.party_id}: {self.words}"


class ShareConsent(models.Model):
    """A party lets everyone see its figures of one plan; `figures` is the fingerprint of what it saw.

    Other figures ask for another consent. Withdrawing takes the row away. `how` tells in what way a
    party without a seat let it be known, as the chair wrote it down; a party that sits here says it itself.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="share_consents")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="share_consents")
    figures = models.CharField(max_length=64)
    how = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["plan", "party"], name="a_party_consents_once_to_a_plan")
        ]

    def __str__(self) -> str:
        return f"{self.plan_id}: {self.party_id}"
