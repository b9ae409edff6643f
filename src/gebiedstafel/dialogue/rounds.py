"""The rounds of a table's dialogue: who may take part and when, by which entrance, on which statements."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from gebiedstafel.accounts.tokens import new_address
from gebiedstafel.tables.models import AreaTable, Seat
from gebiedstafel.tables.versions import Versioned

#: So long after a round people can still withdraw; then every link and code is forgotten.
WITHDRAWAL_LIVES = timedelta(days=30)
#: Results of fewer voters in a group are never shown (decisions on votes).
FEWEST_VOTERS = 10


class Side(models.TextChoices):
    """For whom a participant speaks, as the entrance or the code says."""

    RESIDENT = "resident", _("bewoner")
    INSTITUTION = "institution", _("instelling")


class Route(models.TextChoices):
    """How a participant came in."""

    LINK = "link", _("link")
    QR = "qr", _("QR-code")
    LETTER = "letter", _("brief")
    PAPER = "paper", _("papier")
    HALL = "hall", _("zaal")
    FILE = "file", _("bestand")


class Phase(models.TextChoices):
    """Where a round stands."""

    DRAFT = "draft", _("concept")
    COMING = "coming", _("gepland")
    OPEN = "open", _("open")
    CLOSED = "closed", _("gesloten")


def new_salt() -> str:
    """Return the secret that keeps the hashes of one round apart from those of every other."""
    return secrets.token_hex(16)


def only_dutch() -> list[str]:
    """Return the languages of a round that names none."""
    return ["nl"]


def subject_of(round: Round, number: int) -> str:
    """Return how the trail names a statement of a round."""
    return f"statement/{round.address}/{number}"


class Round(Versioned):
    """One round of the dialogue: a question on which people vote agree, disagree or pass.

    Without `opens_at` it is a draft; chair and clock close it at `closes_at`. `ballots` counts every
    vote that was ever counted in it, and so numbers them.
    """

    class Access(models.TextChoices):
        CODES = "codes", _("alleen met een code")
        OPEN = "open", _("open voor iedereen")

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="rounds")
    address = models.SlugField(max_length=12, unique=True, default=new_address)
    salt = models.CharField(max_length=32, default=new_salt)
    question = models.TextField()
    intro = models.TextField(blank=True, default="")
    access = models.CharField(max_length=10, choices=Access, default=Access.OPEN)
    languages = models.JSONField(default=only_dutch)
    takes_statements = models.BooleanField(default=True)
    minimum_voters = models.PositiveSmallIntegerField(default=FEWEST_VOTERS)
    per_address = models.PositiveIntegerField(default=20)
    opens_at = models.DateTimeField(null=True)
    closes_at = models.DateTimeField(null=True)
    forgotten_at = models.DateTimeField(null=True)
    ballots = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-made_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(question=""), name="a_round_asks_something"),
            models.CheckConstraint(condition=Q(access__in=["codes", "open"]), name="a_round_has_known_rules"),
            models.CheckConstraint(
                condition=Q(minimum_voters__gte=FEWEST_VOTERS), name="results_need_ten_voters_in_a_group"
            ),
            models.CheckConstraint(
                condition=Q(per_address__gte=1), name="one_address_may_bring_at_least_one_person"
            ),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True)
                | Q(closes_at__isnull=True)
                | Q(closes_at__gte=F("opens_at")),
                name="a_round_never_closes_before_it_opens",
            ),
        ]

    def __str__(self) -> str:
        return self.question

    def phase(self, at: datetime) -> Phase:
        """Where the round stands at this moment."""
        if self.opens_at is None:
            return Phase.DRAFT
        if self.closes_at is not None and at >= self.closes_at:
            return Phase.CLOSED
        return Phase.OPEN if at >= self.opens_at else Phase.COMING

    def is_open(self, at: datetime) -> bool:
        """Whether votes count at this moment."""
        return self.phase(at) == Phase.OPEN

    @property
    def withdrawable_until(self) -> datetime | None:
        """Until when people can withdraw; None while no end is set."""
        return None if self.closes_at is None else self.closes_at + WITHDRAWAL_LIVES

    def may_withdraw(self, at: datetime) -> bool:
        """Whether links to withdraw still work."""
        until = self.withdrawable_until
        return self.forgotten_at is None and (until is None or at < until)


class RoundText(models.Model):
    """The table's own translation of a round's question and introduction into one other language."""

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    question = models.TextField(blank=True, default="")
    intro = models.TextField(blank=True, default="")

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(fields=["round", "language"], name="a_round_has_one_text_per_language"),
            models.CheckConstraint(
                condition=~Q(question="") | ~Q(intro=""), name="a_translated_round_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.question or self.intro


class Entrance(models.Model):
    """One address of an open round: a link, a poster with a QR code or a hall.

    What it says of place and side goes with each person who comes in. Its key stands on posters and
    is no secret. A hall has an end and a number of places, for there everyone shares one address.
    """

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="entrances")
    key = models.SlugField(max_length=12, default=new_address)
    route = models.CharField(max_length=10, choices=Route, default=Route.LINK)
    area = models.CharField(max_length=64, blank=True, default="")
    side = models.CharField(max_length=12, choices=Side, default=Side.RESIDENT)
    until = models.DateTimeField(null=True)
    places = models.PositiveIntegerField(null=True)
    taken = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["round", "key"], name="a_key_opens_one_entrance_of_its_round"),
            models.CheckConstraint(
                condition=Q(route__in=["link", "qr", "hall"]), name="an_entrance_is_a_link_a_poster_or_a_hall"
            ),
            models.CheckConstraint(condition=Q(side__in=Side.values), name="an_entrance_is_for_a_known_side"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(taken__lte=F("places")),
                name="an_entrance_never_lets_in_more_than_its_places",
            ),
            models.CheckConstraint(
                condition=~Q(route="hall") | (Q(until__isnull=False) & Q(places__isnull=False)),
                name="a_hall_has_an_end_and_a_number_of_places",
            ),
        ]

    def __str__(self) -> str:
        return self.get_route_display()


class RoundStatement(Versioned):
    """A statement in a round, from the table or from a participant, once someone looked at it.

    `number` names it within its round, also in files. Statements that are not `shown` keep the votes
    they had and count nowhere.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("wacht op lezen")
        SHOWN = "shown", _("staat in het gesprek")
        REJECTED = "rejected", _("niet opgenomen")

    round = models.ForeignKey(Round, on_delete=models.CASCADE, related_name="statements")
    number = models.PositiveIntegerField()
    text = models.TextField()
    language = models.CharField(max_length=10, default="nl")
    writer = models.ForeignKey(
        "dialogue.Participant", on_delete=models.CASCADE, related_name="+", null=True, blank=True
    )
    is_seed = models.BooleanField(default=False)
    is_meta = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.TextField(blank=True, default="")
    duplicate_of = models.ForeignKey("self", on_delete=models.SET_NULL, related_name="+", null=True)
    added_at = models.DateTimeField()
    moderated_at = models.DateTimeField(null=True)
    moderated_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "number"], name="a_number_names_one_statement_of_a_round"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_statement_in_a_round_says_something"),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "shown", "rejected"]),
                name="a_statement_waits_or_was_judged",
            ),
            models.CheckConstraint(
                condition=~Q(state="rejected") | ~Q(reason=""),
                name="a_rejected_statement_tells_its_writer_why",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class StatementText(models.Model):
    """The table's own translation of a statement into one other language."""

    statement = models.ForeignKey(RoundStatement, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    text = models.TextField()

    class Meta:
        ordering = ["language"]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "language"], name="a_statement_has_one_text_per_language"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="a_translation_says_something"),
        ]

    def __str__(self) -> str:
        return self.text
