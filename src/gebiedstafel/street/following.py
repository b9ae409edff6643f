"""Following an area by mail: asked on the page, confirmed by a link, stopped by a link."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from gebiedstafel.tables.way_in import locked_way_in
from gebiedstafel.trail.deeds import record_deed
from gebiedstafel.ui.refusals import Refused

from .digests import lines_for, next_monday
from .followers import erase
from .letters import post_confirmation
from .models import Follower, StreetPage

#: An address gets no second letter so soon after the first, whoever asks for it.
QUIET = timedelta(minutes=30)


@transaction.atomic
def ask_to_follow(
    page: StreetPage, *, area: str, email: str, has_shop: bool, language: str, site: str, at: datetime
) -> None:
    """Send this address a link that confirms it; the answer never tells whether we knew it."""
    page = locked_way_in(page)
    if not page.is_open or not page.table.areas.filter(key=area).exists():
        raise Refused(_("Deze straat kunt u nu niet volgen. Kies opnieuw waar u woont of werkt."))
    same = {"table": page.table, "area": area, "email": email}
    follower = Follower.objects.filter(**same).first()
    if follower is None:
        follower = Follower(**same)
    elif at < follower.asked_at + QUIET:
        return
    follower.asked_at, follower.language = at, language
    if follower.used_at is None:
        follower.has_shop = has_shop
    else:
        # Anyone may fill in this address: only its own link says that there is a shop.
        follower.asks_shop = has_shop and not follower.has_shop
    follower.save()
    post_confirmation(follower, site=site, at=at)


@transaction.atomic
def confirm(follower: Follower, *, at: datetime) -> Follower:
    """Take the address in: what changes from now on is told."""
    rows = Follower.objects.select_for_update(no_key=True, of=("self",)).select_related("table")
    follower = rows.get(pk=follower.pk)
    if follower.used_at is not None:
        return _with_shop(follower, at=at) if follower.may_become_shop(at) else follower
    if not follower.is_open(at):
        raise Refused(_("Deze link is verlopen. Vul uw adres opnieuw in op de pagina van uw straat."))
    follower.used_at, follower.told, follower.look_at = at, lines_for(follower, at=at), next_monday(at)
    follower.save(update_fields=["used_at", "told", "look_at"])
    _record(follower, "follow_street", at=at)
    return follower


def _with_shop(follower: Follower, *, at: datetime) -> Follower:
    follower.has_shop, follower.asks_shop = True, False
    follower.save(update_fields=["has_shop", "asks_shop"])
    _record(follower, "follow_with_shop", at=at)
    return follower


@transaction.atomic
def stop(follower: Follower, *, at: datetime) -> None:
    """Erase the address and all that was kept with it."""
    _record(follower, "stop_following", at=at)
    erase(follower, at=at)


def _record(follower: Follower, action: str, *, at: datetime) -> None:
    """Write down that someone did this for an area; the trail keeps no address."""
    chain = follower.table.chain
    record_deed(chain, action=action, subject=f"area/{follower.area}", actor="someone", at=at)
