"""Two people may edit the same row: a write that did not see the newest version is refused."""

from django.db import models
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import Refused


class Versioned(models.Model):
    """A row that counts its changes."""

    version = models.PositiveIntegerField(default=1)

    class Meta:
        abstract = True


def check_version(now: int, seen: int | None, *, theirs: str, yours: str) -> None:
    """Refuse a change that was made while looking at an older version, with both texts."""
    if seen is not None and seen != now:
        raise Refused(
            _("Iemand was u voor. Er staat nu: {theirs}. U wilde: {yours}. Kijk opnieuw en kies dan.").format(
                theirs=theirs, yours=yours
            )
        )
