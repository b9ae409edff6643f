"""What residents said, and how far they share it across groups."""

from __future__ import annotations

from fractions import Fraction

from django.db import models
from django.db.models import Q

from gebiedstafel.exchange.shared_statements import agreement, shared_strength
from gebiedstafel.tables.models import AreaTable, Keyed
from gebiedstafel.tables.versions import Versioned


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements, and which of them the groups share."""

    def shared(self) -> list[Statement]:
        """Return what every group agrees on, most shared first."""
        rows = [(shared_strength(one.counts), one) for one in self.prefetch_related("votes")]
        found = [(strength, one) for strength, one in rows if strength is not None]
        return [one for _, one in sorted(found, key=lambda pair: (-pair[0], pair[1].key))]


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
        """The agreement of the weakest group; None where a group did not vote."""
        return agreement(self.counts)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """The votes of each group, as they stand in the table's file."""
        return {
            one.group: {"agree": one.agree, "disagree": one.disagree, "pass": one.passed}
            for one in self.votes.all()
        }


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


# Django finds every model of an app here. Who took part is told to no other app: `ballots` and `results`
# have no names here.
from . import ballots as ballots  # noqa: E402
from . import results as results  # noqa: E402
from .rounds import Entrance, Round, RoundStatement, RoundText, StatementText  # noqa: E402

__all__ = ["Entrance", "GroupVotes", "Round", "RoundStatement", "RoundText", "Statement", "StatementText"]
