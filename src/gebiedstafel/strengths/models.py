"""What is strong in an area already: of an organisation or a place, never of a person."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.tables.way_in import WayIn


class StrengthBox(WayIn):
    """Where anyone may say what is strong; without one nobody learns that the table exists."""


class StrengthQuerySet(models.QuerySet["Strength"]):
    """Which strengths there are, and who may see them."""

    def of(self, table: AreaTable) -> StrengthQuerySet:
        """Those of one table, by kind and then in the order in which they came."""
        return self.filter(table=table).select_related("party")

    def shown(self) -> StrengthQuerySet:
        """Those that somebody looked at, and that are still there."""
        return self.filter(state=Strength.State.SHOWN, gone_at=None)

    def public(self) -> StrengthQuerySet:
        """Those that anyone may see."""
        return self.shown().filter(circle=Strength.Circle.EVERYONE)

    def visible_to(self, seat: Seat) -> StrengthQuerySet:
        """Those that this seat may see: a visitor reads what anyone reads."""
        return self.public() if seat.role == Seat.Role.VISITOR else self.shown()

    def waiting(self) -> StrengthQuerySet:
        """Those that a resident brought and nobody looked at yet, the oldest first."""
        return self.filter(state=Strength.State.WAITING, gone_at=None).order_by("brought_at", "pk")


class Strength(Versioned):
    """An initiative, place, empty room, tool or network: what it is, where, when, and whether it may be used.

    There is no field for a person, and what is written goes past the guard. `before` is what it said
    before its last change, so that one press puts that back. `digest` is of the link by which a resident
    follows what they brought and takes it back.
    """

    class Kind(models.TextChoices):
        INITIATIVE = "initiative", _("initiatief")
        PLACE = "place", _("plek")
        ROOM = "room", _("lege ruimte")
        TOOL = "tool", _("gereedschap")
        NETWORK = "network", _("netwerk")

    class InKind(models.TextChoices):
        YES = "yes", _("te gebruiken")
        ASK = "ask", _("in overleg")
        NO = "no", _("niet te gebruiken")

    class Circle(models.TextChoices):
        TABLE = "tafel", _("alleen de tafel")
        EVERYONE = "openbaar", _("iedereen")

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op de voorzitter")
        SHOWN = "shown", _("staat erbij")
        REFUSED = "refused", _("komt er niet bij")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind)
    name = models.CharField(max_length=80)
    sentence = models.CharField(max_length=240, blank=True, default="")
    area = models.CharField(max_length=64, blank=True, default="")
    holder = models.CharField(max_length=80, blank=True, default="")
    available = models.CharField(max_length=120, blank=True, default="")
    capacity = models.CharField(max_length=120, blank=True, default="")
    in_kind = models.CharField(max_length=4, choices=InKind, default=InKind.ASK)
    party = models.ForeignKey(Party, on_delete=models.SET_NULL, related_name="+", null=True)
    themes = models.JSONField(default=list)
    circle = models.CharField(max_length=10, choices=Circle, default=Circle.TABLE)
    state = models.CharField(max_length=10, choices=State, default=State.SHOWN)
    reason = models.TextField(blank=True, default="")
    digest = models.CharField(max_length=64, unique=True, null=True)
    brought_at = models.DateTimeField()
    brought_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    changed_at = models.DateTimeField()
    before = models.JSONField[Any](null=True)
    gone_at = models.DateTimeField(null=True)

    objects = StrengthQuerySet.as_manager()

    class Meta:
        ordering = ["brought_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="a_strength_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=["initiative", "place", "room", "tool", "network"]),
                name="a_strength_is_of_a_known_kind",
            ),
            models.CheckConstraint(
                condition=Q(in_kind__in=["yes", "ask", "no"]), name="a_strength_says_whether_it_may_be_used"
            ),
            models.CheckConstraint(
                condition=Q(circle__in=["tafel", "openbaar"]),
                name="a_strength_is_of_the_table_or_of_everyone",
            ),
            models.CheckConstraint(
                condition=Q(state="refused") & ~Q(reason="") | Q(state__in=["waiting", "shown"], reason=""),
                name="a_refused_strength_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"strength/{self.pk}"

    @property
    def is_of_a_resident(self) -> bool:
        """Whether somebody without an account brought it."""
        return self.digest is not None


class StrengthUse(models.Model):
    """That a measure or a challenge of the table makes use of a strength: a contribution in kind."""

    class Subject(models.TextChoices):
        MEASURE = "measures", _("maatregel")
        CHALLENGE = "challenges", _("opgave")

    strength = models.ForeignKey(Strength, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=Subject)
    key = models.CharField(max_length=64)
    words = models.CharField(max_length=200, blank=True, default="")
    since = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["kind", "key", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["strength", "kind", "key"], name="a_strength_is_used_once_by_a_measure_or_challenge"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["measures", "challenges"]),
                name="a_strength_is_used_by_a_measure_or_a_challenge",
            ),
            models.CheckConstraint(condition=~Q(key=""), name="a_use_names_what_uses_the_strength"),
        ]

    def __str__(self) -> str:
        return f"{self.strength_id} · {self.key}"
