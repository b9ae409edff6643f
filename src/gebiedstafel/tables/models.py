"""Who sits where: municipalities, area tables, the parties at a table and their seats."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import MailLink, Organisation, Person

from .versions import Versioned


class Municipality(models.Model):
    """The tenant: tables of one municipality may share money, those of others never see it."""

    code = models.CharField(max_length=64, primary_key=True)
    name = models.TextField()

    def __str__(self) -> str:
        return self.name


class AreaTable(Versioned):
    """A lasting consultation for one area, where parties join challenges, money and hours.

    `known_empty` names the lists of its file that are known to be empty, which is not the same as
    unknown. `settings` are the published weights of the engine where this table chose its own.
    Its version counts every change of what its file says: each deed that changes such a row ends
    with `count_change`.
    """

    id = models.SlugField(max_length=64, primary_key=True)
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, related_name="tables", null=True, blank=True
    )
    name = models.TextField()
    area = models.CharField(max_length=64)
    years = models.JSONField()
    as_of = models.DateField()
    is_demo = models.BooleanField(default=False)
    fictional = models.BooleanField(null=True)
    notice = models.TextField(null=True)
    settings = models.JSONField(null=True)
    known_empty = models.JSONField(default=list)
    circles_default = models.CharField(max_length=8, null=True)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name

    @property
    def edition(self) -> str:
        """What its file says at this moment, as a name: another word after every change."""
        return f"{self.pk}@{self.loaded_at.timestamp()}.{self.version}"

    def count_change(self) -> None:
        """Count a change of what its file says."""
        AreaTable.objects.filter(pk=self.pk).update(version=F("version") + 1)

    @property
    def chain(self) -> str:
        """The trail of this table."""
        return f"table/{self.pk}"

    def today_at(self, today: date) -> date:
        """Return the day it is at this table: a demo stands still on the day of its story."""
        return self.as_of if self.is_demo else today

    @property
    def place(self) -> TableArea | None:
        """The area this table is about."""
        return self.areas.filter(key=self.area).first()


class Keyed(models.Model):
    """A row that has an id in its table's file, and a place in its list there."""

    key = models.CharField(max_length=64)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        abstract = True


class Shared(models.Model):
    """A row whose fields each have a circle of who may see them, and a mark of how sure they are."""

    circles = models.JSONField(null=True)
    quality = models.JSONField(null=True)

    class Meta:
        abstract = True


class Level(models.TextChoices):
    """The scale on which something arises or can be solved."""

    STREET = "straat", _("straat")
    NEIGHBOURHOOD = "buurt", _("buurt")
    DISTRICT = "wijk", _("wijk")
    MUNICIPALITY = "gemeente", _("gemeente")
    REGION = "regio", _("regio")
    STATE = "rijk", _("rijk")


class TableArea(Keyed):
    """An area as this table names it: the district, its neighbourhoods and streets."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="areas")
    name = models.TextField()
    level = models.CharField(max_length=10, choices=Level)
    parent = models.CharField(max_length=64, null=True)
    residents = models.PositiveIntegerField(null=True)
    character = models.TextField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="an_area_has_one_place_in_its_table"),
            models.CheckConstraint(
                condition=Q(level__in=Level.values), name="an_area_has_a_level_of_the_scale_ladder"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TableFigure(Keyed):
    """A figure the table brings along itself, next to the public ones."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="figures")
    name = models.TextField()
    unit = models.TextField(null=True)
    year = models.PositiveSmallIntegerField(null=True)
    direction = models.SmallIntegerField(null=True)
    note = models.TextField(null=True)
    source_text = models.TextField(null=True)
    source_seen_on = models.DateField(null=True)
    source_valid_until = models.DateField(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_figure_has_one_place_in_its_table")
        ]

    def __str__(self) -> str:
        return self.name


class FigureValue(models.Model):
    """What a figure is in one area; no value is withheld or unknown, never zero."""

    figure = models.ForeignKey(TableFigure, on_delete=models.CASCADE, related_name="cells")
    area = models.CharField(max_length=64)
    value = models.FloatField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["figure", "area"], name="a_figure_has_one_value_per_area")
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.value}"


class Party(Versioned, Keyed, Shared):
    """An organisation's place at one table. Its interest and red line are its own words."""

    class Place(models.TextChoices):
        CORE = "kern", _("kern")
        RING = "ring", _("ring")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="parties")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="places")
    name = models.TextField()
    kind = models.CharField(max_length=64, null=True)
    owner_class = models.CharField(max_length=20, null=True)
    parent = models.CharField(max_length=64, null=True)
    at_table = models.BooleanField(null=True)
    left_on = models.DateField(null=True)
    seat = models.CharField(max_length=10, choices=Place, null=True)
    interest = models.TextField(null=True)
    fear = models.TextField(null=True)
    red_line = models.TextField(null=True)
    mandate = models.TextField(null=True)
    max_leads = models.PositiveIntegerField(null=True)
    themes = models.JSONField(null=True)
    never_worse_off = models.BooleanField(null=True)
    note = models.TextField(null=True)
    known_empty = models.JSONField(default=list)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_party_has_one_place_at_a_table")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def sits(self) -> bool:
        """Whether it is at the table; a file that says nothing about it means yes."""
        return self.at_table is not False


