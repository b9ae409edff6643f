"""The seal that ties each deed to the one before it, made with a key that the database never sees."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

from django.conf import settings


def seal_of(
    previous: str,
    *,
    chain: str,
    number: int,
    action: str,
    subject: str,
    result: str,
    origin: str,
    actor: str,
    at: datetime,
) -> str:
    """Return the seal over this deed and everything before it."""
    told = [previous, chain, number, action, subject, result, origin, actor, at.astimezone(UTC).isoformat()]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.TRAIL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
