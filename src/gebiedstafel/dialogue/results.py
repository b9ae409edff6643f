"""The newest result of each round, as it may be told, and who it counts: that last part stays inside."""

from __future__ import annotations

from django.db import models

from .rounds import Round


class Result(models.Model):
    """What is told of a round now. `counted` is the group of each participant in it, by number.

    It is made anew once enough people came or left; `ballots` is how far the round's log was read.
    """

    round = models.OneToOneField(Round, on_delete=models.CASCADE, related_name="+")
    told = models.JSONField()
    counted = models.JSONField(default=dict)
    ballots = models.PositiveBigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.round}: {self.made_at}"
