"""What is kept of a meeting: its agenda, what was decided, who does what, who was there, its minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NoReturn

from django.db import models
from django.db.models import F, Q
from django.utils.timezone import make_aware
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.tokens import new_address
from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.versions import Versioned


class Kept(TypeError):
    """Someone tried to change minutes that were made."""


class Meeting(Versioned):
    """One meeting of a table: planned, going on, ended, and its minutes confirmed at a next one."""

    class Kind(models.TextChoices):
        QUARTER = "kwartaaltafel", _("kwartaaltafel")
        CORE = "kernteam", _("kernteam")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="meetings")
    key = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.QUARTER)
    held_on = models.DateField()
    begins_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField(default=90)
    place = models.CharField(max_length=200, blank=True, default="")
    chair = models.ForeignKey(Party, on_delete=models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    sent_at = models.DateTimeField(null=True)
    begun_at = models.DateTimeField(null=True)
    current = models.ForeignKey("AgendaItem", on_delete=models.SET_NULL, related_name="+", null=True)
    current_since = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    address = models.SlugField(max_length=12, unique=True, default=new_address)
    told_at = models.DateTimeField(null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["held_on", "begins_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_meeting_has_one_key_at_its_table"),
            models.CheckConstraint(
                condition=Q(minutes__gte=15, minutes__lte=480), name="a_meeting_lasts_a_quarter_to_a_day"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(begun_at__isnull=False),
                name="a_meeting_that_ended_had_begun",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at__isnull=True) | Q(ended_at__isnull=False),
                name="minutes_are_confirmed_after_the_meeting",
            ),
            models.CheckConstraint(
                condition=Q(gone_at__isnull=True) | Q(begun_at__isnull=True),
                name="a_meeting_that_began_is_not_called_off",
            ),
            models.CheckConstraint(
                condition=Q(told_at__isnull=True) | Q(ended_at__isnull=False),
                name="nothing_is_told_before_the_meeting_ended",
            ),
        ]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"meeting/{self.key}"

    @property
    def starts(self) -> datetime:
        """The moment it begins."""
        return make_aware(datetime.combine(self.held_on, self.begins_at))

    @property
    def ends(self) -> datetime:
        """The moment it should be over."""
        return self.starts + timedelta(minutes=self.minutes)

    @property
    def is_going_on(self) -> bool:
        """Whether it began and has not ended."""
        return self.begun_at is not None and self.ended_at is None


class AgendaItem(models.Model):
    """One thing on the agenda: how long, what it is about, what was said, what the wijk hears of it.

    `points` are what it is about, as they stood when the meeting began; before that they are looked up.
    """

    class Kind(models.TextChoices):
        OPENING = "opening", _("opening")
        AGREEMENTS = "afspraken", _("afspraken die niet lopen")
        PICTURE = "beeld", _("wat er veranderde")
        CHALLENGE = "opgave", _("één opgave in de diepte")
        CONNECT = "verbinden", _("verbinden")
        NEW = "nieuw", _("nieuwe afspraken")
        TELL = "vertellen", _("wat vertellen we de wijk")
        QUESTION = "vraag", _("een vraag")
        OWN = "eigen", _("eigen punt")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=Kind, default=Kind.OWN)
    position = models.PositiveIntegerField(default=0)
    title = models.CharField(max_length=200)
    minutes = models.PositiveSmallIntegerField(default=10)
    points: Any = models.JSONField(default=list)
    notes = models.TextField(blank=True, default="")
    notes_version = models.PositiveIntegerField(default=1)
    told = models.TextField(blank=True, default="")
    told_version = models.PositiveIntegerField(default=1)
    is_told = models.BooleanField(default=False)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="an_agenda_item_has_a_title"),
            models.CheckConstraint(
                condition=Q(minutes__gte=1, minutes__lte=240), name="an_agenda_item_takes_some_minutes"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Recorded(Versioned):
    """A line written down while talking. `key` is made where it is typed, so that it is never kept twice."""

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="%(class)ss")
    key = models.CharField(max_length=36)
    text = models.TextField(blank=True, default="")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.text


class Decision(Recorded):
    """What the meeting decided."""

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="a_decision_is_kept_once")]


class Action(Recorded):
    """Who does what by when, as agreed in a meeting; smaller than an agreement."""

    who = models.ForeignKey(Party, on_delete=models.SET_NULL, related_name="+", null=True)
    by_when = models.DateField(null=True)
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["item", "key"], name="an_action_is_kept_once")]


class Presence(models.Model):
    """Whether a seat was there: by its place at the table, never by a person's name."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    is_there = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["seat__position", "seat_id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="a_seat_is_there_or_not_once")
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.is_there}"


class AgreementMoment(models.Model):
    """An agreement that was made, or whose state was told, at an item of a meeting."""

    class Kind(models.TextChoices):
        MADE = "made", _("gemaakt")
        STATE = "state", _("stand verteld")

    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="moments")
    agreement = models.ForeignKey("agreements.Agreement", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    status = models.CharField(max_length=20)
    words = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["made", "state"]), name="an_agreement_was_made_or_told_of"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id}: {self.kind}"


class Sent(models.Model):
    """A write that came in, by the key its device gave it: the same one again changes nothing twice."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=36)
    answer: Any = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "key"], name="a_write_counts_once")]

    def __str__(self) -> str:
        return self.key


class Minutes(models.Model):
    """The minutes as they were when the meeting ended; they never change, corrections stand beside them."""

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="record")
    content: Any = models.JSONField()
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"minutes/{self.meeting_id}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep new minutes; those that were made stay as they are."""
        if not self._state.adding:
            raise Kept("Minutes never change; write a correction beside them.")
        super().save(*args, **kwargs)


class CorrectionRows(models.QuerySet["Correction"]):
    """Corrections are added, never changed."""

    def update(self, **changes: Any) -> NoReturn:
        """Refuse: what was corrected stays as it was written."""
        raise Kept("A correction never changes; write another.")


class Correction(models.Model):
    """What is put right in minutes before they are confirmed, visible beside them."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="corrections")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    objects = CorrectionRows.as_manager()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_correction_says_something")]

    def __str__(self) -> str:
        return self.text


class YearStep(Versioned):
    """A stretch or a day in the year of a table: what is done, with which document, what is decided."""

    class Kind(models.TextChoices):
        STEP = "stap", _("een stap van de tafel")
        MEETING = "tafel", _("een tafel")
        OUTSIDE = "buiten", _("een moment van buiten")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="year_steps")
    kind = models.CharField(max_length=10, choices=Kind, default=Kind.STEP)
    name = models.CharField(max_length=120)
    begins = models.DateField()
    ends = models.DateField()
    document = models.CharField(max_length=200, blank=True, default="")
    decision = models.CharField(max_length=300, blank=True, default="")
    meeting = models.ForeignKey(Meeting, on_delete=models.SET_NULL, related_name="+", null=True)
    gone_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["begins", "ends", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_step_of_the_year_has_a_name"),
            models.CheckConstraint(condition=Q(ends__gte=F("begins")), name="a_step_ends_after_it_begins"),
            models.CheckConstraint(
                condition=Q(kind__in=["stap", "tafel", "buiten"]), name="a_step_is_of_a_known_kind"
            ),
        ]

    def __str__(self) -> str:
        return self.name
