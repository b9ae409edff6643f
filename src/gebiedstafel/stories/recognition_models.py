"""*Herkent u dit?*: what of the picture is asked about, and what parties and residents answer."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.tables.models import AreaTable, Party, Seat
from gebiedstafel.tables.way_in import WayIn

#: So much of the picture is asked about at once: more, nobody answers.
MOST_ASKED = 6
LONGEST_SENTENCE = 200
#: A question, or where it comes from, is so long at most.
LONGEST_WORDS = 400


class Says(models.TextChoices):
    """What someone answers."""

    YES = "yes", _("herken ik")
    NO = "no", _("herken ik niet")
    OTHERWISE = "otherwise", _("het zit anders")


class RecognitionPage(WayIn):
    """Where residents answer; without one nobody learns that the table exists."""


class Asked(models.Model):
    """One thing of the picture that people are asked about, in the words that they saw.

    `subject` names it as elsewhere, such as `figure/misdrijven/BU01`, `batch/7` or `strength/3`; `words` stay
    as they were asked, also when the figure changes. Ended, it is history. Of a strength that changes or
    goes the words go too: they were of who brought it.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=200)
    area = models.CharField(max_length=64, blank=True, default="")
    words = models.CharField(max_length=LONGEST_WORDS)
    source = models.CharField(max_length=LONGEST_WORDS, blank=True, default="")
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="what_is_asked_says_something"),
            models.UniqueConstraint(
                fields=["table", "subject"],
                condition=Q(ended_at__isnull=True),
                name="one_thing_is_asked_about_once_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class View(models.Model):
    """What somebody answered, with a sentence if they like."""

    says = models.CharField(max_length=10, choices=Says)
    words = models.CharField(max_length=LONGEST_SENTENCE, blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        abstract = True


class PartyView(View):
    """What a party at the table answered, one answer that it may change."""

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="+")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["asked", "party"], name="a_party_answers_once"),
            models.CheckConstraint(
                condition=Q(says__in=["yes", "no", "otherwise"]), name="a_party_answers_one_of_three"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party}: {self.says}"


class ResidentView(View):
    """What a resident answered: of the browser, or of the code of a letter, only a digest is kept.

    The sentence is read by a reader before the table sees it, who shows it or leaves it out.
    """

    asked = models.ForeignKey(Asked, on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64, null=True)
    words_shown = models.BooleanField(default=False)
    words_refused = models.BooleanField(default=False)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["asked", "digest"], name="a_resident_answers_once"),
            models.CheckConstraint(
                condition=Q(says__in=["yes", "no", "otherwise"]), name="a_resident_answers_one_of_three"
            ),
            models.CheckConstraint(
                condition=~Q(words_shown=True, words_refused=True),
                name="a_sentence_is_shown_or_left_out_never_both",
            ),
        ]

    def __str__(self) -> str:
        return self.says


class LetterCode(models.Model):
    """A code in a letter to one address of an area; only its digest is kept."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=64)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.area
