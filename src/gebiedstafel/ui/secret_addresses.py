"""Addresses that hold a secret, such as those in letters: it is written down nowhere."""

from __future__ import annotations

import logging
from collections.abc import Mapping

#: What the part of an address is called that opens something.
SECRETS = ("token", "link", "code")


class WithoutSecrets(logging.Filter):
    """Django writes the address of every answer from 400 on into its log: here without its secret."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let every line through, without what opens something in it."""
        where = getattr(getattr(record, "request", None), "resolver_match", None)
        if where is not None and isinstance(record.args, tuple):
            record.args = tuple(
                without_secrets(one, where.kwargs) if isinstance(one, str) else one for one in record.args
            )
        return True


def without_secrets(path: str, parts: Mapping[str, object]) -> str:
    """Return an address without what opens something in it."""
    for secret in filter(None, (str(parts.get(name, "")) for name in SECRETS)):
        path = path.replace(secret, "…")
    return path
