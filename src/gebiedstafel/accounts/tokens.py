"""The secret in a link: long, made once, and kept only as a hash."""

import secrets
from hashlib import sha256


def new_token() -> str:
    """Return a secret that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is kept of a secret; the secret itself cannot be read back from it."""
    return sha256(token.encode()).hexdigest()