class Mandate(models.Model):
    """What a party may decide without asking at home: one line of it, in one edition.

    A line that changes ends and is followed by a new edition of the same line; nothing is rewritten. No
    limit named is unknown, never nothing and never everything: who may decide any amount says `unlimited`.
    """

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="mandates")
    line = models.PositiveIntegerField()
    decides = models.TextField()
    limit_cents = models.BigIntegerField(null=True)
    unlimited = models.BooleanField(default=False)
    subjects = models.JSONField(default=list)
    until = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("Seat", on_delete=models.SET_NULL, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["line", "-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["party", "line"],
                condition=Q(ended_at__isnull=True),
                name="a_line_of_a_mandate_has_one_edition_that_holds",
            ),
            models.CheckConstraint(condition=~Q(decides=""), name="a_mandate_says_what_is_decided"),
            models.CheckConstraint(
                condition=Q(limit_cents__isnull=True) | Q(limit_cents__gte=0, unlimited=False),
                name="a_mandate_has_a_limit_or_none",
            ),
        ]

    def __str__(self) -> str:
        return self.decides


class HourOffer(models.Model):
    """Hours a party can give in one skill; without a skill, in any."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="offers")
    skill = models.TextField(null=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.party}: {self.skill or '–'}"


class OfferedHours(models.Model):
    """The hours of an offer in one calendar year."""

    offer = models.ForeignKey(HourOffer, on_delete=models.CASCADE, related_name="years")
    year = models.PositiveSmallIntegerField()
    hours = models.PositiveIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "year"], name="an_offer_names_a_year_once"),
            models.CheckConstraint(condition=Q(hours__gte=0), name="offered_hours_are_never_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.year}: {self.hours}"


class Seat(models.Model):
    """Who may look and act at a table: the one key for tenancy and permission."""

    class Role(models.TextChoices):
        CHAIR = "chair", _("voorzitter")
        MEMBER = "member", _("aan tafel")
        FINANCE = "finance", _("financieel adviseur")
        VISITOR = "visitor", _("bezoeker")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="seats")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="seats", null=True, blank=True)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="seats", null=True, blank=True)
    role = models.CharField(max_length=10, choices=Role, default=Role.MEMBER)
    label = models.TextField(blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "person"],
                condition=Q(person__isnull=False),
                name="a_person_has_one_seat_at_a_table",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["chair", "member", "finance", "visitor"]),
                name="a_seat_has_a_known_role",
            ),
            models.CheckConstraint(
                condition=~Q(role="member") | Q(party__isnull=False), name="a_member_sits_for_a_party"
            ),
        ]

    def __str__(self) -> str:
        return self.label or str(self.get_role_display())

    @property
    def is_taken(self) -> bool:
        """Whether someone sits here; a seat that was given up keeps its row for what was done from it."""
        return self.person_id is not None

    @property
    def actor(self) -> str:
        """Who acts, as the trail writes it: a person or, in a demo, the seat."""
        return f"person/{self.person_id}" if self.person_id else f"seat/{self.pk}"


class SeatByGroup(models.Model):
    """That a seat was given by a group of someone's organisation, and goes when they leave that group."""

    seat = models.OneToOneField(Seat, on_delete=models.CASCADE, related_name="by_group")
    provider = models.CharField(max_length=40)
    group = models.CharField(max_length=255)
    given_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(group=""), name="a_seat_by_group_names_its_group")]

    def __str__(self) -> str:
        return f"{self.provider}: {self.group}"


class Invitation(MailLink):
    """A seat that waits for who reads this address; the address is erased once it was answered."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="invitations")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+", null=True, blank=True)
    role = models.CharField(max_length=10, choices=Seat.Role)
    email = models.CharField(max_length=254, blank=True)
    invited_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    made_at = models.DateTimeField()
    failed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["made_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "email"],
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True),
                name="an_address_is_invited_once_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(role__in=["chair", "member", "finance", "visitor"]),
                name="an_invitation_is_for_a_known_role",
            ),
            models.CheckConstraint(
                condition=~Q(role="member") | Q(party__isnull=False), name="a_member_is_invited_for_a_party"
            ),
            models.CheckConstraint(
                condition=Q(used_at__isnull=True, withdrawn_at__isnull=True) | Q(email=""),
                name="an_answered_invitation_keeps_no_address",
            ),
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def waits(self) -> bool:
        """Whether nobody answered it and nobody withdrew it."""
        return self.used_at is None and self.withdrawn_at is None
