"""Tokens and links: what a participant holds, and the hash that is kept of it."""

from __future__ import annotations

import hmac
import re
import secrets

TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """Return 128 bits of chance, as text that fits in a cookie and in an address."""
    return secrets.token_urlsafe(16)


def is_token(text: str) -> bool:
    """Whether this could be a token at all, so that nonsense never reaches the database."""
    return TOKEN.fullmatch(text) is not None


def hash_of(secret: str, *, salt: str, purpose: str) -> str:
    """Return what is kept of a token, link or code; the same secret differs per round and purpose."""
    return hmac.new(f"{purpose}/{salt}".encode(), secret.encode(), "sha256").hexdigest()
