"""What a gathering of a werkplaats keeps: its step and time, who joined without a name, and their cards."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Q

from gebiedstafel.accounts.tokens import PLAIN_LETTERS
from gebiedstafel.tables.models import AreaTable, Seat

LONGEST_CARD = 600
#: A phone that slept through the end still brings what was typed on it.
STILL_TAKEN_IN = timedelta(days=2)


def new_code() -> str:
    """Return a code that one types from the screen in a hall."""
    return "".join(secrets.choice(PLAIN_LETTERS) for _ in range(6))


def new_salt() -> str:
    """Return what makes the same token another one in another gathering."""
    return secrets.token_urlsafe(12)


class Workshop(models.Model):
    """A werkplaats: gatherings over months in which trios work on a case of their own."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="workshops")
    name = models.CharField(max_length=120)
    begun_at = models.DateTimeField()
    begun_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-begun_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="a_workshop_has_a_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"workshop/{self.pk}"


class Trio(models.Model):
    """A group of a werkplaats: area, social and physical, with a case in a wijk of their own.

    `area` is the code of the wijk among the open figures, where it has one.
    """

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="trios")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=120)
    area = models.CharField(max_length=64, blank=True, default="")
    issue = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["workshop", "number"], name="a_workshop_numbers_its_trios_once"),
            models.CheckConstraint(condition=~Q(name=""), name="a_trio_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Sitting(models.Model):
    """One gathering with a workshop format. `step` 0 is coming in; `step_version` counts every change.

    `shown` names the steps whose cards the hall sees. `step_before` was on until the one that is on now, with
    the seconds it had used by then, so that a step that was pressed too soon can go back.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="sittings")
    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="sittings", null=True)
    format = models.CharField(max_length=40)
    planned_on = models.DateField(null=True)
    code = models.SlugField(max_length=12, unique=True, default=new_code)
    salt = models.CharField(max_length=24, default=new_salt)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    begun_at = models.DateTimeField(null=True)
    step = models.PositiveSmallIntegerField(default=0)
    step_since = models.DateTimeField(null=True)
    step_version = models.PositiveIntegerField(default=0)
    extra_minutes = models.PositiveSmallIntegerField(default=0)
    step_before = models.PositiveSmallIntegerField(null=True)
    seconds_before = models.PositiveIntegerField(default=0)
    extra_before = models.PositiveSmallIntegerField(default=0)
    shown: Any = models.JSONField(default=list)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = [F("planned_on").asc(nulls_last=True), "made_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(step=0) | Q(step_since__isnull=False), name="a_step_began_at_a_moment"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"sitting/{self.pk}"

    def takes_cards(self, at: datetime) -> bool:
        """Whether cards still come in: also a while after the end."""
        return self.ended_at is None or at <= self.ended_at + STILL_TAKEN_IN


class Guest(models.Model):
    """Someone who joined a gathering on a phone: a number, a trio, and never a name."""

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="guests")
    number = models.PositiveSmallIntegerField()
    trio = models.ForeignKey(Trio, on_delete=models.SET_NULL, related_name="+", null=True)
    token_hash = models.CharField(max_length=64)
    joined_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "number"], name="a_number_names_one_guest"),
            models.UniqueConstraint(fields=["sitting", "token_hash"], name="a_token_is_one_guest"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class Card(models.Model):
    """What one person wrote in one step, by a key of the device; a later `stamp` is newer.

    `party` is whom the writer sat for. `became` says what it is at the table now, and how that goes back.
    """

    sitting = models.ForeignKey(Sitting, on_delete=models.CASCADE, related_name="cards")
    step = models.CharField(max_length=40)
    key = models.CharField(max_length=36)
    kind = models.CharField(max_length=12, blank=True, default="")
    text = models.CharField(max_length=LONGEST_CARD)
    stamp = models.BigIntegerField()
    guest = models.ForeignKey(Guest, on_delete=models.SET_NULL, related_name="cards", null=True)
    seat = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    party = models.CharField(max_length=64, blank=True, default="")
    trio = models.ForeignKey(Trio, on_delete=models.SET_NULL, related_name="+", null=True)
    written_at = models.DateTimeField()
    gone_at = models.DateTimeField(null=True)
    became: Any = models.JSONField(null=True)
    became_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["sitting", "key"], name="a_card_is_there_once"),
            models.CheckConstraint(condition=~Q(text=""), name="a_card_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"card/{self.pk}"
