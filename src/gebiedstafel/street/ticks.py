"""What Mijn straat does by itself: it tells followers what changed, and forgets who goes."""

from __future__ import annotations

from datetime import datetime

from gebiedstafel.accounts.letters import site_address
from gebiedstafel.trail.clock import each_quarter, each_tick

from .digests import tell_followers
from .followers import forget_followers


@each_tick
def tell(at: datetime) -> None:
    """Tell who follows an area what changed there."""
    tell_followers(site=site_address(), at=at)


@each_quarter
def forget(at: datetime) -> None:
    """Erase addresses that were not confirmed, or kept long enough."""
    forget_followers(at=at)
