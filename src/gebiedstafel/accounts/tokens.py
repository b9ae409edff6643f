"""The secret in a link: long, made once, and kept only as a hash."""

import secrets
from hashlib import sha256

from django.utils.crypto import salted_hmac

#: Letters and digits that nobody takes for another.
PLAIN_LETTERS = "abcdefghjkmnpqrstvwxyz23456789"


def new_address() -> str:
    """Return a short name for in an address, never used before; it hides nothing."""
    return "".join(secrets.choice(PLAIN_LETTERS) for _ in range(8))


def new_token() -> str:
    """Return a secret that nobody guesses."""
    return secrets.token_urlsafe(32)


def digest_of(token: str) -> str:
    """Return what is kept of a secret; the secret itself cannot be read back from it."""
    return sha256(token.encode()).hexdigest()


def token_of_seed(seed: str) -> str:
    """Return the secret that belongs to a seed, the same each time; without our key nobody makes it.

    A letter that is sent once more after a crash thus carries the same link, and the seed may be kept.
    """
    return salted_hmac("gebiedstafel.link", seed, algorithm="sha256").hexdigest()
