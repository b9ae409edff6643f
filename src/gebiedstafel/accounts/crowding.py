"""How much one place may bring in an hour without an account, so that nobody buries what others brought."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.translation import gettext as _

from gebiedstafel.ui.refusals import Refused

from .network import nameless, network_of

IN_AN_HOUR = 10
HOUR = 60 * 60


def check_not_too_many(what: str, request: HttpRequest, *, most: int = IN_AN_HOUR) -> None:
    """Count one thing more of this kind from this network, or refuse; no address is kept."""
    key = f"{what}/{nameless('network', network_of(request))}"
    cache.add(key, 0, HOUR)
    try:
        count = cache.incr(key)
    except ValueError:  # it lapsed between the two
        return
    if count > most:
        raise Refused(_("Vanaf deze plek kwam al veel binnen. Probeer het over een uur opnieuw."))
