"""What the table takes on together: shared questions of the area, with their need."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext as _

from gebiedstafel.tables.models import AreaTable, Keyed, Level, Seat, Shared
from gebiedstafel.tables.versions import Versioned
from gebiedstafel.tables.written_numbers import WrittenNumber, exact


class Challenge(Versioned, Keyed, Shared):
    """A shared question of the area. `key_higher` is the part whose key lies at a higher level.

    `owners` and `joining` are parties by their ids at the table.
    """

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="challenges")
    title = models.TextField()
    themes = models.JSONField(null=True)
    areas = models.JSONField(null=True)
    arises = models.CharField(max_length=10, choices=Level, null=True)
    solved_at = models.JSONField(null=True)
    owners = models.JSONField(null=True)
    joining = models.JSONField(null=True)
    need_words = models.TextField(null=True)
    need = WrittenNumber(null=True)
    urgency = WrittenNumber(null=True)
    resident_priority = WrittenNumber(null=True)
    key_higher = WrittenNumber(null=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["table", "key"], name="a_challenge_has_one_place_in_its_table")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def urgency_in_words(self) -> str:
        """How pressing the table finds it, in words."""
        if self.urgency is None:
            return _("nog niet ingeschat")
        words = [_("kan wachten"), _("kan wachten"), _("kan even wachten"), _("vraagt aandacht"),
                 _("dringend"), _("zeer dringend")]  # fmt: skip
        return words[min(int(exact(self.urgency)), len(words) - 1)]


class ChosenChallenge(models.Model):
    """A challenge that the table takes on first; the others wait. `key` is its id in the table's file."""

    table = models.ForeignKey(AreaTable, on_delete=models.CASCADE, related_name="chosen_challenges")
    key = models.CharField(max_length=64)
    chosen_at = models.DateTimeField()
    chosen_by = models.ForeignKey(Seat, on_delete=models.SET_NULL, related_name="+", null=True)

    class Meta:
        ordering = ["chosen_at", "key"]
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="a_challenge_is_chosen_once")]

    def __str__(self) -> str:
        return self.key
