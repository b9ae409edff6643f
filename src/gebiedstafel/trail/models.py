"""What happened, row after row, and the runs that work in the background."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class Rewriting(TypeError):
    """Someone tried to change or remove a deed that was already written down."""


class DeedRows(models.QuerySet["Deed"]):
    """Deeds can be read and added, never changed or removed."""

    def update(self, **changes: Any) -> NoReturn:
        """Refuse: what happened stays as it was written."""
        raise Rewriting("A deed is never changed; write down a new one.")

    def delete(self) -> NoReturn:
        """Refuse: what happened stays."""
        raise Rewriting("A deed is never removed; retention closes whole segments.")

    def bulk_update(self, *rows: Any, **options: Any) -> NoReturn:
        """Refuse: what happened stays as it was written."""
        raise Rewriting("A deed is never changed; write down a new one.")


class Chain(models.Model):
    """The deeds of one table in order; its row is the lock under which the next deed is added."""

    name = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveBigIntegerField(default=0)
    head = models.CharField(max_length=64, blank=True, default="")


class Pseudonym(models.Model):
    """Joins a person to the token in the trail; erasing this row makes the trail nameless for good."""

    actor = models.CharField(max_length=200, unique=True)
    token = models.CharField(max_length=32, unique=True)


class Deed(models.Model):
    """One thing that was done, or tried: who, what, on what, with which result, from where, when."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="deeds")
    number = models.PositiveBigIntegerField()
    action = models.CharField(max_length=100)
    subject = models.CharField(max_length=500)
    result = models.CharField(max_length=500)
    origin = models.CharField(max_length=100)
    actor = models.CharField(max_length=32)
    at = models.DateTimeField()
    seal = models.CharField(max_length=64)

    objects = DeedRows.as_manager()

    class Meta:
        ordering = ["chain", "number"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "number"], name="each_place_in_a_chain_is_taken_once"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a new row; a written one stays as it is."""
        if not self._state.adding:
            raise Rewriting("A deed is never changed; write down a new one.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: what happened stays."""
        raise Rewriting("A deed is never removed; retention closes whole segments.")


class Segment(models.Model):
    """The oldest part of a chain, closed: its deeds lie in a file, the chain goes on from its last seal."""

    chain = models.ForeignKey(Chain, on_delete=models.PROTECT, related_name="segments")
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    head = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    mark = models.CharField(max_length=64)
    closed_at = models.DateTimeField()

    class Meta:
        ordering = ["chain", "first"]
        constraints = [
            models.UniqueConstraint(fields=["chain", "first"], name="a_part_of_a_chain_is_closed_once"),
            models.CheckConstraint(
                condition=models.Q(last__gte=models.F("first")), name="a_closed_part_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.chain_id} {self.first}-{self.last}"


class Run(models.Model):
    """Work that takes longer than a page: it waits, runs and ends, and tells how far it is.

    Who asks it to stop (`stop_asked`) does not end it: the worker does, once it kept what it found.
    """

    class State(models.TextChoices):
        """Where a run stands."""

        WAITING = "waiting", _("wacht")
        RUNNING = "running", _("bezig")
        DONE = "done", _("klaar")
        FAILED = "failed", _("mislukt")
        STOPPED = "stopped", _("gestopt")

    kind = models.CharField(max_length=50)
    subject = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    progress = models.FloatField(default=0)
    message = models.CharField(max_length=500, blank=True, default="")
    translated = models.JSONField(default=dict, blank=True)
    opened = models.DateTimeField()
    started = models.DateTimeField(null=True, blank=True)
    finished = models.DateTimeField(null=True, blank=True)
    stop_asked = models.DateTimeField(null=True, blank=True)
    result = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        ordering = ["-opened", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(progress__gte=0, progress__lte=1), name="progress_is_a_share_of_the_whole"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "running"], finished__isnull=True)
                | models.Q(state__in=["done", "failed", "stopped"], finished__isnull=False),
                name="a_run_has_an_end_exactly_when_it_ended",
            ),
        ]

    @property
    def told(self) -> str:
        """The message in the language of who reads it, else as it was written."""
        return str(self.translated.get((get_language() or "")[:2], self.message))

    @property
    def is_over(self) -> bool:
        """Whether nothing more will come of this run."""
        return self.finished is not None


class Outcome(models.Model):
    """What became of something someone brought: a statement, an idea, a report.

    `subject` says what it was, as in `statement/12`; `words` is a sentence for who follows it.
    """

    chain = models.CharField(max_length=200)
    subject = models.CharField(max_length=200)
    words = models.CharField(max_length=500)
    translated = models.JSONField(default=dict, blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["chain", "subject"], name="outcomes_by_subject")]
        constraints = [
            models.CheckConstraint(condition=~models.Q(words=""), name="an_outcome_says_what_became_of_it")
        ]

    def __str__(self) -> str:
        return self.told

    @property
    def told(self) -> str:
        """The sentence in the language of who reads it, else as it was written."""
        return str(self.translated.get((get_language() or "")[:2], self.words))
