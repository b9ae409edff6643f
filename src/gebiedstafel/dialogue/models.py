"""What residents said, and how far they share it across groups."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from django.db import models
from django.db.models import Q

from gebiedstafel.tables.models import AreaTable, Keyed
from gebiedstafel.tables.versions import Versioned

#: From this share of agreement in every group a statement counts as shared.
SHARED_FROM = Fraction(7, 10)


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements, and which of them the groups share."""

    def shared(self) -> list[Statement]:
        """Return what every group agrees on, most shared first."""
        found = [one for one in self.prefetch_related("votes") if (one.strength or 0) >= SHARED_FROM]
        return sorted(found, key=lambda one: (-(one.strength or 0), one.key))


class Statement(Versioned, Keyed):
    """One short claim that residents agreed or disagreed with.

    `served_by` names the measures and bundles that meet it, by their ids at the table.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="statements")
    text = models.TextField()
    theme = models.CharField(max_length=12, null=True)
    served_by = models.JSONField(null=True)
    known_empty = models.JSONField(default=list)

    objects = StatementQuerySet.as_manager()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_statement_has_one_place_in_its_table")
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def strength(self) -> Fraction | None:
        """The agreement of the weakest group; None where nobody voted."""
        return weakest(self.votes.all())


class GroupVotes(models.Model):
    """How one opinion group, known by its letter, voted on a statement."""

    statement = models.ForeignKey(Statement, on_delete=models.CASCADE, related_name="votes")
    group = models.CharField(max_length=64)
    agree = models.PositiveIntegerField()
    disagree = models.PositiveIntegerField()
    passed = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["statement", "group"], name="a_group_votes_once_on_a_statement"),
            models.CheckConstraint(
                condition=Q(agree__gte=0, disagree__gte=0, passed__gte=0), name="votes_are_never_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.agree}/{self.cast}"

    @property
    def cast(self) -> int:
        """All votes of this group, those who passed included."""
        return self.agree + self.disagree + self.passed


def weakest(votes: Iterable[GroupVotes]) -> Fraction | None:
    """Return the lowest share of agreement among the groups that voted."""
    return min((Fraction(one.agree, one.cast) for one in votes if one.cast), default=None)
