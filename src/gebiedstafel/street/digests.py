"""What changed near a follower since the last letter, in one letter a week at most."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from django.db import transaction
from django.utils.timezone import localtime, make_aware
from django.utils.translation import override

from .letters import post_digest
from .models import Follower, StreetPage
from .near import lines_of
from .page import area_page

#: Letters about changes leave on this day of the week, in the morning.
MONDAY, MORNING = 0, time(9)
#: So many followers are looked for at one strike of the clock.
AT_ONCE = 50


@dataclass(frozen=True, slots=True)
class Changes:
    """What is new, what reads otherwise, and what is gone."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)


def changes_between(before: Mapping[str, str], after: Mapping[str, str]) -> Changes:
    """Return what became different between two sets of lines."""
    return Changes(
        new=tuple(text for name, text in after.items() if name not in before),
        changed=tuple(text for name, text in after.items() if name in before and before[name] != text),
        gone=tuple(text for name, text in before.items() if name not in after),
    )


def tell_followers(*, site: str, at: datetime) -> int:
    """Look for every follower whose moment came, and write to who has something to hear."""
    due = Follower.objects.filter(used_at__isnull=False, look_at__lte=at).order_by("look_at", "pk")
    return sum(tell(number, site=site, at=at) for number in list(due.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def tell(follower_id: int, *, site: str, at: datetime) -> bool:
    """Write to one follower, in one transaction with what was told: each change is told once."""
    rows = Follower.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    follower = rows.filter(pk=follower_id, used_at__isnull=False, look_at__lte=at).first()
    if follower is None:
        return False
    page = StreetPage.objects.filter(table=follower.table_id, is_open=True).first()
    follower.look_at = next_monday(at)
    told = False
    if page is not None:
        lines = lines_for(follower, at=at)
        changes = changes_between(follower.told, lines)
        told, follower.told = bool(changes), lines
        if told:
            post_digest(follower, changes, page, site=site, at=at)
    follower.save(update_fields=["told", "look_at"])
    return told


def lines_for(follower: Follower, *, at: datetime) -> dict[str, str]:
    """Return all that is public near this follower, in their language."""
    with override(follower.language):
        page = area_page(follower.table, follower.area, at=at)
        return lines_of(page.near) if page else {}


def next_monday(at: datetime) -> datetime:
    """Return the morning of the next Monday, at least a day from now."""
    today = localtime(at).date()
    days = (MONDAY - today.weekday() - 1) % 7 + 1
    return make_aware(datetime.combine(today + timedelta(days=days), MORNING))
