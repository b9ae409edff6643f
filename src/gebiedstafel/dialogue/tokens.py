"""Tokens, codes and links: what a participant holds, and the hash that is kept of it."""

from __future__ import annotations

import hmac
import re
import secrets

from .rounds import PLAIN_LETTERS

#: Eighteen of thirty letters and digits: 88 bits, which nobody guesses.
CODE_SIGNS = 18
GROUP = 6
TOKEN = re.compile(r"[A-Za-z0-9_-]{22}")


def new_token() -> str:
    """Return 128 bits of chance, as text that fits in a cookie and in an address."""
    return secrets.token_urlsafe(16)


def new_code() -> str:
    """Return a code for on paper: letters and digits that nobody takes for another."""
    return "".join(secrets.choice(PLAIN_LETTERS) for _ in range(CODE_SIGNS))


def written(code: str) -> str:
    """Return a code as it stands on paper: three groups of six."""
    return "-".join(code[place : place + GROUP] for place in range(0, len(code), GROUP)).upper()


def read_code(text: str) -> str | None:
    """Return the code in what someone typed, however they spaced it; None when it cannot be one."""
    code = re.sub(r"[^0-9a-z]", "", text[:100].lower())
    fits = len(code) == CODE_SIGNS and all(sign in PLAIN_LETTERS for sign in code)
    return code if fits else None


def is_token(text: str) -> bool:
    """Whether this could be a token at all, so that nonsense never reaches the database."""
    return TOKEN.fullmatch(text) is not None


def hash_of(secret: str, *, salt: str, purpose: str) -> str:
    """Return what is kept of a token, link or code; the same secret differs per round and purpose."""
    return hmac.new(f"{purpose}/{salt}".encode(), secret.encode(), "sha256").hexdigest()
