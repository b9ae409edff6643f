"""What parties reported, and what of it was shown: rows that nobody outside this app may touch.

There is no field for a person here, and none comes: a signal is of a party, about how many, in a quarter.
Every foreign key hides its way back; others ask `published`.
"""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.tokens import new_address
from gebiedstafel.engines.disclosure import SIZE_CLASSES
from gebiedstafel.tables.models import AreaTable, Party, Seat

#: The longest text of a signal, in signs.
LONGEST = 200
#: More people or events than this in one signal is a slip of the keyboard.
MOST = 100_000


class Trend(models.TextChoices):
    """How it goes, as who reports sees it."""

    UP = "up", _("vaker dan eerst")
    SAME = "same", _("ongeveer gelijk")
    DOWN = "down", _("minder dan eerst")
    UNKNOWN = "unknown", _("weten we niet")


class BatchRows(models.QuerySet["Batch"]):
    """Batches that were shown: rows are added and never changed."""

    def update(self, **changes: Any) -> int:
        """Refuse: what was shown stays as it was shown."""
        raise TypeError("A batch is shown once and for good; add another.")


class Batch(models.Model):
    """Signals that are shown together, once and for good: a place, a theme, a quarter and a size class.

    `total` never leaves this app. `alone` is the party of whom all of it comes, told to the table only.
    `for_public` says that its makers are several and its theme and size allow it, once somebody reviewed it.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=64)
    theme = models.CharField(max_length=10)
    quarter = models.CharField(max_length=7)
    total = models.PositiveIntegerField()
    size_class = models.CharField(max_length=5, choices=[(size, size) for size in SIZE_CLASSES])
    reporters = models.PositiveSmallIntegerField()
    alone = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="+", null=True)
    trend = models.CharField(max_length=8, choices=Trend, blank=True)
    for_public = models.BooleanField(default=False)
    shown_at = models.DateTimeField()
    answer_by = models.DateField()

    objects = BatchRows.as_manager()

    class Meta:
        ordering = ["-quarter", "answer_by", "theme", "place", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(total__gte=5), name="a_batch_is_never_about_fewer_than_five"),
            models.CheckConstraint(
                condition=Q(size_class__in=SIZE_CLASSES), name="a_batch_shows_a_class_and_no_number"
            ),
            models.CheckConstraint(
                condition=Q(for_public=False) | Q(reporters__gte=2, total__gte=10),
                name="the_public_sees_ten_of_two_reporters_at_least",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.place} {self.quarter}: {self.size_class}"

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"batch/{self.pk}"


class Signal(models.Model):
    """What one party reports of one theme in one area over one quarter: how many, and a sentence."""

    class Kind(models.TextChoices):
        PATTERN = "pattern", _("een patroon")
        PINCHES = "pinches", _("een regel knelt")
        HELPS = "helps", _("dit helpt")
        MISSES = "misses", _("dit ontbreekt")

    class How(models.TextChoices):
        COUNTED = "counted", _("geteld over het hele kwartaal")
        SEEN = "seen", _("gezien, één of een paar keer")

    #: What an address and the trail call it: row numbers would tell by their gaps how many others sent.
    address = models.SlugField(max_length=12, unique=True, default=new_address)
    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.RESTRICT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind)
    how = models.CharField(max_length=8, choices=How)
    theme = models.CharField(max_length=10)
    area = models.CharField(max_length=64)
    quarter = models.CharField(max_length=7)
    count = models.PositiveIntegerField()
    trend = models.CharField(max_length=8, choices=Trend, default=Trend.UNKNOWN)
    text = models.CharField(max_length=LONGEST, blank=True)
    sent_at = models.DateTimeField()
    weighed_at = models.DateTimeField(null=True)
    batch = models.ForeignKey(Batch, on_delete=models.RESTRICT, related_name="+", null=True)

    class Meta:
        ordering = ["-sent_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(count__gte=1, count__lte=MOST), name="a_signal_is_about_one_or_more"
            ),
            models.UniqueConstraint(
                fields=["party", "theme", "area", "quarter", "kind"],
                condition=Q(how="counted"),
                name="a_party_counts_a_theme_once_per_place_and_quarter",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.area} {self.quarter}"

    @property
    def subject(self) -> str:
        """How the trail calls it: a code that tells nothing."""
        return f"signal/{self.address}"


class NothingCounted(models.Model):
    """That a party looked at a row of its round of the quarter and had nothing to report."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    theme = models.CharField(max_length=10)
    area = models.CharField(max_length=64)
    quarter = models.CharField(max_length=7)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["party", "theme", "area", "quarter"], name="nothing_is_counted_once_a_quarter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.theme} {self.area} {self.quarter}"


