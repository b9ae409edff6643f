"""Ideas and offers that anyone may bring, and questions that wait for a meeting of the table."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.tables.way_in import WayIn

#: Whoever brings something has a written answer within so many days.
ANSWERED_WITHIN = timedelta(weeks=4)


class IdeaBox(WayIn):
    """Where anyone may bring something to a table; without one nobody learns that the table exists."""

    table = models.OneToOneField(AreaTable, on_delete=models.CASCADE, related_name="idea_box")


class Idea(Versioned):
    """An idea or an offer, from someone without an account, and what the table answered.

    Its writer follows it by a link of which only the digest is kept; no name and no address is asked.
    """

    class Kind(models.TextChoices):
        IDEA = "idea", _("een idee")
        OFFER = "offer", _("ik help mee")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="ideas")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.IDEA)
    text = models.TextField()
    area = models.CharField(max_length=64, blank=True, default="")
    digest = models.CharField(max_length=64, unique=True)
    brought_at = models.DateTimeField()
    answer_by = models.DateField()
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    measure = models.CharField(max_length=64, blank=True, default="")

    class Meta:
        ordering = ["answer_by", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_idea_says_something"),
            models.CheckConstraint(
                condition=Q(kind__in=["idea", "offer"]), name="an_idea_is_of_a_known_kind"
            ),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answered_idea_has_a_written_answer",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"idea/{self.pk}"

    @property
    def place(self) -> str:
        """The name of the neighbourhood it is about, as the table knows it."""
        area = self.table.areas.filter(key=self.area).first() if self.area else None
        return area.name if area else ""

    def is_late(self, today: date) -> bool:
        """Whether the answer should have been there."""
        return self.answered_at is None and self.answer_by < today


class AgendaQuestion(models.Model):
    """A question for a meeting of the table, and what the table said to it.

    `subject` is where it came from, as in `statement/k3f9/12`, so that who began it hears the answer.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="agenda")
    text = models.TextField()
    subject = models.CharField(max_length=200, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    answer = models.TextField(blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("answered_at").asc(nulls_first=True), "asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_question_on_the_agenda_asks_something"),
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True, answer="")
                | Q(answered_at__isnull=False) & ~Q(answer=""),
                name="an_answered_question_has_an_answer",
            ),
            models.UniqueConstraint(
                fields=["table", "subject"],
                condition=~Q(subject="") & Q(answered_at__isnull=True),
                name="one_thing_stands_on_the_agenda_once",
            ),
        ]

    def __str__(self) -> str:
        return self.text
