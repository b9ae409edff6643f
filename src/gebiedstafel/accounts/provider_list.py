"""The organisations whose people sign in here, as the file of this installation names them."""

from __future__ import annotations

import logging
import os
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from gebiedstafel.exchange.openid.metadata import Known
from gebiedstafel.exchange.openid.provider import Provider
from gebiedstafel.exchange.openid.provider_file import Faults, read_providers

KNOWN = Known()
LOG = logging.getLogger(__name__)


def providers() -> tuple[Provider, ...]:
    """Return the providers; a file with a fault gives none, and passwords go on working."""
    if not settings.SIGN_IN_FILE:
        return ()
    path = Path(settings.SIGN_IN_FILE)
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, UnicodeDecodeError, Faults) as fault:
        LOG.error("Nobody signs in with an organisation: %s. See manage.py check_sign_in.", fault)
        return ()


def provider_called(slug: str) -> Provider | None:
    """Return the provider of this name."""
    return next((one for one in providers() if one.slug == slug), None)


@lru_cache(maxsize=4)
def _read(path: Path, changed: int) -> tuple[Provider, ...]:
    return read_providers(path.read_text(encoding="utf-8"), os.environ)
