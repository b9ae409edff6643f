"""What follow-up keeps: rules of a table, what went out, what people chose, their links and calendars."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import MailLink, OutgoingLetter, Person
from gebiedstafel.accounts.tokens import token_of_seed
from gebiedstafel.agreements.models import Agreement
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import Versioned


class FollowUpRules(Versioned):
    """When a table reminds, when it brings something up, and at which hours letters may go."""

    table = models.OneToOneField(AreaTable, on_delete=models.CASCADE, related_name="follow_up_rules")
    first_days = models.PositiveSmallIntegerField(default=14)
    second_days = models.PositiveSmallIntegerField(default=3)
    agenda_days = models.PositiveSmallIntegerField(default=7)
    up_days = models.PositiveSmallIntegerField(default=28)
    opens = models.PositiveSmallIntegerField(default=8)
    closes = models.PositiveSmallIntegerField(default=18)
    in_weekends = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(second_days__gte=1, first_days__gt=F("second_days"), first_days__lte=90),
                name="the_first_reminder_comes_before_the_second",
            ),
            models.CheckConstraint(
                condition=Q(agenda_days__gte=1, up_days__gt=F("agenda_days"), up_days__lte=365),
                name="something_is_on_the_agenda_before_it_goes_up",
            ),
            models.CheckConstraint(
                condition=Q(closes__gt=F("opens"), closes__lte=24), name="letters_go_between_two_hours"
            ),
        ]

    def __str__(self) -> str:
        words = _(
            "{first} en {second} dagen ervoor herinneren, {agenda} dagen erna op de agenda, "
            "{up} dagen erna naar de voorzitter, mail van {opens} tot {closes} uur, {weekends}"
        )
        return words.format(
            first=self.first_days,
            second=self.second_days,
            agenda=self.agenda_days,
            up=self.up_days,
            opens=self.opens,
            closes=self.closes,
            weekends=_("ook in het weekend") if self.in_weekends else _("niet in het weekend"),
        )

    @property
    def numbers(self) -> str:
        """The same for the trail, which has no language."""
        days = f"{self.first_days}/{self.second_days}/{self.agenda_days}/{self.up_days}"
        return f"{days} {self.opens}-{self.closes}" + (" +weekend" if self.in_weekends else "")


class Kind(models.TextChoices):
    """Why a letter about an agreement goes."""

    FIRST = "eerste", _("eerste herinnering")
    SECOND = "tweede", _("laatste herinnering")
    STEP = "stap", _("herinnering aan de eerste stap")
    RESERVATION = "voorbehoud", _("herinnering aan het voorbehoud")
    AGENDA = "agenda", _("op de agenda")
    UP = "omhoog", _("naar de voorzitter")
    NEXT = "verder", _("verder omhoog")


class Reminder(models.Model):
    """One reminder of one agreement for one day: it went, or somebody skipped it. It never comes twice."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=10, choices=Kind)
    for_day = models.DateField()
    made_at = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    skipped = models.BooleanField(default=False)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "kind", "for_day"], name="an_agreement_is_reminded_once_of_a_day"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=Kind.values), name="a_reminder_goes_for_a_known_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.for_day}"


class ReminderLetter(models.Model):
    """To whom a reminder went: the seat, and the letter."""

    reminder = models.ForeignKey(Reminder, on_delete=models.CASCADE, related_name="letters")
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    letter = models.ForeignKey(OutgoingLetter, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.reminder_id} → {self.seat_id}"


class Rhythm(models.TextChoices):
    """How often someone wants an overview."""

    WEEK = "week", _("elke week, op maandag")
    MONTH = "maand", _("elke maand, op de eerste werkdag")
    TABLE = "tafel", _("op de werkdag voor een bijeenkomst")
    NEVER = "nooit", _("geen overzicht")


class MailChoice(models.Model):
    """Which letters a person wants. Who chose nothing gets an overview each week that says something."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="mail_choice")
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.WEEK)
    also_when_empty = models.BooleanField(default=False)
    reminders = models.BooleanField(default=True)
    seed = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(rhythm__in=Rhythm.values), name="an_overview_comes_in_a_known_rhythm"
            )
        ]

    def __str__(self) -> str:
        return self.rhythm


class Digest(models.Model):
    """One overview for one person and period; without a letter there was nothing to say."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    period = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    letter = models.ForeignKey(OutgoingLetter, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["person", "period"], name="a_period_is_told_once_to_a_person")
        ]

    def __str__(self) -> str:
        return self.period


class ReportLink(MailLink):
    """A link with which someone tells once, without signing in, how one agreement goes."""

    agreement = models.ForeignKey(Agreement, on_delete=models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    seed = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("made_at")), name="a_report_link_ends_after_it_began"
            )
        ]

    def __str__(self) -> str:
        return f"{self.agreement_id} {self.made_at:%Y-%m-%d}"


class CalendarFeed(models.Model):
    """A calendar that a program fetches by a secret address: of the seat's own party, or of the table."""

    class Scope(models.TextChoices):
        MINE = "mijn", _("wat mijn partij aangaat")
        TABLE = "tafel", _("alles van de tafel")

    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="calendar_feeds")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+", null=True)
    scope = models.CharField(max_length=6, choices=Scope)
    seed = models.CharField(max_length=64, unique=True)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    revoked_at: models.DateTimeField[datetime | None, datetime | None] = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seat", "scope"],
                condition=Q(revoked_at__isnull=True),
                name="a_seat_has_one_open_calendar_of_a_kind",
            )
        ]

    def __str__(self) -> str:
        return self.scope

    @property
    def token(self) -> str:
        """The secret in its address, made again whenever its owner asks for it."""
        return token_of_seed(self.seed)
