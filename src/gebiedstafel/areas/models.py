"""Areas with their figures and shapes: public reference data, the same for every table."""

from django.db import models
from django.db.models import F, Q
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from gebiedstafel.engines.stacking import places
from gebiedstafel.exchange.among import Among
from gebiedstafel.trail.models import Run

#: The levels whose areas have a code that can change, and are compared with others.
LEVELS = ("buurt", "wijk", "gemeente")


class Area(models.Model):
    """A municipality, wijk, buurt or street as it was in one year; codes change hands between years."""

    class Level(models.TextChoices):
        STREET = "straat"
        BUURT = "buurt"
        WIJK = "wijk"
        MUNICIPALITY = "gemeente"
        REGION = "regio"
        COUNTRY = "rijk"

    code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=300)
    level = models.CharField(max_length=10, choices=Level.choices)
    parent_code = models.CharField(max_length=64, blank=True, default="")
    municipality_code = models.CharField(max_length=64, blank=True, default="")
    urbanity = models.PositiveSmallIntegerField(null=True, blank=True)
    residents = models.PositiveIntegerField(null=True, blank=True)
    # Its border or its code is not what it was the year before, so no line runs across.
    is_redrawn = models.BooleanField(default=False)
    # The same, as the shapes of two years show; and that its source says that only its code changed.
    is_reshaped = models.BooleanField(default=False)
    is_recoded = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        indexes = [
            models.Index(fields=["parent_code", "year"], name="area_by_parent"),
            models.Index(fields=["municipality_code", "year"], name="area_by_municipality"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["code", "year"], name="area_is_there_once_a_year"),
            models.CheckConstraint(condition=~Q(code=""), name="area_has_a_code"),
            models.CheckConstraint(condition=~Q(parent_code=F("code")), name="area_lies_not_in_itself"),
            models.CheckConstraint(
                condition=Q(urbanity__isnull=True) | Q(urbanity__gte=1, urbanity__lte=5),
                name="area_urbanity_is_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.code}, {self.year})"

    @property
    def is_changed(self) -> bool:
        """Tell whether it is another area than the year before, by its source or by its shape."""
        return self.is_redrawn or self.is_reshaped


class Succession(models.Model):
    """That from a year on an area has another code, or became part of another area."""

    class Ground(models.TextChoices):
        LIST = "list"
        SHAPE = "shape"
        MARK = "mark"

    old_code = models.CharField(max_length=64)
    code = models.CharField(max_length=64)
    year = models.PositiveSmallIntegerField()
    # How we know: a list that was handed in, shapes that are alike, or a mark of the source and the name.
    ground = models.CharField(max_length=10, choices=Ground.choices)
    alike = models.FloatField(null=True)

    class Meta:
        ordering = ["year", "old_code"]
        indexes = [
            models.Index(fields=["code"], name="succession_by_code"),
            models.Index(fields=["old_code"], name="succession_by_old_code"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["old_code", "code", "year"], name="succession_is_there_once"),
            models.CheckConstraint(condition=~Q(old_code=F("code")), name="succession_is_to_another_code"),
        ]


class Indicator(models.Model):
    """One kind of figure: what it is called and which way is less favourable; 0 is context, never ranked."""

    code = models.CharField(max_length=64, unique=True)
    domain = models.CharField(max_length=20, blank=True, default="")
    name = models.CharField(max_length=300)
    name_en = models.CharField(max_length=300, blank=True, default="")
    unit = models.CharField(max_length=60, blank=True, default="")
    direction = models.SmallIntegerField(default=0)
    core = models.BooleanField(default=False)
    note = models.CharField(max_length=2000, blank=True, default="")
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["place", "code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(direction__in=(-1, 0, 1)), name="indicator_direction_is_up_down_or_context"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.Model):
    """Where figures come from: one publication, loaded once; what was fetched also says from where."""

    name = models.CharField(max_length=300, unique=True)
    loaded_at = models.DateTimeField()
    table = models.CharField(max_length=60, blank=True, default="")
    licence = models.CharField(max_length=60, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    asked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name

    @property
    def told(self) -> str:
        """Its name, and of what was fetched also the table, licence and moment."""
        if self.asked_at is None:
            return self.name
        return _("%(name)s (tabel %(table)s, licentie %(licence)s, laatst opgehaald op %(asked)s)") % {
            "name": self.name,
            "table": self.table,
            "licence": self.licence,
            "asked": date_format(localtime(self.asked_at), "j F Y, H:i"),
        }


class Figure(models.Model):
    """What one area has on one indicator in one year, or why there is nothing. Never a zero for nothing."""

    class Missing(models.TextChoices):
        WITHHELD = "withheld"
        NOT_YET = "not_yet"
        NOT_THERE = "not_there"
        TOO_FEW = "too_few"

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="figures")
    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    # The first year, where its source took several together: an average of what is rare.
    since = models.PositiveSmallIntegerField(null=True)
    value = models.FloatField(null=True)
    missing = models.CharField(max_length=10, choices=Missing.choices, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "year"], name="figure_is_there_once_a_year"),
            models.CheckConstraint(
                condition=Q(value__isnull=True) & ~Q(missing="") | Q(value__isnull=False, missing=""),
                name="figure_has_a_value_or_says_why_not",
            ),
            models.CheckConstraint(
                condition=Q(since__isnull=True) | Q(since__lt=F("year")), name="figure_begins_before_it_ends"
            ),
        ]


class Boundary(models.Model):
    """An area's shape, simplified: rings of longitude and latitude, and the box around them."""

    area = models.OneToOneField(Area, on_delete=models.CASCADE, related_name="boundary")
    rings = models.TextField()
    west = models.FloatField()
    south = models.FloatField()
    east = models.FloatField()
    north = models.FloatField()

    class Meta:
        verbose_name_plural = "boundaries"
        constraints = [
            models.CheckConstraint(
                condition=Q(west__lte=F("east"), south__lte=F("north")), name="boundary_box_is_not_inside_out"
            )
        ]


class Comparison(models.Model):
    """How all areas of one level and urbanity, or of the country, stand on one figure: their ladder."""

    #: In place of a class of urbanity: all classes together. 0 is: not known.
    EVERY_URBANITY = 9

    indicator = models.ForeignKey(Indicator, on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    level = models.CharField(max_length=10, choices=Area.Level.choices)
    urbanity = models.PositiveSmallIntegerField(default=0)
    values = models.JSONField(default=list)
    counts = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["year", "level", "urbanity", "indicator"], name="comparison_is_there_once"
            )
        ]

    @property
    def ladder(self) -> places.Ladder:
        """The ladder as the engine takes it."""
        return places.Ladder(tuple(self.values), tuple(self.counts))


