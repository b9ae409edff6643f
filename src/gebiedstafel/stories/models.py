"""Stories of residents: who may tell, what was told, its photo, and who reads it before anyone sees it."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.way_in import WayIn

from .recognition_models import Asked, LetterCode, PartyView, RecognitionPage, ResidentView

__all__ = [
    "Asked",
    "LetterCode",
    "PartyView",
    "RecognitionPage",
    "ResidentView",
    "Story",
    "StoryBox",
    "StoryPhoto",
    "StoryReader",
]

#: A story is about so many themes at most.
MOST_THEMES = 3
LONGEST_PHOTO_WORDS = 150
LONGEST_REASON = 500


class StoryBox(WayIn):
    """Where anyone may tell a story to a table; without one nobody learns that the table exists."""


class StoryReader(models.Model):
    """A seat that the chair asked to read stories before anyone sees them."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="+")
    asked_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.seat)


class StoryQuerySet(models.QuerySet["Story"]):
    """Stories, and which of them whom may see."""

    def of(self, table: AreaTable) -> StoryQuerySet:
        """Return those of one table."""
        return self.filter(table=table)

    def waiting(self) -> StoryQuerySet:
        """Return those that nobody but a reader may see yet, the oldest first."""
        return self.filter(state=Story.State.WAITING).order_by("told_at", "pk")

    def shown(self) -> StoryQuerySet:
        """Return what the table may see, the newest first."""
        return self.filter(state=Story.State.SHOWN).order_by("-told_at", "-pk")

    def for_everyone(self) -> StoryQuerySet:
        """Return what anyone may see: shown, and meant for everyone by who told it."""
        return self.shown().filter(circle=Story.Circle.EVERYONE)

    def refused_before(self, day: datetime) -> StoryQuerySet:
        """Return what was refused by then; its teller had the time to read why."""
        return self.filter(state=Story.State.REFUSED, read_at__lte=day)


class Story(models.Model):
    """What a resident told, in their own words: a reader shows or refuses it and never rewrites it.

    No name and no address is asked. Its teller follows it by a link, or by a code on paper, of which only
    the digest is kept, and takes it back by that: then the row is gone. `recognisable` says that it speaks
    ill of a place or business that people would know: two readers show it, never one.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op een lezer")
        SHOWN = "shown", _("te lezen")
        REFUSED = "refused", _("niet getoond")

    class Circle(models.TextChoices):
        TABLE = "table", _("alleen de mensen aan tafel")
        EVERYONE = "everyone", _("iedereen")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    area = models.CharField(max_length=64, blank=True, default="")
    themes = models.JSONField(default=list)
    challenge = models.CharField(max_length=64, blank=True, default="")
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.TABLE)
    digest = models.CharField(max_length=64, unique=True)
    told_at = models.DateTimeField()
    on_paper = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    recognisable = models.BooleanField(default=False)
    first_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    first_at = models.DateTimeField(null=True)
    read_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    read_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=LONGEST_REASON, blank=True, default="")

    objects = StoryQuerySet.as_manager()

    class Meta:
        ordering = ["-told_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="a_story_says_something"),
            models.CheckConstraint(
                condition=Q(circle__in=["table", "everyone"]), name="a_story_is_for_the_table_or_for_everyone"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", read_at__isnull=True)
                | Q(state__in=["shown", "refused"], read_at__isnull=False),
                name="nobody_sees_a_story_before_it_was_read",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | ~Q(state="refused") & Q(reason=""),
                name="a_refused_story_says_why",
            ),
            models.CheckConstraint(
                condition=~Q(state="shown", recognisable=True) | Q(first_at__isnull=False),
                name="two_read_what_is_about_a_place_people_know",
            ),
            models.CheckConstraint(
                condition=~Q(state="shown", recognisable=True, first_by=F("read_by")),
                name="nobody_is_the_second_reader_of_their_own_reading",
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """How the trail and a proposed challenge name it."""
        return f"story/{self.pk}"

    @property
    def waits_for_second(self) -> bool:
        """Whether one reader would show it and another one is still needed."""
        return self.state == self.State.WAITING and self.first_at is not None


class StoryPhoto(models.Model):
    """The photo with a story, drawn anew: it holds pixels and nothing else of the file that was sent.

    It lies in the database, so that taking a story back, erasing and a backup are whole.
    """

    story = models.OneToOneField(Story, on_delete=models.CASCADE, related_name="+")
    content = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST_PHOTO_WORDS, blank=True, default="")
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(width__gt=0, height__gt=0), name="a_photo_has_a_size")
        ]

    def __str__(self) -> str:
        return self.words or f"{self.width} × {self.height}"
