"""What a table brings to a higher level because its key lies there, and the answer that comes back."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from gebiedstafel.tables.models import AreaTable, Level, Seat
from gebiedstafel.tables.versions import Versioned

#: The levels above a table.
HIGHER = (Level.MUNICIPALITY, Level.REGION, Level.STATE)


class Raised(Versioned):
    """A challenge or a blocked agreement that went up, with its reason; answered once, in words.

    It is about an agreement, or else about a challenge by its id in the table's file.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="raised")
    agreement = models.ForeignKey(
        "agreements.Agreement", on_delete=models.CASCADE, related_name="raised", null=True
    )
    challenge = models.CharField(max_length=64, blank=True, default="")
    level = models.CharField(max_length=10, choices=Level)
    to = models.CharField(max_length=200)
    why = models.CharField(max_length=600)
    raised_at = models.DateTimeField()
    raised_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    answer = models.CharField(max_length=600, blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-raised_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agreement__isnull=False) | ~Q(challenge=""),
                name="what_went_up_is_about_something",
            ),
            models.CheckConstraint(
                condition=Q(level__in=[one.value for one in HIGHER]),
                name="what_goes_up_goes_to_a_higher_level",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="what_goes_up_has_a_reason"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answer_from_above_says_something",
            ),
            models.UniqueConstraint(
                fields=["agreement"],
                condition=Q(answered_at__isnull=True, withdrawn_at__isnull=True, agreement__isnull=False),
                name="an_agreement_goes_up_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.level}: {self.why}"

    @property
    def waits(self) -> bool:
        """Whether an answer is still to come."""
        return self.answered_at is None and self.withdrawn_at is None