class Stacking(models.Model):
    """What piles up in one area in one year, among those of its level: as urban, in the country, nearby."""

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="stackings")
    among = models.CharField(
        max_length=10, choices=[(one.value, one.value) for one in Among], default=Among.URBAN.value
    )
    piled = models.PositiveSmallIntegerField()
    fewest = models.PositiveSmallIntegerField()
    most = models.PositiveSmallIntegerField()
    mean = models.FloatField(null=True)
    domains = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["area", "among"], name="stacking_is_there_once"),
            models.CheckConstraint(
                condition=Q(fewest__lte=F("piled"), piled__lte=F("most")),
                name="stacking_lies_between_its_bounds",
            ),
        ]


class Loading(models.Model):
    """Files handed in, or a municipality asked for, on their way into the reference data."""

    run = models.OneToOneField(Run, on_delete=models.CASCADE, related_name="+")
    # Kept until the run has read them, then deleted.
    folder = models.CharField(max_length=300)
    year = models.PositiveSmallIntegerField(null=True)
    source = models.CharField(max_length=300, blank=True, default="")
    said = models.JSONField(default=dict)
    # What to fetch, when no files were handed in, and which sources to leave out.
    municipality = models.CharField(max_length=80, blank=True, default="")
    without = models.JSONField(default=list)
    # The municipality whose buurten are meant by the names in files without codes.
    names_of = models.CharField(max_length=6, blank=True, default="")

    @property
    def told(self) -> list[str]:
        """What came of it, in the language of who reads it."""
        if isinstance(self.said, list):
            return self.said
        told: list[str] = self.said.get((get_language() or "nl")[:2], [])
        return told
