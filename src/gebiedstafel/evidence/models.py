"""What a table did with a theme that the picture of its area brought up, and which challenges it chose."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.means.models import ChangeSet
from gebiedstafel.tables.models import AreaTable, Seat

LONGEST_REASON = 500


class WeighedTheme(models.Model):
    """A theme with its evidence as it was then, and what the table did: adopt, merge or set aside.

    `evidence` are the sentences per kind that the table read; `challenge` is a key in the table's file.
    Taken back it stays, so that one sees what was decided before.
    """

    class Outcome(models.TextChoices):
        ADOPTED = "adopted", _("overgenomen als opgave")
        MERGED = "merged", _("samengevoegd met een opgave")
        SET_ASIDE = "set_aside", _("opzijgelegd")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="weighed_themes")
    theme = models.CharField(max_length=12)
    outcome = models.CharField(max_length=10, choices=Outcome)
    challenge = models.CharField(max_length=64, blank=True, default="")
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="")
    evidence: Any = models.JSONField(default=dict)
    change = models.ForeignKey(ChangeSet, on_delete=models.SET_NULL, related_name="+", null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    taken_back_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("taken_back_at").asc(nulls_first=True), "-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "theme"],
                condition=Q(taken_back_at__isnull=True),
                name="a_table_weighs_a_theme_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="set_aside") | ~Q(reason=""), name="what_is_set_aside_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(outcome="set_aside") | ~Q(challenge=""),
                name="what_is_adopted_or_merged_names_its_challenge",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["adopted", "merged", "set_aside"]),
                name="a_theme_is_weighed_in_a_known_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.outcome}"

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"theme/{self.theme}"
