"""The seal that ties each deed to the one before it, made with a key that the database never sees."""

import hashlib
import hmac
import json
from datetime import UTC

from django.conf import settings

from .models import Deed


def seal_of(previous: str, deed: Deed) -> str:
    """Return the seal over this deed and everything before it."""
    told = [
        previous,
        deed.chain_id,
        deed.number,
        deed.action,
        deed.subject,
        deed.result,
        deed.origin,
        deed.actor,
        deed.at.astimezone(UTC).isoformat(),
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(settings.TRAIL_KEY.encode(), text.encode(), hashlib.sha256).hexdigest()