class Answerer(models.Model):
    """Which party answers what is shown of a group of themes; without one the chair does."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=4)
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["table", "group"], name="one_party_answers_a_group_of_themes")
        ]

    def __str__(self) -> str:
        return f"{self.group}: {self.party}"


class BatchAnswer(models.Model):
    """What a named role said to a batch, in writing; `role` is how it was called then."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="+")
    text = models.TextField()
    role = models.TextField()
    answered_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_to_a_batch_says_something")
        ]

    def __str__(self) -> str:
        return self.text


class WaitingAnswer(models.Model):
    """What a named role says in a quarter to whoever sent what is not shown, about a group of themes.

    It is written whether anything waits or not, and kept with none of it; the newest of a group counts.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    group = models.CharField(max_length=4)
    quarter = models.CharField(max_length=7)
    text = models.TextField()
    role = models.TextField()
    answered_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    answered_at = models.DateTimeField()

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="an_answer_to_who_waits_says_something")
        ]

    def __str__(self) -> str:
        return self.text


class BatchReview(models.Model):
    """That somebody at the table looked at a batch and let the public see its place, theme and size."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="+")
    reviewed_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    reviewed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.batch}"


class RefusalCount(models.Model):
    """How often the guard stopped a text for a reason: the only thing that is kept of it."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    reason = models.CharField(max_length=20)
    quarter = models.CharField(max_length=7)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["table", "reason", "quarter"], name="a_reason_is_counted_in_one_row_a_quarter"
            )
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.quarter}: {self.count}"


class FrozenRows(models.QuerySet["QuarterTable"]):
    """Tables of quarters: rows are added, and never changed or taken away."""

    def update(self, **changes: Any) -> NoReturn:
        """Refuse: who took the figures along has them as they were."""
        raise TypeError("The figures of a quarter are made once and for good.")

    def delete(self) -> NoReturn:
        """Refuse: made anew they could tell more than they did together with what was taken along."""
        raise TypeError("The figures of a quarter stay; they go with their table alone.")


class QuarterTable(models.Model):
    """The figures of a quarter as they were when they were made, or that none are given; once and for good.

    `cells` for the table and `public_cells` for anyone are rows of a place, a theme (empty for all), at least
    how many, and at most how many (nothing where there is no end). `places` are rows of a key, its name and
    level, and the wider place (empty for the widest), as they were called then.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    quarter = models.CharField(max_length=7)
    is_given = models.BooleanField()
    places = models.JSONField(default=list)
    cells = models.JSONField(default=list)
    public_cells = models.JSONField(default=list)
    made_at = models.DateTimeField()

    objects = FrozenRows.as_manager()

    class Meta:
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "quarter"], name="the_figures_of_a_quarter_are_made_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quarter}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Add a new row; a written one stays as it is."""
        if not self._state.adding:
            raise TypeError("The figures of a quarter are made once and for good.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuse: they go with their table alone."""
        raise TypeError("The figures of a quarter stay; they go with their table alone.")

    @property
    def subject(self) -> str:
        """How the trail calls it."""
        return f"quarter/{self.quarter}"


class OpenFigures(models.Model):
    """That the chair opened the figures per quarter to everyone, at an address that stays."""

    table = models.OneToOneField(AreaTable, on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.table}"
