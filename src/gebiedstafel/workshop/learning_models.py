"""What a werkplaats keeps over months: questions to learn from, what trios try, and who read along."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import Versioned

from .sitting_models import LONGEST_CARD, Guest, Sitting, Trio, Workshop

LONGEST_NOTE = 500


class LearningQuestion(models.Model):
    """A stubborn question of the table; it comes back every fourth meeting until it is closed.

    What the table said each time stands with the question on its agenda.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="learning_questions")
    workshop = models.ForeignKey(Workshop, on_delete=models.SET_NULL, related_name="+", null=True)
    text = models.CharField(max_length=LONGEST_CARD)
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    learned = models.CharField(max_length=1000, blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("closed_at").asc(nulls_first=True), "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_learning_question_asks_something"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(learned=""),
                name="a_closed_question_says_what_was_learned",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"learning/{self.pk}"


class Tryings(models.QuerySet["Trying"]):
    """What trios try, and which of it a table may read of others."""

    def open_to(self, table: AreaTable) -> Tryings:
        """Return what other tables of this table's municipality opened."""
        if table.municipality_id is None:
            return self.none()
        opened = self.filter(opened_at__isnull=False, sitting__table__municipality=table.municipality_id)
        return opened.exclude(sitting__table=table)


class Trying(Versioned):
    """What a trio said it would try before the next gathering, what happened, and what it changed.

    From `opened_at` the other tables of the municipality read these three along, and nothing more.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="tryings")
    trio = models.ForeignKey(Trio, on_delete=models.SET_NULL, related_name="tryings", null=True)
    tried = models.CharField(max_length=LONGEST_CARD)
    happened = models.CharField(max_length=1000, blank=True, default="")
    changed = models.CharField(max_length=1000, blank=True, default="")
    said_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    objects = Tryings.as_manager()

    class Meta:
        ordering = ["said_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(tried=""), name="who_tries_says_what"),
        ]

    def __str__(self) -> str:
        return self.tried

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"trying/{self.pk}"


class PeerReview(models.Model):
    """What somebody of another trio says of it: one strong thing and one question."""

    trying = models.ForeignKey(Trying, on_delete=models.CASCADE, related_name="reviews")
    guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, related_name="+", null=True)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    trio = models.ForeignKey(Trio, on_delete=models.SET_NULL, related_name="+", null=True)
    strong = models.CharField(max_length=LONGEST_CARD)
    question = models.CharField(max_length=LONGEST_CARD, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(strong=""), name="who_reads_along_names_something_strong"),
        ]

    def __str__(self) -> str:
        return self.strong


class TableNote(Versioned):
    """What another table of the municipality notices about a try that was opened to it."""

    trying = models.ForeignKey(Trying, on_delete=models.CASCADE, related_name="table_notes")
    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    text = models.CharField(max_length=LONGEST_NOTE)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["trying", "table"], name="a_table_writes_one_note_on_a_try"),
            models.CheckConstraint(condition=~Q(text=""), name="a_note_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
