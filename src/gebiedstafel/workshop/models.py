"""What a werkplaats keeps: tables of ways of working, answers given alone and together, and outcomes."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Municipality, Seat
from gebiedstafel.tables.versions import Versioned

from .learning_models import LearningQuestion, PeerReview, TableNote, Trying
from .sitting_models import Card, Guest, Sitting, Trio, Workshop

__all__ = [
    "CanvasRole",
    "Card",
    "Choice",
    "Guest",
    "LearningQuestion",
    "MethodsVersion",
    "Outcome",
    "OwnAnswer",
    "PeerReview",
    "RoleCanvas",
    "SharedAnswer",
    "Sitting",
    "TableNote",
    "Trio",
    "Trying",
    "Workshop",
]

LONGEST_WHY = 400
A_STEP = Q(answer__isnull=True) | Q(answer__gte=0, answer__lte=4)


class MethodsVersion(models.Model):
    """A table of ways of working as it was; it never changes, so that older outcomes keep theirs.

    It is of a municipality, or of a table that has none; of neither is what came along with the site.
    `text` is the table as its file says it.
    """

    municipality = models.ForeignKey(
        Municipality, on_delete=models.CASCADE, related_name="methods_versions", null=True
    )
    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+", null=True)
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    what = models.TextField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(municipality__isnull=True) | Q(table__isnull=True),
                name="a_table_of_methods_has_one_owner",
            ),
            models.UniqueConstraint(
                fields=["municipality", "number"], name="a_municipality_numbers_its_methods_once"
            ),
            models.UniqueConstraint(fields=["table", "number"], name="a_table_numbers_its_methods_once"),
            models.UniqueConstraint(
                fields=["digest"],
                condition=Q(municipality__isnull=True, table__isnull=True),
                name="what_came_along_is_kept_once",
            ),
        ]

    def __str__(self) -> str:
        if self.came_along:
            return _("de tabel die meekwam")
        return _("versie {number} van {owner}").format(
            number=self.number, owner=self.municipality or self.table
        )

    @property
    def came_along(self) -> bool:
        """Whether this is the table that came along with the site."""
        return self.municipality_id is None and self.table_id is None


class Choice(models.Model):
    """One round of choosing a way of working, with the table of ways of working it began with.

    Until `opened_at` everyone sees only their own answers; from then on they lie beside each other.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="choices_of_method")
    methods = models.ForeignKey(MethodsVersion, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    opened_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table"],
                condition=Q(ended_at__isnull=True),
                name="a_table_chooses_one_way_of_working_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"choice/{self.pk}"

    def answers_together(self) -> dict[str, int]:
        """Return what the table answered together, by question; what it does not know is left out."""
        return {one.criterion: one.answer for one in self.shared.all() if one.answer is not None}


class OwnAnswer(Versioned):
    """What one seat answered alone to one question, and why; no answer is *weet ik niet*."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    criterion = models.CharField(max_length=64)
    answer = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True, default="")

    class Meta:
        ordering = ["seat__position", "seat_id", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["choice", "seat", "criterion"], name="a_seat_answers_a_question_once"
            ),
            models.CheckConstraint(condition=A_STEP, name="an_own_answer_is_one_of_five_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"


class SharedAnswer(Versioned):
    """What the table answers together to one question, and why."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="shared")
    criterion = models.CharField(max_length=64)
    answer = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=LONGEST_WHY, blank=True, default="")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["choice", "criterion"], name="a_table_answers_a_question_once"),
            models.CheckConstraint(condition=A_STEP, name="a_shared_answer_is_one_of_five_steps"),
        ]

    def __str__(self) -> str:
        return f"{self.criterion}: {self.answer}"


class Outcome(models.Model):
    """What the table chose, with the answers it rested on; the ways of working are those of its round."""

    choice = models.ForeignKey(Choice, on_delete=models.CASCADE, related_name="outcomes")
    answers: Any = models.JSONField()
    chosen: Any = models.JSONField()
    why = models.TextField(blank=True, default="")
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = [F("kept_at").desc(), "-pk"]

    def __str__(self) -> str:
        return f"outcome/{self.pk}"


class RoleCanvas(Versioned):
    """Who does what around one subject: a challenge, or something of the table itself.

    At most one decides: the table, or the role in `decider`. `edition` counts every change of the canvas
    and its roles; `version` counts changes of the canvas itself.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="role_canvases")
    challenge = models.CharField(max_length=64, blank=True, default="")
    subject_text = models.CharField(max_length=200)
    table_decides = models.BooleanField(default=False)
    decider = models.ForeignKey("CanvasRole", on_delete=models.SET_NULL, related_name="+", null=True)
    edition = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(subject_text=""), name="a_canvas_is_about_something"),
            models.CheckConstraint(
                condition=Q(table_decides=False) | Q(decider__isnull=True),
                name="the_table_or_one_role_decides_never_both",
            ),
        ]

    def __str__(self) -> str:
        return self.subject_text


class CanvasRole(Versioned):
    """One role on a canvas: what it does there, for which party, what it needs and what it may not do."""

    canvas = models.ForeignKey(RoleCanvas, on_delete=models.CASCADE, related_name="roles")
    name = models.CharField(max_length=120)
    party = models.CharField(max_length=64, blank=True, default="")
    does = models.BooleanField(default=False)
    advises = models.BooleanField(default=False)
    must_know = models.BooleanField(default=False)
    needs = models.TextField(blank=True, default="")
    may_not = models.TextField(blank=True, default="")
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_role_on_a_canvas_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
