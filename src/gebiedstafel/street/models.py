"""The public page of a table, who follows it by mail, and what shop owners are asked about works."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.models import MailLink, Person
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.way_in import WayIn


class StreetPage(WayIn):
    """Where anyone reads what happens at their door; without one nobody learns that the table exists.

    `ask` says whom to ask: a role and a place, never a person.
    """

    table = models.OneToOneField(AreaTable, on_delete=models.CASCADE, related_name="street_page")
    ask = models.CharField(max_length=300, blank=True, default="")


class Told(models.Model):
    """A few sentences the table told the wijk, about one area or all of it; taken back, it is gone.

    What was `learned` stands apart on the page: it is neither promised nor done.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=64, blank=True, default="")
    words = models.TextField()
    learned = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="what_is_told_says_something")]

    def __str__(self) -> str:
        return self.words


class Follower(MailLink):
    """A mail address that wants to hear what changes near one area; withdrawn, nothing of it is left.

    Its own link confirms it, once. `has_shop` says that it is also asked about works; `asks_shop` that
    somebody filled so in for an address that follows already, and that its link would confirm that. `told`
    are the lines it has heard of, so that it hears of each change once; `look_at` is when we look for more.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="+")
    area = models.CharField(max_length=64)
    email = models.CharField(max_length=254)
    language = models.CharField(max_length=2, choices=Person.Language, default=Person.Language.DUTCH)
    has_shop = models.BooleanField(default=False)
    asks_shop = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    told = models.JSONField(default=dict)
    look_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["look_at"], name="followers_to_look_for")]
        constraints = [
            models.UniqueConstraint(
                fields=["table", "area", "email"], name="an_address_follows_an_area_once"
            ),
            models.CheckConstraint(condition=~Q(email=""), name="a_follower_has_an_address"),
        ]

    def __str__(self) -> str:
        return f"{self.area}: {self.email}"

    def may_become_shop(self, at: datetime) -> bool:
        """Whether its link still confirms that there is a shop here."""
        return self.asks_shop and self.expires_at is not None and at < self.expires_at

    @property
    def letters(self) -> str:
        """How the keys of all letters to this address begin, to erase them with it."""
        return f"street/{self.pk}/"


class StopLink(models.Model):
    """What the link at the end of a letter opens: stop following, without an account."""

    follower = models.ForeignKey(Follower, on_delete=models.CASCADE, related_name="stop_links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.follower_id}"


#: So long a question that was sent can still be called back.
CALL_BACK = timedelta(minutes=10)


class WorksQuestion(models.Model):
    """What shop owners near a work are asked: does it suit, or does it not and why.

    Its letters leave at `leaves_at`; until then it can be called back.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="works_questions")
    measure = models.CharField(max_length=64, blank=True, default="")
    area = models.CharField(max_length=64)
    words = models.CharField(max_length=300)
    begins_on = models.DateField()
    ends_on = models.DateField()
    answer_by = models.DateField()
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)
    leaves_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_question_about_works_says_what_comes"),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="works_end_after_they_begin"
            ),
            models.CheckConstraint(
                condition=Q(answer_by__lte=F("begins_on")), name="answers_come_before_the_works"
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def subject(self) -> str:
        """How the trail names it."""
        return f"works_question/{self.pk}"

    def is_open(self, today: date) -> bool:
        """Whether an answer can be given or changed."""
        return self.leaves_at is not None and today <= self.answer_by


class AskedShop(models.Model):
    """One shop owner's answer to a question about works; who it was is forgotten when they stop following."""

    class Answer(models.TextChoices):
        """In one tap."""

        SUITS = "past", _("past")
        NOT = "past_niet", _("past niet")

    question = models.ForeignKey(WorksQuestion, on_delete=models.CASCADE, related_name="asked")
    follower = models.ForeignKey(Follower, on_delete=models.SET_NULL, related_name="asked", null=True)
    digest = models.CharField(max_length=64, unique=True, null=True)
    answer = models.CharField(max_length=10, choices=Answer, blank=True, default="")
    why = models.CharField(max_length=300, blank=True, default="")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["question", "follower"], name="a_shop_is_asked_once"),
            models.CheckConstraint(
                condition=Q(answer="", answered_at__isnull=True)
                | Q(answer__in=["past", "past_niet"], answered_at__isnull=False),
                name="an_answer_about_works_has_its_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question_id}: {self.answer}"
