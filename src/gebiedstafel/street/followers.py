"""Who follows an area: found by the links in their letters, and erased with all that was written to them."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from gebiedstafel.accounts.outbox import erase_letters
from gebiedstafel.accounts.tokens import digest_of

from .models import Follower, StopLink

#: How long the link that confirms an address works; after that the address is erased.
CONFIRMED_WITHIN = timedelta(days=7)
#: How long an address is kept without being asked anew.
KEPT = timedelta(days=730)


def follower_of(token: str) -> Follower | None:
    """Return who this link confirms."""
    return Follower.objects.select_related("table").filter(digest=digest_of(token)).first()


def stopped_by(token: str) -> Follower | None:
    """Return who stops with this link, as it stands at the end of a letter."""
    link = StopLink.objects.select_related("follower__table").filter(digest=digest_of(token)).first()
    return link.follower if link else None


@transaction.atomic
def erase(follower: Follower, *, at: datetime) -> None:
    """Erase an address, also from the letters that went to it; what waits for it does not go any more."""
    erase_letters(follower.letters, at=at)
    follower.delete()


def forget_followers(*, at: datetime) -> int:
    """Erase addresses that were never confirmed, and those kept long enough; return how many."""
    due = Follower.objects.filter(
        Q(used_at=None, asked_at__lt=at - CONFIRMED_WITHIN) | Q(used_at__lt=at - KEPT)
    )
    rows = list(due)
    for one in rows:
        erase(one, at=at)
    return len(rows)
