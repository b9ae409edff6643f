"""Who took part and what they voted: rows that no other app may import, and that know no account."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .rounds import Round, RoundStatement, Route, Side


class Participant(models.Model):
    """Someone in a round, known by nothing but the hash of a token that changes as they come back.

    Place, side and route are what the entrance or the code said. The token before the newest still
    works until the newest was seen, for on a slow line an answer may get lost.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, null=True, unique=True)
    previous_hash = models.CharField(max_length=64, null=True, unique=True)
    route = models.CharField(max_length=10, choices=Route)
    area = models.CharField(max_length=64, blank=True, default="")
    side = models.CharField(max_length=12, choices=Side, default=Side.RESIDENT)
    language = models.CharField(max_length=10, default="nl")
    turned_on = models.DateField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=Q(route__in=Route.values), name="a_participant_came_in_somehow"),
            models.CheckConstraint(
                condition=Q(side__in=Side.values), name="a_participant_is_of_a_known_side"
            ),
        ]


class EntryCode(models.Model):
    """A code on a letter or a paper ballot; only its hash is kept, and it lets in one person.

    The same code brings that person back. `number` stands on the sheet, for people to talk about.
    """

    class Kind(models.TextChoices):
        LETTER = "letter", _("brief")
        PAPER = "paper", _("papieren stembiljet")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    batch = models.CharField(max_length=32)
    number = models.PositiveIntegerField()
    code_hash = models.CharField(max_length=64, null=True, unique=True)
    area = models.CharField(max_length=64, blank=True, default="")
    side = models.CharField(max_length=12, choices=Side, default=Side.RESIDENT)
    participant = models.OneToOneField(Participant, on_delete=models.SET_NULL, related_name="+", null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["round", "number"], name="a_number_names_one_code_of_a_round"),
            models.CheckConstraint(
                condition=Q(kind__in=["letter", "paper"]), name="a_code_is_on_a_known_sheet"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="a_code_is_for_a_known_side"),
        ]


class WithdrawalLink(models.Model):
    """A link with which a participant takes everything back; only its hash is kept."""

    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    link_hash = models.CharField(max_length=64, unique=True)


class Vote(models.Model):
    """What a participant thinks of a statement now: 1 agree, -1 disagree, 0 pass.

    `number` is its place in the round's log; `version` counts how often this person judged this
    statement, so that a vote that is sent twice counts once and an old one never wins.
    """

    AGREE, PASS, DISAGREE = 1, 0, -1

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(RoundStatement, on_delete=models.CASCADE, related_name="+", db_index=False)
    value = models.SmallIntegerField()
    version = models.PositiveIntegerField(default=1)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["statement", "value"], name="votes_by_statement")]
        constraints = [
            models.UniqueConstraint(
                fields=["participant", "statement"], name="a_participant_votes_once_on_a_statement"
            ),
            models.UniqueConstraint(
                fields=["round", "number"], name="a_vote_has_a_place_of_its_own_in_the_log"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[-1, 0, 1]), name="a_vote_is_agree_disagree_or_pass"
            ),
        ]


class EarlierVote(models.Model):
    """What a participant thought of a statement before they changed their mind: the rest of the log."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.CASCADE, related_name="+")
    statement = models.ForeignKey(RoundStatement, on_delete=models.CASCADE, related_name="+")
    value = models.SmallIntegerField()
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="an_earlier_vote_has_a_place_of_its_own_in_the_log"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[-1, 0, 1]), name="an_earlier_vote_is_agree_disagree_or_pass"
            ),
        ]
